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
	withdrawn, sender, answer = 1,
	(SELECT text FROM answered a WHERE a.submission = s.id
		ORDER BY a.signed DESC, a.package, a.n DESC LIMIT 1)
FROM submission s WHERE id = ?1;

-- name: SHOW_ITEM
SELECT id, casefile, own, first_shared, retracted, run FROM item
WHERE id = ?1;

-- name: SHOW_ITEM_EDITIONS
SELECT audience, edition, sequence, retracted, successor FROM edition
WHERE item = ?1 ORDER BY audience, edition;

-- name: SHOW_ITEM_PROVENANCE
SELECT audience, submission FROM provenance WHERE item = ?1
ORDER BY audience, submission;

-- name: SHOW_ITEM_HITS
SELECT k.member, k.audience, k.sequence, min(k.at) FROM edition e
JOIN ack k ON k.audience = e.audience AND k.sequence = e.sequence
WHERE e.item = ?1 AND k.hits = 1
GROUP BY k.member, k.audience, k.sequence
ORDER BY 4, k.audience, k.sequence, k.member;

-- name: SHOW_ITEM_EXCUSED
SELECT reader, by, at, reason FROM excused WHERE item = ?1
ORDER BY at, reader;

-- name: SHOW_BUNDLE
SELECT b.run, r.day, b.digest FROM bundle b JOIN run r ON r.id = b.run
WHERE b.audience = ?1 AND b.sequence = ?2;

-- name: SHOW_BUNDLE_ITEMS
SELECT item, edition, retracted FROM edition
WHERE audience = ?1 AND sequence = ?2 ORDER BY item;

-- name: SHOW_BUNDLE_ACKS
SELECT member, max(hits), max(at) FROM ack WHERE audience = ?1 AND sequence = ?2
GROUP BY member ORDER BY member;

-- name: SHOW_READER_ACKS
SELECT audience, max(sequence), max(at), sum(hits) FROM ack WHERE member = ?1
GROUP BY audience ORDER BY audience;

-- Organisations that acknowledged with hits, which an analyst may want to ask.
-- name: REVIEW_HITS
SELECT member, audience, sequence, min(at) FROM ack
WHERE hits = 1 AND at >= ?1 GROUP BY member, audience, sequence
ORDER BY 4, audience, sequence, member;
