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
INSERT OR IGNORE INTO dirty (casefile)
SELECT casefile FROM submission WHERE id = ?1 AND casefile IS NOT NULL;

-- name: DIRTY_BY_PACKAGE
INSERT OR IGNORE INTO dirty (casefile)
SELECT casefile FROM submission
WHERE package = (SELECT sha256 FROM package
	WHERE id = ?1 AND state = 'accepted') AND casefile IS NOT NULL;

-- name: RULINGS_WAITING
SELECT r.package, r.n, p.id, p.id || '/' || r.n, r.casefile, r.analyst, p.at,
	r.created, p.day, r.class, r.release, r.title, r.analysis,
	r.countermeasure, r.merge_into, r.grave, r.topic
FROM ruling r JOIN package p ON p.sha256 = r.package
WHERE r.run IS NULL AND r.waits IS NOT NULL AND r.outcome IS NULL
ORDER BY p.at, r.created, r.package, r.n;

-- name: RULING_WAITS
UPDATE ruling SET waits = ?3 WHERE package = ?1 AND n = ?2;

-- name: RULING_SECOND
UPDATE ruling SET second = ?3
WHERE n = ?2 AND run IS NULL AND second IS NULL AND package =
	(SELECT sha256 FROM package WHERE id = ?1 AND state = 'accepted');

-- name: RULING_REFUSE
UPDATE ruling SET outcome = 'refused'
WHERE n = ?2 AND run IS NULL AND package =
	(SELECT sha256 FROM package WHERE id = ?1 AND state = 'accepted');

-- name: RULING_VOID
UPDATE ruling SET run = ?3, outcome = ?4
WHERE package = ?1 AND n = ?2 AND run IS NULL;

-- name: RULING_STRIKES
SELECT 1 FROM ruling_part WHERE package = ?1 AND n = ?2 AND what = 'redact'
LIMIT 1;

-- name: RULING_WIDENS
SELECT 1 FROM ruling_part WHERE package = ?1 AND n = ?2 AND what NOT IN ('redact', 'truehit')
LIMIT 1;

-- name: CONFIRMS_NEW
SELECT package, n, analyst, ruling, approve, bytes FROM confirm WHERE run IS NULL
ORDER BY created, package, n;

-- name: CONFIRM_DONE
UPDATE confirm SET run = ?3 WHERE package = ?1 AND n = ?2;

-- name: ITEM_CASE
SELECT casefile FROM item WHERE id = ?1;

-- name: RULING_DONE
UPDATE ruling SET run = ?3, outcome = NULL WHERE package = ?1 AND n = ?2;

-- name: CASE_RULE_TEXTS
UPDATE casefile SET class = coalesce(?2, class),
	grounds = coalesce(?3, grounds), title = coalesce(?4, title),
	analysis = coalesce(?5, analysis),
	countermeasure = coalesce(?6, countermeasure), ruled = ?7,
	topic = coalesce(?8, topic)
WHERE id = ?1;

-- name: CASE_RULE_RESET
UPDATE casefile SET class = 'unclassified', grounds = NULL, grave = 0,
	release = NULL, title = NULL, analysis = NULL, countermeasure = NULL,
	topic = NULL, ruled = ?2
WHERE id = ?1;

-- name: CASE_RULE_GRAVE
UPDATE casefile SET grave = ?2 WHERE id = ?1;

-- name: CASE_RULE_RELEASE
UPDATE casefile SET release = ?2 WHERE id = ?1;

-- name: REDACT_ADD
INSERT OR IGNORE INTO redact (casefile, word) VALUES (?1, ?2);

-- name: THREAD_CLEAR
DELETE FROM thread_step WHERE casefile = ?1;

-- name: THREAD_ADD
INSERT INTO thread_step (casefile, n, kind, submission, at, text)
VALUES (?1, ?2, ?3, ?4, NULLIF(?5, 0), ?6);

-- name: ITEM_RETRACT
UPDATE item SET retracted = ?2 WHERE id = ?1 AND retracted IS NULL;

-- ?3: when the ruling was written; what was taken later it has not seen.
-- name: STANDING_CASE
INSERT OR REPLACE INTO standing (submission, at, class, release, topic, seen)
SELECT s.id, ?2, c.class, c.release, c.topic, s.at <= ?3 OR
	coalesce((SELECT o.seen FROM standing o
		WHERE o.submission = s.id ORDER BY o.at DESC LIMIT 1), 0)
FROM submission s JOIN casefile c ON c.id = s.casefile WHERE s.casefile = ?1;

-- The same of a case whose rulings were weighed anew: who saw it under a key
-- that is believed no more has not seen it.
-- name: STANDING_AGAIN
INSERT OR REPLACE INTO standing (submission, at, class, release, topic, seen)
SELECT s.id, ?2, c.class, c.release, c.topic, s.at <= ?3
FROM submission s JOIN casefile c ON c.id = s.casefile WHERE s.casefile = ?1;

-- name: CONSENTS_NEW
SELECT package, n, preview, approve, created FROM consent WHERE run IS NULL
ORDER BY created, package, n;

-- name: CONSENT_DONE
UPDATE consent SET run = ?3 WHERE package = ?1 AND n = ?2;

-- name: PREVIEW_DECIDE
UPDATE preview SET decision = ?2, decided = ?3 WHERE digest = ?1;

-- name: PREVIEW_SUBMISSION
SELECT submission FROM preview WHERE digest = ?1;
