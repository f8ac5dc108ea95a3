-- When it was seen.

-- name: SEEN_TRAFFIC
SELECT o.inbound, o.address, o.port, o.protocol, o.first, o.last, s.publish
FROM observation o JOIN submission s ON s.id = o.submission
WHERE o.submission = ?1 ORDER BY o.n;

-- name: SEEN_AT
SELECT observed, 1, created FROM submission
WHERE id = ?1 AND observed IS NOT NULL
UNION ALL
SELECT m.date, 0, s.created FROM mail m JOIN submission s ON s.id = m.submission
WHERE m.submission = ?1 AND m.date IS NOT NULL;
