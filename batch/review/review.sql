-- What the cards ask beside the worklist.

-- name: PILE_STOPPED
SELECT DISTINCT s.casefile FROM dirty d JOIN submission s ON s.id = d.submission
WHERE s.casefile IS NOT NULL;

-- name: PILE_CASE_DAY
SELECT min(day) FROM submission WHERE casefile = ?1;

-- name: REFER_SUBMISSION
SELECT 1 FROM submission WHERE id = ?1;

-- name: REFER_ASKED
SELECT 1 FROM submission WHERE id = ?1 AND answer <> 0;

-- name: REVIEW_CASE_YEARS
SELECT substr(min(day), 1, 4), substr(max(day), 1, 4) FROM submission
WHERE casefile = ?1 GROUP BY casefile;

-- One that is still taking packages has shown nobody what it will leave.
-- name: REVIEW_LAST_RUN
SELECT id FROM run WHERE ended <> 0 ORDER BY at DESC, id DESC LIMIT 1;

-- name: WHOM_CASE
SELECT id, member, consent, withdrawn IS NOT NULL, trusted FROM submission
WHERE casefile = ?1 ORDER BY day, id;

-- name: WHOM_ITEMS
SELECT DISTINCT p.item FROM submission s JOIN place p ON p.submission = s.id
WHERE s.casefile = ?1 AND p.audience = ?2 ORDER BY p.item;
