-- The running number of case numbers.
CREATE SEQUENCE case_no_seq;

-- The work on one complaint; a case and its complaint share one id.
CREATE TABLE case_file (
  id text PRIMARY KEY REFERENCES complaint (id),
  case_no text NOT NULL UNIQUE,
  rulebook text NOT NULL,
  status text NOT NULL CHECK (status IN ('received', 'holding', 'awaiting_decision', 'releasing', 'closed')),
  case_type text NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by text NOT NULL,
  victim_reports boolean, -- the reporter is the victim (section 8/5(1)); null: nobody said so
  holder_reports boolean NOT NULL, -- the victim who gave notice holds the account (section 7)
  told_bank_at timestamptz, -- the victim told his own bank, which told the centre (section 7): when; no complaint was made by it
  victim_institution text, -- null: nobody knows yet which account lost the money
  victim_account_no text CHECK ((victim_account_no IS NULL) = (victim_institution IS NULL)),
  stolen_satang bigint NOT NULL CHECK (stolen_satang >= 0),
  statement_at timestamptz, -- OFF-7C: when an inquiry officer received the victim's complaint
  statement_noted_at timestamptz CHECK (statement_noted_at >= statement_at), -- when the centre learned of it
  withdrawn_at timestamptz, -- when a second person confirmed the withdrawal
  withdrawal_lapses_at timestamptz, -- while a withdrawal waits for a second person
  correction_lapses_at timestamptz, -- while a correction waits for a second person
  papers_lapse_at timestamptz, -- while a proposal about the holder (holder_papers) waits for a second person
  automatic_orders boolean NOT NULL, -- false: the reporter's limit stopped them
  assigned_route text NOT NULL DEFAULT 'station' CHECK (assigned_route IN ('station', 'ccib', 'dsi')),
  next_deadline_at timestamptz,
  closed_at timestamptz,
  victim_secret_sha256 text CHECK (victim_secret_sha256 ~ '^[0-9a-f]{64}$'), -- of the victim's second secret
  linked_cases integer NOT NULL DEFAULT 0 CHECK (linked_cases >= 0), -- counted with each new link
  CHECK ((statement_at IS NULL) = (statement_noted_at IS NULL)),
  CHECK (NOT holder_reports OR victim_reports IS TRUE OR told_bank_at IS NOT NULL),
  CHECK (told_bank_at IS NULL OR (victim_reports IS FALSE AND told_bank_at <= opened_at))
);
-- The debited account may become known, and stays what it was then.
CREATE TRIGGER case_file_account_once BEFORE UPDATE OF victim_institution, victim_account_no ON case_file
  FOR EACH ROW WHEN (OLD.victim_institution IS NOT NULL AND (OLD.victim_institution, OLD.victim_account_no)
                     IS DISTINCT FROM (NEW.victim_institution, NEW.victim_account_no)) EXECUTE FUNCTION refuse_change();
CREATE INDEX case_file_victim_account ON case_file (victim_account_no, victim_institution);
CREATE INDEX case_file_open ON case_file (next_deadline_at) WHERE closed_at IS NULL;
CREATE INDEX case_file_open_id ON case_file (id) WHERE closed_at IS NULL; -- the search for lost workflows

-- A request to withdraw a complaint (P-WITHDRAW). One person calls the reporter back and asks,
-- another confirms; until then, refused or lapsed, it ends nothing.
CREATE TABLE withdrawal (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  state text NOT NULL CHECK (state IN ('requested', 'confirmed', 'refused', 'lapsed')),
  reason text NOT NULL,
  identified_by text NOT NULL CHECK (identified_by = 'call_back'), -- to the number recorded at intake
  called_back_at timestamptz NOT NULL,
  rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  requested_by text NOT NULL,
  requested_role text NOT NULL,
  requested_at timestamptz NOT NULL CHECK (requested_at >= called_back_at),
  lapses_at timestamptz NOT NULL CHECK (lapses_at > requested_at),
  decided_by text CHECK (decided_by <> requested_by), -- four eyes
  decided_role text,
  decision_reason text,
  decided_at timestamptz CHECK (decided_at >= requested_at AND decided_at < lapses_at),
  CHECK ((state IN ('confirmed', 'refused')) = (decided_by IS NOT NULL)),
  CHECK (
    (decided_by IS NULL) = (decided_at IS NULL)
    AND (decided_by IS NULL) = (decided_role IS NULL)
    AND (decided_by IS NULL) = (decision_reason IS NULL)
  )
);
CREATE INDEX withdrawal_case ON withdrawal (case_id);
CREATE UNIQUE INDEX withdrawal_one_open ON withdrawal (case_id) WHERE state = 'requested';
CREATE UNIQUE INDEX withdrawal_one_confirmed ON withdrawal (case_id) WHERE state = 'confirmed';

-- Who took a part of the report does not decide, unless the row of P-WITHDRAW in force lets that person.
CREATE TRIGGER withdrawal_decided_once BEFORE INSERT OR UPDATE OR DELETE ON withdrawal
  FOR EACH ROW EXECUTE FUNCTION decided_once('{requested}');
CREATE TRIGGER withdrawal_not_by_taker BEFORE UPDATE ON withdrawal
  FOR EACH ROW EXECUTE FUNCTION not_by_taker('P-WITHDRAW');
CREATE TRIGGER withdrawal_no_truncate BEFORE TRUNCATE ON withdrawal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- No complaint counts as withdrawn unless two persons withdrew it. What a bank told of its customer, that
-- bank takes back by a signed message.
CREATE FUNCTION case_withdrawn_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.told_bank_at IS NOT NULL AND EXISTS (
       SELECT 1 FROM inbox_message b WHERE b.kind = 'customer.withdrawn' AND b.party = NEW.victim_institution AND b.case_id = NEW.id) THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.case_id = NEW.id AND w.state = 'confirmed') THEN
    RAISE EXCEPTION 'four eyes: nobody confirmed the withdrawal of %', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER case_withdrawn_by_two BEFORE UPDATE OF withdrawn_at ON case_file
  FOR EACH ROW WHEN (NEW.withdrawn_at IS NOT NULL AND OLD.withdrawn_at IS NULL) EXECUTE FUNCTION case_withdrawn_by_two();

-- A correction of transfers that a complaint reported (P-CORRECT). Where it changes an order, one
-- person calls the reporter back and asks, and another confirms; else one person makes it. The
-- mistaken claims name it (`claim.corrected_by`). With a `statement` it is the date at which an
-- inquiry officer received the complaint, which nobody calls back about.
CREATE TABLE correction (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  state text NOT NULL CHECK (state IN ('requested', 'made', 'confirmed', 'refused', 'lapsed')),
  body jsonb NOT NULL, -- as received: the mistaken transfers by id, and what is true of them
  reason text NOT NULL,
  called_back_at timestamptz, -- on the number recorded at intake
  changes_orders boolean NOT NULL,
  rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  requested_by text NOT NULL,
  requested_role text NOT NULL,
  requested_at timestamptz NOT NULL CHECK (requested_at >= called_back_at),
  lapses_at timestamptz CHECK (lapses_at > requested_at),
  decided_by text CHECK (decided_by <> requested_by), -- four eyes
  decided_role text,
  decision_reason text,
  decided_at timestamptz CHECK (decided_at >= requested_at AND decided_at < lapses_at),
  CHECK (changes_orders = (state <> 'made')),
  CHECK (changes_orders = (lapses_at IS NOT NULL)),
  CHECK (NOT changes_orders OR called_back_at IS NOT NULL OR body ? 'statement'),
  CHECK ((state IN ('confirmed', 'refused')) = (decided_by IS NOT NULL)),
  CHECK (
    (decided_by IS NULL) = (decided_at IS NULL)
    AND (decided_by IS NULL) = (decided_role IS NULL)
    AND (decided_by IS NULL) = (decision_reason IS NULL)
  )
);
CREATE INDEX correction_case ON correction (case_id);
CREATE UNIQUE INDEX correction_one_open ON correction (case_id) WHERE state = 'requested';

-- It begins as a request, or is made at once. Who took a part of the report does not decide, unless the row of
-- P-CORRECT in force lets that person.
CREATE TRIGGER correction_decided_once BEFORE INSERT OR UPDATE OR DELETE ON correction
  FOR EACH ROW EXECUTE FUNCTION decided_once('{requested,made}');
CREATE TRIGGER correction_not_by_taker BEFORE UPDATE ON correction
  FOR EACH ROW EXECUTE FUNCTION not_by_taker('P-CORRECT');
CREATE TRIGGER correction_no_truncate BEFORE TRUNCATE ON correction
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
