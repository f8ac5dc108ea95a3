-- What is told as it is, once all have agreed.

-- name: TRUEHIT_LOAD
SELECT analyst, preview, bytes, confirmed, second FROM truehit
WHERE submission = ?1 AND refused = 0;

-- name: TRUEHIT_OFFER
UPDATE truehit SET preview = ?2, bytes = ?3 WHERE submission = ?1
	AND (preview IS NOT ?2 OR bytes IS NOT ?3);

-- name: TRUEHITS
SELECT submission FROM truehit WHERE refused = 0 ORDER BY submission;
