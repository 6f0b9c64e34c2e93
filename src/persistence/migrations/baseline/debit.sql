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
CREATE TABLE debit_confirmation (
  id text PRIMARY KEY,
  transfer_id text UNIQUE REFERENCES transfer (id), -- null: a later question asks the same
  asks_again text UNIQUE REFERENCES debit_confirmation (id),
  incomplete_transfer_id text UNIQUE REFERENCES incomplete_transfer (id),
  CHECK (transfer_id IS NOT NULL OR state = 'unknown' OR (state = 'disputed' AND reason = 'OTHER_HOLDER') OR incomplete_transfer_id IS NOT NULL),
  case_id text NOT NULL REFERENCES case_file (id),
  institution text NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'confirmed', 'denied', 'disputed', 'unknown')),
  reason text,
  debited_satang bigint CHECK (debited_satang > 0), -- where the institution says that another amount was debited
  asked_at timestamptz NOT NULL,
  deadline_at timestamptz NOT NULL,
  sent_at timestamptz,
  answered_at timestamptz,
  reached_at timestamptz, -- a call came to the institution that brought no answer; an answer sets sent_at
  urgent_from timestamptz -- from when its time is counted, where it began anew; else from asked_at
);
CREATE INDEX debit_confirmation_case ON debit_confirmation (case_id);
CREATE INDEX debit_confirmation_unsent ON debit_confirmation (asked_at) WHERE state = 'asked' AND sent_at IS NULL;
