-- A rule's result about a case, a transfer or an account.
CREATE TABLE finding (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  choice_row_ids text[] NOT NULL DEFAULT '{}', -- rows of C1 to C7 that the rule asked for
  rule_id text NOT NULL,
  subject_kind text NOT NULL CHECK (subject_kind IN ('case', 'transfer', 'account')),
  subject text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('met', 'not_met', 'unknown')),
  reasons jsonb NOT NULL,
  missing jsonb NOT NULL,
  evidence_ids text[] NOT NULL,
  judged_at timestamptz NOT NULL,
  judgement integer NOT NULL -- counts up with every judgement of the case
);
CREATE INDEX finding_case ON finding (case_id, judgement);
CREATE INDEX finding_to_suspend ON finding (case_id) WHERE rule_id = 'AOC-85B' AND outcome = 'met'; -- the queue
CREATE TRIGGER finding_append_only BEFORE UPDATE OR DELETE ON finding
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER finding_no_truncate BEFORE TRUNCATE ON finding
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
