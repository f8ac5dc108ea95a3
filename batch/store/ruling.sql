-- A ruling: what it says, until it takes effect.

-- name: RULING_ADD
INSERT INTO ruling (package, n, analyst, signed, casefile, item, class,
	grounds, grave, release, retract, title, analysis, countermeasure,
	reason, merge_into, topic, submission, as_of, readers, quiet,
	harmless, outline, campaign, campaign_years)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULLIF(?9, -1), NULLIF(?10, -1),
	NULLIF(?11, -1), ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
	NULLIF(?22, -1), ?23, ?24, ?25);

-- name: RULING_PART_ADD
INSERT INTO ruling_part (package, n, part, what, submission, at, text)
VALUES (?1, ?2, ?3, ?4, ?5, NULLIF(?6, 0), ?7);

-- All by the columns of ruling_row, which ruling.c reads in one place.
-- name: RULINGS_NEW
SELECT r.* FROM ruling_row r
WHERE r.bears IS NULL AND r.run IS NULL
ORDER BY r.signed, r.package DESC, r.n;

-- name: RULINGS_OF_CASE
SELECT r.* FROM ruling_row r
WHERE r.bears = ?1 ORDER BY r.signed, r.package DESC, r.n;

-- name: RULING_LOAD
SELECT r.* FROM ruling_row r
WHERE r.package = ?1 AND r.n = ?2;

-- name: RULINGS_ON
SELECT r.* FROM ruling_on o
JOIN ruling_row r ON r.package = o.package AND r.n = o.n
WHERE o.submission = ?1 ORDER BY r.signed, r.package DESC, r.n;

-- name: RULINGS_UNDER
SELECT r.* FROM package p JOIN ruling_row r ON r.package = p.sha256
WHERE p.signer = ?1 AND p.day >= ?2 AND r.bears IS NOT NULL
	AND r.outcome IS NULL
UNION
SELECT r.* FROM package w JOIN confirm c ON c.package = w.sha256
JOIN package p ON p.state = 'accepted'
	AND p.id = substr(c.ruling, 1, instr(c.ruling, '/') - 1)
JOIN ruling_row r ON r.package = p.sha256
	AND r.n = CAST(substr(c.ruling, instr(c.ruling, '/') + 1) AS INTEGER)
WHERE w.signer = ?1 AND w.day >= ?2 AND c.approve = 1 AND c.void = 0
	AND r.second = c.analyst AND r.outcome IS NULL
ORDER BY 15, 1 DESC, 2;

-- name: RULING_PARTS
SELECT part, what, submission, at, text FROM ruling_part
WHERE package = ?1 AND n = ?2 ORDER BY part;

-- name: RULING_ANALYST
SELECT r.analyst FROM package p JOIN ruling r ON r.package = p.sha256
WHERE p.id = ?1 AND p.state = 'accepted' AND r.n = ?2;

-- name: RULING_IS_FOR
SELECT 1 FROM ruling_reach
WHERE package = ?1 AND n = ?2 AND audience IN (?3, '*');

-- name: RULING_ON_LIST
SELECT submission FROM ruling_on WHERE package = ?1 AND n = ?2
ORDER BY submission;
