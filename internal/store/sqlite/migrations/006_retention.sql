-- When the retention of an ended matter ends. Matters of before are looked at
-- anew, which gives them their date; open ones have none yet.
ALTER TABLE complaints ADD COLUMN retain_to INTEGER NOT NULL DEFAULT 253402214400000;
UPDATE complaints SET retain_to = 0 WHERE status IN ('closed', 'withdrawn', 'merged');
CREATE INDEX complaints_retain ON complaints (retain_to);

-- How it ended.
ALTER TABLE complaints ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
UPDATE complaints SET outcome = (SELECT coalesce(d.doc ->> '$.outcome', '') FROM complaint_docs d WHERE d.n = complaints.n) WHERE open = 0;
CREATE INDEX complaints_outcome ON complaints (outcome) WHERE outcome <> '';

-- Bytes are kept once; they go with the last attachment that has them.
CREATE INDEX attachments_bytes ON attachments (doc ->> '$.sha256');
CREATE INDEX attachments_thumbnail ON attachments (doc ->> '$.thumbnailSha256');
