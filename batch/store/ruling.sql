-- A ruling: what it says, until it takes effect.

-- name: RULING_ADD
INSERT INTO ruling (package, n, analyst, created, casefile, item, class,
	grounds, grave, release, retract, title, analysis, countermeasure,
	reason, merge_into, topic)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULLIF(?9, -1), NULLIF(?10, -1),
	NULLIF(?11, -1), ?12, ?13, ?14, ?15, ?16, ?17);

-- name: RULING_PART_ADD
INSERT INTO ruling_part (package, n, part, what, submission, at, text)
VALUES (?1, ?2, ?3, ?4, ?5, NULLIF(?6, 0), ?7);

-- Those that came since the last night, and those of earlier nights that a
-- second analyst has confirmed or refused by now.
-- name: RULINGS_NEW
SELECT r.package, r.n, r.casefile, r.item, r.class, r.grounds, r.grave,
	r.release, r.retract, r.title, r.analysis, r.countermeasure,
	r.merge_into, r.analyst, r.second, r.created, p.at, r.waits, r.outcome,
	r.topic
FROM ruling r JOIN package p ON p.sha256 = r.package
WHERE r.run IS NULL AND (r.waits IS NULL OR r.second IS NOT NULL
	OR r.outcome IS NOT NULL)
ORDER BY p.at, r.created, r.package, r.n;

-- name: RULINGS_OF_CASE
SELECT r.package, r.n, r.casefile, r.item, r.class, r.grounds, r.grave,
	r.release, r.retract, r.title, r.analysis, r.countermeasure,
	r.merge_into, r.analyst, r.second, r.created, p.at, r.waits, r.outcome,
	r.topic
FROM ruling r JOIN package p ON p.sha256 = r.package
WHERE r.casefile = ?1 AND coalesce(r.run, r.waits) IS NOT NULL
	AND r.outcome IS NULL
ORDER BY coalesce(r.run, r.waits), p.at, r.created, r.package, r.n;

-- name: RULINGS_UNDER
SELECT r.package, r.n, r.casefile, r.item, r.class, r.grounds, r.grave,
	r.release, r.retract, r.title, r.analysis, r.countermeasure,
	r.merge_into, r.analyst, r.second, r.created, p.at, r.waits, r.outcome,
	r.topic
FROM package p JOIN ruling r ON r.package = p.sha256
WHERE p.signer = ?1 AND p.day >= ?2
	AND coalesce(r.run, r.waits) IS NOT NULL AND r.outcome IS NULL
UNION
SELECT r.package, r.n, r.casefile, r.item, r.class, r.grounds, r.grave,
	r.release, r.retract, r.title, r.analysis, r.countermeasure,
	r.merge_into, r.analyst, r.second, r.created, p.at, r.waits, r.outcome,
	r.topic
FROM package w JOIN confirm c ON c.package = w.sha256
JOIN package p ON p.state = 'accepted'
	AND p.id = substr(c.ruling, 1, instr(c.ruling, '/') - 1)
JOIN ruling r ON r.package = p.sha256
	AND r.n = CAST(substr(c.ruling, instr(c.ruling, '/') + 1) AS INTEGER)
WHERE w.signer = ?1 AND w.day >= ?2 AND c.approve = 1
	AND r.second = c.analyst AND r.outcome IS NULL
ORDER BY 17, 16, 1, 2;

-- name: RULING_PARTS
SELECT part, what, submission, at, text FROM ruling_part
WHERE package = ?1 AND n = ?2 ORDER BY part;

-- name: RULING_ANALYST
SELECT r.analyst FROM package p JOIN ruling r ON r.package = p.sha256
WHERE p.id = ?1 AND p.state = 'accepted' AND r.n = ?2;
