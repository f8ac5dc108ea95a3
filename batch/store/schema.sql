-- hub.db: wholly derived from archive and journal.  Times are seconds since
-- 1970, dates text YYYY-MM-DD in the hub's zone.
-- user_version is set by db.c.

CREATE TABLE state (
	key	TEXT PRIMARY KEY,
	value	TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE run (
	id	TEXT PRIMARY KEY,
	at	INTEGER NOT NULL,
	day	TEXT NOT NULL,
	ended	INTEGER NOT NULL DEFAULT 0,
	letter	TEXT			-- run that its letters are named by: where
					-- one was cut short, the first; NULL: its
					-- own
) WITHOUT ROWID;

-- Every package taken or refused, by the digest of the bytes that came in.
CREATE TABLE package (
	sha256	TEXT PRIMARY KEY,
	id	TEXT,			-- the manifest's
	called	TEXT,			-- by its sender, where another's has
					-- that as its id; NULL: as its id
	manifest TEXT,			-- digest of manifest.xml
	member	TEXT,			-- verified sender; NULL: not known
	signer	TEXT,			-- fingerprint, of an accepted one
	signed	INTEGER,		-- when, as the signature says
	key_made INTEGER,		-- when its key was made
	state	TEXT NOT NULL CHECK (state IN
		('accepted', 'duplicate', 'quarantined')),
	reason	TEXT,
	detail	TEXT,
	run	TEXT NOT NULL REFERENCES run,
	at	INTEGER NOT NULL,
	day	TEXT NOT NULL,
	path	TEXT			-- in the inbox; NULL: from a medium
) WITHOUT ROWID;
CREATE UNIQUE INDEX package_id ON package (id) WHERE state = 'accepted';
CREATE UNIQUE INDEX package_called ON package (called, member)
	WHERE called IS NOT NULL;
CREATE INDEX package_quarantined ON package (at, sha256)
	WHERE state = 'quarantined';
CREATE INDEX package_run ON package (run);
CREATE INDEX package_signer ON package (signer, day);
CREATE INDEX package_refused ON package (path)
	WHERE state = 'quarantined' AND path IS NOT NULL;

CREATE TABLE casefile (
	id	TEXT PRIMARY KEY,	-- C-2017-0031
	run	TEXT NOT NULL,
	merged	TEXT REFERENCES casefile,	-- gone into
	class	TEXT NOT NULL DEFAULT 'unclassified',
	grounds	TEXT,
	grave	INTEGER NOT NULL DEFAULT 0,
	release	INTEGER,		-- 1 yes, 0 hold, NULL not ruled
	harmless INTEGER NOT NULL DEFAULT 0, -- no attack, an analyst says
	ruled	TEXT,			-- run of the last ruling
	closed	INTEGER,		-- its items are taken back: when the
					-- ruling was signed; NULL: open
	sealed	INTEGER,		-- the same of a case that it was split
					-- from or that went into it
	title	TEXT,
	analysis TEXT,
	countermeasure TEXT,
	topic	TEXT,			-- of its consultations, in reports
	outline	TEXT,			-- of its frauds, in reports
	campaign TEXT,			-- that it is part of
	campaign_years TEXT		-- FROM-UNTIL, either may be empty
) WITHOUT ROWID;

CREATE TABLE submission (
	id	TEXT PRIMARY KEY,	-- UUID/N
	package	TEXT NOT NULL REFERENCES package,
	n	INTEGER NOT NULL,
	member	TEXT NOT NULL,
	sender	TEXT NOT NULL,		-- the member's role: formats/config/sender
	own	INTEGER NOT NULL,	-- counts as what the hub obtained
	answer	INTEGER NOT NULL,	-- its sender wants one
	trusted	INTEGER NOT NULL,	-- 0: from outside, and goes nowhere
					-- before a ruling releases it
	kind	TEXT NOT NULL,
	observed INTEGER,
	request	TEXT,			-- that it answers
	victim	TEXT NOT NULL,
	partial	INTEGER NOT NULL,
	title	TEXT NOT NULL,
	description TEXT,
	topic	TEXT,
	consent	TEXT NOT NULL,
	scope	TEXT NOT NULL,
	tlp	TEXT NOT NULL,
	publish	INTEGER NOT NULL DEFAULT 0, -- a public report may tell of it
	bec_type INTEGER,
	bec_damage INTEGER,
	bec_language TEXT,
	created	INTEGER NOT NULL,	-- as the signed manifest says
	at	INTEGER NOT NULL,	-- accepted
	day	TEXT NOT NULL,		-- the same, in the hub's zone: what
					-- the quarter is counted by
	withdrawn INTEGER,		-- seconds
	unread	INTEGER NOT NULL DEFAULT 0, -- 1: something was not read;
					-- 2: a mail of which nothing is known
	casefile TEXT REFERENCES casefile,
	joined	TEXT,			-- why it is in its case: rule and key
	origin	TEXT			-- the case that it was first shared of,
					-- and counts for; NULL: none yet
) WITHOUT ROWID;
CREATE INDEX submission_case ON submission (casefile);
CREATE INDEX submission_package ON submission (package, n);
CREATE INDEX submission_day ON submission (day);
CREATE INDEX submission_request ON submission (request)
	WHERE request IS NOT NULL;
CREATE INDEX submission_new ON submission (id) WHERE casefile IS NULL;
CREATE INDEX submission_lost ON submission (day) WHERE unread = 2;
CREATE INDEX submission_asks ON submission (id) WHERE answer = 1;
CREATE INDEX submission_outside ON submission (id) WHERE trusted = 0;

-- How its case was ruled, from a night on: what a report was made of stays
-- known when the case is ruled anew, merged or split.
CREATE TABLE standing (
	submission TEXT NOT NULL REFERENCES submission,
	at	INTEGER NOT NULL,
	class	TEXT NOT NULL,
	release	INTEGER,
	topic	TEXT,
	outline	TEXT,
	campaign TEXT,
	campaign_years TEXT,
	harmless INTEGER NOT NULL DEFAULT 0,
	seen	INTEGER NOT NULL DEFAULT 0, -- an analyst ruled when it was there
	PRIMARY KEY (submission, at)
) WITHOUT ROWID;

-- Whether what comes from outside was let go: by the word that was signed last,
-- where what holds wants nobody else; NULL: nobody has ruled.  What was told
-- before it was held stays told, as what is held of a member does.
CREATE VIEW released (submission, yes) AS
SELECT s.id, (SELECT r.release OR (EXISTS (SELECT 1 FROM provenance p
			WHERE p.submission = s.id)
		AND EXISTS (SELECT 1 FROM ruling_on o JOIN ruling q
			ON q.package = o.package AND q.n = o.n
			WHERE o.submission = s.id AND q.release = 1
				AND q.run IS NOT NULL AND q.outcome IS NULL))
	FROM ruling_on o JOIN ruling r ON r.package = o.package AND r.n = o.n
	WHERE o.submission = s.id AND r.release IS NOT NULL
		AND r.bears IS NOT NULL
		AND ((r.run IS NOT NULL AND r.outcome IS NULL)
			OR (r.release = 0 AND r.outcome IS NOT 'distrusted'))
	ORDER BY r.signed DESC, r.package, r.n DESC LIMIT 1)
FROM submission s WHERE s.trusted = 0;

CREATE TABLE share_sig (		-- to this SIG or scheme alone
	submission TEXT PRIMARY KEY REFERENCES submission,
	sig	TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE share_agency (
	submission TEXT NOT NULL REFERENCES submission,
	agency	TEXT NOT NULL,
	PRIMARY KEY (submission, agency)
) WITHOUT ROWID;

CREATE TABLE sensitive (
	submission TEXT NOT NULL REFERENCES submission,
	word	TEXT NOT NULL,
	source	TEXT NOT NULL,		-- manifest, recipient, named; part of
					-- such a name
	PRIMARY KEY (submission, word)
) WITHOUT ROWID;

-- Files of the package, attachments of its mails, members of archives.
CREATE TABLE file (
	submission TEXT NOT NULL REFERENCES submission,
	n	INTEGER NOT NULL,	-- 1.. within the submission
	parent	INTEGER,		-- n of the archive it was in
	mail	INTEGER,		-- n of the mail it came with
	role	TEXT NOT NULL,		-- file role; attachment for mail parts
	path	TEXT,			-- in the package
	name	TEXT,
	sha256	TEXT NOT NULL,
	size	INTEGER NOT NULL,
	kind	TEXT NOT NULL,		-- file kind word
	inline	INTEGER NOT NULL,
	flags	TEXT NOT NULL,		-- rlo double-ext macro form encrypted
					-- unreadable personal, space-separated
	PRIMARY KEY (submission, n)
) WITHOUT ROWID;
CREATE INDEX file_sha256 ON file (sha256);

-- Files that are lists of indicators, and what of them was not understood.
CREATE TABLE listed (
	submission TEXT NOT NULL REFERENCES submission,
	n	INTEGER NOT NULL,	-- file.n
	form	TEXT NOT NULL,		-- csv, xlsx, stix, misp, unknown
	trouble	TEXT NOT NULL,		-- with the whole; fine
	taken	INTEGER NOT NULL,	-- values
	left_out INTEGER NOT NULL,	-- entries
	why	TEXT NOT NULL,		-- "value 3 type 1"
	places	TEXT NOT NULL,		-- the first of them: "7 9 12"
	PRIMARY KEY (submission, n)
) WITHOUT ROWID;

CREATE TABLE mail (
	submission TEXT NOT NULL REFERENCES submission,
	n	INTEGER NOT NULL,	-- file.n of the mail
	sender	TEXT,			-- addr-spec
	sender_name TEXT,
	reply_to TEXT,
	return_path TEXT,
	subject	TEXT,
	subject_norm TEXT,
	message_id TEXT,
	refs	TEXT,			-- space-separated message ids
	mailer	TEXT,
	date	INTEGER,
	sender_ip TEXT,
	norm	TEXT,			-- normal form of the text
	norm_sha256 TEXT,
	flags	INTEGER NOT NULL,
	PRIMARY KEY (submission, n)
) WITHOUT ROWID;
CREATE INDEX mail_norm ON mail (norm_sha256);
CREATE INDEX mail_message ON mail (message_id);
CREATE INDEX mail_subject ON mail (subject_norm);

CREATE TABLE indicator (
	submission TEXT NOT NULL REFERENCES submission,
	type	TEXT NOT NULL,
	role	TEXT NOT NULL,
	value	TEXT NOT NULL,
	source	TEXT NOT NULL,		-- manifest, list, mail
	echo	INTEGER NOT NULL DEFAULT 0, -- its sender had been told it
	PRIMARY KEY (submission, type, role, value)
) WITHOUT ROWID;
CREATE INDEX indicator_value ON indicator (value, type);

-- Addresses that a report may ask the region of; settled once.
CREATE TABLE region (
	address	TEXT PRIMARY KEY,
	code	TEXT,			-- NULL: waits for the night's end
	source	TEXT			-- date of the database
) WITHOUT ROWID;
CREATE INDEX region_open ON region (address) WHERE code IS NULL;

CREATE TABLE observation (
	submission TEXT NOT NULL REFERENCES submission,
	n	INTEGER NOT NULL,
	inbound	INTEGER NOT NULL,
	address	TEXT NOT NULL,
	port	INTEGER NOT NULL,
	protocol TEXT NOT NULL,
	first	TEXT NOT NULL,
	last	TEXT NOT NULL,
	count	INTEGER NOT NULL,
	PRIMARY KEY (submission, n)
) WITHOUT ROWID;
CREATE INDEX observation_remote ON observation (address, port);

-- Texts in which toiyaba find looks for words; not for the night.
CREATE TABLE sought (
	submission TEXT NOT NULL REFERENCES submission,
	what	TEXT NOT NULL,		-- title, subject, file
	n	INTEGER NOT NULL,	-- file.n; 0: the title
	text	TEXT NOT NULL,		-- NFKC, case folded
	PRIMARY KEY (submission, what, n)
) WITHOUT ROWID;

-- Exact keys that join submissions into cases, and the infrastructure keys
-- that only relate cases.
CREATE TABLE join_key (
	key	TEXT NOT NULL,		-- kind:value
	submission TEXT NOT NULL REFERENCES submission,
	joins	INTEGER NOT NULL,	-- 1 exact; 0 infrastructure, and a file
					-- that is only stated or packed
	PRIMARY KEY (key, submission)
) WITHOUT ROWID;
CREATE INDEX join_key_submission ON join_key (submission);

-- What stands in bands: a mail of a submission, by a digest of both.
CREATE TABLE banded (
	mail	INTEGER PRIMARY KEY,
	submission TEXT NOT NULL REFERENCES submission,
	n	INTEGER NOT NULL	-- mail.n; 0: its files
) WITHOUT ROWID;

-- Where what resembles is looked for.  Forty rows and more for each mail, in
-- any order: short ones, numbers alone.
CREATE TABLE band (
	key	INTEGER NOT NULL,	-- see likeness_keys(); of a file: its
					-- digest
	place	INTEGER NOT NULL,	-- whose, and for which readers: places
					-- are bounded for each
	mail	INTEGER NOT NULL,	-- of banded
	PRIMARY KEY (key, place, mail)
) WITHOUT ROWID;

-- Submissions that are the same attack, judged from the two alone; what shares
-- a key that joins stands in join_key.
CREATE TABLE alike (
	a	TEXT NOT NULL REFERENCES submission,	-- a < b
	b	TEXT NOT NULL REFERENCES submission,
	strength INTEGER NOT NULL,	-- thousandths
	why	TEXT NOT NULL,		-- like:N#M, mails of a and b;
					-- stated:DIGEST
	PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX alike_b ON alike (b);

-- Mails in different cases that are nearly the same: for a person to look at.
CREATE TABLE near (
	a	TEXT NOT NULL REFERENCES submission,	-- a < b
	a_n	INTEGER NOT NULL,	-- mail.n
	b	TEXT NOT NULL REFERENCES submission,
	b_n	INTEGER NOT NULL,
	score	INTEGER NOT NULL,	-- thousandths
	why	TEXT NOT NULL,		-- see sameness.c
	run	TEXT NOT NULL,
	PRIMARY KEY (a, a_n, b, b_n)
) WITHOUT ROWID;
CREATE INDEX near_b ON near (b);
CREATE INDEX near_run ON near (run);

-- In which case a submission was, since a night: a ruling is about what its
-- case held when it was made.
CREATE TABLE was_in (
	submission TEXT NOT NULL REFERENCES submission,
	at	INTEGER NOT NULL,
	casefile TEXT NOT NULL REFERENCES casefile,
	PRIMARY KEY (submission, at)
) WITHOUT ROWID;
CREATE INDEX was_in_case ON was_in (casefile);

CREATE TABLE related (
	a	TEXT NOT NULL REFERENCES casefile,	-- a < b
	b	TEXT NOT NULL REFERENCES casefile,
	key	TEXT NOT NULL,
	PRIMARY KEY (a, b, key)
) WITHOUT ROWID;
CREATE INDEX related_b ON related (b);

-- Every ruling as it was given; casefile holds the outcome.
CREATE TABLE ruling (
	package	TEXT NOT NULL REFERENCES package,
	n	INTEGER NOT NULL,
	analyst	TEXT NOT NULL,
	signed	INTEGER NOT NULL,
	casefile TEXT,			-- what it is about: one of the three
	item	TEXT,
	submission TEXT,
	as_of	TEXT,			-- run that it was made on
	readers	TEXT,			-- audiences that it is for, or all
	class	TEXT,
	grounds	TEXT,
	grave	INTEGER,
	release	INTEGER,
	retract	INTEGER,
	quiet	INTEGER NOT NULL DEFAULT 0, -- then: no values are told
	harmless INTEGER,
	title	TEXT,
	analysis TEXT,
	countermeasure TEXT,
	topic	TEXT,
	outline	TEXT,
	campaign TEXT,			-- empty: part of none
	campaign_years TEXT,
	reason	TEXT,
	merge_into TEXT,
	bears	TEXT,			-- on which case; NULL: not looked at
	waits	TEXT,			-- run since which it waits, or waited,
					-- for a second analyst
	second	TEXT,			-- that analyst
	outcome	TEXT,			-- refused, lapsed, distrusted; NULL: in
					-- effect
	run	TEXT,			-- settled in; NULL: not yet
	PRIMARY KEY (package, n)
) WITHOUT ROWID;
-- As ruling.c reads it.
CREATE VIEW ruling_row AS
SELECT r.package, r.n, r.casefile, r.item, r.class, r.grounds, r.grave,
	r.release, r.retract, r.title, r.analysis, r.countermeasure,
	r.merge_into, r.analyst, r.signed, r.bears, r.waits, r.run, r.outcome,
	p.id || '/' || r.n AS id, r.topic, r.second, r.submission, r.as_of,
	r.readers, r.harmless, r.outline, r.campaign, r.campaign_years
FROM ruling r JOIN package p ON p.sha256 = r.package;
CREATE INDEX ruling_case ON ruling (casefile);
CREATE INDEX ruling_bears ON ruling (bears);
CREATE INDEX ruling_new ON ruling (signed) WHERE bears IS NULL AND run IS NULL;
CREATE INDEX ruling_run ON ruling (run) WHERE run IS NOT NULL;
CREATE INDEX ruling_open ON ruling (signed) WHERE run IS NULL;

-- The submissions that a ruling is about, and whom it is for: * stands for
-- all, also those to come.
CREATE TABLE ruling_on (
	package	TEXT NOT NULL,
	n	INTEGER NOT NULL,
	submission TEXT NOT NULL REFERENCES submission,
	PRIMARY KEY (submission, package, n),
	FOREIGN KEY (package, n) REFERENCES ruling
) WITHOUT ROWID;
CREATE INDEX ruling_on_ruling ON ruling_on (package, n);
CREATE TABLE ruling_reach (
	package	TEXT NOT NULL,
	n	INTEGER NOT NULL,
	audience TEXT NOT NULL,
	PRIMARY KEY (package, n, audience),
	FOREIGN KEY (package, n) REFERENCES ruling
) WITHOUT ROWID;

-- What a ruling that takes back closes for everybody: what its items told, and
-- that as their submissions gave it.
CREATE TABLE closed_value (
	type	TEXT NOT NULL,		-- of an indicator; a file is sha256
	value	TEXT NOT NULL,
	package	TEXT NOT NULL,
	n	INTEGER NOT NULL,
	PRIMARY KEY (type, value, package, n),
	FOREIGN KEY (package, n) REFERENCES ruling
) WITHOUT ROWID;
CREATE INDEX closed_value_ruling ON closed_value (package, n);

-- Where that kept something back from an audience, the last time it was put
-- together; by the first submission of its view.
CREATE TABLE kept_back (
	audience TEXT NOT NULL,
	submission TEXT NOT NULL REFERENCES submission,
	type	TEXT NOT NULL,
	value	TEXT NOT NULL,
	PRIMARY KEY (audience, submission, type, value)
) WITHOUT ROWID;

-- Submissions that a split set apart: those on one side are together, and
-- never again with the other side but by a merger.
CREATE TABLE parted (
	submission TEXT PRIMARY KEY REFERENCES submission,
	side	TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX parted_side ON parted (side);

-- What an analyst asks an audience for, or the provider of one submission.
CREATE TABLE request (
	package	TEXT NOT NULL REFERENCES package,
	n	INTEGER NOT NULL,
	analyst	TEXT NOT NULL,
	signed	INTEGER NOT NULL,
	audience TEXT,			-- with an item, or with none
	item	TEXT,
	submission TEXT,		-- whose provider is asked
	until	TEXT NOT NULL,		-- the last day
	text	TEXT NOT NULL,
	name	TEXT,			-- R-2017-7K3QM2XB; NULL: in no night yet
	run	TEXT,			-- that named it
	second	INTEGER NOT NULL DEFAULT 0, -- wants a second analyst
	void	INTEGER NOT NULL DEFAULT 0, -- its key is distrusted
	stopped	TEXT,			-- why it is not told: second, refused,
					-- name; NULL: it is
	told	TEXT,			-- run that first told its audience
	PRIMARY KEY (package, n)
) WITHOUT ROWID;
CREATE UNIQUE INDEX request_name ON request (name) WHERE name IS NOT NULL;
CREATE INDEX request_told ON request (told) WHERE told IS NOT NULL;
CREATE INDEX request_until ON request (until);
CREATE INDEX request_run ON request (run);
CREATE INDEX request_new ON request (signed) WHERE name IS NULL;
CREATE INDEX request_item ON request (item) WHERE item IS NOT NULL;
CREATE INDEX request_submission ON request (submission)
	WHERE submission IS NOT NULL;

CREATE TABLE request_end (
	package	TEXT NOT NULL REFERENCES package,
	n	INTEGER NOT NULL,
	name	TEXT NOT NULL,
	analyst	TEXT NOT NULL,
	signed	INTEGER NOT NULL,
	PRIMARY KEY (package, n)
) WITHOUT ROWID;
CREATE INDEX request_end_name ON request_end (name);

-- As request.c reads it.
CREATE VIEW request_row AS
SELECT q.package, q.n, p.id || '/' || q.n AS id, q.name, q.analyst, q.signed,
	q.audience, q.item, q.submission, q.until, q.text, q.second,
	q.stopped, q.told, q.run, q.void
FROM request q JOIN package p ON p.sha256 = q.package;
-- Those that nobody has ended; each has its last day.
CREATE VIEW request_open AS
SELECT r.* FROM request_row r WHERE r.name IS NOT NULL AND r.void = 0
	AND NOT EXISTS (SELECT 1 FROM request_end e WHERE e.name = r.name
		AND e.signed >= r.signed);

-- What one analyst says to another's ruling or request.
CREATE TABLE confirm (
	package	TEXT NOT NULL REFERENCES package,
	n	INTEGER NOT NULL,
	analyst	TEXT NOT NULL,
	ruling	TEXT NOT NULL,		-- package's id/n of the ruling, or the
					-- name of a request
	approve	INTEGER NOT NULL,
	bytes	TEXT,			-- of a true hit
	signed	INTEGER NOT NULL,
	void	INTEGER NOT NULL DEFAULT 0,	-- its key is distrusted
	run	TEXT,			-- applied in; NULL: not yet
	PRIMARY KEY (package, n)
) WITHOUT ROWID;
CREATE INDEX confirm_ruling ON confirm (ruling);
CREATE INDEX confirm_new ON confirm (signed) WHERE run IS NULL;

-- Whose own name is the attack: what a ruling wants told as it is, and who has
-- agreed to what.
CREATE TABLE truehit (
	submission TEXT PRIMARY KEY REFERENCES submission,
	package	TEXT NOT NULL,		-- the ruling
	n	INTEGER NOT NULL,
	analyst	TEXT NOT NULL,
	preview	TEXT,			-- that shows it
	bytes	TEXT,			-- digest of all that would leave
	confirmed TEXT,			-- the digest that another confirmed
	second	TEXT,			-- who did, and in which package
	word	TEXT,
	refused	INTEGER NOT NULL DEFAULT 0	-- by an analyst
) WITHOUT ROWID;
CREATE INDEX truehit_ruling ON truehit (package, n);
CREATE INDEX truehit_word ON truehit (word);

CREATE TABLE truehit_fact (
	submission TEXT NOT NULL REFERENCES submission,
	type	TEXT NOT NULL,
	value	TEXT NOT NULL,
	PRIMARY KEY (submission, type, value)
) WITHOUT ROWID;

CREATE TABLE ruling_part (
	package	TEXT NOT NULL,
	n	INTEGER NOT NULL,
	part	INTEGER NOT NULL,
	what	TEXT NOT NULL,		-- redact, split, truehit, answer,
					-- recon, reply, attack
	submission TEXT,
	at	INTEGER,
	text	TEXT,
	PRIMARY KEY (package, n, part),
	FOREIGN KEY (package, n) REFERENCES ruling
) WITHOUT ROWID;
CREATE INDEX ruling_part_submission ON ruling_part (submission, what)
	WHERE submission IS NOT NULL;

-- What was answered to who gave a submission that wants it, in effect since
-- the run.
CREATE VIEW answered (submission, package, n, text, signed, run) AS
SELECT s.id, r.package, r.n, t.text, r.signed, r.run
FROM submission s
JOIN ruling_part t ON t.submission = s.id AND t.what = 'answer'
JOIN ruling r ON r.package = t.package AND r.n = t.n
WHERE s.answer = 1 AND r.run IS NOT NULL AND r.outcome IS NULL;

CREATE TABLE consent (
	package	TEXT NOT NULL REFERENCES package,
	n	INTEGER NOT NULL,
	preview	TEXT NOT NULL,
	approve	INTEGER NOT NULL,
	refused	TEXT NOT NULL,		-- audiences that shall not have it
	whole	TEXT NOT NULL,		-- audiences that may have it whole
	signed	INTEGER NOT NULL,
	void	INTEGER NOT NULL DEFAULT 0,	-- its key is distrusted
	run	TEXT,			-- applied in; NULL: not yet
	PRIMARY KEY (package, n)
) WITHOUT ROWID;
CREATE INDEX consent_preview ON consent (preview);
CREATE INDEX consent_new ON consent (signed) WHERE run IS NULL;

-- Submissions about which something changed since their views were composed
-- last; those of a view that the gate stopped stay here.
CREATE TABLE dirty (
	submission TEXT PRIMARY KEY REFERENCES submission
) WITHOUT ROWID;

CREATE TABLE thread_step (
	casefile TEXT NOT NULL REFERENCES casefile,
	n	INTEGER NOT NULL,
	kind	TEXT NOT NULL,
	submission TEXT,
	at	INTEGER,
	text	TEXT NOT NULL,
	PRIMARY KEY (casefile, n)
) WITHOUT ROWID;

CREATE TABLE chapter (
	package	TEXT NOT NULL REFERENCES package,
	n	INTEGER NOT NULL,
	period	TEXT NOT NULL,
	after	TEXT,
	xml	TEXT NOT NULL,
	at	INTEGER NOT NULL,
	PRIMARY KEY (package, n)
) WITHOUT ROWID;
CREATE INDEX chapter_period ON chapter (period);

CREATE TABLE item (
	id	TEXT PRIMARY KEY,	-- S-2017-7K3QM2XB
	casefile TEXT NOT NULL REFERENCES casefile,
	origin	TEXT NOT NULL,		-- the case that it was first shared of
	own	INTEGER NOT NULL,	-- made only from what the hub obtained
	first_shared TEXT NOT NULL,	-- date
	first_at INTEGER NOT NULL,
	run	TEXT NOT NULL,
	retracted TEXT			-- date
) WITHOUT ROWID;
CREATE INDEX item_case ON item (casefile);
CREATE INDEX item_origin ON item (origin);
CREATE INDEX item_first ON item (first_shared);

-- A case counts as shared once, when it was first released to anyone, however
-- many names its items have.
CREATE VIEW share (origin, own, first_shared, first_at) AS
SELECT i.origin, min(i.own), min(i.first_shared), i.first_at FROM item i
WHERE i.first_at = (SELECT min(j.first_at) FROM item j
	WHERE j.origin = i.origin)
GROUP BY i.origin;

-- What one audience has of an item.
CREATE TABLE edition (
	item	TEXT NOT NULL REFERENCES item,
	audience TEXT NOT NULL,
	edition	INTEGER NOT NULL,
	content	TEXT NOT NULL,		-- digest of items/ID.xml without the
					-- edition number
	retracted INTEGER NOT NULL,	-- it says so, and nothing else
	successor TEXT,			-- superseded by that item: it says so,
					-- and nothing else
	least	INTEGER NOT NULL,	-- organisations that it tells of
	alarms	INTEGER NOT NULL,	-- that call it a false alarm
	found_first TEXT,		-- weeks in which its readers found it
	found_last TEXT,
	tlp	TEXT NOT NULL,
	seen_first TEXT,		-- weeks that it tells of; NULL: of none
	seen_last TEXT,
	sequence INTEGER NOT NULL,	-- of the bundle
	run	TEXT NOT NULL,
	PRIMARY KEY (item, audience, edition)
) WITHOUT ROWID;
CREATE INDEX edition_audience ON edition (audience, retracted);
CREATE INDEX edition_run ON edition (run);
CREATE INDEX edition_superseded ON edition (audience)
	WHERE successor IS NOT NULL;

-- Items that tell facts to somebody.
CREATE VIEW live_item (id) AS
SELECT e.item FROM edition e WHERE e.retracted = 0 AND e.successor IS NULL
	AND e.edition = (SELECT max(l.edition) FROM edition l
		WHERE l.item = e.item AND l.audience = e.audience);

-- The submissions of an audience's view that an item stands for.
CREATE TABLE place (
	audience TEXT NOT NULL,
	submission TEXT NOT NULL REFERENCES submission,
	item	TEXT NOT NULL,
	PRIMARY KEY (audience, submission)
) WITHOUT ROWID;
CREATE INDEX place_item ON place (item, audience);
CREATE INDEX place_submission ON place (submission);

-- The item of an audience that a submission came to stand in otherwise than by
-- a merger: a split gives it that name back.
CREATE TABLE claim (
	audience TEXT NOT NULL,
	submission TEXT NOT NULL REFERENCES submission,
	item	TEXT NOT NULL,
	PRIMARY KEY (audience, submission)
) WITHOUT ROWID;
CREATE INDEX claim_item ON claim (item, audience);
CREATE INDEX claim_submission ON claim (submission);

-- A submission that was like two items of an audience: a person may want to
-- merge them.
CREATE TABLE met (
	audience TEXT NOT NULL,
	submission TEXT NOT NULL REFERENCES submission,
	item	TEXT NOT NULL,		-- that it went to
	other	TEXT NOT NULL,
	run	TEXT NOT NULL,
	PRIMARY KEY (audience, submission, other)
) WITHOUT ROWID;

-- What an audience was told of an item: values of its last edition.
CREATE TABLE told_value (
	audience TEXT NOT NULL,
	item	TEXT NOT NULL REFERENCES item,
	type	TEXT NOT NULL,		-- of an indicator; file: a digest
	value	TEXT NOT NULL,
	roles	INTEGER NOT NULL,	-- bits, by enum ind_role
	attested INTEGER NOT NULL,	-- by several, or an analyst who saw it
	size	INTEGER NOT NULL,	-- of a file; 0: not known
	first	TEXT,			-- days of traffic
	last	TEXT,
	PRIMARY KEY (audience, item, type, value)
) WITHOUT ROWID;
CREATE INDEX told_value_same ON told_value (audience, type, value);

-- What its earlier editions told: lists may hold it still.
CREATE TABLE told_before (
	audience TEXT NOT NULL,
	item	TEXT NOT NULL REFERENCES item,
	type	TEXT NOT NULL,
	value	TEXT NOT NULL,
	PRIMARY KEY (audience, item, type, value)
) WITHOUT ROWID;
CREATE INDEX told_before_same ON told_before (audience, type, value);

-- What the lists of an audience's last bundle held, and what was kept out of
-- them: by what is told there and the settings of that night.
CREATE TABLE in_lists (
	audience TEXT NOT NULL,
	type	TEXT NOT NULL,
	value	TEXT NOT NULL,
	use	TEXT NOT NULL,		-- block, search, stopped
	rule	INTEGER NOT NULL,	-- number of its rules for sensors; 0: none
	rev	INTEGER NOT NULL,	-- of them: rises with each other use
	items	TEXT NOT NULL,		-- that told it, blanks between
	why	TEXT,			-- of what is stopped
	PRIMARY KEY (audience, type, value)
) WITHOUT ROWID;
CREATE INDEX in_lists_stopped ON in_lists (audience) WHERE use = 'stopped';

-- The items that an audience has and that are in force, as it was told them
-- last.
CREATE TABLE told_item (
	audience TEXT NOT NULL,
	item	TEXT NOT NULL REFERENCES item,
	xml	TEXT NOT NULL,		-- items/ID.xml
	PRIMARY KEY (audience, item)
) WITHOUT ROWID;

-- Values of these that name a member, and that all agreed to tell so.
CREATE TABLE told_fact (
	audience TEXT NOT NULL,
	item	TEXT NOT NULL REFERENCES item,
	value	TEXT NOT NULL,
	member	TEXT NOT NULL,
	PRIMARY KEY (audience, item, value, member)
) WITHOUT ROWID;

-- The values of an item, as the ids that others' formats have for them want it:
-- since which edition each is, or until which it was, told as it is.
CREATE TABLE told_sign (
	audience TEXT NOT NULL,
	item	TEXT NOT NULL REFERENCES item,
	type	TEXT NOT NULL,		-- of an indicator; a file is sha256
	value	TEXT NOT NULL,
	form	TEXT NOT NULL,		-- what is said of it, and its use in lists
	tlp	TEXT NOT NULL,
	since	INTEGER NOT NULL,
	day	TEXT NOT NULL,		-- of that edition
	ended	INTEGER NOT NULL DEFAULT 0, -- that edition did; 0: it is told
	PRIMARY KEY (audience, item, type, value)
) WITHOUT ROWID;

-- Which submissions stood behind what was released to whom.
CREATE TABLE provenance (
	item	TEXT NOT NULL REFERENCES item,
	audience TEXT NOT NULL,
	submission TEXT NOT NULL REFERENCES submission,
	at	INTEGER NOT NULL,	-- of the night that first used it
	PRIMARY KEY (item, audience, submission)
) WITHOUT ROWID;
CREATE INDEX provenance_submission ON provenance (submission);

CREATE TABLE bundle (
	audience TEXT NOT NULL,
	sequence INTEGER NOT NULL,
	run	TEXT NOT NULL,
	at	INTEGER NOT NULL,
	digest	TEXT NOT NULL,		-- of the archive before signing
	previous TEXT NOT NULL,
	archive	BLOB,			-- until it is published
	PRIMARY KEY (audience, sequence)
) WITHOUT ROWID;
CREATE INDEX bundle_run ON bundle (run);

-- Who reads for an audience without a break, and since which night.
CREATE TABLE reader (
	audience TEXT NOT NULL,
	reader	TEXT NOT NULL,
	run	TEXT NOT NULL,
	PRIMARY KEY (audience, reader)
) WITHOUT ROWID;
CREATE INDEX reader_run ON reader (run);

-- All that an audience had, for those whose first night it was.
CREATE TABLE state_file (
	audience TEXT NOT NULL,
	run	TEXT NOT NULL,
	sequence INTEGER NOT NULL,	-- of the bundle that it stands for
	at	INTEGER NOT NULL,
	digest	TEXT NOT NULL,		-- of the archive before signing
	archive	BLOB,			-- until it is published
	PRIMARY KEY (audience, run)
) WITHOUT ROWID;
CREATE INDEX state_file_run ON state_file (run);

CREATE TABLE sighting (
	package	TEXT NOT NULL REFERENCES package,
	n	INTEGER NOT NULL,
	member	TEXT NOT NULL,
	item	TEXT NOT NULL,
	request	TEXT,			-- that it answers
	result	TEXT NOT NULL,		-- found, not-found, false-alarm
	outcome	TEXT,			-- blocked, unopened, opened, infected
	count	INTEGER NOT NULL,
	first	TEXT,
	last	TEXT,
	signed	INTEGER NOT NULL,
	day	TEXT NOT NULL,
	PRIMARY KEY (package, n)
) WITHOUT ROWID;
CREATE INDEX sighting_item
	ON sighting (item, member, signed DESC, package, n DESC);
CREATE INDEX sighting_request ON sighting (request) WHERE request IS NOT NULL;

-- What holds of what a member said of an item: the word signed last.
CREATE VIEW seen AS
SELECT g.* FROM sighting g WHERE (g.package, g.n) = (SELECT o.package, o.n
	FROM sighting o WHERE o.item = g.item AND o.member = g.member
	ORDER BY o.signed DESC, o.package, o.n DESC LIMIT 1);

-- What a provider was shown: one file, of a submission or of several that give
-- the same.
CREATE TABLE preview_file (
	digest	TEXT PRIMARY KEY,
	text	TEXT NOT NULL,		-- digest of the texts in it
	readers	TEXT NOT NULL,		-- audiences that it names
	uncut	INTEGER NOT NULL,	-- shows a true hit
	run	TEXT NOT NULL,
	archive	BLOB,			-- until it is published
	decision TEXT,			-- approve, refuse
	decided	INTEGER
) WITHOUT ROWID;
CREATE INDEX preview_run ON preview_file (run);
CREATE TABLE preview_of (
	submission TEXT NOT NULL REFERENCES submission,
	digest	TEXT NOT NULL REFERENCES preview_file,
	PRIMARY KEY (submission, digest)
) WITHOUT ROWID;
CREATE INDEX preview_of_digest ON preview_of (digest);
CREATE VIEW preview AS
SELECT o.submission, f.* FROM preview_of o
JOIN preview_file f ON f.digest = o.digest;

-- From when until when (that moment is out) a public report may tell of a
-- submission, in rows or words: its provider said so, its TLP and its answers
-- let it, an analyst has seen it and does not hold it, and it was not taken
-- back.  A submission without such a time is counted in totals only.
CREATE VIEW told (submission, since, until) AS
SELECT s.id,
	max(t.at, CASE s.consent WHEN 'given' THEN t.at WHEN 'preview' THEN
		(SELECT min(p.decided) FROM preview p
		WHERE p.submission = s.id AND p.decision = 'approve') END),
	min(coalesce(s.withdrawn, 9223372036854775807),
		coalesce((SELECT min(n.at) FROM standing n
			WHERE n.submission = s.id AND n.at > t.at),
			9223372036854775807),
		coalesce((SELECT min(p.decided) FROM preview p
			WHERE p.submission = s.id AND p.decision = 'refuse'
				AND p.uncut = 0 AND NOT EXISTS
				(SELECT 1 FROM preview q
				WHERE q.submission = s.id
					AND q.decision = 'approve'
					AND q.decided > p.decided)),
			9223372036854775807))
FROM submission s JOIN standing t ON t.submission = s.id
WHERE s.publish = 1 AND s.tlp IN ('clear', 'green') AND t.seen = 1
	AND t.release IS NOT 0 AND t.harmless = 0;

-- What was told of a submission to its provider, in which night: the last one
-- is what it knows.
CREATE TABLE news (
	submission TEXT NOT NULL REFERENCES submission,
	n	INTEGER NOT NULL,	-- 1.. within the submission
	run	TEXT NOT NULL,
	fate	TEXT NOT NULL,
	items	TEXT NOT NULL,		-- that it has of it: AUDIENCE:ITEM,
					-- blanks between
	PRIMARY KEY (submission, n)
) WITHOUT ROWID;
CREATE INDEX news_run ON news (run);

-- Values of views due to a member that stand in its own networks or domains:
-- each is told once.
CREATE TABLE concern (
	member	TEXT NOT NULL,
	type	TEXT NOT NULL,
	value	TEXT NOT NULL,
	audience TEXT NOT NULL,
	submission TEXT NOT NULL REFERENCES submission,
	place	INTEGER NOT NULL,	-- among what one organisation gave of
					-- it in a night
	found	TEXT NOT NULL,		-- that night
	run	TEXT,			-- told in; NULL: waits
	item	TEXT,			-- then: told beside it
	waiting	INTEGER,		-- then: so many more waited
	PRIMARY KEY (member, type, value)
) WITHOUT ROWID;
CREATE INDEX concern_next ON concern (member, place) WHERE run IS NULL;
CREATE INDEX concern_run ON concern (run) WHERE run IS NOT NULL;

CREATE TABLE ack (
	audience TEXT NOT NULL,
	sequence INTEGER NOT NULL,
	member	TEXT NOT NULL,
	hits	INTEGER NOT NULL,
	at	INTEGER NOT NULL,
	package	TEXT NOT NULL REFERENCES package,
	PRIMARY KEY (audience, sequence, member, package)
) WITHOUT ROWID;
CREATE INDEX ack_package ON ack (package);
CREATE INDEX ack_hits ON ack (at) WHERE hits = 1;

-- Refusals that a person has dealt with; of an earlier verdict on the same
-- bytes where it is older than the package's.
CREATE TABLE closed (
	sha256	TEXT PRIMARY KEY REFERENCES package,
	at	INTEGER NOT NULL,
	by	TEXT NOT NULL,		-- Unix user
	reason	TEXT NOT NULL
) WITHOUT ROWID;

-- Whom an operator let off acknowledging the end of an item, and why.
CREATE TABLE excused (
	item	TEXT NOT NULL REFERENCES item,
	reader	TEXT NOT NULL,
	at	INTEGER NOT NULL,
	by	TEXT NOT NULL,		-- Unix user
	reason	TEXT NOT NULL,
	PRIMARY KEY (item, reader, at)
) WITHOUT ROWID;

-- Outgoing media: what was given on each to whom, and whether it came back.
CREATE TABLE medium (
	id	TEXT PRIMARY KEY,	-- M-000012
	at	INTEGER NOT NULL,
	by	TEXT NOT NULL,		-- Unix user
	again	TEXT,			-- the lost one that it stands for
	digest	TEXT NOT NULL,		-- of its files, as the slip has it
	written	INTEGER,		-- all is in place; NULL: not yet
	back	INTEGER			-- it came back, a person said
) WITHOUT ROWID;
CREATE INDEX medium_again ON medium (again) WHERE again IS NOT NULL;
CREATE INDEX medium_open ON medium (id) WHERE written IS NULL;
CREATE INDEX medium_out ON medium (at) WHERE back IS NULL;

CREATE TABLE medium_file (
	medium	TEXT NOT NULL REFERENCES medium,
	reader	TEXT NOT NULL,
	PRIMARY KEY (medium, reader)
) WITHOUT ROWID;

-- Bundles first to last of an audience.
CREATE TABLE medium_bundles (
	reader	TEXT NOT NULL,
	audience TEXT NOT NULL,
	last	INTEGER NOT NULL,
	first	INTEGER NOT NULL,
	medium	TEXT NOT NULL REFERENCES medium,
	PRIMARY KEY (reader, audience, last, first, medium)
) WITHOUT ROWID;
CREATE INDEX medium_bundles_medium ON medium_bundles (medium);

-- Letters, previews and states, by the names of their files.
CREATE TABLE medium_paper (
	reader	TEXT NOT NULL,
	what	TEXT NOT NULL,		-- letter, preview, state
	name	TEXT NOT NULL,
	medium	TEXT NOT NULL REFERENCES medium,
	PRIMARY KEY (reader, what, name, medium)
) WITHOUT ROWID;
CREATE INDEX medium_paper_medium ON medium_paper (medium);

CREATE TABLE withdrawal (
	package	TEXT NOT NULL REFERENCES package,
	n	INTEGER NOT NULL,
	member	TEXT NOT NULL,
	submission TEXT NOT NULL,
	quiet	INTEGER NOT NULL,	-- readers are told no values
	reason	TEXT,
	at	INTEGER NOT NULL,
	day	TEXT NOT NULL,
	run	TEXT,			-- applied in; NULL: not yet
	PRIMARY KEY (package, n)
) WITHOUT ROWID;
CREATE INDEX withdrawal_new ON withdrawal (at) WHERE run IS NULL;
CREATE INDEX withdrawal_quiet ON withdrawal (submission) WHERE quiet = 1;

-- Packages that came once more, until their originals are gone: the run in
-- whose letter that stands.  Not derived from the journal: after a rebuild it
-- is said once more.
CREATE TABLE again (
	sha256	TEXT NOT NULL,
	member	TEXT NOT NULL,
	id	TEXT,			-- the manifest's
	run	TEXT NOT NULL,
	at	INTEGER NOT NULL,
	state	TEXT NOT NULL,		-- duplicate, waiting, quarantined
	reason	TEXT,			-- why it waits or is refused
	detail	TEXT,			-- name of what waits and was not read,
					-- path of what is refused
	PRIMARY KEY (sha256, member)
) WITHOUT ROWID;

-- Files in the inbox that bear the name of an upload under way.  Not derived
-- from the journal, as those that wait.
CREATE TABLE upload (
	path	TEXT PRIMARY KEY,
	size	INTEGER NOT NULL,
	at	INTEGER NOT NULL,	-- first seen so
	seen	INTEGER NOT NULL,	-- last
	told	INTEGER NOT NULL	-- its sender knows
) WITHOUT ROWID;

-- Files in the inbox that end inside a packet: still arriving, or cut off.
-- Not derived from the journal: after a rebuild they wait once more.
CREATE TABLE waiting (
	path	TEXT PRIMARY KEY,
	sha256	TEXT NOT NULL,
	at	INTEGER NOT NULL,	-- first seen so
	seen	INTEGER NOT NULL,	-- last
	told	INTEGER NOT NULL DEFAULT 0 -- its sender knows
) WITHOUT ROWID;
