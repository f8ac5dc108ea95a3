-- Where what resembles is looked for.

-- name: BAND_MAIL
INSERT OR IGNORE INTO banded (mail, submission, n) VALUES (?1, ?2, ?3);

-- name: BAND_STAYS
SELECT withdrawn IS NULL FROM submission WHERE id = ?1;

-- name: BAND_ANY
SELECT EXISTS (SELECT 1 FROM band WHERE key = ?1);

-- name: BAND_PUT
INSERT OR IGNORE INTO band (key, place, mail)
SELECT ?1, ?2, ?3 WHERE (SELECT count(*) FROM (SELECT 1 FROM band
	WHERE key = ?1 AND place = ?2 LIMIT ?4)) < ?4;

-- name: BAND_FORCE
INSERT OR IGNORE INTO band (key, place, mail) VALUES (?1, ?2, ?3);

-- name: BAND_ENTRIES
SELECT m.submission, m.n, b.place FROM band b JOIN banded m ON m.mail = b.mail
WHERE b.key = ?1 AND m.submission <> ?2;
