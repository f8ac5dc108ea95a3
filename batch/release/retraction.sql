-- What is taken back, and what lists hold of it.

-- name: RETRACTION_VALUES
SELECT type, value FROM told_before WHERE audience = ?1 AND item = ?2
UNION
SELECT type, value FROM told_value WHERE audience = ?1 AND item = ?2
ORDER BY 1, 2;

-- name: RETRACTION_TELLERS
SELECT item FROM told_value WHERE audience = ?1 AND type = ?2 AND value = ?3;

-- A quiet word on something that stood behind the item: its withdrawal, or a
-- ruling that came when the item had been told; not one on what came
-- later, or what it was made one with.
-- name: RETRACTION_QUIET
SELECT 1 FROM provenance p JOIN submission s ON s.id = p.submission
WHERE p.item = ?2 AND p.audience = ?1 AND (
	EXISTS (SELECT 1 FROM withdrawal w WHERE w.quiet = 1
		AND w.submission IN (s.id, substr(s.id, 1, 36)))
	OR EXISTS (SELECT 1 FROM ruling_on o
		JOIN ruling r ON r.package = o.package AND r.n = o.n
		JOIN package k ON k.sha256 = r.package
		WHERE o.submission = s.id AND r.quiet = 1 AND k.at > ?3)
	OR EXISTS (SELECT 1 FROM ruling r
		JOIN package k ON k.sha256 = r.package
		WHERE r.bears = s.casefile AND s.joined <> 'ruling: merge'
			AND s.at <= k.at AND r.quiet = 1 AND k.at > ?3))
LIMIT 1;
