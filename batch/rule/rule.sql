-- What people decided: withdrawals, rulings, consents.

-- name: WITHDRAWALS_NEW
SELECT package, n, submission, at FROM withdrawal WHERE run IS NULL
ORDER BY at, package, n;

-- name: WITHDRAWAL_DONE
UPDATE withdrawal SET run = ?3 WHERE package = ?1 AND n = ?2;

-- name: WITHDRAW_ONE
UPDATE submission SET withdrawn = ?2 WHERE id = ?1 AND withdrawn IS NULL;

-- name: WITHDRAW_PACKAGE
UPDATE submission SET withdrawn = ?2
WHERE package = (SELECT sha256 FROM package
	WHERE id = ?1 AND state = 'accepted') AND withdrawn IS NULL;

-- name: DIRTY_BY_SUBMISSION
INSERT OR IGNORE INTO dirty (submission)
SELECT id FROM submission WHERE id = ?1 AND casefile IS NOT NULL;

-- name: DIRTY_BY_PACKAGE
INSERT OR IGNORE INTO dirty (submission)
SELECT id FROM submission
WHERE package = (SELECT sha256 FROM package
	WHERE id = ?1 AND state = 'accepted') AND casefile IS NOT NULL;

-- name: RULINGS_WAITING
SELECT r.package, r.n, p.id || '/' || r.n, r.bears, r.analyst, p.day,
	r.class, r.release, r.title, r.analysis, r.countermeasure,
	r.merge_into, r.grave, r.topic, r.harmless, r.outline, r.campaign,
	NULLIF(r.campaign_years, '-'), r.grounds, r.retract, r.quiet, r.readers,
	r.item, r.submission, r.reason
FROM ruling r JOIN package p ON p.sha256 = r.package
WHERE r.run IS NULL AND r.waits IS NOT NULL
ORDER BY r.signed, r.package DESC, r.n;

-- It was looked at: on which case it bears, since when it waits.
-- name: RULING_JUDGED
UPDATE ruling SET bears = ?3, waits = ?4 WHERE package = ?1 AND n = ?2;

-- name: RULING_STATE
UPDATE ruling SET run = ?3, outcome = ?4, second = ?5
WHERE package = ?1 AND n = ?2
	AND (run IS NOT ?3 OR outcome IS NOT ?4 OR second IS NOT ?5);

-- Those that wait go with a case that went into another.
-- name: RULINGS_ASTRAY
SELECT r.package, r.n, c.merged, r.waits
FROM ruling r JOIN casefile c ON c.id = r.bears
WHERE r.run IS NULL AND r.waits IS NOT NULL AND c.merged IS NOT NULL;

-- The newest of each analyst first.
-- name: CONFIRMS_OF
SELECT analyst, approve, signed, package, n FROM confirm
WHERE ruling = ?1 AND bytes IS NULL AND void = 0
ORDER BY analyst, signed DESC, package, n DESC;

-- name: RULING_STRIKES
SELECT 1 FROM ruling_part WHERE package = ?1 AND n = ?2 AND what = 'redact'
LIMIT 1;

-- name: RULING_WIDENS
SELECT 1 FROM ruling_part WHERE package = ?1 AND n = ?2 AND what NOT IN ('redact', 'truehit', 'technique')
LIMIT 1;

-- name: CONFIRMS_NEW
SELECT package, n, analyst, ruling, approve, bytes FROM confirm WHERE run IS NULL
ORDER BY signed, package DESC, n;

-- name: CONFIRM_DONE
UPDATE confirm SET run = ?3 WHERE package = ?1 AND n = ?2;

-- The newest word of an analyst about a ruling, and whether it came before
-- this night.
-- name: CONFIRM_HOLDS
SELECT package, n, coalesce(run, ?3) IS NOT ?3 FROM confirm
WHERE ruling = ?1 AND analyst = ?2
ORDER BY signed DESC, package, n DESC LIMIT 1;

-- name: RULING_BEARS
SELECT r.bears FROM package p JOIN ruling r ON r.package = p.sha256
WHERE p.id = ?1 AND p.state = 'accepted' AND r.n = ?2;

-- name: REQUESTS_ANY
SELECT 1 FROM request WHERE until >= ?1 LIMIT 1;

-- name: REQUEST_NAME
UPDATE request SET name = ?3, run = ?4, second = ?5
WHERE package = ?1 AND n = ?2;

-- name: REQUEST_STOPPED
UPDATE request SET stopped = ?2 WHERE name = ?1 AND stopped IS NOT ?2;

-- The case that it is about, but for what who is asked gave.
-- name: REQUEST_CASE
SELECT s.id FROM item i JOIN submission s ON s.casefile = i.casefile
WHERE i.id = ?1 AND s.at <= ?3
UNION ALL
SELECT s.id FROM submission q JOIN submission s ON s.casefile = q.casefile
WHERE q.id = ?2 AND s.member <> q.member AND s.at <= ?3
ORDER BY 1;

-- name: ITEM_CASE
SELECT casefile FROM item WHERE id = ?1;

-- name: SPLIT_ITEMS
UPDATE item SET casefile = ?2
WHERE id IN (SELECT item FROM claim WHERE submission = ?1);

-- name: CASE_IS_CLOSED
SELECT closed IS NOT NULL FROM casefile WHERE id = ?1;

-- Whether a ruling is about what comes from outside and waits.
-- name: RULING_LETS_GO
SELECT 1 FROM ruling_on o JOIN released l ON l.submission = o.submission
WHERE o.package = ?1 AND o.n = ?2 AND l.yes IS NOT 1 LIMIT 1;

-- name: CASE_HOLDS
SELECT id FROM submission WHERE casefile = ?1 ORDER BY id;

-- name: CASE_SEALED
SELECT coalesce(sealed, 0) FROM casefile WHERE id = ?1;

-- name: CASE_SET
UPDATE casefile SET class = ?2, release = NULLIF(?3, -1), grounds = ?4,
	title = ?5, analysis = ?6, countermeasure = ?7, topic = ?8, grave = ?9,
	closed = NULLIF(?10, 0), harmless = ?11, outline = ?12,
	campaign = NULLIF(?13, ''), campaign_years = NULLIF(?14, '')
WHERE id = ?1;

-- name: CASE_RULED
UPDATE casefile SET ruled = ?2 WHERE id = ?1;

-- name: THREAD_CLEAR
DELETE FROM thread_step WHERE casefile = ?1;

-- name: THREAD_ADD
INSERT INTO thread_step (casefile, n, kind, submission, at, text)
VALUES (?1, ?2, ?3, ?4, NULLIF(?5, 0), ?6);

-- The last split or true hit of a submission that is in effect.
-- name: PART_HOLDS
SELECT r.signed, r.package, r.n FROM ruling_part t
JOIN ruling r ON r.package = t.package AND r.n = t.n
WHERE t.submission = ?1 AND t.what = ?2
	AND r.run IS NOT NULL AND r.outcome IS NULL
ORDER BY r.signed DESC, r.package, r.n DESC LIMIT 1;

-- ?3: when the newest ruling was signed; what was taken later it has not
-- seen.
-- name: STANDING_CASE
INSERT OR REPLACE INTO standing (submission, at, class, release, topic,
	outline, campaign, campaign_years, harmless, seen)
SELECT s.id, ?2, c.class, c.release, c.topic, c.outline, c.campaign,
	c.campaign_years, c.harmless, s.at <= ?3 OR
	coalesce((SELECT o.seen FROM standing o
		WHERE o.submission = s.id ORDER BY o.at DESC LIMIT 1), 0)
FROM submission s JOIN casefile c ON c.id = s.casefile WHERE s.casefile = ?1;

-- The same of a case whose rulings were weighed anew: who saw it under a key
-- that is believed no more has not seen it.
-- name: STANDING_AGAIN
INSERT OR REPLACE INTO standing (submission, at, class, release, topic,
	outline, campaign, campaign_years, harmless, seen)
SELECT s.id, ?2, c.class, c.release, c.topic, c.outline, c.campaign,
	c.campaign_years, c.harmless, s.at <= ?3
FROM submission s JOIN casefile c ON c.id = s.casefile WHERE s.casefile = ?1;

-- name: CONSENTS_NEW
SELECT package, n, preview, approve FROM consent WHERE run IS NULL
ORDER BY signed, package DESC, n;

-- name: CONSENT_DONE
UPDATE consent SET run = ?3 WHERE package = ?1 AND n = ?2;

-- The newest answer to a preview, and whether it came before this night.
-- name: CONSENT_HOLDS
SELECT package, n, approve, coalesce(run, ?2) IS NOT ?2 FROM consent
WHERE preview = ?1 AND void = 0
ORDER BY signed DESC, package, n DESC LIMIT 1;

-- name: PREVIEW_DECIDE
UPDATE preview_file SET decision = ?2, decided = ?3
WHERE digest = ?1 AND decision IS NOT ?2;

-- name: PREVIEW_SUBMISSION
SELECT submission FROM preview WHERE digest = ?1 ORDER BY submission;

-- name: SUBMISSION_IN
SELECT casefile FROM submission WHERE id = ?1;

-- What the case held then: what came to it by that time, and had not left.
-- name: RULING_ON_CASE
INSERT OR IGNORE INTO ruling_on (package, n, submission)
SELECT ?1, ?2, w.submission FROM was_in w
WHERE w.casefile = ?3 AND w.at <= ?4 AND NOT EXISTS
	(SELECT 1 FROM was_in x WHERE x.submission = w.submission
		AND x.at > w.at AND x.at <= ?4);

-- name: RULING_ON_ADD
INSERT OR IGNORE INTO ruling_on (package, n, submission) VALUES (?1, ?2, ?3);

-- name: RULING_REACH_ADD
INSERT OR IGNORE INTO ruling_reach (package, n, audience) VALUES (?1, ?2, ?3);

-- name: RUN_AT
SELECT at FROM run WHERE id = ?1;

-- A ruling is about no case before there was one.
-- name: CASE_SINCE
SELECT min(at) FROM was_in WHERE casefile = ?1;
