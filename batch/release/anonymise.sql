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
SELECT class, grave, release, ruled, title, analysis, countermeasure
FROM casefile WHERE id = ?1;

-- name: CASE_SUBMISSIONS
SELECT id, member, own, title, consent, scope, tlp, day, withdrawn
FROM submission WHERE casefile = ?1 ORDER BY id;

-- name: CASE_REDACT
SELECT word FROM redact WHERE casefile = ?1 ORDER BY length(word) DESC, word;

-- name: CASE_WORDS
SELECT DISTINCT w.word, s.member, w.source = 'part' FROM sensitive w
JOIN submission s ON s.id = w.submission
WHERE s.casefile = ?1 ORDER BY w.word, s.member;

-- name: CASE_STEPS
SELECT kind, text FROM thread_step WHERE casefile = ?1 ORDER BY n;

-- name: CASE_ITEM
SELECT id, first_shared FROM item WHERE casefile = ?1 AND retracted IS NULL
ORDER BY id LIMIT 1;

-- name: CASE_RETRACTED
SELECT id, first_shared, retracted FROM item
WHERE casefile = ?1 AND retracted IS NOT NULL ORDER BY id;

-- name: ITEM_SIGHTINGS
SELECT count(*) FROM sighting WHERE item = ?1;

-- name: SUBMISSION_AGENCY
SELECT 1 FROM share_agency WHERE submission = ?1 AND agency = ?2;

-- name: SUBMISSION_INDICATORS
SELECT type, role, value, source FROM indicator WHERE submission = ?1
ORDER BY type, role, value;

-- name: SUBMISSION_FILES
SELECT name, sha256, size, kind, flags, role FROM file
WHERE submission = ?1 AND role IN ('attachment', 'sample') AND inline = 0
	AND size > 0 ORDER BY n;

-- Files that name their victim and that no other member has handed in.
-- name: FILES_PERSONAL
SELECT DISTINCT f.sha256 FROM file f
WHERE f.submission = ?1 AND f.role IN ('attachment', 'sample')
	AND f.inline = 0 AND f.size > 0 AND f.flags LIKE '%personal%'
	AND NOT EXISTS (SELECT 1 FROM file g
		JOIN submission s ON s.id = g.submission
		WHERE g.sha256 = f.sha256 AND s.member <> ?2
			AND s.withdrawn IS NULL)
ORDER BY f.sha256;

-- name: EDITION_LAST
SELECT edition, content, retracted FROM edition
WHERE item = ?1 AND audience = ?2 ORDER BY edition DESC LIMIT 1;

-- name: PROVENANCE_HAS
SELECT 1 FROM provenance WHERE submission = ?1 LIMIT 1;

-- name: RELATED_ITEMS
SELECT i.id FROM item i
WHERE i.casefile IN (SELECT CASE r.a WHEN ?1 THEN r.b ELSE r.a END
		FROM related r WHERE (r.a = ?1 OR r.b = ?1)
		-- What everybody has by now relates nothing any more.
		AND (SELECT count(*) FROM (SELECT DISTINCT s.casefile
			FROM join_key k JOIN submission s
				ON s.id = k.submission
			WHERE k.key = r.key LIMIT ?3 + 1)) <= ?3)
	AND i.retracted IS NULL
	AND EXISTS (SELECT 1 FROM edition e
		WHERE e.item = i.id AND e.audience = ?2)
ORDER BY i.id;

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
