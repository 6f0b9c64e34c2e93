-- The holder's appeal against a hold, which goes from tier to tier. When persons decide after every
-- answer that the hold goes on, it may be appealed against anew, in its next round.
CREATE TABLE appeal (
  id text PRIMARY KEY,
  hold_id text NOT NULL REFERENCES hold (id),
  round integer NOT NULL DEFAULT 1 CHECK (round > 0),
  case_id text NOT NULL REFERENCES case_file (id),
  state text NOT NULL CHECK (state IN ('received', 'under_review', 'upheld', 'partly_upheld', 'refused')),
  tier text NOT NULL CHECK (tier IN ('centre', 'police', 'authority')), -- authority: who holds the power of the hold
  rule_row_id text NOT NULL REFERENCES rule_row (row_id), -- P-REL or P-POL
  choice_row_ids text[] NOT NULL DEFAULT '{}', -- the row of C5 that chose between the promises; empty before the police
  received_at timestamptz NOT NULL,
  tier_since timestamptz NOT NULL,
  target_at timestamptz NOT NULL,
  breach_at timestamptz NOT NULL,
  reviewer text, -- the person who took it up at its tier
  settled_at timestamptz,
  look_at timestamptz, -- when somebody looks whether the authority has decided; null: nobody need
  CHECK ((state IN ('received', 'under_review')) = (settled_at IS NULL)),
  CHECK (state <> 'under_review' OR reviewer IS NOT NULL),
  CONSTRAINT appeal_one_per_round UNIQUE (hold_id, round)
);
CREATE INDEX appeal_case ON appeal (case_id);
CREATE INDEX appeal_open ON appeal (tier_since) WHERE settled_at IS NULL;
CREATE INDEX appeal_look ON appeal (look_at) WHERE look_at IS NOT NULL AND settled_at IS NULL;
CREATE UNIQUE INDEX appeal_one_open ON appeal (hold_id) WHERE settled_at IS NULL;

-- What was said for an appeal, and by whom.
CREATE TABLE appeal_filing (
  id text PRIMARY KEY,
  appeal_id text NOT NULL REFERENCES appeal (id),
  tier text NOT NULL,
  way text NOT NULL CHECK (way IN ('holder', 'institution', 'desk', 'finding')), -- finding: an officer found for a holder further up
  filed_by text NOT NULL, -- slug of the institution, subject of the person (desk, finding), or 'holder'
  statement text NOT NULL,
  statement_sha256 text NOT NULL,
  holder_is text CHECK (holder_is IN ('regular_merchant', 'other')), -- as the institution says, signed
  inbox_message_id text REFERENCES inbox_message (id),
  together_id text, -- the same for all filings of one act, in which the appellant proved each hold to be theirs
  phone_key text CHECK (phone_key ~ '^[0-9a-f]{64}$'), -- keyed hash of the appellant's telephone number, as in link_key; who has it decides nothing
  filed_at timestamptz NOT NULL,
  CHECK ((way = 'institution') = (inbox_message_id IS NOT NULL)),
  CHECK (way = 'institution' OR holder_is IS NULL)
);
CREATE UNIQUE INDEX appeal_filing_once
  ON appeal_filing (appeal_id, tier, filed_by, statement_sha256, coalesce(together_id, ''), coalesce(phone_key, ''));
CREATE INDEX appeal_filing_phone ON appeal_filing (phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX appeal_filing_together ON appeal_filing (together_id) WHERE together_id IS NOT NULL;
CREATE TRIGGER appeal_filing_append_only BEFORE UPDATE OR DELETE ON appeal_filing
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_filing_no_truncate BEFORE TRUNCATE ON appeal_filing
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a person did with an appeal: took it up, or answered it. One answer for each tier.
CREATE TABLE appeal_decision (
  id text PRIMARY KEY,
  appeal_id text NOT NULL REFERENCES appeal (id),
  tier text NOT NULL,
  person text NOT NULL,
  role text NOT NULL,
  institution text, -- of a person of an institution, about its own suspicion
  verdict text NOT NULL CHECK (verdict IN ('review', 'uphold', 'uphold_in_part', 'refuse', 'forward')), -- forward: found for the holder, to the authority
  reason_th text,
  reason_en text,
  keep_satang bigint CHECK (keep_satang > 0), -- with uphold_in_part, or such a finding: what stays held
  let_go_satang bigint CHECK (let_go_satang >= 0), -- with uphold_in_part: what it lets go beside orders under way
  release_order_id text REFERENCES release_order (id),
  ended_power text CHECK (ended_power IN ('section6', 'section7', 'aoc_suspension', 'continue_order', 'whole_account', 'break_glass')), -- what it ended of a hold that another power lets go on
  decided_at timestamptz NOT NULL,
  CHECK (verdict = 'review' OR reason_th IS NOT NULL OR reason_en IS NOT NULL),
  CHECK ((verdict = 'uphold') = (release_order_id IS NOT NULL OR verdict = 'uphold' AND ended_power IS NOT NULL)),
  CHECK (ended_power IS NULL OR verdict IN ('uphold', 'forward') AND release_order_id IS NULL AND keep_satang IS NULL),
  CHECK (verdict <> 'uphold_in_part' OR keep_satang IS NOT NULL),
  CHECK (keep_satang IS NULL OR verdict IN ('uphold_in_part', 'forward')),
  CHECK (verdict <> 'forward' OR tier <> 'authority'),
  CONSTRAINT appeal_decision_of_institution CHECK ((role = 'institution_user') = (institution IS NOT NULL) AND (institution IS NULL OR tier = 'authority')),
  CHECK ((verdict = 'uphold_in_part') = (let_go_satang IS NOT NULL))
);
CREATE UNIQUE INDEX appeal_decision_one_answer ON appeal_decision (appeal_id, tier) WHERE verdict <> 'review';
CREATE TRIGGER appeal_decision_append_only BEFORE UPDATE OR DELETE ON appeal_decision
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_decision_no_truncate BEFORE TRUNCATE ON appeal_decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every act of a person on a hold, with its instant: the one list by which the API and the database
-- keep those persons from judging an appeal against it. A part in any report about the money, in
-- another freeze request of the case for the same account, or in an earlier hold whose place this one
-- takes, is a part in the hold; so is an appeal that a person filed for its holder.
CREATE FUNCTION parts_in_hold(of_hold text) RETURNS TABLE (person text, part text, at timestamptz)
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE line AS (
    SELECT of_hold AS id
    UNION SELECT r.hold_id FROM line JOIN hold_order o ON o.hold_id = line.id
            JOIN freeze_request r ON r.id = o.freeze_request_id AND r.kind = 'reinstatement'),
  about AS (SELECT h.* FROM hold h JOIN line USING (id)),
  cases AS (
    SELECT a.case_id AS id FROM about a
    UNION SELECT c.case_id FROM claim c JOIN about a ON a.stolen_sum_id = c.stolen_sum_id),
  request AS (
    SELECT DISTINCT r.id, r.requested_by, r.requested_at FROM freeze_request r JOIN about a
        ON r.hold_id = a.id OR r.id = a.freeze_request_id
        OR r.id IN (SELECT o.freeze_request_id FROM hold_order o WHERE o.hold_id = a.id)
        OR (r.case_id = a.case_id AND r.institution = a.institution AND r.account_no = a.account_no))
  SELECT r.person, r.part, r.at FROM cases c CROSS JOIN LATERAL parts_of_report(c.id) r
  UNION ALL SELECT n.person, 'notice', n.received_at FROM hold_notice hn JOIN about a ON a.id = hn.hold_id
              JOIN notice n ON n.id = hn.notice_id WHERE n.person IS NOT NULL
  UNION ALL SELECT s.person, 'notice_result', s.decided_at FROM suspicion_result s JOIN about a ON a.id = s.hold_id
  UNION ALL SELECT r.requested_by, 'request', r.requested_at FROM request r
  UNION ALL SELECT d.person, 'decision', d.decided_at FROM decision d JOIN request r ON r.id = d.freeze_request_id
  UNION ALL SELECT r.ordered_by, 'release', r.ordered_at FROM release_order r JOIN about a ON a.id = r.hold_id
             WHERE r.reason <> 'APPEAL_UPHELD' -- the answer itself, not a part in what it is about
  UNION ALL SELECT p.person, 'partial_release', p.ordered_at FROM partial_release p JOIN about a ON a.id = p.hold_id
  UNION ALL SELECT w.requested_by, 'withdrawal', w.requested_at FROM withdrawal w JOIN cases c ON c.id = w.case_id
  UNION ALL SELECT w.decided_by, 'withdrawal', w.decided_at FROM withdrawal w JOIN cases c ON c.id = w.case_id
             WHERE w.decided_by IS NOT NULL
  UNION ALL SELECT k.requested_by, 'correction', k.requested_at FROM correction k JOIN cases c ON c.id = k.case_id
  UNION ALL SELECT k.decided_by, 'correction', k.decided_at FROM correction k JOIN cases c ON c.id = k.case_id
             WHERE k.decided_by IS NOT NULL
  UNION ALL SELECT v.person, 'review', v.reviewed_at FROM hold_review v JOIN about a ON a.id = v.hold_id
  UNION ALL SELECT g.filed_by, 'filing', g.filed_at FROM appeal p JOIN about a ON a.id = p.hold_id
              JOIN appeal_filing g ON g.appeal_id = p.id WHERE g.way IN ('desk', 'finding')
  UNION ALL SELECT d.person, 'earlier_answer', d.decided_at FROM appeal p JOIN about a ON a.id = p.hold_id
              JOIN appeal_decision d ON d.appeal_id = p.id WHERE p.hold_id <> of_hold
$$;

-- A person judges no appeal against a hold that they had a part in: they would judge their own act.
CREATE FUNCTION appeal_decision_impartial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM appeal a CROSS JOIN LATERAL parts_in_hold(a.hold_id) p
     WHERE a.id = NEW.appeal_id AND p.person = NEW.person) THEN
    RAISE EXCEPTION 'impartial: % may not judge appeal %', NEW.person, NEW.appeal_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_decision_impartial BEFORE INSERT ON appeal_decision
  FOR EACH ROW EXECUTE FUNCTION appeal_decision_impartial();

-- Who brought an appeal for the holder does not let the money go past it either, in full or in part. The
-- answer to the appeal itself, and what nobody orders, is judged above.
CREATE FUNCTION release_impartial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM parts_in_hold(NEW.hold_id) p WHERE p.part = 'filing' AND p.person = to_jsonb(NEW) ->> TG_ARGV[0]) THEN
    RAISE EXCEPTION 'impartial: who brought the appeal may not let hold % go', NEW.hold_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER release_order_impartial BEFORE INSERT ON release_order
  FOR EACH ROW WHEN (NEW.reason IN ('OFFICER_RELEASE', 'UNRELATED', 'COURT_VOIDED')) EXECUTE FUNCTION release_impartial('ordered_by');
CREATE TRIGGER partial_release_impartial BEFORE INSERT ON partial_release
  FOR EACH ROW EXECUTE FUNCTION release_impartial('person');

-- How often one caller gave a wrong secret for one reference, known or not, so that no secret is
-- found by trying. Its key is a hash of both; the keeper forgets it after an hour.
CREATE TABLE secret_trial (
  caller_sha256 text PRIMARY KEY CHECK (caller_sha256 ~ '^[0-9a-f]{64}$'),
  failed integer NOT NULL,
  last_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL
);
CREATE INDEX secret_trial_over ON secret_trial (last_at);
