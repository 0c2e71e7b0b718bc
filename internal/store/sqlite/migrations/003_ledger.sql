-- The compensation ledger: its lines, and the keys under which each is found.
CREATE TABLE ledger (
	id TEXT PRIMARY KEY,
	version INTEGER NOT NULL,
	paid_at INTEGER NOT NULL,
	community_id TEXT NOT NULL,
	doc TEXT NOT NULL
);
CREATE INDEX ledger_paid ON ledger (paid_at, id);

CREATE TABLE ledger_keys (
	key TEXT NOT NULL,
	paid_at INTEGER NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (key, paid_at, id)
) WITHOUT ROWID;
CREATE INDEX ledger_keys_of ON ledger_keys (id, key);

CREATE TABLE ledger_recused (
	person TEXT NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (person, id)
) WITHOUT ROWID;
CREATE INDEX ledger_recused_of ON ledger_recused (id);
