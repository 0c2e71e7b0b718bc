CREATE TABLE letters (
  n            INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  at           INTEGER NOT NULL,
  direction    TEXT NOT NULL,
  community_id TEXT NOT NULL,
  complaint_id TEXT NOT NULL,
  doc          TEXT NOT NULL
) STRICT;
CREATE INDEX letters_at ON letters (at, id);
CREATE INDEX letters_direction ON letters (direction, at, id);
CREATE INDEX letters_matter ON letters (complaint_id) WHERE complaint_id <> '';

CREATE VIRTUAL TABLE letter_words USING fts5 (words, content='', contentless_delete=1, detail=none, tokenize='ascii');

CREATE TABLE seals (id TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT;
