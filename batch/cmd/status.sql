-- name: STATUS_UNCLASSIFIED
SELECT count(*) FROM casefile WHERE class = 'unclassified' AND merged IS NULL;

-- name: UNCLASSIFIED_CASES
SELECT id FROM casefile WHERE class = 'unclassified' AND merged IS NULL
ORDER BY id;

-- name: STATUS_PREVIEWS
SELECT count(*) FROM preview WHERE decision IS NULL;

-- name: STATUS_SECOND
SELECT (SELECT count(*) FROM ruling
		WHERE run IS NULL AND waits IS NOT NULL AND outcome IS NULL) +
	(SELECT count(*) FROM truehit t JOIN submission s ON s.id = t.submission
		WHERE t.confirmed IS NOT t.bytes AND s.withdrawn IS NULL);

-- name: STATUS_DIRTY
SELECT count(*) FROM dirty;

-- name: STATUS_QUARANTINED
SELECT count(*) FROM package WHERE state = 'quarantined';

-- name: STATUS_ACCEPTED
SELECT count(*) FROM package WHERE state = 'accepted';

-- name: STATUS_WAITING
SELECT count(*) FROM waiting;

-- name: STATUS_OPEN_RUNS
SELECT count(*) FROM run WHERE ended = 0;

-- name: SHOW_PACKAGE
SELECT sha256, id, member, state, reason, detail, run, day FROM package
WHERE sha256 = ?1 OR id = ?1 ORDER BY state LIMIT 1;

-- name: SHOW_SUBMISSION
SELECT id, casefile, kind, title, consent, scope, tlp, day, member, joined,
	withdrawn FROM submission WHERE id = ?1;

-- name: SHOW_CASE_SUBMISSIONS
SELECT id, kind, title, consent, scope, tlp, day, member, joined, withdrawn
FROM submission WHERE casefile = ?1 ORDER BY id;

-- name: SHOW_CASE_RELATED
SELECT CASE a WHEN ?1 THEN b ELSE a END, key FROM related
WHERE a = ?1 OR b = ?1 ORDER BY 1, 2;

-- name: SHOW_KEY_CASES
SELECT count(DISTINCT s.casefile) FROM join_key k
JOIN submission s ON s.id = k.submission WHERE k.key = ?1;

-- name: SHOW_CASES
SELECT count(*) FROM casefile WHERE merged IS NULL;

-- name: SHOW_CASE_RULINGS
SELECT analyst, created, class, release, title, merge_into, reason,
	coalesce(outcome, CASE WHEN run IS NULL AND waits IS NOT NULL
		THEN 'waits for a second analyst'
		ELSE 'confirmed by ' || second END)
FROM ruling WHERE casefile = ?1 ORDER BY created, package, n;

-- name: SHOW_CASE_ITEMS
SELECT id, first_shared, retracted FROM item WHERE casefile = ?1 ORDER BY id;

-- name: SHOW_ITEM
SELECT id, casefile, own, first_shared, retracted, run FROM item
WHERE id = ?1;

-- name: SHOW_ITEM_EDITIONS
SELECT audience, edition, sequence, retracted, run FROM edition
WHERE item = ?1 ORDER BY audience, edition;

-- name: SHOW_ITEM_PROVENANCE
SELECT audience, submission FROM provenance WHERE item = ?1
ORDER BY audience, submission;

-- name: SHOW_ITEM_SIGHTINGS
SELECT member, count, first, last, day FROM sighting WHERE item = ?1
ORDER BY day, member;

-- name: WORKLIST
SELECT s.casefile, t.casefile, max(x.score), x.why, x.run
FROM near x JOIN submission s ON s.id = x.a
	JOIN submission t ON t.id = x.b
	JOIN casefile c ON c.id = s.casefile
	JOIN casefile d ON d.id = t.casefile
WHERE s.casefile <> t.casefile
	AND coalesce(c.ruled, '') <= x.run AND coalesce(d.ruled, '') <= x.run
GROUP BY min(s.casefile, t.casefile), max(s.casefile, t.casefile)
ORDER BY 3 DESC, 1, 2;

-- name: RUN_LOOK
SELECT s.casefile, t.casefile, max(x.score), x.why
FROM near x JOIN submission s ON s.id = x.a
	JOIN submission t ON t.id = x.b
WHERE x.run = ?1 AND s.casefile <> t.casefile
GROUP BY min(s.casefile, t.casefile), max(s.casefile, t.casefile)
ORDER BY 3 DESC, 1, 2;

-- name: RUN_THREADS
SELECT t.casefile, t.kind, coalesce(nullif(t.at, 0), (SELECT m.date FROM mail m
	WHERE m.submission = t.submission ORDER BY m.n LIMIT 1), 0)
FROM thread_step t
WHERE t.casefile IN (SELECT casefile FROM ruling WHERE run = ?1)
ORDER BY t.casefile, t.n;

-- name: TRUEHITS_WAITING
SELECT p.id || '/' || t.n, s.casefile, t.submission, t.analyst, t.bytes,
	v.decision, t.confirmed IS t.bytes, t.preview
FROM truehit t JOIN package p ON p.sha256 = t.package
JOIN submission s ON s.id = t.submission
LEFT JOIN preview v ON v.digest = t.preview
WHERE t.bytes IS NOT NULL AND s.withdrawn IS NULL
	AND (t.confirmed IS NOT t.bytes OR v.decision IS NOT 'approve')
ORDER BY 1;
