-- Who may be told of a submission.

-- name: READERS_TERMS
SELECT member, consent, scope,
	coalesce((SELECT sig FROM share_sig g WHERE g.submission = s.id), '')
FROM submission s WHERE id = ?1;

-- name: READERS_AGENCIES
SELECT agency FROM share_agency WHERE submission = ?1 ORDER BY agency;
