-- A package's facts into the database.

-- name: PACKAGE_ADD
INSERT OR REPLACE INTO package
	(sha256, id, manifest, member, signer, state, reason, detail, run, at,
	day, path, signed, key_made, called)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
	NULLIF(?13, 0), NULLIF(?14, 0), ?15);

-- name: RUN_ADD
INSERT OR IGNORE INTO run (id, at, day) VALUES (?1, ?2, ?3);

-- name: SUBMISSION_ADD
INSERT INTO submission (id, package, n, member, own, sender, trusted, answer,
	kind, observed, victim, partial, title, description, topic, consent,
	scope, tlp, bec_type, bec_damage, bec_language, at, day, created,
	publish, request)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, NULLIF(?10, 0), ?11, ?12, ?13,
	?14, ?15, ?16, ?17, ?18, NULLIF(?19, 0), ?20, ?21, ?22, ?23, ?24, ?25,
	?26);

-- name: SHARE_SIG_ADD
INSERT INTO share_sig (submission, sig) VALUES (?1, ?2);

-- name: SHARE_AGENCY_ADD
INSERT OR IGNORE INTO share_agency (submission, agency) VALUES (?1, ?2);

-- name: SENSITIVE_ADD
INSERT OR IGNORE INTO sensitive (submission, word, source)
VALUES (?1, ?2, ?3);

-- name: SOUGHT_ADD
INSERT OR IGNORE INTO sought (submission, what, n, text)
VALUES (?1, ?2, ?3, ?4);

-- name: FILE_ADD
INSERT INTO file (submission, n, parent, mail, role, path, name, sha256, size,
	kind, inline, flags)
VALUES (?1, ?2, NULLIF(?3, 0), NULLIF(?4, 0), ?5, ?6, ?7, ?8, ?9, ?10, ?11,
	?12);

-- name: LISTED_ADD
INSERT INTO listed (submission, n, form, trouble, taken, left_out, why, places)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- name: MAIL_ADD
INSERT INTO mail (submission, n, sender, sender_name, reply_to, return_path,
	subject, subject_norm, message_id, refs, mailer, date, sender_ip, norm,
	norm_sha256, flags)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULLIF(?12, 0), ?13,
	?14, ?15, ?16);

-- What a mail holds is found there, even where a person states it too.
-- name: INDICATOR_ADD
INSERT INTO indicator (submission, type, role, value, source)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET source = excluded.source
	WHERE excluded.source = 'mail';

-- name: OBSERVATION_ADD
INSERT INTO observation (submission, n, inbound, address, port, protocol,
	first, last, count)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

-- A file that is stated and there is there.
-- name: JOIN_KEY_ADD
INSERT INTO join_key (key, submission, joins) VALUES (?1, ?2, ?3)
ON CONFLICT DO UPDATE SET joins = excluded.joins
	WHERE excluded.joins > joins;

-- name: SIGHTING_ADD
INSERT INTO sighting (package, n, member, item, count, first, last, day,
	result, outcome, signed, request)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12);

-- name: CONSENT_ADD
INSERT INTO consent (package, n, preview, approve, refused, whole, signed)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- name: ACK_ADD
INSERT INTO ack (audience, sequence, member, hits, at, package)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE SET hits = max(hits, excluded.hits);

-- name: WITHDRAWAL_ADD
INSERT INTO withdrawal (package, n, member, submission, quiet, reason, at, day)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- name: REQUEST_ADD
INSERT INTO request (package, n, analyst, signed, audience, item, submission,
	until, text)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

-- name: REQUEST_END_ADD
INSERT INTO request_end (package, n, analyst, signed, name)
VALUES (?1, ?2, ?3, ?4, ?5);

-- name: CONFIRM_ADD
INSERT INTO confirm (package, n, analyst, ruling, approve, bytes, signed)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- name: CHAPTER_ADD
INSERT INTO chapter (package, n, period, after, xml, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: DIRTY_BY_ITEM
INSERT OR IGNORE INTO dirty (submission)
SELECT submission FROM place WHERE item = ?1
UNION
SELECT submission FROM claim WHERE item = ?1;

-- What came once more is gone: that was said.
-- name: AGAIN_CLEAR
DELETE FROM again;
