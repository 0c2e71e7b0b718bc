CREATE TABLE messages (
  id           TEXT PRIMARY KEY,
  account_id   TEXT NOT NULL,
  event_id     TEXT NOT NULL,
  complaint_id TEXT NOT NULL,
  at           INTEGER NOT NULL,
  unread       INTEGER NOT NULL,
  doc          TEXT NOT NULL,
  UNIQUE (event_id, account_id)
) STRICT;
CREATE INDEX messages_account ON messages (account_id, id);
CREATE INDEX messages_unread ON messages (account_id, id) WHERE unread = 1;
CREATE INDEX messages_at ON messages (at);
