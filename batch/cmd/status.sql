-- name: STATUS_UNCLASSIFIED
SELECT count(*) FROM casefile WHERE class = 'unclassified' AND merged IS NULL
	AND harmless = 0;

-- name: UNCLASSIFIED_CASES
SELECT id FROM casefile WHERE class = 'unclassified' AND merged IS NULL
	AND harmless = 0 ORDER BY id;

-- name: STATUS_PREVIEWS
SELECT count(*) FROM preview_file WHERE decision IS NULL;

-- name: STATUS_SECOND
SELECT (SELECT count(*) FROM ruling
		WHERE run IS NULL AND waits IS NOT NULL) +
	(SELECT count(*) FROM truehit t JOIN submission s ON s.id = t.submission
		WHERE t.confirmed IS NOT t.bytes AND s.withdrawn IS NULL
			AND t.refused = 0) +
	(SELECT count(*) FROM request_open WHERE stopped = 'second'
		AND until >= (SELECT max(day) FROM run));

-- name: STATUS_DIRTY
SELECT count(DISTINCT s.casefile) FROM dirty d
JOIN submission s ON s.id = d.submission;

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

-- name: SHOW_ITEM
SELECT id, casefile, own, first_shared, retracted, run FROM item
WHERE id = ?1;

-- name: SHOW_ITEM_EDITIONS
SELECT audience, edition, sequence, retracted, run FROM edition
WHERE item = ?1 ORDER BY audience, edition;

-- name: SHOW_ITEM_PROVENANCE
SELECT audience, submission FROM provenance WHERE item = ?1
ORDER BY audience, submission;
