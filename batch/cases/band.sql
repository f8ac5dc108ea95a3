-- Where what resembles is looked for.

-- name: BAND_PUT
INSERT OR IGNORE INTO band (key, place, submission, n)
SELECT ?1, ?2, ?3, ?4 WHERE (SELECT count(*) FROM (SELECT 1 FROM band
	WHERE key = ?1 AND place = ?2 LIMIT ?5)) < ?5;

-- name: BAND_FORCE
INSERT OR IGNORE INTO band (key, place, submission, n)
VALUES (?1, ?2, ?3, ?4);

-- name: BAND_ENTRIES
SELECT submission, n, place FROM band WHERE key = ?1 AND submission <> ?2;
