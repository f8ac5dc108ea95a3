-- Pairs that are the same attack.

-- name: ALIKE_ADD
INSERT INTO alike (a, b, strength, why) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO UPDATE SET strength = excluded.strength, why = excluded.why
	WHERE excluded.strength > alike.strength
	OR (excluded.strength = alike.strength AND excluded.why < alike.why);

-- name: ALIKE_OF
SELECT b, strength, why, 0 FROM alike WHERE a = ?1
UNION ALL
SELECT a, strength, why, 1 FROM alike WHERE b = ?1
ORDER BY 1;
