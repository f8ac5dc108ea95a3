-- One audience's groups.

-- name: PLACE_OF
SELECT item FROM place WHERE audience = ?1 AND submission = ?2;

-- name: PLACE_IS
SELECT 1 FROM place WHERE audience = ?1 AND submission = ?2 AND item = ?3
UNION ALL
SELECT 1 FROM claim c WHERE c.audience = ?1 AND c.submission = ?2
	AND c.item = ?3 AND NOT EXISTS (SELECT 1 FROM place p
		WHERE p.audience = c.audience AND p.submission = c.submission)
LIMIT 1;

-- name: PLACE_MEMBERS
SELECT submission FROM place WHERE item = ?2 AND audience = ?1
ORDER BY submission;

-- name: PLACE_ADD
INSERT OR REPLACE INTO place (audience, submission, item)
SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM place
	WHERE audience = ?1 AND submission = ?2 AND item = ?3);

-- An item is its case's while something of that stands in it, in any audience;
-- then the case's of what stands there.
-- name: ITEM_FOLLOWS
UPDATE item SET casefile = (SELECT s.casefile FROM place p
	JOIN submission s ON s.id = p.submission
	WHERE p.item = ?1 ORDER BY p.submission LIMIT 1)
WHERE id = ?1 AND EXISTS (SELECT 1 FROM place WHERE item = ?1)
	AND NOT EXISTS (SELECT 1 FROM place p
		JOIN submission s ON s.id = p.submission
		WHERE p.item = ?1 AND s.casefile = item.casefile);

-- name: PLACE_DROP
DELETE FROM place WHERE audience = ?1 AND submission = ?2;

-- name: PLACE_DROP_EVERYWHERE
DELETE FROM place WHERE submission = ?1;

-- name: PLACE_CLEAR
DELETE FROM place WHERE item = ?2 AND audience = ?1;

-- Who came to an item by a merger leaves it where those of the side ?2 take its
-- name with them.
-- name: PLACE_DROP_MERGED
DELETE FROM place WHERE submission = ?1 AND EXISTS (SELECT 1 FROM claim c
	WHERE c.audience = place.audience AND c.submission = place.submission
		AND c.item <> place.item)
	AND EXISTS (SELECT 1 FROM claim o
		JOIN parted s ON s.submission = o.submission
		WHERE o.item = place.item AND o.audience = place.audience
			AND s.side = ?2);

-- name: CLAIM_OF
SELECT item FROM claim WHERE audience = ?1 AND submission = ?2;

-- name: CLAIM_SET
INSERT OR REPLACE INTO claim (audience, submission, item)
VALUES (?1, ?2, ?3);

-- Whoever is split off leaves the name to those who have it by the same right
-- and stay: of the side ?3, or, where nobody is on that, whoever is not on ?2.
-- name: CLAIM_YIELD
DELETE FROM claim WHERE submission = ?1 AND EXISTS (SELECT 1 FROM claim o
	JOIN place p ON p.audience = o.audience AND p.submission = o.submission
	LEFT JOIN parted s ON s.submission = o.submission
	WHERE o.item = claim.item AND o.audience = claim.audience
		AND o.submission <> claim.submission
		AND s.side IS NOT ?2
		AND (s.side IS ?3 OR NOT EXISTS
			(SELECT 1 FROM parted r WHERE r.side = ?3)));

-- A part that was counted with what stays, side ?2, is a case of its own now;
-- one that was counted before a merger counts as it did.
-- name: COUNT_YIELD
UPDATE submission SET origin = NULL WHERE id = ?1 AND origin IN
	(SELECT o.origin FROM parted r JOIN submission o ON o.id = r.submission
	WHERE r.side = ?2);

-- Items of the audience in which a submission stood and nothing stands.
-- name: ITEMS_BARE
SELECT p.item FROM provenance p WHERE p.submission = ?2 AND p.audience = ?1
	AND NOT EXISTS (SELECT 1 FROM place l
		WHERE l.item = p.item AND l.audience = p.audience)
ORDER BY p.item;

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
