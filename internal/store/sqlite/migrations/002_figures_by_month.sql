-- Sums stand once under their day and once more under their month ("m2026-11"),
-- so that a long period is read in few steps; and by span alone, since each
-- reading names its days or months and seeks its measures in each.
CREATE TABLE sums (
  span         TEXT NOT NULL,
  measure      TEXT NOT NULL,
  community_id TEXT NOT NULL,
  n            INTEGER NOT NULL,
  PRIMARY KEY (span, measure, community_id)
) STRICT, WITHOUT ROWID;
INSERT INTO sums SELECT day, measure, community_id, n FROM figures;
INSERT INTO sums SELECT 'm' || substr(day, 1, 7), measure, community_id, sum(n) FROM figures GROUP BY 1, 2, 3;
DROP TABLE figures;
ALTER TABLE sums RENAME TO figures;

-- Where like matters gather: community/building/class.
ALTER TABLE complaints ADD COLUMN spot TEXT NOT NULL DEFAULT '';
UPDATE complaints SET spot = (
  SELECT community_id || '/' || (d.doc ->> '$.building') || '/' || coalesce(nullif(category, ''), nullif(d.doc ->> '$.suggestion.category', ''), 'none')
  FROM complaint_docs d WHERE d.n = complaints.n
) WHERE EXISTS (SELECT 1 FROM complaint_docs d WHERE d.n = complaints.n AND coalesce(d.doc ->> '$.building', '') <> '');
CREATE INDEX complaints_spot ON complaints (spot) WHERE spot <> '';
