-- That a person gains or loses by what becomes of the money of a case: declared by the person, or
-- known by the telephone number of the sign-in. Nobody takes it back.
CREATE TABLE interest (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  person text NOT NULL,
  known_by text NOT NULL CHECK (known_by IN ('declared', 'telephone')),
  role text,
  reason text,
  since timestamptz NOT NULL,
  CONSTRAINT interest_declared CHECK ((known_by = 'declared') = (role IS NOT NULL) AND (known_by = 'declared') = (reason IS NOT NULL)),
  CONSTRAINT interest_once UNIQUE (case_id, person, known_by)
);
CREATE TRIGGER interest_append_only BEFORE UPDATE OR DELETE ON interest
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER interest_no_truncate BEFORE TRUNCATE ON interest
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A case, and those that claim the same money, with since when: who gains by one gains by all.
CREATE FUNCTION cases_of_money(of_case text) RETURNS TABLE (id text, since timestamptz) LANGUAGE sql STABLE AS $$
  SELECT of_case, '-infinity'::timestamptz
  UNION ALL
  SELECT other.case_id, min(greatest(mine.claimed_at, other.claimed_at))
    FROM claim mine JOIN claim other USING (stolen_sum_id)
   WHERE mine.case_id = of_case AND other.case_id <> of_case GROUP BY other.case_id
$$;

-- Telephone numbers of those whom the money is about, as keyed hashes, with since when the record knows
-- them: the victims, who reported, and PromptPay ids to which it went. A number that the scammer only
-- showed is nobody's.
CREATE FUNCTION phones_of_money(of_case text) RETURNS TABLE (key text, since timestamptz) LANGUAGE sql STABLE AS $$
  SELECT unnest(p.phone_keys), greatest(p.received_at, c.since) FROM cases_of_money(of_case) c JOIN complaint p ON p.id = c.id
  UNION ALL
  SELECT k.key, greatest(k.since, c.since) FROM cases_of_money(of_case) c JOIN link_key k ON k.case_id = c.id
   WHERE k.kind = 'phone' AND k.receives
$$;

-- What the record knows of a person's interest in a case: on record, or by the telephone number of a
-- sign-in with a browser, also by one that the provider has changed since.
CREATE FUNCTION known_interests(of_case text, who text) RETURNS TABLE (known_by text) LANGUAGE sql STABLE AS $$
  SELECT i.known_by FROM cases_of_money(of_case) c JOIN interest i ON i.case_id = c.id WHERE i.person = who
  UNION ALL
  SELECT 'telephone' FROM phones_of_money(of_case) p JOIN person_session s ON s.phone_key = p.key WHERE s.subject = who
$$;

-- Who has an interest decides nothing of the case, whichever program asks. Arguments: the column of the
-- person, and how the row names its case. What the programs know of a person who
-- shows a token and never signed in with a browser stands in no table.
CREATE FUNCTION refuse_interested() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  who text := to_jsonb(NEW) ->> TG_ARGV[0];
  of_case text;
BEGIN
  IF who IS NULL OR who = 'system' OR (TG_OP = 'UPDATE' AND who IS NOT DISTINCT FROM to_jsonb(OLD) ->> TG_ARGV[0]) THEN
    RETURN NEW;
  END IF;
  EXECUTE replace(TG_ARGV[1], 'NEW', '($1)') INTO of_case USING NEW;
  IF EXISTS (SELECT 1 FROM known_interests(of_case, who)) THEN
    RAISE EXCEPTION 'interest: % may not decide about the money of case %', who, of_case USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER freeze_request_interest BEFORE INSERT ON freeze_request
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('requested_by', 'SELECT NEW.case_id');
CREATE TRIGGER decision_interest BEFORE INSERT ON decision
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('person', 'SELECT case_id FROM freeze_request WHERE id = NEW.freeze_request_id');
CREATE TRIGGER release_order_interest BEFORE INSERT ON release_order
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('ordered_by', 'SELECT case_id FROM hold WHERE id = NEW.hold_id');
CREATE TRIGGER partial_release_interest BEFORE INSERT ON partial_release
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('person', 'SELECT NEW.case_id');
CREATE TRIGGER appeal_decision_interest BEFORE INSERT ON appeal_decision
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('person', 'SELECT case_id FROM appeal WHERE id = NEW.appeal_id');
CREATE TRIGGER suspicion_result_interest BEFORE INSERT ON suspicion_result
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('person', 'SELECT NEW.case_id');
CREATE TRIGGER correction_interest BEFORE INSERT ON correction
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('requested_by', 'SELECT NEW.case_id');
CREATE TRIGGER correction_decision_interest BEFORE UPDATE OF decided_by ON correction
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('decided_by', 'SELECT NEW.case_id');
CREATE TRIGGER withdrawal_interest BEFORE INSERT ON withdrawal
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('requested_by', 'SELECT NEW.case_id');
CREATE TRIGGER withdrawal_decision_interest BEFORE UPDATE OF decided_by ON withdrawal
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('decided_by', 'SELECT NEW.case_id');
CREATE TRIGGER holder_papers_interest BEFORE INSERT ON holder_papers
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('requested_by', 'SELECT NEW.case_id');
CREATE TRIGGER holder_papers_decision_interest BEFORE UPDATE OF decided_by ON holder_papers
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('decided_by', 'SELECT NEW.case_id');
