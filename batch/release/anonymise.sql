-- What changed, and what was told of it.

-- name: DIRTY_CASES
SELECT d.casefile FROM dirty d JOIN casefile c ON c.id = d.casefile
WHERE c.merged IS NULL ORDER BY d.casefile;

-- name: DIRTY_DROP
DELETE FROM dirty WHERE casefile = ?1;

-- name: DIRTY_DROP_MERGED
DELETE FROM dirty WHERE (SELECT merged FROM casefile
	WHERE id = dirty.casefile) IS NOT NULL;

-- name: CASE_SUBMISSIONS
SELECT id FROM submission WHERE casefile = ?1 ORDER BY id;

-- name: SUBMISSION_CASE
SELECT casefile FROM submission WHERE id = ?1;

-- name: EDITION_LAST
SELECT edition, content, retracted FROM edition
WHERE item = ?1 AND audience = ?2 ORDER BY edition DESC LIMIT 1;

-- name: ITEM_KNOWN
SELECT 1 FROM item WHERE id = ?1;

-- name: ITEM_TOLD_TO
SELECT 1 FROM edition WHERE item = ?1 AND audience = ?2 LIMIT 1;
