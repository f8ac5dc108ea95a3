-- What the database says, to be held against archive and journal.

-- name: PACKAGES_ALL
SELECT sha256, state FROM package ORDER BY sha256;

-- name: BUNDLES_ALL
SELECT audience, sequence, digest, previous FROM bundle
ORDER BY audience, sequence;

-- name: ITEM_NAMES_ALL
SELECT DISTINCT id FROM item;

-- name: MEDIA_IDS
SELECT id FROM medium ORDER BY id;
