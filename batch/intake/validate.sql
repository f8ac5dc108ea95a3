-- What a package may refer to.

-- name: PACKAGE_BY_SHA
SELECT state, member, id, reason, detail FROM package WHERE sha256 = ?1;

-- What was refused of a folder: all paths between two.
-- name: NOISE_KEPT
SELECT sha256 FROM package
WHERE state = 'quarantined' AND path IS NOT NULL AND path > ?1 AND path < ?2;

-- name: PACKAGE_LEFT_BEHIND
SELECT 1 FROM package p JOIN run r ON r.id = p.run
WHERE p.sha256 = ?1 AND p.path = ?2 AND r.ended = 0;

-- What its sender calls so: an id is its sender's own, and that another's
-- package has it must not show.
-- name: PACKAGE_CALLED
SELECT id, manifest FROM package
WHERE id = ?1 AND member = ?2 AND called IS NULL AND state = 'accepted'
UNION ALL
SELECT id, manifest FROM package
WHERE called = ?1 AND member = ?2 AND state = 'accepted';

-- name: PACKAGE_ID_TAKEN
SELECT 1 FROM package WHERE id = ?1 AND state = 'accepted';

-- name: SUBMISSION_MEMBER
SELECT member, withdrawn FROM submission WHERE id = ?1;

-- name: SUBMISSION_ASKS
SELECT answer FROM submission WHERE id = ?1;

-- name: CASE_EXISTS
SELECT 1 FROM casefile WHERE id = ?1;

-- name: ITEM_EXISTS
SELECT 1 FROM item WHERE id = ?1;

-- name: ITEM_AUDIENCES
SELECT DISTINCT audience FROM edition WHERE item = ?1;

-- name: PREVIEW_MEMBER
SELECT s.member FROM preview p JOIN submission s ON s.id = p.submission
WHERE p.digest = ?1;

-- name: ITEM_HAD_BY
SELECT 1 FROM edition WHERE item = ?1 AND audience = ?2 LIMIT 1;

-- name: BUNDLE_EXISTS
SELECT 1 FROM bundle WHERE audience = ?1 AND sequence = ?2
	AND digest = coalesce(?3, digest);

-- name: WAITING_SINCE
SELECT at FROM waiting WHERE path = ?1 AND sha256 = ?2;

-- Other bytes in its place begin anew.
-- name: WAITING_ADD
INSERT INTO waiting (path, sha256, at, seen) VALUES (?1, ?2, ?3, ?3)
ON CONFLICT DO UPDATE SET
	at = iif(sha256 = excluded.sha256, at, excluded.at),
	told = told AND sha256 = excluded.sha256,
	sha256 = excluded.sha256, seen = excluded.seen;

-- name: WAITING_DROP
DELETE FROM waiting WHERE path = ?1;

-- name: TRUEHIT_GIVEN
SELECT 1 FROM indicator WHERE submission = ?1 AND type = ?2 AND value = ?3
UNION ALL
SELECT 1 FROM file WHERE submission = ?1 AND ?2 = 'file-name' AND name = ?3
LIMIT 1;
