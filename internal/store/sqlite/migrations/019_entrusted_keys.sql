-- The register of entrusted keys; of those that the office answers for one hangs on each hook.
CREATE TABLE entrusted_keys (id TEXT PRIMARY KEY, version INTEGER NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE TABLE entrusted_keys_lists (key TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, place, id)) STRICT, WITHOUT ROWID;
CREATE INDEX entrusted_keys_lists_id ON entrusted_keys_lists (id);
CREATE UNIQUE INDEX entrusted_keys_hook ON entrusted_keys (doc ->> '$.hook');
CREATE INDEX entrusted_keys_wake ON entrusted_keys (doc ->> '$.wake', id);
