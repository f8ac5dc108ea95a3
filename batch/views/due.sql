-- Which submission may go to whom.

-- name: DUE_TERMS
SELECT member, consent, scope, day, withdrawn IS NOT NULL,
	(SELECT sig FROM share_sig g WHERE g.submission = s.id), sender,
	trusted = 1 OR coalesce((SELECT yes FROM released l
		WHERE l.submission = s.id), 0) = 1
FROM submission s WHERE id = ?1;

-- name: DUE_AGENCIES
SELECT agency FROM share_agency WHERE submission = ?1;

-- The answer that was signed last, to any preview of the submission.
-- name: DUE_ANSWER
SELECT c.approve, p.readers, c.refused
FROM preview p JOIN consent c ON c.preview = p.digest
WHERE p.submission = ?1 AND p.uncut = 0 AND c.void = 0 AND c.run IS NOT NULL
ORDER BY c.signed DESC, c.package, c.n DESC LIMIT 1;

-- The word on it that was signed last; what takes back wants nobody else.
-- name: DUE_GRAVE
SELECT r.grave FROM submission s JOIN ruling r
	ON EXISTS (SELECT 1 FROM ruling_on o WHERE o.submission = s.id
		AND o.package = r.package AND o.n = r.n)
WHERE s.id = ?1 AND r.grave IS NOT NULL AND r.bears IS NOT NULL
	AND ((r.run IS NOT NULL AND r.outcome IS NULL)
		OR (r.grave = 0 AND r.outcome IS NOT 'distrusted'))
ORDER BY r.signed DESC, r.package, r.n DESC LIMIT 1;
