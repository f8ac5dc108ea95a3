-- Who reads for an audience since when, and what was made for its first night.

-- name: READERS_NOTED
SELECT reader FROM reader WHERE audience = ?1 ORDER BY reader;

-- name: READER_ADD
INSERT INTO reader (audience, reader, run) VALUES (?1, ?2, ?3);

-- name: READER_DROP
DELETE FROM reader WHERE audience = ?1 AND reader = ?2;

-- name: STATE_ADD
INSERT INTO state_file (audience, run, sequence, at, digest, archive)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- Whether the audience had its first bundle that night.
-- name: BUNDLE_BEGAN
SELECT 1 FROM bundle WHERE audience = ?1 AND sequence = 1 AND run = ?2;
