-- What changed, and what was told of it.

-- name: DIRTY_SUBMISSIONS
SELECT submission FROM dirty ORDER BY submission;

-- name: DIRTY_DROP
DELETE FROM dirty WHERE submission = ?1;

-- name: SUBMISSION_CASE
SELECT casefile FROM submission WHERE id = ?1;

-- name: ITEM_KNOWN
SELECT 1 FROM item WHERE id = ?1;

-- name: ITEM_TOLD_TO
SELECT 1 FROM edition WHERE item = ?1 AND audience = ?2 LIMIT 1;

-- name: KEPT_BACK
SELECT type, value FROM kept_back WHERE audience = ?1 AND submission = ?2;

-- name: KEPT_BACK_DROP
DELETE FROM kept_back
WHERE audience = ?1 AND submission = ?2 AND type = ?3 AND value = ?4;

-- name: KEPT_BACK_ADD
INSERT OR IGNORE INTO kept_back (audience, submission, type, value)
VALUES (?1, ?2, ?3, ?4);
