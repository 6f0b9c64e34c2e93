-- Section 6 of the decree: what an institution or an officer suspects is suspended at every receiving institution, each with its own seven days.

ALTER TABLE hold DROP CONSTRAINT hold_kind_check;
ALTER TABLE hold ADD CONSTRAINT hold_kind_check
  CHECK (kind IN ('section6', 'section7', 'aoc_suspension', 'continue_order', 'whole_account', 'break_glass'));
ALTER TABLE hold_order DROP CONSTRAINT hold_order_kind_check;
ALTER TABLE hold_order ADD CONSTRAINT hold_order_kind_check
  CHECK (kind IN ('section6', 'section7', 'aoc_suspension', 'continue_order', 'whole_account', 'break_glass'));
-- The notice that an order of section 6 rests on.
ALTER TABLE hold_order ADD COLUMN notice_id text REFERENCES notice (id);
ALTER TABLE hold_order ADD CONSTRAINT hold_order_section_6 CHECK ((kind = 'section6') = (notice_id IS NOT NULL));

-- A notice that a hold rests on, alone or beside another power, with the clock of this institution for this hold. Append-only.
CREATE TABLE hold_notice (
  hold_id text NOT NULL REFERENCES hold (id),
  notice_id text NOT NULL REFERENCES notice (id),
  case_id text NOT NULL REFERENCES case_file (id),
  rule_row_id text NOT NULL REFERENCES rule_row (row_id), -- BANK-6A or OFF-6B
  notified_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > notified_at),
  PRIMARY KEY (hold_id, notice_id)
);
CREATE INDEX hold_notice_notice ON hold_notice (notice_id);
CREATE INDEX hold_notice_case ON hold_notice (case_id);
CREATE TRIGGER hold_notice_append_only BEFORE UPDATE OR DELETE ON hold_notice FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER hold_notice_no_truncate BEFORE TRUNCATE ON hold_notice FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Later debits by which an institution says that the suspected money went on are noticed as well.
ALTER TABLE noticed_transfer ADD COLUMN onward boolean NOT NULL DEFAULT false;
CREATE INDEX noticed_transfer_transfer ON noticed_transfer (transfer_id);

-- A part of the trail may be known by an institution's notice, before any hold there was answered.
ALTER TABLE trail_link DROP CONSTRAINT trail_link_parent_known;
ALTER TABLE trail_link ADD CONSTRAINT trail_link_parent_known CHECK (parent_hold_id IS NULL OR parent_link_id IS NOT NULL);

-- What an institution's own suspension takes up of each part of a stolen sum that the transfer carries: never held twice along the sum.
-- It is counted beside what holds reserve.
CREATE TABLE own_suspension_part (
  suspension_id text NOT NULL REFERENCES own_suspension (id),
  trail_link_id text NOT NULL REFERENCES trail_link (id),
  stolen_sum_id text NOT NULL REFERENCES stolen_sum (id),
  suspended_satang bigint NOT NULL CHECK (suspended_satang >= 0),
  PRIMARY KEY (suspension_id, trail_link_id)
);
CREATE INDEX own_suspension_part_link ON own_suspension_part (trail_link_id);
CREATE INDEX own_suspension_part_sum ON own_suspension_part (stolen_sum_id);
ALTER TABLE stolen_sum ADD COLUMN suspended_satang bigint NOT NULL DEFAULT 0 CHECK (suspended_satang >= 0);
ALTER TABLE stolen_sum ADD CONSTRAINT stolen_sum_taken_up CHECK (reserved_satang + suspended_satang <= amount_satang);

-- Looked at when the transaction commits: within it, the sum and its parts change one after the other.
CREATE FUNCTION suspended_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sum_id text := CASE TG_TABLE_NAME WHEN 'own_suspension_part' THEN coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> 'stolen_sum_id' ELSE to_jsonb(NEW) ->> 'id' END;
  said bigint;
  taken bigint;
BEGIN
  SELECT s.suspended_satang, (SELECT coalesce(sum(p.suspended_satang), 0) FROM own_suspension_part p WHERE p.stolen_sum_id = s.id)
    INTO said, taken FROM stolen_sum s WHERE s.id = sum_id;
  IF said IS DISTINCT FROM taken THEN
    RAISE EXCEPTION 'ledger: of stolen sum % institutions suspend %, their suspensions %', sum_id, said, taken USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER own_suspension_part_agrees AFTER INSERT OR DELETE OR UPDATE OF suspended_satang ON own_suspension_part
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION suspended_agrees();
CREATE CONSTRAINT TRIGGER stolen_sum_suspended_agrees AFTER UPDATE OF suspended_satang ON stolen_sum
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION suspended_agrees();

-- What the officer found within the time of section 6 (OFF-6C), of a hold or of an institution's own suspension; and how its institution was told.
CREATE TABLE suspicion_result (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  institution text NOT NULL REFERENCES party (slug),
  suspension_id text UNIQUE REFERENCES own_suspension (id),
  hold_id text UNIQUE REFERENCES hold (id),
  result text NOT NULL CHECK (result IN ('lawful_action', 'unfounded')),
  reason text NOT NULL,
  reference text, -- of the lawful action: case number, warrant or order
  person text NOT NULL,
  legal_basis text[] NOT NULL CHECK (cardinality(legal_basis) > 0),
  decided_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz, -- null: its institution is told by a release order
  first_sent_at timestamptz,
  acknowledged_at timestamptz,
  CHECK (num_nonnulls(suspension_id, hold_id) = 1),
  CHECK ((result = 'lawful_action') = (reference IS NOT NULL))
);
CREATE INDEX suspicion_result_case ON suspicion_result (case_id);
CREATE INDEX suspicion_result_due ON suspicion_result (next_attempt_at) WHERE acknowledged_at IS NULL;

-- Results that were given when nobody was told of them yet. Nothing is sent of them now: their seven days are the institution's own.
INSERT INTO suspicion_result (id, case_id, institution, suspension_id, result, reason, reference, person, legal_basis, decided_at)
SELECT s.id, s.case_id, s.institution, s.id, CASE s.state WHEN 'proceeded' THEN 'lawful_action' ELSE 'unfounded' END,
       s.end_reason, CASE s.state WHEN 'proceeded' THEN 'not recorded' END, s.ended_by, ARRAY[s.end_rule_row_id], s.ended_at
  FROM own_suspension s WHERE s.state IN ('proceeded', 'lifted');

-- An officer who proceeds by law does not end the suspension: it stands until its own time, unless another power carries it on.
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT conname FROM pg_constraint
               WHERE conrelid = 'own_suspension'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%ended_at IS NULL%' LOOP
    EXECUTE format('ALTER TABLE own_suspension DROP CONSTRAINT %I', name);
  END LOOP;
END $$;
UPDATE own_suspension SET ended_at = NULL, end_rule_row_id = NULL, ended_by = NULL, end_reason = NULL WHERE state = 'proceeded';
ALTER TABLE own_suspension ADD CHECK ((state IN ('active', 'proceeded')) = (ended_at IS NULL));
ALTER TABLE own_suspension ADD CHECK ((ended_at IS NULL) = (end_rule_row_id IS NULL));
DROP INDEX own_suspension_due;
CREATE INDEX own_suspension_due ON own_suspension (expires_at) WHERE state IN ('active', 'proceeded');
DROP INDEX own_suspension_once;
CREATE UNIQUE INDEX own_suspension_once ON own_suspension (institution, transfer_id) WHERE state IN ('active', 'proceeded');
