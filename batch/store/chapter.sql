-- name: CHAPTER_ANALYST
SELECT p.member FROM package p JOIN chapter c ON c.package = p.sha256
WHERE p.id = ?1 AND p.state = 'accepted' AND c.n = ?2;

-- Nobody has refused it, not even its author, and nobody else approved it.
-- name: CHAPTERS_WAITING
SELECT 'chapter/' || p.id || '/' || c.n, c.period, p.member, p.day,
	c.after, c.xml
FROM chapter c JOIN package p ON p.sha256 = c.package
WHERE NOT EXISTS
	(SELECT 1 FROM confirm f
	WHERE f.ruling = 'chapter/' || p.id || '/' || c.n AND f.void = 0
		AND (f.approve = 0 OR f.analyst != p.member)
		AND NOT EXISTS
		(SELECT 1 FROM confirm g WHERE g.ruling = f.ruling
			AND g.analyst = f.analyst AND g.void = 0
			AND (g.signed, f.package, g.n) > (f.signed, g.package, f.n)))
ORDER BY c.at, c.package, c.n;
