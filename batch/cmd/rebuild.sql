-- What toiyaba check holds against archive and journal.

-- name: PACKAGES_ALL
SELECT sha256, state FROM package ORDER BY sha256;

-- name: BUNDLES_ALL
SELECT audience, sequence, digest, previous FROM bundle
ORDER BY audience, sequence;
