-- Outgoing media.

-- name: MEDIA_COUNT
SELECT coalesce(max(CAST(substr(id, 3) AS INTEGER)), 0) FROM medium
WHERE id = (SELECT max(id) FROM medium);

-- name: MEDIUM_OPEN
SELECT id FROM medium WHERE written IS NULL ORDER BY id LIMIT 1;

-- name: MEDIUM
SELECT id, at, by, again, digest, written, back,
	(SELECT min(l.id) FROM medium l WHERE l.again = m.id)
FROM medium m WHERE id = ?1;

-- name: MEDIA_OUT
SELECT id, at, by, again, digest, written, back,
	(SELECT min(l.id) FROM medium l WHERE l.again = m.id)
FROM medium m WHERE back IS NULL ORDER BY at, id;

-- name: MEDIA_ALL
SELECT id, at, by, again, digest, written, back,
	(SELECT min(l.id) FROM medium l WHERE l.again = m.id)
FROM medium m ORDER BY id;

-- name: MEDIUM_FILES
SELECT reader FROM medium_file WHERE medium = ?1 ORDER BY reader;

-- name: MEDIUM_BUNDLES
SELECT reader, audience, first, last FROM medium_bundles
WHERE medium = ?1 ORDER BY reader, audience, last;

-- name: MEDIUM_PAPERS
SELECT reader, what, name FROM medium_paper
WHERE medium = ?1 ORDER BY reader, what, name;

-- A state (gas-state-000004) as the bundle of its number; where there is neither
-- nobody can acknowledge anything.
-- name: MEDIUM_UNACKED
SELECT 1 FROM medium_bundles b WHERE b.medium = ?1
	AND coalesce((SELECT max(k.sequence) FROM ack k
		WHERE k.audience = b.audience AND k.member = b.reader), 0)
		< b.last
UNION ALL
SELECT 1 FROM medium_paper p WHERE p.medium = ?1 AND p.what = 'state'
	AND coalesce((SELECT max(k.sequence) FROM ack k
		WHERE k.audience = substr(p.name, 1,
			instr(p.name, '-state-') - 1)
		AND k.member = p.reader), 0)
		< CAST(substr(p.name, instr(p.name, '-state-') + 7) AS INTEGER)
UNION ALL
SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM medium_bundles WHERE medium = ?1)
	AND NOT EXISTS (SELECT 1 FROM medium_paper WHERE medium = ?1
		AND what = 'state')
LIMIT 1;

-- name: GIVEN_LAST
SELECT max(last) FROM medium_bundles WHERE reader = ?1 AND audience = ?2;

-- name: GIVEN_PAPER
SELECT 1 FROM medium_paper WHERE reader = ?1 AND what = ?2 AND name = ?3
LIMIT 1;

-- name: MEDIUM_ADD
INSERT OR IGNORE INTO medium (id, at, by, again, digest)
VALUES (?1, ?2, ?3, ?4, ?5);

-- name: MEDIUM_FILE_ADD
INSERT OR IGNORE INTO medium_file (medium, reader) VALUES (?1, ?2);

-- name: MEDIUM_BUNDLES_ADD
INSERT OR IGNORE INTO medium_bundles (reader, audience, last, first, medium)
VALUES (?1, ?2, ?3, ?4, ?5);

-- name: MEDIUM_PAPER_ADD
INSERT OR IGNORE INTO medium_paper (reader, what, name, medium)
VALUES (?1, ?2, ?3, ?4);

-- name: MEDIUM_WRITTEN
UPDATE medium SET written = 1, digest = ?2 WHERE id = ?1;

-- name: MEDIUM_BACK
UPDATE medium SET back = ?2 WHERE id = ?1 AND back IS NULL;

-- What may go: of nights that are in the outbox whole.
-- name: MEDIA_BUNDLES
SELECT b.sequence, r.day, r.ended FROM bundle b JOIN run r ON r.id = b.run
WHERE b.audience = ?1 AND b.sequence > ?2 ORDER BY b.sequence;

-- Letters that the next night may still put more into.
-- name: MEDIA_UNDONE
SELECT coalesce(letter, id) FROM run WHERE ended = 0;

-- name: MEDIA_PREVIEW
SELECT f.run, r.ended FROM preview_file f JOIN run r ON r.id = f.run
WHERE f.digest = ?1;

-- name: MEDIA_STATE
SELECT s.run FROM state_file s JOIN run r ON r.id = s.run
WHERE s.audience = ?1 AND s.sequence = ?2 AND r.ended <> 0
ORDER BY s.run DESC LIMIT 1;
