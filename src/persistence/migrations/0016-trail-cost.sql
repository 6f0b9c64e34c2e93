-- What an act on a trail looks at does not grow with the trail.

-- The books of the hold ledger: they were compared by adding up all holds of a sum again for each that changed. The database counts along instead.
ALTER TABLE stolen_sum ADD COLUMN counted_satang bigint NOT NULL DEFAULT 0; -- what its holds reserve, counted by the database as they change
DROP TRIGGER hold_ledger_agrees ON hold;
DROP TRIGGER stolen_sum_ledger_agrees ON stolen_sum;
UPDATE stolen_sum s SET counted_satang = taken.satang
  FROM (SELECT stolen_sum_id, sum(reserved_satang) AS satang FROM hold GROUP BY stolen_sum_id) taken WHERE s.id = taken.stolen_sum_id;

CREATE FUNCTION count_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE stolen_sum s SET counted_satang = counted_satang + change.satang
      FROM (SELECT stolen_sum_id, sum(reserved_satang) AS satang FROM after GROUP BY stolen_sum_id) change WHERE s.id = change.stolen_sum_id AND change.satang <> 0;
  ELSIF TG_OP = 'DELETE' THEN
    UPDATE stolen_sum s SET counted_satang = counted_satang - change.satang
      FROM (SELECT stolen_sum_id, sum(reserved_satang) AS satang FROM before GROUP BY stolen_sum_id) change WHERE s.id = change.stolen_sum_id AND change.satang <> 0;
  ELSE -- a hold stays with its sum
    UPDATE stolen_sum s SET counted_satang = counted_satang + change.satang
      FROM (SELECT stolen_sum_id, sum(satang) AS satang
              FROM (SELECT stolen_sum_id, reserved_satang AS satang FROM after UNION ALL SELECT stolen_sum_id, -reserved_satang FROM before) both_sides
             GROUP BY stolen_sum_id) change WHERE s.id = change.stolen_sum_id AND change.satang <> 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER hold_counted_insert AFTER INSERT ON hold REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_holds();
CREATE TRIGGER hold_counted_update AFTER UPDATE ON hold REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_holds();
CREATE TRIGGER hold_counted_delete AFTER DELETE ON hold REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION count_holds();

CREATE FUNCTION only_holds_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() = 1 AND NEW.counted_satang <> (CASE TG_OP WHEN 'INSERT' THEN 0 ELSE OLD.counted_satang END) THEN
    RAISE EXCEPTION 'ledger: what the holds of stolen sum % reserve is counted, not written', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stolen_sum_only_holds_count BEFORE INSERT OR UPDATE OF counted_satang ON stolen_sum FOR EACH ROW EXECUTE FUNCTION only_holds_count();

-- Compared when the transaction commits: within it, the sum is changed first and the hold after it.
CREATE OR REPLACE FUNCTION ledger_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said bigint;
  counted bigint;
BEGIN
  SELECT reserved_satang, counted_satang INTO said, counted FROM stolen_sum WHERE id = NEW.id;
  IF said IS DISTINCT FROM counted THEN
    RAISE EXCEPTION 'ledger: stolen sum % reserves %, its holds %', NEW.id, said, counted USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER stolen_sum_ledger_agrees AFTER INSERT OR UPDATE OF reserved_satang, counted_satang ON stolen_sum
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_agrees();

-- How many accounts a trail was followed into (P-TRACE follows so many at most) was counted anew with each answer. The part that reached a further one says which
-- it is; the victim's own transfer leads to the first.
ALTER TABLE trail_link ADD COLUMN nth_account integer CHECK (nth_account > 0);
UPDATE trail_link l SET nth_account = found.nth
  FROM (SELECT id, row_number() OVER (PARTITION BY stolen_sum_id ORDER BY hop, id) AS nth
          FROM (SELECT DISTINCT ON (p.stolen_sum_id, coalesce(t.to_institution || ':' || t.to_account_no, p.id)) p.id, p.stolen_sum_id, p.hop
                  FROM trail_link p JOIN transfer t ON t.id = p.transfer_id
                 WHERE p.parent_link_id IS NULL OR (p.stop_reason IS NULL AND t.to_account_no IS NOT NULL)
                 ORDER BY p.stolen_sum_id, coalesce(t.to_institution || ':' || t.to_account_no, p.id), p.hop, p.id) first_there) found
 WHERE l.id = found.id;
CREATE UNIQUE INDEX trail_link_nth_account ON trail_link (stolen_sum_id, nth_account) WHERE nth_account IS NOT NULL;
