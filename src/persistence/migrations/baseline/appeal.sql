-- The holder's appeal against a hold, which goes from tier to tier. When persons decide after every
-- answer that the hold goes on, it may be appealed against anew, in its next round.
CREATE TABLE appeal (
  id text PRIMARY KEY,
  hold_id text NOT NULL REFERENCES hold (id),
  round integer NOT NULL DEFAULT 1 CHECK (round > 0),
  case_id text NOT NULL REFERENCES case_file (id),
  state text NOT NULL CHECK (state IN ('received', 'under_review', 'upheld', 'partly_upheld', 'refused')),
  tier text NOT NULL CHECK (tier IN ('centre', 'police')),
  rule_row_id text NOT NULL REFERENCES rule_row (row_id), -- P-REL or P-POL
  choice_row_ids text[] NOT NULL DEFAULT '{}', -- the row of C5 that chose between the promises; empty before the police
  received_at timestamptz NOT NULL,
  tier_since timestamptz NOT NULL,
  target_at timestamptz NOT NULL,
  breach_at timestamptz NOT NULL,
  reviewer text, -- the person who took it up at its tier
  settled_at timestamptz,
  CHECK ((state IN ('received', 'under_review')) = (settled_at IS NULL)),
  CHECK (state <> 'under_review' OR reviewer IS NOT NULL),
  CONSTRAINT appeal_one_per_round UNIQUE (hold_id, round)
);
CREATE INDEX appeal_case ON appeal (case_id);
CREATE INDEX appeal_open ON appeal (tier_since) WHERE settled_at IS NULL;
CREATE UNIQUE INDEX appeal_one_open ON appeal (hold_id) WHERE settled_at IS NULL;

-- What was said for an appeal, and by whom.
CREATE TABLE appeal_filing (
  id text PRIMARY KEY,
  appeal_id text NOT NULL REFERENCES appeal (id),
  tier text NOT NULL,
  way text NOT NULL CHECK (way IN ('holder', 'institution', 'desk')),
  filed_by text NOT NULL, -- slug of the institution, subject of the person at the desk, or 'holder'
  statement text NOT NULL,
  statement_sha256 text NOT NULL,
  holder_is text CHECK (holder_is IN ('regular_merchant', 'other')), -- as the institution says, signed
  inbox_message_id text REFERENCES inbox_message (id),
  together_id text, -- the same for all filings of one act, in which the appellant proved each hold to be theirs
  filed_at timestamptz NOT NULL,
  CHECK ((way = 'institution') = (inbox_message_id IS NOT NULL)),
  CHECK (way = 'institution' OR holder_is IS NULL)
);
CREATE UNIQUE INDEX appeal_filing_once
  ON appeal_filing (appeal_id, tier, filed_by, statement_sha256, coalesce(together_id, ''));
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
  verdict text NOT NULL CHECK (verdict IN ('review', 'uphold', 'uphold_in_part', 'refuse')),
  reason_th text,
  reason_en text,
  keep_satang bigint CHECK (keep_satang > 0), -- with uphold_in_part: what stays held
  release_order_id text REFERENCES release_order (id),
  decided_at timestamptz NOT NULL,
  CHECK (verdict = 'review' OR reason_th IS NOT NULL OR reason_en IS NOT NULL),
  CHECK ((verdict = 'uphold') = (release_order_id IS NOT NULL)),
  CHECK ((verdict = 'uphold_in_part') = (keep_satang IS NOT NULL))
);
CREATE UNIQUE INDEX appeal_decision_one_answer ON appeal_decision (appeal_id, tier) WHERE verdict <> 'review';
CREATE TRIGGER appeal_decision_append_only BEFORE UPDATE OR DELETE ON appeal_decision
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_decision_no_truncate BEFORE TRUNCATE ON appeal_decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A person judges no appeal against a hold that they had a hand in, nor against a hold on an account
-- for which they asked for another order or decided on one: they would decide on their own act.
CREATE FUNCTION appeal_decision_impartial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM appeal a JOIN hold h ON h.id = a.hold_id JOIN case_file f ON f.id = h.case_id
      LEFT JOIN hold_order o ON o.hold_id = h.id
      LEFT JOIN freeze_request r ON r.id IN (h.freeze_request_id, o.freeze_request_id) OR r.hold_id = h.id
             OR (r.case_id = h.case_id AND r.institution = h.institution AND r.account_no = h.account_no)
      LEFT JOIN decision d ON d.freeze_request_id = r.id
     WHERE a.id = NEW.appeal_id AND NEW.person IN (f.opened_by, r.requested_by, d.person)) THEN
    RAISE EXCEPTION 'impartial: % may not judge appeal %', NEW.person, NEW.appeal_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_decision_impartial BEFORE INSERT ON appeal_decision
  FOR EACH ROW EXECUTE FUNCTION appeal_decision_impartial();

-- How often one caller gave a wrong secret for one reference, known or not, so that no secret is
-- found by trying. Its key is a hash of both; the keeper forgets it after an hour.
CREATE TABLE secret_trial (
  caller_sha256 text PRIMARY KEY CHECK (caller_sha256 ~ '^[0-9a-f]{64}$'),
  failed integer NOT NULL,
  last_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL
);
