-- Leases of timed work: one line for each piece of it.
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  doc  TEXT NOT NULL
) STRICT;
