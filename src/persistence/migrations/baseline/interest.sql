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

-- Telephone numbers of those whom the money is about, as keyed hashes, with since when the record knows
-- them: the victims, who reported, PromptPay ids to which it went, and who appealed. A number that the
-- scammer only showed is nobody's.
CREATE FUNCTION phones_of_money(of_case text) RETURNS TABLE (key text, since timestamptz) LANGUAGE sql STABLE AS $$
  -- Those of the complaint stand first; the others were told again.
  SELECT k.key, greatest(CASE WHEN k.no > (
             SELECT count(DISTINCT regexp_replace(n, '^\+66', '0')) FROM unnest(ARRAY[p.body #>> '{victim,phone}', p.body #>> '{reporter,phone}']) n)
           THEN (SELECT max(x.received_at) FROM complaint_addition x
                  WHERE x.case_id = p.id AND x.kind = 'told_again' AND coalesce(x.body #> '{victim,phone}', x.body #> '{reporter,phone}') IS NOT NULL)
           END, p.received_at, c.since)
    FROM cases_of_money(of_case) c JOIN complaint p ON p.id = c.id CROSS JOIN LATERAL unnest(p.phone_keys) WITH ORDINALITY k(key, no)
  UNION ALL
  SELECT k.key, greatest(k.since, c.since) FROM cases_of_money(of_case) c JOIN link_key k ON k.case_id = c.id
   WHERE k.kind = 'phone' AND k.receives
  UNION ALL
  SELECT g.phone_key, greatest(g.filed_at, c.since) FROM cases_of_money(of_case) c JOIN appeal a ON a.case_id = c.id
    JOIN appeal_filing g ON g.appeal_id = a.id WHERE g.phone_key IS NOT NULL
$$;

-- The cases by which a telephone number is known to be that of somebody whom their money is about.
CREATE FUNCTION cases_by_phone(number_key text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT id FROM complaint WHERE phone_keys @> ARRAY[number_key]
  UNION SELECT case_id FROM link_key WHERE kind = 'phone' AND key = number_key AND receives
  UNION SELECT a.case_id FROM appeal_filing g JOIN appeal a ON a.id = g.appeal_id WHERE g.phone_key = number_key
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
-- An officer's notice suspends money by the word of one person (OFF-6B).
CREATE FUNCTION refuse_interested_notice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE who text;
BEGIN
  SELECT person INTO who FROM notice WHERE id = NEW.notice_id;
  IF who IS NOT NULL AND EXISTS (SELECT 1 FROM known_interests(NEW.case_id, who)) THEN
    RAISE EXCEPTION 'interest: % may not give notice about the money of case %', who, NEW.case_id USING ERRCODE = '23514';
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
CREATE TRIGGER lost_order_request_interest BEFORE INSERT ON lost_order_request
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('requested_by', 'SELECT NEW.case_id');
CREATE TRIGGER lost_order_request_decision_interest BEFORE UPDATE OF decided_by ON lost_order_request
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('decided_by', 'SELECT NEW.case_id');
CREATE TRIGGER directive_interest BEFORE INSERT ON directive
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('requested_by', 'SELECT NEW.case_id');
CREATE TRIGGER directive_decision_interest BEFORE UPDATE OF decided_by ON directive
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('decided_by', 'SELECT NEW.case_id');
CREATE TRIGGER hold_review_interest BEFORE INSERT ON hold_review
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('person', 'SELECT NEW.case_id');
CREATE TRIGGER accepted_proof_interest BEFORE INSERT ON accepted_proof
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('person', 'SELECT NEW.case_id');
CREATE TRIGGER incomplete_transfer_interest BEFORE UPDATE OF settled_by ON incomplete_transfer
  FOR EACH ROW WHEN (NEW.state = 'set_aside') EXECUTE FUNCTION refuse_interested('settled_by', 'SELECT NEW.case_id');
CREATE TRIGGER complaint_addition_interest BEFORE INSERT ON complaint_addition
  FOR EACH ROW WHEN (NEW.kind IN ('statement', 'found')) EXECUTE FUNCTION refuse_interested('received_by', 'SELECT NEW.case_id');
CREATE TRIGGER break_record_interest BEFORE UPDATE OF closed_by ON break_record
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('closed_by', 'SELECT NEW.case_id');
CREATE TRIGGER break_statement_interest BEFORE INSERT ON break_statement
  FOR EACH ROW EXECUTE FUNCTION refuse_interested('person', 'SELECT case_id FROM break_record WHERE id = NEW.break_id');
CREATE TRIGGER noticed_transfer_interest BEFORE INSERT ON noticed_transfer
  FOR EACH ROW EXECUTE FUNCTION refuse_interested_notice();

-- What one person asked for is not carried out by the word of another alone once an interest of the
-- first is known: another one asks anew.
CREATE FUNCTION refuse_of_interested() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM known_interests(NEW.case_id, NEW.requested_by)) THEN
    RAISE EXCEPTION 'interest: % asked for %, and may not decide about the money', NEW.requested_by, NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correction_of_interested BEFORE UPDATE OF state ON correction
  FOR EACH ROW WHEN (NEW.state = 'confirmed') EXECUTE FUNCTION refuse_of_interested();
CREATE TRIGGER withdrawal_of_interested BEFORE UPDATE OF state ON withdrawal
  FOR EACH ROW WHEN (NEW.state = 'confirmed') EXECUTE FUNCTION refuse_of_interested();
CREATE TRIGGER holder_papers_of_interested BEFORE UPDATE OF state ON holder_papers
  FOR EACH ROW WHEN (NEW.state = 'confirmed') EXECUTE FUNCTION refuse_of_interested();
CREATE TRIGGER lost_order_request_of_interested BEFORE UPDATE OF state ON lost_order_request
  FOR EACH ROW WHEN (NEW.state = 'approved') EXECUTE FUNCTION refuse_of_interested();
CREATE TRIGGER directive_of_interested BEFORE UPDATE OF state ON directive
  FOR EACH ROW WHEN (NEW.state = 'approved') EXECUTE FUNCTION refuse_of_interested();

-- How many approvals a request lacks (P-APP) when the words of some persons do not count, and another
-- person must approve in the place of who asked if that is one of them. What comes back after a
-- mistaken release (P-BACK) needs as many as an order of the power of its hold.
CREATE FUNCTION approvals_lacking(of_request text, uncounted text[], at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT greatest((a.body -> 'parameters' ->> (r.kind || '.approvals'))::bigint,
                                   CASE WHEN r.kind = 'reinstatement' THEN (a.body -> 'parameters' ->> (h.kind || '.approvals'))::bigint END)
                     FROM rule_row a
                    WHERE a.rulebook = f.rulebook AND a.rule_id = 'P-APP' AND a.effective_from <= at
                      AND (a.effective_to IS NULL OR a.effective_to > at) ORDER BY a.effective_from DESC LIMIT 1), 1)
         + (r.requested_by = ANY (uncounted))::int
         - (SELECT count(*) FROM decision d WHERE d.freeze_request_id = r.id AND d.verdict <> 'refuse' AND d.person <> ALL (uncounted))
    FROM freeze_request r JOIN case_file f ON f.id = r.case_id LEFT JOIN hold h ON h.id = r.hold_id WHERE r.id = of_request
$$;

-- No request counts as approved by the words of persons of whom an interest is known.
CREATE FUNCTION freeze_request_without_interest() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE interested text[];
BEGIN
  SELECT coalesce(array_agg(w.person), '{}') INTO interested
    FROM (SELECT NEW.requested_by AS person UNION SELECT d.person FROM decision d WHERE d.freeze_request_id = NEW.id) w
   WHERE w.person <> 'system' AND EXISTS (SELECT 1 FROM known_interests(NEW.case_id, w.person));
  IF cardinality(interested) > 0 AND approvals_lacking(NEW.id, interested, now()) > 0 THEN
    RAISE EXCEPTION 'interest: request % lacks the approval of a person without an interest', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER freeze_request_without_interest BEFORE UPDATE OF state ON freeze_request
  FOR EACH ROW WHEN (NEW.state = 'approved' AND OLD.state <> 'approved') EXECUTE FUNCTION freeze_request_without_interest();

-- Whether a person decided about the money of a case until then, by an act that took effect.
CREATE FUNCTION decided_on_money(of_case text, who text, until timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH c AS (SELECT id FROM cases_of_money(of_case))
  SELECT EXISTS (
    SELECT 1 FROM freeze_request r JOIN c ON c.id = r.case_id
     WHERE r.state = 'approved' AND r.requested_by = who AND r.settled_at <= until
    UNION ALL
    SELECT 1 FROM decision d JOIN freeze_request r ON r.id = d.freeze_request_id JOIN c ON c.id = r.case_id
     WHERE d.person = who AND d.decided_at <= until AND (d.verdict = 'own_power' OR r.state IN ('approved', 'refused') AND r.settled_at <= until)
    UNION ALL SELECT 1 FROM release_order x JOIN hold h ON h.id = x.hold_id JOIN c ON c.id = h.case_id WHERE x.ordered_by = who AND x.ordered_at <= until
    UNION ALL SELECT 1 FROM partial_release p JOIN c ON c.id = p.case_id WHERE p.person = who AND p.ordered_at <= until
    UNION ALL SELECT 1 FROM appeal_decision d JOIN appeal a ON a.id = d.appeal_id JOIN c ON c.id = a.case_id
               WHERE d.person = who AND d.verdict <> 'review' AND d.decided_at <= until
    UNION ALL SELECT 1 FROM suspicion_result s JOIN c ON c.id = s.case_id WHERE s.person = who AND s.decided_at <= until
    UNION ALL SELECT 1 FROM hold_review v JOIN hold h ON h.id = v.hold_id JOIN c ON c.id = h.case_id WHERE v.person = who AND v.reviewed_at <= until
    UNION ALL SELECT 1 FROM accepted_proof p JOIN c ON c.id = p.case_id WHERE p.person = who AND p.accepted_at <= until
    UNION ALL SELECT 1 FROM incomplete_transfer i JOIN c ON c.id = i.case_id WHERE i.state = 'set_aside' AND i.settled_by = who AND i.settled_at <= until
    UNION ALL SELECT 1 FROM complaint_addition x JOIN c ON c.id = x.case_id WHERE x.kind IN ('statement', 'found') AND x.received_by = who AND x.received_at <= until
    UNION ALL SELECT 1 FROM break_record b JOIN c ON c.id = b.case_id WHERE b.closed_by = who AND b.closed_at <= until
    UNION ALL SELECT 1 FROM break_statement s JOIN break_record b ON b.id = s.break_id JOIN c ON c.id = b.case_id WHERE s.person = who AND s.said_at <= until
    UNION ALL SELECT 1 FROM noticed_transfer t JOIN c ON c.id = t.case_id JOIN notice n ON n.id = t.notice_id WHERE n.person = who AND n.received_at <= until
    UNION ALL SELECT 1 FROM correction k JOIN c ON c.id = k.case_id
               WHERE k.state = 'made' AND k.requested_by = who AND k.requested_at <= until
                  OR k.state IN ('confirmed', 'refused') AND who IN (k.requested_by, k.decided_by) AND k.decided_at <= until
    UNION ALL SELECT 1 FROM withdrawal w JOIN c ON c.id = w.case_id WHERE who IN (w.requested_by, w.decided_by) AND w.decided_at <= until
    UNION ALL SELECT 1 FROM holder_papers p JOIN c ON c.id = p.case_id WHERE who IN (p.requested_by, p.decided_by) AND p.decided_at <= until
    UNION ALL SELECT 1 FROM lost_order_request o JOIN c ON c.id = o.case_id WHERE who IN (o.requested_by, o.decided_by) AND o.decided_at <= until
    UNION ALL SELECT 1 FROM directive d JOIN c ON c.id = d.case_id WHERE who IN (d.requested_by, d.decided_by) AND d.decided_at <= until)
$$;
