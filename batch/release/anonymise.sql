-- What is composed, for whom, from whose submissions.

-- name: DIRTY_CASES
SELECT d.casefile FROM dirty d JOIN casefile c ON c.id = d.casefile
WHERE c.merged IS NULL ORDER BY d.casefile;

-- name: DIRTY_DROP
DELETE FROM dirty WHERE casefile = ?1;

-- name: DIRTY_DROP_MERGED
DELETE FROM dirty WHERE (SELECT merged FROM casefile
	WHERE id = dirty.casefile) IS NOT NULL;

-- name: CASE_LOAD
SELECT class, grave, release, ruled, title, analysis, countermeasure, closed
FROM casefile WHERE id = ?1;

-- name: CASE_SUBMISSIONS
SELECT id, member, own, title, consent, scope, tlp, day, withdrawn
FROM submission WHERE casefile = ?1 ORDER BY id;

-- name: CASE_REDACT
SELECT word FROM redact WHERE casefile = ?1 ORDER BY length(word) DESC, word;

-- name: CASE_STEPS
SELECT kind, text FROM thread_step WHERE casefile = ?1 ORDER BY n;

-- name: CASE_ITEM
SELECT id, first_shared FROM item WHERE casefile = ?1 AND retracted IS NULL
ORDER BY id LIMIT 1;

-- name: CASE_RETRACTED
SELECT id, first_shared, retracted FROM item
WHERE casefile = ?1 AND retracted IS NOT NULL ORDER BY id;

-- Who says to have found it.
-- name: ITEM_FINDERS
SELECT DISTINCT member FROM sighting WHERE item = ?1 ORDER BY member;

-- The words that must not leave with a submission's facts.
-- name: SUBMISSION_WORDS
SELECT DISTINCT w.word, s.member, w.source = 'part' FROM sensitive w
JOIN submission s ON s.id = w.submission
WHERE w.submission = ?1 ORDER BY w.word;

-- name: SUBMISSION_AGENCY
SELECT 1 FROM share_agency WHERE submission = ?1 AND agency = ?2;

-- name: SUBMISSION_INDICATORS
SELECT type, role, value, source FROM indicator WHERE submission = ?1
ORDER BY type, role, value;

-- name: SUBMISSION_FILES
SELECT name, sha256, size, kind, flags, role FROM file
WHERE submission = ?1 AND role IN ('attachment', 'sample') AND inline = 0
	AND size > 0 ORDER BY n;

-- Files that name their victim.
-- name: FILES_PERSONAL
SELECT DISTINCT sha256 FROM file
WHERE submission = ?1 AND role IN ('attachment', 'sample')
	AND inline = 0 AND size > 0 AND flags LIKE '%personal%'
ORDER BY sha256;

-- name: EDITION_LAST
SELECT edition, content, retracted FROM edition
WHERE item = ?1 AND audience = ?2 ORDER BY edition DESC LIMIT 1;

-- name: PROVENANCE_HAS
SELECT 1 FROM provenance WHERE submission = ?1 LIMIT 1;

-- name: ITEM_LAST
SELECT max(CAST(substr(id, 8) AS INTEGER)) FROM item
WHERE id >= ?1 AND id < ?1 || ';';

-- name: PREVIEW_STATE
SELECT digest, text, decision FROM preview
WHERE submission = ?1 AND uncut = 0
ORDER BY decision IS NULL, digest;

-- name: PREVIEW_ADD
INSERT OR IGNORE INTO preview (digest, submission, text, run, archive, uncut)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: PREVIEW_DECISION
SELECT decision FROM preview WHERE digest = ?1;
