-- The words that must not leave with a submission's facts.

-- name: SUBMISSION_WORDS
SELECT DISTINCT w.word, s.member, w.source = 'part' FROM sensitive w
JOIN submission s ON s.id = w.submission
WHERE w.submission = ?1 ORDER BY w.word;
