-- Files that are stated.

-- name: STATED_FILES
SELECT substr(key, 6) FROM join_key
WHERE submission = ?1 AND key >= 'file:' AND key < 'file;' ORDER BY key;

-- name: STATED_BY_ONE
SELECT EXISTS (SELECT 1 FROM indicator
	WHERE submission = ?1 AND type = 'sha256' AND value = ?3)
	OR EXISTS (SELECT 1 FROM indicator
	WHERE submission = ?2 AND type = 'sha256' AND value = ?3);

-- Another digest of the same file would be no other key.
-- name: STATED_ANOTHER
SELECT EXISTS (SELECT 1 FROM join_key x JOIN join_key y
	ON y.key = x.key AND y.submission = ?2
	WHERE x.submission = ?1 AND x.key <> 'file:' || ?3
		AND x.key NOT GLOB 'digest:*');
