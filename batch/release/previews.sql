-- What providers are shown, and what they answered.

-- name: PREVIEW_TERMS
SELECT s.member, s.sender = 'hub', s.consent, s.scope, s.tlp,
	s.withdrawn IS NOT NULL,
	(SELECT sig FROM share_sig g WHERE g.submission = s.id),
	coalesce(p.called || '/' || s.n, s.id)
FROM submission s JOIN package p ON p.sha256 = s.package WHERE s.id = ?1;

-- Files that name their victim.
-- name: FILES_PERSONAL
SELECT DISTINCT sha256 FROM file
WHERE submission = ?1 AND role IN ('attachment', 'sample')
	AND inline = 0 AND size > 0 AND flags LIKE '%personal%'
ORDER BY sha256;

-- name: PREVIEWS_OF
SELECT text, readers FROM preview WHERE submission = ?1 AND uncut = 0;

-- The answer that was signed last, and what it was shown.
-- name: PREVIEW_ANSWER
SELECT c.approve, p.text FROM preview p JOIN consent c ON c.preview = p.digest
WHERE p.submission = ?1 AND p.uncut = 0 AND c.void = 0 AND c.run IS NOT NULL
ORDER BY c.signed DESC, c.package, c.n DESC LIMIT 1;

-- name: PREVIEW_ADD
INSERT OR IGNORE INTO preview_file (digest, text, readers, run, archive, uncut)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: PREVIEW_OF_ADD
INSERT OR IGNORE INTO preview_of (submission, digest) VALUES (?1, ?2);

-- name: PREVIEW_DECISION
SELECT decision FROM preview_file WHERE digest = ?1;
