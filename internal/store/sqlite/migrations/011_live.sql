CREATE TABLE live_log (
  position INTEGER PRIMARY KEY,
  key      TEXT NOT NULL UNIQUE,
  doc      TEXT NOT NULL
) STRICT;
