-- name: STATUS_UNCLASSIFIED
SELECT count(*) FROM casefile WHERE class = 'unclassified' AND merged IS NULL
	AND harmless = 0;

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
CROSS JOIN submission s ON s.id = d.submission;

-- name: WAIT_PREVIEWS
SELECT s.member, min(r.day), count(DISTINCT f.digest)
FROM preview_file f JOIN preview_of o ON o.digest = f.digest
JOIN submission s ON s.id = o.submission JOIN run r ON r.id = f.run
WHERE f.decision IS NULL GROUP BY s.member ORDER BY 2, 1;

-- name: WAIT_SECOND
SELECT coalesce(g.casefile, g.item, g.submission), r.day
FROM ruling g JOIN run r ON r.id = g.waits
WHERE g.run IS NULL AND g.waits IS NOT NULL ORDER BY 2, 1;

-- Seconds by which the newest signature of the last run that took any is ahead
-- of that run.
-- name: STATUS_AHEAD
SELECT max(signed) - max(at) FROM package
WHERE run = (SELECT max(run) FROM package) AND state = 'accepted';

-- name: STATUS_QUARANTINED
SELECT count(*) FROM package p WHERE state = 'quarantined' AND NOT EXISTS
	(SELECT 1 FROM closed c WHERE c.sha256 = p.sha256 AND c.at >= p.at);

-- name: STATUS_ACCEPTED
SELECT count(*) FROM package WHERE state = 'accepted';

-- name: STATUS_WAITING
SELECT count(*) FROM waiting;

-- name: STATUS_OPEN_RUNS
SELECT count(*) FROM run WHERE ended = 0;

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
