CREATE TABLE setting_versions (
  name       TEXT NOT NULL,
  version    INTEGER NOT NULL,
  doc        BLOB NOT NULL,
  by_id      TEXT NOT NULL DEFAULT '',
  by_name    TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (name, version)
) STRICT;
INSERT INTO setting_versions (name, version, doc, updated_at) SELECT name, version, doc, updated_at FROM settings;
DROP TABLE settings;
ALTER TABLE setting_versions RENAME TO settings;
