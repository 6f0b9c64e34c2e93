-- The books of the hold ledger agree whatever path a change took, not only that of the transactions.

-- What an institution is said to hold is taken up of the stolen sum until its release is acknowledged; an ended hold takes up nothing, but for a seized one.
-- With the books below and `reserved_satang <= amount_satang` of the sum, no sum can be over-held.
ALTER TABLE hold ADD CONSTRAINT hold_ended_reserves_nothing
  CHECK (state NOT IN ('no_funds', 'refused', 'released') OR reserved_satang = 0);
ALTER TABLE hold ADD CONSTRAINT hold_held_is_reserved
  CHECK (state IN ('no_funds', 'refused', 'released') OR held_satang <= reserved_satang);

-- The over-hold meter reads the holds that take up their sums, and never those that ended.
CREATE INDEX hold_taking ON hold (stolen_sum_id) WHERE state NOT IN ('no_funds', 'refused', 'released');

-- Looked at when the transaction commits: within it, the sum is changed first and the hold after it.
CREATE FUNCTION ledger_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sum_id text := CASE TG_TABLE_NAME WHEN 'hold' THEN coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> 'stolen_sum_id' ELSE to_jsonb(NEW) ->> 'id' END;
  said bigint;
  taken bigint;
BEGIN
  SELECT s.reserved_satang, (SELECT coalesce(sum(h.reserved_satang), 0) FROM hold h WHERE h.stolen_sum_id = s.id)
    INTO said, taken FROM stolen_sum s WHERE s.id = sum_id;
  IF said IS DISTINCT FROM taken THEN
    RAISE EXCEPTION 'ledger: stolen sum % reserves %, its holds %', sum_id, said, taken USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER hold_ledger_agrees AFTER INSERT OR DELETE OR UPDATE OF reserved_satang ON hold
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_agrees();
CREATE CONSTRAINT TRIGGER stolen_sum_ledger_agrees AFTER INSERT OR UPDATE OF reserved_satang ON stolen_sum
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_agrees();

-- A hold never leaves its sum, or the sum that it left would have to be looked at as well.
CREATE FUNCTION hold_keeps_its_sum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger: hold % belongs to stolen sum % for good', OLD.id, OLD.stolen_sum_id USING ERRCODE = '23514';
END $$;
CREATE TRIGGER hold_keeps_its_sum BEFORE UPDATE OF stolen_sum_id ON hold
  FOR EACH ROW WHEN (NEW.stolen_sum_id IS DISTINCT FROM OLD.stolen_sum_id) EXECUTE FUNCTION hold_keeps_its_sum();

-- A break has an owner, a time (P-BREAK), and an end with a reason.
ALTER TABLE break_record ADD COLUMN rule_row_id text REFERENCES rule_row (row_id);
ALTER TABLE break_record ADD COLUMN due_at timestamptz;
ALTER TABLE break_record ADD COLUMN closed_by text;
ALTER TABLE break_record ADD COLUMN closed_role text;
ALTER TABLE break_record ADD COLUMN close_reason text;
UPDATE break_record b SET rule_row_id = r.row_id, due_at = b.opened_at + (r.body ->> 'deadlineMs')::bigint * interval '1 millisecond'
  FROM case_file f JOIN rule_row r ON r.rulebook = f.rulebook AND r.rule_id = 'P-BREAK' WHERE f.id = b.case_id;
ALTER TABLE break_record ALTER COLUMN rule_row_id SET NOT NULL;
ALTER TABLE break_record ALTER COLUMN due_at SET NOT NULL;
ALTER TABLE break_record ADD CONSTRAINT break_record_settled CHECK (
  (closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (closed_role IS NULL) AND (closed_at IS NULL) = (close_reason IS NULL));
CREATE INDEX break_record_open ON break_record (due_at) WHERE closed_at IS NULL;

-- Whom an order would touch, as it was when it was asked for, and as its approver saw it (its hash stands in the audit chain too).
ALTER TABLE freeze_request ADD COLUMN blast_radius jsonb;
ALTER TABLE decision ADD COLUMN blast_radius jsonb;
CREATE INDEX hold_account ON hold (institution, account_no); -- other holds of an account, over all cases

-- An officer's release of a part of a hold: the order for what stays, on whose power, and why.
CREATE TABLE partial_release (
  id text PRIMARY KEY,
  hold_id text NOT NULL REFERENCES hold (id),
  case_id text NOT NULL REFERENCES case_file (id),
  order_id text NOT NULL UNIQUE REFERENCES hold_order (id),
  keep_satang bigint NOT NULL CHECK (keep_satang > 0),
  legal_basis text[] NOT NULL CHECK (cardinality(legal_basis) > 0), -- rule_row ids
  person text NOT NULL,
  role text NOT NULL,
  reason text NOT NULL,
  ordered_at timestamptz NOT NULL
);
CREATE INDEX partial_release_hold ON partial_release (hold_id);
CREATE TRIGGER partial_release_append_only BEFORE UPDATE OR DELETE ON partial_release FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER partial_release_no_truncate BEFORE TRUNCATE ON partial_release FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
