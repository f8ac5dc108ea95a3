-- What became of submissions, and what was told of that.

-- name: NEWS_TERMS
SELECT member, consent, withdrawn IS NOT NULL FROM submission
WHERE id = ?1 AND sender <> 'hub';

-- name: NEWS_PLACES
SELECT audience, item FROM place WHERE submission = ?1
ORDER BY audience, item;

-- name: NEWS_FIRST
SELECT run FROM edition WHERE item = ?1 AND audience = ?2
ORDER BY edition LIMIT 1;

-- name: NEWS_LAST
SELECT fate, items FROM news WHERE submission = ?1 ORDER BY n DESC LIMIT 1;

-- name: NEWS_ADD
INSERT INTO news (submission, n, run, fate, items)
SELECT ?1, coalesce(max(n), 0) + 1, ?2, ?3, ?4 FROM news
WHERE submission = ?1;

-- name: NEWS_ASKED
SELECT 1 FROM preview_of WHERE submission = ?1 LIMIT 1;

-- name: NEWS_WAITS
SELECT submission FROM dirty ORDER BY submission;
