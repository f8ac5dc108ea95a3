-- The second reading of a bundle.

-- name: SECOND_TERMS
SELECT s.member, s.scope, s.day,
	s.consent = 'given' OR (s.consent = 'preview' AND EXISTS
		(SELECT 1 FROM preview p JOIN consent c ON c.preview = p.digest
		WHERE p.submission = s.id AND p.uncut = 0
			AND p.decision = 'approve'
			AND c.approve = 1 AND c.void = 0
			AND ' ' || p.readers || ' ' LIKE '% ' || ?2 || ' %'
			AND ' ' || c.refused || ' ' NOT LIKE
				'% ' || ?2 || ' %')),
	EXISTS (SELECT 1 FROM share_agency a WHERE a.submission = s.id
		AND a.agency = ?2),
	s.withdrawn IS NOT NULL,
	(SELECT g.sig FROM share_sig g WHERE g.submission = s.id)
FROM submission s WHERE s.id = ?1;

-- Whether a person let go what comes from outside, or the roster did.
-- name: SECOND_OUTSIDE
SELECT s.trusted = 1 OR s.id IN (SELECT o.submission FROM ruling_on o
	JOIN ruling r ON r.package = o.package AND r.n = o.n
	WHERE o.submission = ?1 AND r.release = 1 AND r.run IS NOT NULL
		AND r.outcome IS NULL)
FROM submission s WHERE s.id = ?1;

-- name: SECOND_INDICATORS
SELECT type, value FROM indicator WHERE submission = ?1;

-- name: SECOND_OBSERVATIONS
SELECT inbound, address, port, protocol, first, last FROM observation
WHERE submission = ?1;

-- Who handed in a file, and whether it may be told for him: it does not name
-- him, or he agreed.
-- name: SECOND_PERSONAL
SELECT f.submission, s.member, s.sender = 'hub'
	OR f.flags NOT LIKE '%personal%' OR EXISTS (SELECT 1 FROM preview v
		WHERE v.submission = s.id AND v.decision = 'approve')
FROM file f JOIN submission s ON s.id = f.submission
WHERE f.sha256 = ?1;

-- name: SECOND_HAS
SELECT 1 FROM edition WHERE item = ?1 AND audience = ?2 LIMIT 1;

-- name: SECOND_FILE
SELECT submission FROM file WHERE sha256 = ?1;

-- The second reading: who has agreed that a value of a member leaves as it is.
-- name: SECOND_TRUEHIT
SELECT t.submission FROM truehit_fact f
JOIN truehit t ON t.submission = f.submission
JOIN submission s ON s.id = t.submission
JOIN preview v ON v.digest = t.preview
JOIN package p ON p.sha256 = t.word
JOIN confirm c ON c.package = p.sha256
WHERE f.submission = ?3 AND f.value = ?1 AND s.member = ?2
	AND v.submission = t.submission AND v.uncut = 1
	AND v.decision = 'approve'
	AND t.refused = 0 AND c.approve = 1 AND c.bytes = t.bytes AND c.analyst <> t.analyst;
