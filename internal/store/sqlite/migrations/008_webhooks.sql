CREATE TABLE webhooks (
  id      TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  doc     TEXT NOT NULL
) STRICT;

CREATE TABLE deliveries (
  id          TEXT PRIMARY KEY,
  webhook_id  TEXT NOT NULL,
  event_id    TEXT NOT NULL,
  pending     INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  next_at     INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  doc         TEXT NOT NULL,
  UNIQUE (webhook_id, event_id)
) STRICT;
CREATE INDEX deliveries_webhook ON deliveries (webhook_id, id);
CREATE INDEX deliveries_next ON deliveries (next_at) WHERE pending = 1;
CREATE INDEX deliveries_done ON deliveries (created_at) WHERE pending = 0;
