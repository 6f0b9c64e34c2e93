-- What cases are compared by. Accounts stand here in the clear, as in every table. Telephone numbers,
-- persons, devices and the like stand only as hashes under the centre's own key, so that the table is
-- no second list of them.
CREATE TABLE link_key (
  case_id text NOT NULL REFERENCES case_file (id),
  kind text NOT NULL CHECK (kind IN ('account', 'person', 'device', 'wallet', 'phone', 'line', 'facebook', 'url')),
  key text NOT NULL,
  masked text NOT NULL,
  receives boolean NOT NULL DEFAULT false, -- of a telephone number: a PromptPay id to which money of the case went
  source text NOT NULL CHECK (source IN ('complaint', 'supplement', 'trail', 'notice', 'answer')),
  source_id text NOT NULL, -- the complaint, addition, transfer, notice or inbox message that brought it
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
  by_case_id text NOT NULL, -- the case whose subject came and made the link
  source text NOT NULL,
  source_id text NOT NULL,
  since timestamptz NOT NULL,
  UNIQUE (case_id, other_case_id, kind, key),
  CHECK (case_id < other_case_id),
  CHECK (by_case_id IN (case_id, other_case_id))
);
CREATE INDEX case_link_other ON case_link (other_case_id);
CREATE TRIGGER case_link_append_only BEFORE UPDATE OR DELETE ON case_link
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER case_link_no_truncate BEFORE TRUNCATE ON case_link
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
