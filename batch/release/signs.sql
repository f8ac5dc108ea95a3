-- Since when an item's values are told as they are.

-- name: SIGNS
SELECT type, value, form, tlp, since, day FROM told_sign
WHERE audience = ?1 AND item = ?2 AND ended = ?3;

-- name: SIGN_ADD
INSERT OR REPLACE INTO told_sign (audience, item, type, value, form, tlp, since,
	day)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- name: SIGN_END
UPDATE told_sign SET ended = ?5
WHERE audience = ?1 AND item = ?2 AND type = ?3 AND value = ?4;

-- name: SIGNS_OVER
SELECT e.edition, r.day, e.retracted, e.successor
FROM edition e JOIN run r ON r.id = e.run
WHERE e.item = ?1 AND e.audience = ?2 ORDER BY e.edition DESC LIMIT 1;
