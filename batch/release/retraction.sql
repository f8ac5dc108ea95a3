-- What is taken back, and what lists hold of it.

-- name: RETRACTION_VALUES
SELECT type, value FROM told_before WHERE audience = ?1 AND item = ?2
UNION
SELECT type, value FROM told_value WHERE audience = ?1 AND item = ?2
ORDER BY 1, 2;

-- name: RETRACTION_TELLERS
SELECT item FROM told_value WHERE audience = ?1 AND type = ?2 AND value = ?3;
