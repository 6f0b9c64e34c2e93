-- Law and policy as dated rows. The rows of this version come from src/domain/rulebook/rows and are
-- inserted by the migration itself.
CREATE TABLE rule_row (
  row_id text PRIMARY KEY, -- rulebook/ruleId/effectiveFrom
  rulebook text NOT NULL,
  rule_id text NOT NULL,
  effective_from timestamptz NOT NULL,
  effective_to timestamptz,
  body jsonb NOT NULL,
  UNIQUE (rulebook, rule_id, effective_from)
);
CREATE TRIGGER rule_row_append_only BEFORE UPDATE OR DELETE ON rule_row
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rule_row_no_truncate BEFORE TRUNCATE ON rule_row
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Two persons change a policy while the system runs: one proposes, another decides. An approved
-- change becomes a row of rule_row.
CREATE TABLE rule_change (
  id text PRIMARY KEY,
  rulebook text NOT NULL,
  rule_id text NOT NULL,
  base_row_id text NOT NULL REFERENCES rule_row (row_id), -- the row to replace, as the proposer saw it
  parameters jsonb NOT NULL,
  effective_from timestamptz, -- null: as soon as it can be
  reason text NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'approved', 'refused')),
  proposed_by text NOT NULL,
  proposed_role text NOT NULL CHECK (proposed_role = 'administrator'),
  proposed_at timestamptz NOT NULL,
  decided_by text CHECK (decided_by <> proposed_by), -- four eyes
  decided_role text CHECK (decided_role IN ('administrator', 'aoc_supervisor')),
  decision_reason text,
  decided_at timestamptz CHECK (decided_at >= proposed_at),
  row_id text UNIQUE REFERENCES rule_row (row_id), -- the row that the approval wrote
  CHECK ((state = 'proposed') = (decided_by IS NULL)),
  CHECK (
    (decided_by IS NULL) = (decided_at IS NULL)
    AND (decided_by IS NULL) = (decided_role IS NULL)
    AND (decided_by IS NULL) = (decision_reason IS NULL)
  ),
  CHECK ((state = 'approved') = (row_id IS NOT NULL))
);
CREATE UNIQUE INDEX rule_change_one_open ON rule_change (rulebook, rule_id) WHERE state = 'proposed';
CREATE INDEX rule_change_by_time ON rule_change (proposed_at);

CREATE TRIGGER rule_change_decided_once BEFORE INSERT OR UPDATE OR DELETE ON rule_change
  FOR EACH ROW EXECUTE FUNCTION decided_once('{proposed}', '{row_id}');
CREATE TRIGGER rule_change_no_truncate BEFORE TRUNCATE ON rule_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
