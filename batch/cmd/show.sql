-- name: UNCLASSIFIED_CASES
SELECT id FROM casefile WHERE class = 'unclassified' AND merged IS NULL
	AND harmless = 0 ORDER BY id;

-- name: SHOW_PACKAGE
SELECT sha256, id, member, state, reason, detail, run, day FROM package
WHERE sha256 = ?1 OR id = ?1 ORDER BY state LIMIT 1;

-- name: SHOW_SUBMISSION
SELECT id, casefile, kind, title, consent, scope, tlp, day, member, joined,
	withdrawn, sender, answer = 1,
	(SELECT text FROM answered a WHERE a.submission = s.id
		ORDER BY a.signed DESC, a.package, a.n DESC LIMIT 1)
FROM submission s WHERE id = ?1;

-- name: SHOW_ITEM
SELECT id, casefile, own, first_shared, retracted, run FROM item
WHERE id = ?1;

-- name: SHOW_ITEM_EDITIONS
SELECT audience, edition, sequence, retracted, successor FROM edition
WHERE item = ?1 ORDER BY audience, edition;

-- name: SHOW_ITEM_PROVENANCE
SELECT audience, submission FROM provenance WHERE item = ?1
ORDER BY audience, submission;
