-- Signed-in browsers. The browser keeps the secret in a cookie; here is its hash only. What the
-- provider gave to ask it again is encrypted by a key made from the secret, so that nobody who
-- reads this table can sign in as anybody. The audit chain tells of each beginning and end.
CREATE TABLE person_session (
  id text PRIMARY KEY,
  secret_sha256 text NOT NULL UNIQUE CHECK (secret_sha256 ~ '^[0-9a-f]{64}$'),
  subject text NOT NULL,
  name text NOT NULL,
  roles text[] NOT NULL CHECK (cardinality(roles) > 0),
  institution text, -- slug, as the provider says; null: the person acts for the centre
  rulebook_claim text,
  phone_key text CHECK (phone_key ~ '^[0-9a-f]{64}$'), -- keyed hash of the person's telephone number, as in link_key; null: the provider gives none
  provider_session text, -- the provider's own session, by which it may say that it is over; null: it named none
  provider_grant bytea, -- encrypted; null: the provider gave nothing to ask it again with
  started_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  checked_at timestamptz NOT NULL, -- when the provider last said who the person is
  checking_until timestamptz, -- one process alone asks the provider until then
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by text,
  end_reason text CHECK (end_reason IN ('signed_out', 'signed_out_at_provider', 'replaced', 'too_many', 'idle', 'expired',
                                        'refused_by_provider', 'no_role', 'ended_by_person', 'ended_by_administrator')),
  CHECK (started_at < expires_at),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
  CHECK (ended_at IS NULL OR provider_grant IS NULL), -- nothing asks for a person who has left
  -- Who works for an institution acts for it alone.
  CONSTRAINT person_session_one_side CHECK (
    (institution IS NOT NULL) = ('institution_user' = ANY (roles))
    AND ('institution_user' <> ALL (roles) OR cardinality(roles) = 1)
  )
);
CREATE INDEX person_session_of_person ON person_session (subject, started_at);
CREATE INDEX person_session_at_provider ON person_session (provider_session) WHERE ended_at IS NULL;
CREATE INDEX person_session_phone ON person_session (phone_key) WHERE phone_key IS NOT NULL; -- whose number a report names
CREATE INDEX person_session_ended ON person_session (expires_at);

-- A session never begins again, and never becomes another person's.
CREATE FUNCTION refuse_session_revival() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL
     OR (OLD.id, OLD.secret_sha256, OLD.subject, OLD.provider_session, OLD.started_at, OLD.expires_at)
        IS DISTINCT FROM (NEW.id, NEW.secret_sha256, NEW.subject, NEW.provider_session, NEW.started_at, NEW.expires_at)
  THEN
    RAISE EXCEPTION 'a session that has ended, or whose it is, never changes' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER person_session_ends_once BEFORE UPDATE ON person_session
  FOR EACH ROW EXECUTE FUNCTION refuse_session_revival();
