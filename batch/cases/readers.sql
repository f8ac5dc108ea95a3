-- Who may be told of a submission.

-- name: READERS_TERMS
SELECT member, consent, scope FROM submission WHERE id = ?1;

-- name: READERS_AGENCIES
SELECT agency FROM share_agency WHERE submission = ?1 ORDER BY agency;
