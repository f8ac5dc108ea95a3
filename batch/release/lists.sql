-- What lists hold.

-- All that the live items of an audience tell, item by item.
-- name: LISTS_TOLD
SELECT item, type, value, roles, attested, size, first, last FROM told_value
WHERE audience = ?1 ORDER BY item;

-- What items say of all their values, edition by edition, and the days on which
-- those were told.  What is over tells none.
-- name: LISTS_ITEMS
SELECT e.item, e.tlp, e.least, e.seen_first, e.seen_last, r.day
FROM edition e JOIN run r ON r.id = e.run
WHERE e.audience = ?1 AND e.retracted = 0 ORDER BY e.item, e.edition;

-- name: LISTS_BEFORE
SELECT type, value, use, rule, rev, items, why FROM in_lists WHERE audience = ?1;

-- name: LISTS_PUT
INSERT INTO in_lists (audience, type, value, use, rule, rev, items, why)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT DO UPDATE SET use = excluded.use, rule = excluded.rule,
	rev = excluded.rev, items = excluded.items, why = excluded.why;

-- name: LISTS_DROP
DELETE FROM in_lists WHERE audience = ?1 AND type = ?2 AND value = ?3;
