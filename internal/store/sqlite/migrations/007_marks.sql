-- Special states by which lists find matters, such as one that came back to the
-- desk. Few matters bear one.
CREATE TABLE complaint_marks (
  mark TEXT NOT NULL,
  n    INTEGER NOT NULL REFERENCES complaints (n),
  PRIMARY KEY (mark, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX complaint_marks_matter ON complaint_marks (n);
