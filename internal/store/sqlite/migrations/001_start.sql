-- Times are Unix milliseconds, documents JSON. A document is the truth; the
-- columns beside it are what lists are found and ordered by.

-- n orders matters by receipt: received_at in milliseconds << 20, plus a count
-- within the millisecond. Every index ends with it. The documents stand apart,
-- so that whoever walks this table walks few pages.
CREATE TABLE complaints (
  n            INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  number       TEXT NOT NULL UNIQUE,
  version      INTEGER NOT NULL,
  status       TEXT NOT NULL,
  open         INTEGER NOT NULL,
  nature       TEXT NOT NULL,
  channel      TEXT NOT NULL,
  severity     TEXT NOT NULL,
  category     TEXT NOT NULL,
  department   TEXT NOT NULL,
  community_id TEXT NOT NULL,
  owner_id     TEXT NOT NULL,
  house_id     TEXT NOT NULL,
  assignee_id  TEXT NOT NULL,
  waiting      TEXT NOT NULL,
  updated_at   INTEGER NOT NULL,
  due_at       INTEGER NOT NULL,
  wake_at      INTEGER NOT NULL,
  promised_fen INTEGER NOT NULL
) STRICT;
CREATE INDEX complaints_updated ON complaints (updated_at);
CREATE INDEX complaints_due ON complaints (due_at);
CREATE INDEX complaints_wake ON complaints (wake_at);
CREATE INDEX complaints_open ON complaints (open);
CREATE INDEX complaints_open_updated ON complaints (open, updated_at);
CREATE INDEX complaints_open_due ON complaints (open, due_at);
CREATE INDEX complaints_status ON complaints (status);
CREATE INDEX complaints_status_updated ON complaints (status, updated_at);
CREATE INDEX complaints_status_due ON complaints (status, due_at);
CREATE INDEX complaints_department ON complaints (department);
CREATE INDEX complaints_department_updated ON complaints (department, updated_at);
CREATE INDEX complaints_department_due ON complaints (department, due_at);
CREATE INDEX complaints_department_open ON complaints (department, open);
CREATE INDEX complaints_department_open_updated ON complaints (department, open, updated_at);
CREATE INDEX complaints_department_open_due ON complaints (department, open, due_at);
CREATE INDEX complaints_community ON complaints (community_id);
CREATE INDEX complaints_community_updated ON complaints (community_id, updated_at);
CREATE INDEX complaints_community_due ON complaints (community_id, due_at);
CREATE INDEX complaints_community_open ON complaints (community_id, open);
CREATE INDEX complaints_community_open_updated ON complaints (community_id, open, updated_at);
CREATE INDEX complaints_community_open_due ON complaints (community_id, open, due_at);
CREATE INDEX complaints_category ON complaints (category);
CREATE INDEX complaints_severity ON complaints (severity);
CREATE INDEX complaints_nature ON complaints (nature);
CREATE INDEX complaints_channel ON complaints (channel);
CREATE INDEX complaints_owner ON complaints (owner_id) WHERE owner_id <> '';
CREATE INDEX complaints_house ON complaints (house_id) WHERE house_id <> '';
CREATE INDEX complaints_assignee ON complaints (assignee_id) WHERE assignee_id <> '';
CREATE INDEX complaints_waiting ON complaints (waiting) WHERE waiting <> '';

CREATE TABLE complaint_docs (
  n          INTEGER PRIMARY KEY REFERENCES complaints (n),
  doc        TEXT NOT NULL,
  tally      TEXT NOT NULL, -- what the matter has added to figures
  words_hash BLOB NOT NULL  -- of what stands in complaint_words
) STRICT;

CREATE TABLE complaint_audience (
  key        TEXT NOT NULL,
  n          INTEGER NOT NULL REFERENCES complaints (n),
  open       INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  due_at     INTEGER NOT NULL,
  PRIMARY KEY (key, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX complaint_audience_updated ON complaint_audience (key, updated_at, n);
CREATE INDEX complaint_audience_due ON complaint_audience (key, due_at, n);
CREATE INDEX complaint_audience_open ON complaint_audience (key, open, n);
CREATE INDEX complaint_audience_open_updated ON complaint_audience (key, open, updated_at, n);
CREATE INDEX complaint_audience_open_due ON complaint_audience (key, open, due_at, n);
CREATE INDEX complaint_audience_matter ON complaint_audience (n);

CREATE TABLE complaint_recused (
  person TEXT NOT NULL,
  n      INTEGER NOT NULL REFERENCES complaints (n),
  PRIMARY KEY (person, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX complaint_recused_matter ON complaint_recused (n);

-- Words arrive cut and folded; rowid is complaints.n, so the newest come first.
CREATE VIRTUAL TABLE complaint_words USING fts5 (words, content='', contentless_delete=1, detail=none, tokenize='ascii');

CREATE TABLE timeline (
  complaint_id TEXT NOT NULL,
  seq          INTEGER NOT NULL,
  doc          TEXT NOT NULL,
  UNIQUE (complaint_id, seq)
) STRICT;

CREATE TABLE outbox (
  place        INTEGER PRIMARY KEY,
  complaint_id TEXT NOT NULL,
  seq          INTEGER NOT NULL,
  event_id     TEXT NOT NULL UNIQUE,
  lease_until  INTEGER NOT NULL,
  UNIQUE (complaint_id, seq)
) STRICT;

CREATE TABLE held (
  id           TEXT PRIMARY KEY,
  complaint_id TEXT NOT NULL,
  due_at       INTEGER NOT NULL,
  lease_until  INTEGER NOT NULL, -- 0: not claimed yet
  doc          TEXT NOT NULL
) STRICT;
CREATE INDEX held_due ON held (due_at);

CREATE TABLE counters (day TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
  measure      TEXT NOT NULL,
  day          TEXT NOT NULL,
  community_id TEXT NOT NULL,
  n            INTEGER NOT NULL,
  PRIMARY KEY (measure, day, community_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX figures_day ON figures (day, measure, community_id, n);

CREATE TABLE accounts (
  id         TEXT PRIMARY KEY,
  version    INTEGER NOT NULL,
  login      TEXT NOT NULL UNIQUE,
  phone      TEXT UNIQUE,
  owner_id   TEXT UNIQUE,
  name       TEXT NOT NULL,
  role       TEXT NOT NULL,
  department TEXT NOT NULL,
  active     INTEGER NOT NULL,
  doc        TEXT NOT NULL
) STRICT;
CREATE INDEX accounts_role ON accounts (role, login);
CREATE INDEX accounts_department ON accounts (department, login);
CREATE INDEX accounts_staff ON accounts (name, id) WHERE active = 1 AND role <> 'owner';
CREATE INDEX accounts_staff_role ON accounts (role, name, id) WHERE active = 1;

CREATE TABLE sessions (
  id           TEXT PRIMARY KEY,
  account_id   TEXT NOT NULL,
  refresh_hash TEXT NOT NULL,
  revoked      INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  doc          TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_expires ON sessions (expires_at);

CREATE TABLE codes (
  hash       TEXT PRIMARY KEY,
  purpose    TEXT NOT NULL,
  subject    TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  doc        TEXT NOT NULL
) STRICT;
CREATE INDEX codes_subject ON codes (subject, purpose);
CREATE INDEX codes_expires ON codes (expires_at);

CREATE TABLE attempts (key TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX attempts_expires ON attempts (expires_at);

CREATE TABLE owners (
  n       INTEGER PRIMARY KEY,
  id      TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  merged  INTEGER NOT NULL,
  doc     TEXT NOT NULL
) STRICT;

-- What owners are found by: kind is phone, idnumber, community or house.
CREATE TABLE owner_keys (
  kind     TEXT NOT NULL,
  key      TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  PRIMARY KEY (kind, key, owner_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX owner_keys_owner ON owner_keys (owner_id);

CREATE VIRTUAL TABLE owner_words USING fts5 (words, content='', contentless_delete=1, detail=none, tokenize='ascii');

CREATE TABLE contacts (id TEXT PRIMARY KEY, owner_id TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX contacts_owner ON contacts (owner_id, id);

CREATE TABLE corrections (id TEXT PRIMARY KEY, owner_id TEXT NOT NULL, community_id TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX corrections_owner ON corrections (owner_id, id);
CREATE INDEX corrections_community ON corrections (community_id, id);

CREATE TABLE imports (id TEXT PRIMARY KEY, version INTEGER NOT NULL, doc TEXT NOT NULL) STRICT;

CREATE TABLE communities (
  id      TEXT PRIMARY KEY,
  key     TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  doc     TEXT NOT NULL
) STRICT;

CREATE TABLE houses (
  id           TEXT PRIMARY KEY,
  sort         TEXT NOT NULL UNIQUE,
  community_id TEXT NOT NULL,
  label        TEXT NOT NULL,
  place        TEXT NOT NULL,
  version      INTEGER NOT NULL,
  doc          TEXT NOT NULL
) STRICT;
CREATE INDEX houses_community ON houses (community_id, sort);
CREATE INDEX houses_label ON houses (label);
CREATE INDEX houses_place ON houses (place);

CREATE TABLE households (community_id TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  at       INTEGER NOT NULL,
  id       TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  action   TEXT NOT NULL,
  target   TEXT NOT NULL,
  doc      TEXT NOT NULL,
  PRIMARY KEY (at, id)
) STRICT;
CREATE INDEX audit_actor ON audit (actor_id, at, id);
CREATE INDEX audit_action ON audit (action, at, id);
CREATE INDEX audit_target ON audit (target, at, id);

CREATE TABLE attachments (id TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT;

CREATE TABLE requests (
  key         TEXT PRIMARY KEY,
  done        INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,
  doc         TEXT NOT NULL
) STRICT;
CREATE INDEX requests_expires ON requests (expires_at);

CREATE TABLE tickets (hash TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX tickets_expires ON tickets (expires_at);

CREATE TABLE settings (name TEXT PRIMARY KEY, version INTEGER NOT NULL, doc BLOB NOT NULL, updated_at INTEGER NOT NULL) STRICT;

CREATE TABLE measures (id TEXT PRIMARY KEY, category TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX measures_category ON measures (category, id);
