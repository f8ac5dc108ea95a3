-- What an audience was told of its items.

-- name: TOLD_KEEP
INSERT OR IGNORE INTO told_before (audience, item, type, value)
SELECT audience, item, type, value FROM told_value
WHERE audience = ?1 AND item = ?2;

-- name: TOLD_DROP
DELETE FROM told_value WHERE audience = ?1 AND item = ?2;

-- name: TOLD_ADD
INSERT INTO told_value (audience, item, type, value, roles, attested, size,
	first, last)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT DO UPDATE SET roles = roles | excluded.roles,
	attested = max(attested, excluded.attested),
	size = max(size, excluded.size),
	first = min(coalesce(first, excluded.first),
		coalesce(excluded.first, first)),
	last = max(coalesce(last, excluded.last),
		coalesce(excluded.last, last));

-- name: TOLD_WITH
SELECT t.item FROM told_value t JOIN item i ON i.id = t.item
WHERE t.audience = ?1 AND t.type = ?2 AND t.value = ?3
	AND i.retracted IS NULL
ORDER BY t.item LIMIT ?4;

-- name: TOLD_VALUES
SELECT type, value FROM told_value WHERE audience = ?1 AND item = ?2
ORDER BY type, value;

-- name: TOLD_TO
SELECT 1 FROM told_value
WHERE audience = ?1 AND type = ?2 AND value = ?3 LIMIT 1;

-- Whether the address is told with some port: two bounds of such values.
-- name: TOLD_TO_PORT
SELECT 1 FROM told_value
WHERE audience = ?1 AND type = ?2 AND value > ?3 AND value < ?4 LIMIT 1;
