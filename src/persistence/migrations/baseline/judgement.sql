-- A judgement of a case. It stands on the one before: a finding that it made again, in the same
-- words, has no new row. So the findings of judgement n are those of the judgements 1 to n, without
-- those that one of them ended.
CREATE TABLE judgement (
  case_id text NOT NULL REFERENCES case_file (id),
  number integer NOT NULL CHECK (number > 0), -- counts up with every judgement of the case
  judged_at timestamptz NOT NULL,
  findings integer NOT NULL, -- how many findings it has, written anew or carried over
  ended_finding_ids text[] NOT NULL, -- findings of the judgement before that it did not make again
  PRIMARY KEY (case_id, number)
);
CREATE TRIGGER judgement_append_only BEFORE UPDATE OR DELETE ON judgement
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER judgement_no_truncate BEFORE TRUNCATE ON judgement
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A rule's result about a case, a transfer or an account.
CREATE TABLE finding (
  id text PRIMARY KEY,
  case_id text NOT NULL,
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
  judgement integer NOT NULL, -- the first that made it
  FOREIGN KEY (case_id, judgement) REFERENCES judgement (case_id, number)
);
CREATE INDEX finding_case ON finding (case_id, judgement);
CREATE INDEX finding_to_suspend ON finding (case_id) WHERE rule_id = 'AOC-85B' AND outcome = 'met'; -- the queue
CREATE TRIGGER finding_append_only BEFORE UPDATE OR DELETE ON finding
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER finding_no_truncate BEFORE TRUNCATE ON finding
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
