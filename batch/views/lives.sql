-- What an audience has of an item.

-- name: LIFE_LAST
SELECT edition, content, retracted, successor FROM edition
WHERE item = ?1 AND audience = ?2 ORDER BY edition DESC LIMIT 1;
