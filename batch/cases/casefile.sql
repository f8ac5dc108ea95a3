-- Cases: their numbers, mergers, and what is in them.

-- name: CASE_MERGED
SELECT merged FROM casefile WHERE id = ?1;

-- name: CASE_LAST
SELECT max(CAST(substr(id, 8) AS INTEGER)) FROM casefile
WHERE id >= ?1 AND id < ?1 || ';';

-- name: CASE_ADD
INSERT INTO casefile (id, run) VALUES (?1, ?2);

-- name: DIRTY_ADD
INSERT OR IGNORE INTO dirty (submission) VALUES (?1);

-- name: DIRTY_CASE
INSERT OR IGNORE INTO dirty (submission)
SELECT id FROM submission WHERE casefile = ?1;

-- name: SUBMISSION_ASSIGN
UPDATE submission SET casefile = ?2, joined = ?3 WHERE id = ?1;

-- Who saw it in one case has seen it in another, unless that was taken back.
-- name: STANDING_ONE
INSERT OR REPLACE INTO standing (submission, at, class, release, topic,
	outline, campaign, campaign_years, harmless, seen)
SELECT s.id, ?2, c.class, c.release, c.topic, c.outline, c.campaign,
	c.campaign_years, c.harmless,
	coalesce((SELECT o.seen FROM standing o
		WHERE o.submission = s.id ORDER BY o.at DESC LIMIT 1), 0)
FROM submission s JOIN casefile c ON c.id = s.casefile WHERE s.id = ?1;

-- Of the case that goes into another.
-- name: STANDING_MERGE
INSERT OR REPLACE INTO standing (submission, at, class, release, topic,
	outline, campaign, campaign_years, harmless, seen)
SELECT s.id, ?3, c.class, c.release, c.topic, c.outline, c.campaign,
	c.campaign_years, c.harmless,
	coalesce((SELECT o.seen FROM standing o
		WHERE o.submission = s.id ORDER BY o.at DESC LIMIT 1), 0)
FROM submission s JOIN casefile c ON c.id = ?2 WHERE s.casefile = ?1;

-- name: MERGE_SUBMISSIONS
UPDATE submission SET casefile = ?2,
	joined = ?3 WHERE casefile = ?1;

-- name: MERGE_CASE
UPDATE casefile SET merged = ?2 WHERE id = ?1;

-- name: CASE_SEAL
UPDATE casefile SET sealed = max(coalesce(casefile.sealed, 0), f.closed),
	closed = max(coalesce(casefile.closed, 0), f.closed)
FROM casefile f
WHERE casefile.id = ?2 AND f.id = ?1 AND f.closed IS NOT NULL;

-- name: MERGE_ITEMS
UPDATE item SET casefile = ?2 WHERE casefile = ?1;

-- name: WAS_IN_ADD
INSERT OR REPLACE INTO was_in (submission, at, casefile) VALUES (?1, ?3, ?2);

-- name: WAS_IN_MERGE
INSERT OR REPLACE INTO was_in (submission, at, casefile)
SELECT id, ?3, ?2 FROM submission WHERE casefile = ?1;
