-- What cases are compared by, and the links between them. Accounts stand here as everywhere; telephone numbers, persons, devices and the like
-- only as hashes under a key of the centre's own, so that the table is no second list of them.
CREATE TABLE link_key (
  case_id text NOT NULL REFERENCES case_file (id),
  kind text NOT NULL CHECK (kind IN ('account', 'person', 'device', 'wallet', 'phone', 'line', 'facebook', 'url')),
  key text NOT NULL,
  masked text NOT NULL,
  source text NOT NULL CHECK (source IN ('complaint', 'supplement', 'trail', 'notice', 'answer')),
  source_id text NOT NULL, -- complaint, addition, transfer, notice or inbox message that brought it
  since timestamptz NOT NULL,
  compared_at timestamptz, -- null: not yet compared with other cases
  outcome text CHECK (outcome IN ('compared', 'too_common', 'left_out')),
  PRIMARY KEY (case_id, kind, key),
  CHECK ((compared_at IS NULL) = (outcome IS NULL)),
  CHECK (kind = 'account' OR key ~ '^[0-9a-f]{64}$')
);
CREATE INDEX link_key_subject ON link_key (kind, key, case_id); -- case ids are in order of time: the oldest come first

-- A link of two cases by one subject, the earlier case first.
CREATE TABLE case_link (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  other_case_id text NOT NULL REFERENCES case_file (id),
  kind text NOT NULL,
  key text NOT NULL,
  strength text NOT NULL CHECK (strength IN ('strong', 'supporting')),
  rule_row_id text NOT NULL REFERENCES rule_row (row_id), -- P-LINK
  by_case_id text NOT NULL, -- whose subject came and made the link
  source text NOT NULL,
  source_id text NOT NULL,
  since timestamptz NOT NULL,
  UNIQUE (case_id, other_case_id, kind, key),
  CHECK (case_id < other_case_id),
  CHECK (by_case_id IN (case_id, other_case_id))
);
CREATE INDEX case_link_other ON case_link (other_case_id);

ALTER TABLE case_file ADD COLUMN linked_cases integer NOT NULL DEFAULT 0 CHECK (linked_cases >= 0);

CREATE TRIGGER case_link_append_only BEFORE UPDATE OR DELETE ON case_link FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER case_link_no_truncate BEFORE TRUNCATE ON case_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();


-- The accounts of cases from before. They are compared when their case is next advanced, or when a newcomer has one of them; the other subjects of an open
-- case come with its next advance, for only the running system has the key.
INSERT INTO link_key (case_id, kind, key, masked, source, source_id, since)
SELECT DISTINCT ON (c.case_id, t.to_institution, t.to_account_no)
       c.case_id, 'account', t.to_institution || ':' || t.to_account_no,
       t.to_institution || ':' || lpad(right(t.to_account_no, 4), length(t.to_account_no), 'x'),
       CASE WHEN l.hop = 0 THEN 'complaint' ELSE 'trail' END, CASE WHEN l.hop = 0 THEN c.case_id ELSE t.id END, now()
  FROM claim c
  JOIN case_file f ON f.id = c.case_id
  JOIN trail_link l ON l.stolen_sum_id = c.stolen_sum_id
  JOIN transfer t ON t.id = l.transfer_id AND t.to_account_no IS NOT NULL
 WHERE (t.to_institution, t.to_account_no) <> (f.victim_institution, f.victim_account_no)
   AND (l.stop_reason IS NULL OR l.stop_reason NOT IN ('below_minimum', 'merchant_shield', 'payroll_shield', 'returned_to_victim'))
 ORDER BY c.case_id, t.to_institution, t.to_account_no, l.hop;
