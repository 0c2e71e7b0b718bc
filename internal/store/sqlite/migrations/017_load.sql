-- The supervision board counts open matters by how they stand, from one index.
ALTER TABLE complaints ADD COLUMN watch TEXT NOT NULL DEFAULT '';
CREATE INDEX complaints_load ON complaints (community_id, department, assignee_id, waiting, watch, due_at, open) WHERE open = 1;
