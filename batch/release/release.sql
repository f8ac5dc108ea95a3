-- Bundles.

-- name: BUNDLE_LAST
SELECT sequence, digest FROM bundle WHERE audience = ?1
ORDER BY sequence DESC LIMIT 1;

-- name: BUNDLE_ADD
INSERT INTO bundle (audience, sequence, run, at, digest, previous, archive)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- name: ITEM_ADD
INSERT OR IGNORE INTO item (id, casefile, own, first_shared, first_at, run)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: ITEM_NOT_OWN
UPDATE item SET own = 0 WHERE id = ?1 AND run = ?2;

-- name: EDITION_ADD
INSERT INTO edition (item, audience, edition, content, retracted, sequence,
	run)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- name: PROVENANCE_ADD
INSERT OR IGNORE INTO provenance (item, audience, submission, at)
VALUES (?1, ?2, ?3, ?4);

-- name: RETRACTED_OPEN
SELECT e.item, e.sequence FROM edition e
WHERE e.audience = ?1 AND e.retracted = 1
	AND e.edition = (SELECT max(edition) FROM edition l
		WHERE l.item = e.item AND l.audience = e.audience)
ORDER BY e.item;

-- name: ACK_LAST
SELECT max(sequence) FROM ack WHERE audience = ?1 AND member = ?2;

-- name: ITEM_ALL_RETRACTED
UPDATE item SET retracted = ?2 WHERE id = ?1 AND retracted IS NULL
	AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.item = item.id
		AND e.retracted = 0
		AND e.edition = (SELECT max(edition) FROM edition l
			WHERE l.item = e.item AND l.audience = e.audience));

-- name: RUN_BUNDLES
SELECT audience, sequence, digest, previous FROM bundle WHERE run = ?1
ORDER BY audience, sequence;

-- name: RUN_ITEMS
SELECT e.item, i.casefile, e.edition, e.audience FROM edition e
JOIN item i ON i.id = e.item WHERE e.run = ?1 ORDER BY e.item, e.audience;

-- name: RUN_PREVIEWS
SELECT digest, submission FROM preview WHERE run = ?1 ORDER BY digest;

-- name: RUN_PACKAGES
SELECT sha256, id, member, state, reason, detail, at FROM package
WHERE run = ?1 AND member IS NOT NULL ORDER BY sha256;

-- name: RUN_TAKEN
SELECT sha256, path, member, state, reason, detail FROM package
WHERE run = ?1 ORDER BY sha256;

-- name: RUNS_BACK
SELECT id, at FROM run ORDER BY id DESC;

-- name: RUNS_TAKING_BACK
SELECT run, at FROM package ORDER BY run DESC;

-- name: BUNDLE_ARCHIVE
SELECT archive FROM bundle WHERE audience = ?1 AND sequence = ?2
	AND archive IS NOT NULL;

-- name: BUNDLE_PUBLISHED
UPDATE bundle SET archive = NULL WHERE audience = ?1 AND sequence = ?2;

-- name: PREVIEW_ARCHIVE
SELECT p.archive, s.member FROM preview p
JOIN submission s ON s.id = p.submission
WHERE p.digest = ?1 AND p.archive IS NOT NULL;

-- name: PREVIEW_PUBLISHED
UPDATE preview SET archive = NULL WHERE digest = ?1;

-- name: RUNS_OPEN
SELECT id, at, day FROM run WHERE ended = 0 ORDER BY at, id;

-- name: RUN_END
UPDATE run SET ended = ?2 WHERE id = ?1;

-- name: RUN_EXISTS
SELECT 1 FROM run WHERE id = ?1;

-- name: RUN_LAST
SELECT max(at) FROM run;

-- name: PACKAGES_ALL
SELECT sha256, state FROM package ORDER BY sha256;

-- name: BUNDLES_ALL
SELECT audience, sequence, digest, previous FROM bundle
ORDER BY audience, sequence;
