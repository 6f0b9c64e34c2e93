-- The stolen sum of one victim transfer. What holds reserve of it along the trail, and what
-- institutions suspend of it by themselves, never exceeds it.
CREATE TABLE stolen_sum (
  id text PRIMARY KEY,
  transfer_id text NOT NULL UNIQUE, -- the foreign key is added with the table, in trail.sql
  case_id text NOT NULL REFERENCES case_file (id),
  amount_satang bigint NOT NULL CHECK (amount_satang > 0),
  reserved_satang bigint NOT NULL DEFAULT 0,
  suspended_satang bigint NOT NULL DEFAULT 0 CHECK (suspended_satang >= 0), -- by institutions themselves (section 6)
  counted_satang bigint NOT NULL DEFAULT 0, -- what its holds reserve, counted by the database as they change
  CHECK (reserved_satang >= 0 AND reserved_satang <= amount_satang),
  CONSTRAINT stolen_sum_taken_up CHECK (reserved_satang + suspended_satang <= amount_satang)
);
CREATE INDEX stolen_sum_case ON stolen_sum (case_id);

-- A case's interest in a stolen sum.
CREATE TABLE claim (
  stolen_sum_id text NOT NULL REFERENCES stolen_sum (id),
  case_id text NOT NULL REFERENCES case_file (id),
  claimed_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- False: the case reported the same reference and receiver with other facts, and the holds of
  -- this sum cover its money.
  reported boolean NOT NULL DEFAULT true,
  corrected_by text REFERENCES correction (id), -- the correction that replaced it by another claim
  PRIMARY KEY (stolen_sum_id, case_id)
);
CREATE INDEX claim_case ON claim (case_id);

-- A case, and those that claim the same money, with since when: who gains by one gains by all, and who
-- took the report of one has told what the others rest on.
CREATE FUNCTION cases_of_money(of_case text) RETURNS TABLE (id text, since timestamptz) LANGUAGE sql STABLE AS $$
  SELECT of_case, '-infinity'::timestamptz
  UNION ALL
  SELECT other.case_id, min(greatest(mine.claimed_at, other.claimed_at))
    FROM claim mine JOIN claim other USING (stolen_sum_id)
   WHERE mine.case_id = of_case AND other.case_id <> of_case GROUP BY other.case_id
$$;

-- Every part that a person took of what is reported in a case, with its instant: `intake` opened it,
-- `addition` is a later call, `statement` the police's own, `found` what somebody adopted of a bank's word.
-- The one list by which the API and the database know who took part in a report.
CREATE FUNCTION parts_of_report(of_case text) RETURNS TABLE (person text, part text, at timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT opened_by, 'intake', opened_at FROM case_file WHERE id = of_case
  UNION ALL SELECT received_by, 'intake', received_at FROM complaint WHERE id = of_case
  UNION ALL SELECT received_by, CASE WHEN kind IN ('statement', 'found') THEN kind ELSE 'addition' END, received_at
              FROM complaint_addition WHERE case_id = of_case
$$;

-- Who took a report of the money of a case, or a part of one, until then: nobody of them asks for an order
-- that needs another's word, decides on it, or says whose account it is. What another case reported
-- counts from when both claim the money. A statement is the act of the police in their own
-- power, and what a bank found is the bank's word: they keep from answering appeals alone (parts_in_hold).
CREATE FUNCTION takers_of_report(of_case text, until timestamptz) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT DISTINCT p.person FROM cases_of_money(of_case) c CROSS JOIN LATERAL parts_of_report(c.id) p
   WHERE p.part IN ('intake', 'addition') AND greatest(p.at, c.since) <= until
$$;

-- A claim ends with its complaint, which two persons withdrew, or by a correction. One that a single
-- person made ends no claim on which alone a hold of section 7 rests.
CREATE FUNCTION claim_ends_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM case_file f WHERE f.id = NEW.case_id AND f.withdrawn_at IS NOT NULL) THEN
    RETURN NEW;
  END IF;
  -- What the same victim told his bank ends with his complaint.
  IF EXISTS (SELECT 1 FROM case_file f JOIN case_file w ON (w.victim_institution, w.victim_account_no) = (f.victim_institution, f.victim_account_no)
               JOIN claim o ON o.case_id = w.id AND o.stolen_sum_id = NEW.stolen_sum_id
              WHERE f.id = NEW.case_id AND f.told_bank_at IS NOT NULL AND w.withdrawn_at IS NOT NULL) THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM correction c WHERE c.id = NEW.corrected_by AND c.case_id = NEW.case_id AND (
      c.state = 'confirmed' OR c.state = 'made' AND NOT (
        EXISTS (SELECT 1 FROM hold h WHERE h.stolen_sum_id = NEW.stolen_sum_id AND h.kind = 'section7'
                   AND h.state NOT IN ('no_funds', 'refused', 'released', 'seized'))
        AND NOT EXISTS (SELECT 1 FROM claim o WHERE o.stolen_sum_id = NEW.stolen_sum_id AND o.case_id <> NEW.case_id
                           AND o.ended_at IS NULL))))
  THEN
    RAISE EXCEPTION 'four eyes: nobody confirmed the end of the claim of % on %', NEW.case_id, NEW.stolen_sum_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER claim_ends_by_two BEFORE UPDATE OF ended_at ON claim
  FOR EACH ROW WHEN (NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL) EXECUTE FUNCTION claim_ends_by_two();

-- Only the triggers of `hold` (hold.sql) count: no program writes `counted_satang` itself.
CREATE FUNCTION only_holds_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() = 1 AND NEW.counted_satang <> (CASE TG_OP WHEN 'INSERT' THEN 0 ELSE OLD.counted_satang END) THEN
    RAISE EXCEPTION 'ledger: what the holds of stolen sum % reserve is counted, not written', NEW.id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stolen_sum_only_holds_count BEFORE INSERT OR UPDATE OF counted_satang ON stolen_sum
  FOR EACH ROW EXECUTE FUNCTION only_holds_count();

-- What the programs wrote must equal what the database counted, whichever path a change took. It is
-- compared at commit, because within the transaction the sum changes first and the hold after it.
CREATE FUNCTION ledger_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  written bigint;
  counted bigint;
BEGIN
  SELECT reserved_satang, counted_satang INTO written, counted FROM stolen_sum WHERE id = NEW.id;
  IF written IS DISTINCT FROM counted THEN
    RAISE EXCEPTION 'ledger: stolen sum % reserves %, its holds %', NEW.id, written, counted USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER stolen_sum_ledger_agrees
  AFTER INSERT OR UPDATE OF reserved_satang, counted_satang ON stolen_sum
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_agrees();
