-- What a night is held against before it begins.

-- name: RUN_LAST
SELECT max(at) FROM run;
