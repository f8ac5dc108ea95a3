-- Bundles.

-- name: BUNDLE_LAST
SELECT sequence, digest FROM bundle WHERE audience = ?1
ORDER BY sequence DESC LIMIT 1;

-- name: BUNDLE_ADD
INSERT INTO bundle (audience, sequence, run, at, digest, previous, archive)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- name: ITEM_ADD
INSERT OR IGNORE INTO item (id, casefile, origin, own, first_shared, first_at,
	run)
VALUES (?1, ?2, ?7, ?3, ?4, ?5, ?6);

-- The case that a submission counts for already, having been told of.
-- name: ITEM_ORIGIN
SELECT (SELECT min(i.first_at) FROM item i WHERE i.origin = s.origin), s.origin
FROM submission s WHERE s.id = ?1 AND s.origin IS NOT NULL;

-- name: ITEM_COUNTS
UPDATE submission SET origin = (SELECT origin FROM item WHERE id = ?2)
WHERE id = ?1 AND origin IS NULL;

-- name: ITEM_NOT_OWN
UPDATE item SET own = 0 WHERE id = ?1 AND run = ?2;

-- name: EDITION_ADD
INSERT INTO edition (item, audience, edition, content, retracted, sequence,
	run, least, alarms, found_first, found_last, successor, tlp, seen_first,
	seen_last)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15);

-- name: PROVENANCE_ADD
INSERT OR IGNORE INTO provenance (item, audience, submission, at)
VALUES (?1, ?2, ?3, ?4);

-- name: REQUEST_TOLD
UPDATE request SET told = ?2 WHERE name = ?1 AND told IS NULL;

-- By letter, in the first night that may.
-- name: REQUEST_TOLD_PROVIDERS
UPDATE request SET told = ?1
WHERE told IS NULL AND submission IS NOT NULL AND stopped IS NULL
	AND name IN (SELECT q.name FROM request_open q
		JOIN submission s ON s.id = q.submission
		WHERE q.until >= ?2 AND s.withdrawn IS NULL);

-- name: ITEM_ALL_RETRACTED
UPDATE item SET retracted = ?2 WHERE id = ?1 AND retracted IS NULL
	AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.item = item.id
		AND e.retracted = 0
		AND e.edition = (SELECT max(edition) FROM edition l
			WHERE l.item = e.item AND l.audience = e.audience));
