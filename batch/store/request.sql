-- Requests, all by the columns of request_row, which request.c reads.

-- name: REQUESTS_NEW
SELECT q.* FROM request_row q WHERE q.name IS NULL
ORDER BY q.signed, q.package DESC, q.n;

-- name: REQUESTS_OPEN
SELECT q.* FROM request_open q WHERE q.until >= ?1 ORDER BY q.name;

-- name: REQUESTS_TO
SELECT q.* FROM request_open q
WHERE q.until >= ?1 AND q.audience = ?2 AND q.stopped IS NULL
	AND (q.item IS NULL OR (SELECT e.retracted FROM edition e
		WHERE e.item = q.item AND e.audience = q.audience
		ORDER BY e.edition DESC LIMIT 1) = 0)
ORDER BY q.name;

-- What was taken back is asked about no more.
-- name: REQUESTS_OF_MEMBER
SELECT q.* FROM request_open q JOIN submission s ON s.id = q.submission
WHERE q.until >= ?1 AND s.member = ?2 AND s.withdrawn IS NULL
	AND q.stopped IS NULL
ORDER BY q.name;

-- name: REQUEST_LOAD
SELECT q.* FROM request_row q WHERE q.name = ?1;
