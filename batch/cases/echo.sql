-- What a member states that it was told itself: an address also with a port, and
-- without it.

-- name: ECHO_SENDER
SELECT member FROM submission s WHERE id = ?1 AND sender <> 'hub' AND NOT EXISTS
	(SELECT 1 FROM file f WHERE f.submission = s.id
		AND f.role IN ('mail', 'log'));

-- name: ECHO_NOTE
UPDATE indicator SET echo = 1
WHERE submission = ?1 AND source <> 'mail' AND (
	EXISTS (SELECT 1 FROM told_value t WHERE t.audience = ?2
		AND t.type = CASE indicator.type WHEN 'sha256' THEN 'file'
			ELSE indicator.type END
		AND t.value = indicator.value)
	OR (type = 'ipv4-addr-port' AND EXISTS (
		SELECT 1 FROM told_value t
		WHERE t.audience = ?2 AND t.type = 'ipv4-addr' AND t.value
			= substr(indicator.value, 1,
				instr(indicator.value, ':') - 1)))
	OR (type = 'ipv6-addr-port' AND EXISTS (
		SELECT 1 FROM told_value t
		WHERE t.audience = ?2 AND t.type = 'ipv6-addr' AND t.value
			= substr(indicator.value, 2,
				instr(indicator.value, ']') - 2)))
	OR (type = 'ipv4-addr' AND EXISTS (
		SELECT 1 FROM told_value t
		WHERE t.audience = ?2 AND t.type = 'ipv4-addr-port'
			AND t.value > indicator.value || ':'
			AND t.value < indicator.value || ';'))
	OR (type = 'ipv6-addr' AND EXISTS (
		SELECT 1 FROM told_value t
		WHERE t.audience = ?2 AND t.type = 'ipv6-addr-port'
			AND t.value > '[' || indicator.value || ']:'
			AND t.value < '[' || indicator.value || '];')));
