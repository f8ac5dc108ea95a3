-- What a member states that it was told itself.

-- name: ECHO_SENDER
SELECT member FROM submission s WHERE id = ?1 AND sender <> 'hub' AND NOT EXISTS
	(SELECT 1 FROM file f WHERE f.submission = s.id
		AND f.role IN ('mail', 'log'));

-- name: ECHO_NOTE
UPDATE indicator SET echo = 1
WHERE submission = ?1 AND source = 'manifest' AND EXISTS
	(SELECT 1 FROM told_value t WHERE t.audience = ?2
		AND t.type = CASE indicator.type WHEN 'sha256' THEN 'file'
			ELSE indicator.type END
		AND t.value = indicator.value);
