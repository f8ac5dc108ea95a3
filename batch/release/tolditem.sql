-- The items that an audience has, as it was told them last.

-- name: TOLD_ITEM_DROP
DELETE FROM told_item WHERE audience = ?1 AND item = ?2;

-- name: TOLD_ITEM_ADD
INSERT INTO told_item (audience, item, xml) VALUES (?1, ?2, ?3);

-- name: TOLD_ITEMS
SELECT t.item, i.casefile, t.xml FROM told_item t JOIN item i ON i.id = t.item
WHERE t.audience = ?1 ORDER BY t.item;

-- name: TOLD_FACT_DROP
DELETE FROM told_fact WHERE audience = ?1 AND item = ?2;

-- name: TOLD_FACT_ADD
INSERT OR IGNORE INTO told_fact (audience, item, value, member)
VALUES (?1, ?2, ?3, ?4);

-- name: TOLD_FACTS
SELECT value, member FROM told_fact WHERE audience = ?1 AND item = ?2
ORDER BY value, member;
