-- How far the database is, and which night it stands in.

-- name: STATE_SET
INSERT OR REPLACE INTO state (key, value) VALUES (?1, ?2);

-- name: STATE_GET
SELECT value FROM state WHERE key = ?1;

-- name: RUN_EXISTS
SELECT 1 FROM run WHERE id = ?1;
