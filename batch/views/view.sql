-- What composition knows of a view.

-- name: VIEW_PART
SELECT member, own, scope, consent, tlp, sender FROM submission WHERE id = ?1;

-- What the provider allowed more, in the answer that was signed last.
-- name: VIEW_WHOLE
SELECT c.whole FROM preview p JOIN consent c ON c.preview = p.digest
WHERE p.submission = ?1 AND p.uncut = 0 AND c.void = 0 AND c.run IS NOT NULL
ORDER BY c.signed DESC, c.package, c.n DESC LIMIT 1;

-- name: VIEW_FIRST_SHARED
SELECT r.day FROM edition e JOIN run r ON r.id = e.run
WHERE e.item = ?1 AND e.audience = ?2 ORDER BY e.edition LIMIT 1;

-- What was told of what readers said of it.
-- name: VIEW_TOLD
SELECT max(least), max(alarms), min(found_first), max(found_last) FROM edition
WHERE item = ?1 AND audience = ?2;

-- Who says what of it.
-- name: VIEW_SEEN
SELECT member, result, coalesce(first, last), coalesce(last, first), signed
FROM seen WHERE item = ?1 ORDER BY member;

-- The same of the item in which a submission stood before a merger.
-- name: VIEW_SEEN_BEFORE
SELECT g.member, g.result, coalesce(g.first, g.last), coalesce(g.last, g.first),
	g.signed
FROM claim c JOIN seen g ON g.item = c.item
WHERE c.audience = ?1 AND c.submission = ?2 ORDER BY g.member;

-- Rulings for all of a case reach its later views too.
-- name: VIEW_RULED_FOR_ALL
SELECT r.package, r.n FROM submission s JOIN ruling r ON r.bears = s.casefile
WHERE s.id = ?1 AND (r.retract = 1 OR r.class = 'bulk' OR EXISTS
	(SELECT 1 FROM ruling_reach e WHERE e.package = r.package
		AND e.n = r.n AND e.audience = '*'));

-- Whether a ruling is about nothing but what one member gave.
-- name: VIEW_RULED_OTHERS
SELECT 1 FROM ruling_on o JOIN submission s ON s.id = o.submission
WHERE o.package = ?1 AND o.n = ?2 AND s.member <>
	(SELECT member FROM submission WHERE id = ?3) LIMIT 1;
