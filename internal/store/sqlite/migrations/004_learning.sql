-- Follow-up items, corrective actions and case studies. Each names the lists
-- that it stands in; a list is read by its key, in the order of place and id.
CREATE TABLE follow_ups (id TEXT PRIMARY KEY, version INTEGER NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE TABLE follow_ups_lists (key TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, place, id)) STRICT, WITHOUT ROWID;
CREATE INDEX follow_ups_lists_id ON follow_ups_lists (id);

CREATE TABLE correctives (id TEXT PRIMARY KEY, version INTEGER NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE TABLE correctives_lists (key TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, place, id)) STRICT, WITHOUT ROWID;
CREATE INDEX correctives_lists_id ON correctives_lists (id);

CREATE TABLE case_studies (id TEXT PRIMARY KEY, version INTEGER NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE TABLE case_studies_lists (key TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, place, id)) STRICT, WITHOUT ROWID;
CREATE INDEX case_studies_lists_id ON case_studies_lists (id);
