-- Mails that are nearly the same.

-- name: NEAR_LURE
SELECT substr(norm, 1, 20000), coalesce(subject_norm, ''),
	coalesce(sender_name, ''), coalesce(sender, '')
FROM mail WHERE submission = ?1 AND n = ?2;

-- name: NEAR_HOSTS
SELECT substr(key, 6) FROM join_key
WHERE submission = ?1 AND joins = 0 AND key >= 'host:' AND key < 'host;'
ORDER BY key LIMIT 100;

-- name: NEAR_MAILS
SELECT n, norm_sha256, coalesce(subject_norm, '') FROM mail
WHERE submission = ?1 AND length(norm) > 0 ORDER BY n;

-- Pairs that came into one case need nobody.
-- name: NEAR_ADD
INSERT OR IGNORE INTO near (a, a_n, b, b_n, score, why, run)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
FROM submission x, submission y
WHERE x.id = ?1 AND y.id = ?3 AND x.casefile <> y.casefile;
