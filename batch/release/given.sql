-- What a submission gives.

-- name: SUBMISSION_INDICATORS
SELECT type, role, value, source, echo FROM indicator WHERE submission = ?1
ORDER BY type, role, value;

-- name: SUBMISSION_FILES
SELECT name, sha256, size, kind, flags, role FROM file
WHERE submission = ?1 AND role IN ('attachment', 'sample') AND inline = 0
	AND size > 0 ORDER BY n;
