-- The messages to parties, of every kind that goes the one way out: each is sent until its party has
-- acknowledged it by its signed answer. The body is built from the record each time, the same bytes,
-- so what is personal stands where it always did, and here are ids alone.
CREATE TABLE outgoing_message (
  id text PRIMARY KEY, -- stands in the body: the party takes the same id twice as one message
  kind text NOT NULL,
  party text NOT NULL REFERENCES party (slug),
  case_id text REFERENCES case_file (id), -- null: about several cases
  subject_id text NOT NULL, -- the row that its body is built from
  written_at timestamptz NOT NULL,
  attempts integer NOT NULL CHECK (attempts >= 0),
  next_attempt_at timestamptz NOT NULL, -- it is not sent before
  leased_until timestamptz, -- a process sends it until then, and no other does
  sent_at timestamptz, -- first
  acknowledged_at timestamptz CHECK (acknowledged_at >= sent_at), -- by its signed answer; a release also when the hold ends unasked
  answer text, -- what the party says that it did
  look_at timestamptz -- when somebody looks whether it is answered (P-BREAK); null: nobody need
);
CREATE INDEX outgoing_message_look ON outgoing_message (look_at) WHERE look_at IS NOT NULL AND acknowledged_at IS NULL;
-- What lets money go is looked at in any case: where the act named no instant, at once.
CREATE FUNCTION look_at_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.look_at := NEW.written_at;
  RETURN NEW;
END $$;
CREATE TRIGGER outgoing_message_look BEFORE INSERT ON outgoing_message
  FOR EACH ROW WHEN (NEW.look_at IS NULL AND NEW.kind IN ('release.order', 'lost.release')) EXECUTE FUNCTION look_at_release();
CREATE INDEX outgoing_message_due ON outgoing_message (next_attempt_at) WHERE acknowledged_at IS NULL;
-- What nobody has sent.
CREATE INDEX outgoing_message_unsent ON outgoing_message (kind, written_at) WHERE acknowledged_at IS NULL AND sent_at IS NULL;
CREATE INDEX outgoing_message_subject ON outgoing_message (subject_id);
-- A directive goes to each of its parties once.
CREATE UNIQUE INDEX outgoing_message_directive ON outgoing_message (subject_id, party)
  WHERE kind IN ('telecom.notice', 'listing.notice');
