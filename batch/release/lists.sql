-- What lists hold.

-- All that the live items of an audience tell, item by item.
-- name: LISTS_TOLD
SELECT item, type, value, roles, attested, size, first, last FROM told_value
WHERE audience = ?1 ORDER BY item;

-- What an item says of all its values: its last edition, and when the first
-- was told there.
-- name: LISTS_ITEM
SELECT e.tlp, e.least, e.seen_first, e.seen_last, (SELECT r.day FROM edition f
	JOIN run r ON r.id = f.run WHERE f.item = e.item
		AND f.audience = e.audience ORDER BY f.edition LIMIT 1)
FROM edition e WHERE e.item = ?1 AND e.audience = ?2
ORDER BY e.edition DESC LIMIT 1;

-- name: LISTS_BEFORE
SELECT type, value, use, rule, rev, items, why FROM in_lists WHERE audience = ?1;

-- name: LISTS_PUT
INSERT INTO in_lists (audience, type, value, use, rule, rev, items, why)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT DO UPDATE SET use = excluded.use, rule = excluded.rule,
	rev = excluded.rev, items = excluded.items, why = excluded.why;

-- name: LISTS_DROP
DELETE FROM in_lists WHERE audience = ?1 AND type = ?2 AND value = ?3;
