-- One audience's groups.

-- name: PLACE_OF
SELECT item FROM place WHERE audience = ?1 AND submission = ?2;

-- name: PLACE_IS
SELECT 1 FROM place WHERE audience = ?1 AND submission = ?2 AND item = ?3;

-- name: PLACE_MEMBERS
SELECT submission FROM place WHERE item = ?2 AND audience = ?1
ORDER BY submission;

-- name: PLACE_ADD
INSERT OR REPLACE INTO place (audience, submission, item)
SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM place
	WHERE audience = ?1 AND submission = ?2 AND item = ?3);

-- name: PLACE_DROP
DELETE FROM place WHERE audience = ?1 AND submission = ?2;

-- name: PLACE_DROP_EVERYWHERE
DELETE FROM place WHERE submission = ?1;

-- name: PLACE_CLEAR
DELETE FROM place WHERE item = ?2 AND audience = ?1;

-- name: PARTED_SIDE
SELECT side FROM parted WHERE submission = ?1;

-- name: PARTED_WITH
SELECT submission FROM parted WHERE side = ?1 ORDER BY submission;

-- name: PARTED_ADD
INSERT OR REPLACE INTO parted (submission, side) VALUES (?1, ?2);

-- name: PARTED_DROP
DELETE FROM parted WHERE submission = ?1;

-- name: GROUP_KEYS
SELECT key FROM join_key WHERE submission = ?1 AND joins = 1 ORDER BY key;

-- name: GROUP_HOLDERS
SELECT submission FROM join_key WHERE key = ?1 AND joins = 1
ORDER BY submission;

-- name: GROUP_ALIKE
SELECT b, strength FROM alike WHERE a = ?1
UNION ALL
SELECT a, strength FROM alike WHERE b = ?1
ORDER BY 1;

-- name: GROUP_BIND
INSERT OR IGNORE INTO join_key (key, submission, joins) VALUES (?1, ?2, 1);

-- name: GROUP_UNBIND
DELETE FROM join_key
WHERE submission = ?1 AND key >= 'ruling:' AND key < 'ruling;';

-- name: GROUP_MET
INSERT OR IGNORE INTO met (audience, submission, item, other, run)
VALUES (?1, ?2, ?3, ?4, ?5);

-- name: GROUP_FIRST_TOLD
SELECT r.at FROM edition e JOIN run r ON r.id = e.run
WHERE e.item = ?1 AND e.audience = ?2 ORDER BY e.edition LIMIT 1;
