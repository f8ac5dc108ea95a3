-- Regions of addresses.

-- name: REGION_WANT
INSERT OR IGNORE INTO region (address) VALUES (?1);

-- name: REGION_OPEN
SELECT address FROM region WHERE code IS NULL ORDER BY address;

-- name: REGION_NOTE
UPDATE region SET code = ?2, source = ?3 WHERE address = ?1 AND code IS NULL;

-- name: REGION_FIND
SELECT code, source FROM region WHERE address = ?1 AND code IS NOT NULL;
