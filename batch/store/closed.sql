-- The newest word on a refusal counts.
-- name: CLOSED_ADD
INSERT OR REPLACE INTO closed (sha256, at, by, reason)
VALUES (?1, ?2, ?3, ?4);
