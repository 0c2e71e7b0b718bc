CREATE TABLE rosters (
  id      TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  doc     TEXT NOT NULL
) STRICT;
