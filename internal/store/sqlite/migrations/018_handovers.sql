CREATE TABLE handovers (id TEXT PRIMARY KEY, version INTEGER NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE TABLE handovers_lists (key TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, place, id)) STRICT, WITHOUT ROWID;
CREATE INDEX handovers_lists_id ON handovers_lists (id);
