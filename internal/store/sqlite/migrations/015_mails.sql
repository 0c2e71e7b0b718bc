CREATE TABLE mails (
  id           TEXT PRIMARY KEY,
  fold         TEXT NOT NULL,
  complaint_id TEXT NOT NULL,
  address      TEXT NOT NULL,
  state        TEXT NOT NULL,
  pending      INTEGER NOT NULL,
  attempts     INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  next_at      INTEGER NOT NULL,
  lease_until  INTEGER NOT NULL,
  settled_at   INTEGER,
  doc          TEXT NOT NULL
) STRICT;
CREATE INDEX mails_fold ON mails (fold) WHERE pending = 1;
CREATE INDEX mails_next ON mails (next_at) WHERE pending = 1;
CREATE INDEX mails_state ON mails (state, id);
CREATE INDEX mails_matter ON mails (complaint_id, id);
CREATE INDEX mails_address ON mails (address, settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX mails_done ON mails (created_at) WHERE pending = 0;

-- What was put into a mail: nobody is mailed of an event twice.
CREATE TABLE mail_keys (
  key     TEXT PRIMARY KEY,
  mail_id TEXT NOT NULL
) STRICT;
CREATE INDEX mail_keys_mail ON mail_keys (mail_id);
