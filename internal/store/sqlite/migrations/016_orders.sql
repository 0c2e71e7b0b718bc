-- The register of supervision orders, and what time wakes of them and of follow-up items.
CREATE TABLE orders (
  id      TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  doc     TEXT NOT NULL
) STRICT;
CREATE TABLE orders_lists (
  key   TEXT NOT NULL,
  place INTEGER NOT NULL,
  id    TEXT NOT NULL,
  PRIMARY KEY (key, place, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_lists_id ON orders_lists (id);
CREATE INDEX orders_wake ON orders (doc ->> '$.wake', id);
CREATE INDEX follow_ups_wake ON follow_ups (doc ->> '$.wake', id);
