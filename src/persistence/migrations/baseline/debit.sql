-- What a victim told of a transfer whose reference, time, amount or receiver nobody knew. The words
-- stand in the complaint, or in the addition to it, at the place `told_no`. It is no transfer: no stolen
-- sum, claim or hold rests on it. It ends once: as a transfer that was identified, or set aside.
CREATE TABLE incomplete_transfer (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  no integer NOT NULL CHECK (no > 0),
  addition_id text REFERENCES complaint_addition (id), -- the addition that told it; null: the complaint did
  told_no integer NOT NULL CHECK (told_no > 0), -- its place in what told it, from 1
  state text NOT NULL CHECK (state IN ('open', 'completed', 'set_aside', 'told_again')),
  transfer_id text REFERENCES transfer (id), -- the transfer that it turned out to be
  settled_at timestamptz,
  settled_by text, -- subject of a person, slug of an institution, or system
  reason text,
  UNIQUE (case_id, no),
  CHECK ((state = 'completed') = (transfer_id IS NOT NULL)),
  CHECK ((state = 'set_aside') = (reason IS NOT NULL)),
  CHECK ((state = 'open') = (settled_at IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL))
);
CREATE FUNCTION incomplete_transfer_settled_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR OLD.state <> 'open' OR NEW.state = 'open'
     OR (OLD.id, OLD.case_id, OLD.no, OLD.addition_id, OLD.told_no)
        IS DISTINCT FROM (NEW.id, NEW.case_id, NEW.no, NEW.addition_id, NEW.told_no)
  THEN
    RAISE EXCEPTION 'an incomplete transfer is settled once and never rewritten' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER incomplete_transfer_settled_once BEFORE UPDATE OR DELETE ON incomplete_transfer
  FOR EACH ROW EXECUTE FUNCTION incomplete_transfer_settled_once();
CREATE TRIGGER incomplete_transfer_begins_open BEFORE INSERT ON incomplete_transfer
  FOR EACH ROW WHEN (NEW.state <> 'open') EXECUTE FUNCTION incomplete_transfer_settled_once();
CREATE TRIGGER incomplete_transfer_no_truncate BEFORE TRUNCATE ON incomplete_transfer
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the victim's institution says about each reported transfer. `disputed`: it knows the
-- reference, and says that a detail differs (P-DEBIT), or that another person than the victim holds the
-- account. Where nobody answered in time, or the answer was about that victim alone, another report gets a
-- question of its own: then that one is about the transfer, and it names the one before. A question about an incomplete transfer asks the institution to find it, and is about what it found.
-- Where the debit is confirmed to another report, a question asks only who holds the account (`holder_of`): the confirmation stays.
CREATE TABLE debit_confirmation (
  id text PRIMARY KEY,
  transfer_id text UNIQUE REFERENCES transfer (id), -- null: a later question asks the same
  asks_again text UNIQUE REFERENCES debit_confirmation (id),
  incomplete_transfer_id text UNIQUE REFERENCES incomplete_transfer (id),
  holder_of text REFERENCES transfer (id), -- the transfer that left the account whose holder is asked for
  UNIQUE (case_id, holder_of),
  CHECK (holder_of IS NULL OR coalesce(transfer_id, asks_again, incomplete_transfer_id) IS NULL),
  CHECK (transfer_id IS NOT NULL OR state = 'unknown' OR (state IN ('disputed', 'denied') AND reason = 'OTHER_HOLDER') OR coalesce(incomplete_transfer_id, holder_of) IS NOT NULL),
  by_papers boolean NOT NULL DEFAULT false CHECK (NOT by_papers OR asks_again IS NOT NULL), -- it proves no number, because papers showed the holder (holder_papers)
  case_id text NOT NULL REFERENCES case_file (id),
  institution text NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'confirmed', 'denied', 'disputed', 'unknown')),
  reason text,
  debited_satang bigint CHECK (debited_satang > 0), -- where the institution says that another amount was debited
  asked_at timestamptz NOT NULL,
  deadline_at timestamptz NOT NULL,
  ask_by timestamptz NOT NULL, -- the institution must have been asked before (P-URG)
  sent_at timestamptz,
  answered_at timestamptz,
  reached_at timestamptz, -- a call came to the institution that brought no answer; an answer sets sent_at
  urgent_from timestamptz -- from when its time is counted, where it began anew; else from asked_at
);
CREATE INDEX debit_confirmation_case ON debit_confirmation (case_id);
-- What came to no institution: at its instant the urgent time begins anew.
CREATE INDEX debit_confirmation_ask_by ON debit_confirmation (ask_by) WHERE state = 'asked' AND sent_at IS NULL AND reached_at IS NULL;
CREATE INDEX debit_confirmation_unsent ON debit_confirmation (asked_at) WHERE state = 'asked' AND sent_at IS NULL;

-- By papers, the reporter and the account that was debited belong together (P-PAPERS), or that this was
-- a mistake. One person proposes it and another confirms it; refused or lapsed, it has no effect.
CREATE TABLE holder_papers (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  finding text NOT NULL CHECK (finding IN ('belongs', 'taken_back')),
  institution text NOT NULL,
  account_no text NOT NULL,
  state text NOT NULL CHECK (state IN ('requested', 'confirmed', 'refused', 'lapsed')),
  document_kind text CHECK (document_kind IN ('passport', 'id_card', 'company_certificate', 'account_book', 'bank_letter', 'other')),
  document_no text,
  attachment_id text,
  document_sha256 text, -- of the file as it was when the finding was proposed
  reason text NOT NULL,
  rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  requested_by text NOT NULL,
  requested_role text NOT NULL,
  requested_at timestamptz NOT NULL,
  lapses_at timestamptz NOT NULL CHECK (lapses_at > requested_at),
  decided_by text CHECK (decided_by <> requested_by), -- four eyes
  decided_role text,
  decision_reason text,
  decided_at timestamptz CHECK (decided_at >= requested_at AND decided_at < lapses_at),
  CHECK ((finding = 'belongs') = (document_kind IS NOT NULL)),
  CHECK (
    (document_kind IS NULL) = (document_no IS NULL)
    AND (document_kind IS NULL) = (attachment_id IS NULL)
    AND (document_kind IS NULL) = (document_sha256 IS NULL)
  ),
  CHECK ((state IN ('confirmed', 'refused')) = (decided_by IS NOT NULL)),
  CHECK (
    (decided_by IS NULL) = (decided_at IS NULL)
    AND (decided_by IS NULL) = (decided_role IS NULL)
    AND (decided_by IS NULL) = (decision_reason IS NULL)
  )
);
CREATE INDEX holder_papers_case ON holder_papers (case_id);
CREATE UNIQUE INDEX holder_papers_one_open ON holder_papers (case_id) WHERE state = 'requested';

-- The papers by which the reporter of a case and an account belong together; null: none, or taken back.
CREATE FUNCTION papers_of_holder(of_case text, bank text, account text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE finding WHEN 'belongs' THEN id END FROM holder_papers
   WHERE case_id = of_case AND institution = bank AND account_no = account AND state = 'confirmed'
   ORDER BY decided_at DESC, id DESC LIMIT 1
$$;

-- Neither person took a part of the report.
CREATE TRIGGER holder_papers_decided_once BEFORE INSERT OR UPDATE OR DELETE ON holder_papers
  FOR EACH ROW EXECUTE FUNCTION decided_once('{requested}');
CREATE TRIGGER holder_papers_not_by_taker BEFORE INSERT OR UPDATE ON holder_papers
  FOR EACH ROW EXECUTE FUNCTION not_by_taker();
CREATE TRIGGER holder_papers_no_truncate BEFORE TRUNCATE ON holder_papers
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
