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
