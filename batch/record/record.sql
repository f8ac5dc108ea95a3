-- What a run took and decided, on its way out.

-- name: RUN_BUNDLES
SELECT audience, sequence, digest, previous FROM bundle WHERE run = ?1
ORDER BY audience, sequence;

-- name: RUN_STATES
SELECT audience, sequence, digest, at, archive FROM state_file WHERE run = ?1
ORDER BY audience;

-- name: RUN_READERS
SELECT reader FROM reader WHERE run = ?1 AND audience = ?2 ORDER BY reader;

-- name: STATES_PUBLISHED
UPDATE state_file SET archive = NULL WHERE run = ?1;

-- name: RUN_ITEMS
SELECT e.item, i.casefile, e.edition, e.audience,
	(SELECT min(p.submission) FROM place p
		WHERE p.item = e.item AND p.audience = e.audience)
FROM edition e
JOIN item i ON i.id = e.item WHERE e.run = ?1 ORDER BY e.item, e.audience;

-- name: RUN_REQUESTS
SELECT q.name, p.id || '/' || q.n FROM request q
JOIN package p ON p.sha256 = q.package WHERE q.run = ?1 ORDER BY q.name;

-- name: RUN_PREVIEWS
SELECT f.digest, (SELECT min(submission) FROM preview_of
	WHERE digest = f.digest)
FROM preview_file f WHERE f.run = ?1 ORDER BY f.digest;

-- name: RUN_TAKEN
SELECT sha256, path, member, state, reason, detail FROM package
WHERE run = ?1 ORDER BY sha256;

-- name: RUNS_PAST
SELECT id, at, ended FROM run WHERE at > ?1 AND at <= ?2 ORDER BY at, id;

-- name: RUN_PREVIEWS_WITH
SELECT DISTINCT f.digest, s.member FROM preview_file f
JOIN preview_of o ON o.digest = f.digest
JOIN submission s ON s.id = o.submission WHERE f.run = ?1
ORDER BY f.digest, s.member;

-- name: RUNS_OPEN
SELECT id, at, day FROM run WHERE ended = 0 ORDER BY at, id;

-- name: RUN_END
UPDATE run SET ended = ?2 WHERE id = ?1;

-- name: RUNS_BACK
SELECT id, at FROM run ORDER BY id DESC;

-- name: RUNS_TAKING_BACK
SELECT run, at FROM package ORDER BY run DESC;

-- name: BUNDLE_ARCHIVE
SELECT archive, at FROM bundle WHERE audience = ?1 AND sequence = ?2
	AND archive IS NOT NULL;

-- name: BUNDLE_PUBLISHED
UPDATE bundle SET archive = NULL WHERE audience = ?1 AND sequence = ?2;

-- name: PREVIEW_ARCHIVE
SELECT p.archive, s.member FROM preview p
JOIN submission s ON s.id = p.submission
WHERE p.digest = ?1 AND p.archive IS NOT NULL LIMIT 1;

-- name: PREVIEW_PUBLISHED
UPDATE preview_file SET archive = NULL WHERE digest = ?1;

-- name: PACKAGE_SUBMISSIONS
SELECT s.id, s.casefile, s.member, s.unread FROM submission s
WHERE s.package = ?1 ORDER BY s.n;

-- name: RUN_THREADS
SELECT t.casefile, t.kind, coalesce(nullif(t.at, 0), (SELECT m.date FROM mail m
	WHERE m.submission = t.submission ORDER BY m.n LIMIT 1), 0)
FROM thread_step t
WHERE t.casefile IN (SELECT casefile FROM ruling WHERE run = ?1)
ORDER BY t.casefile, t.n;
