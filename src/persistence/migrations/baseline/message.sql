-- Every message that a party signed, callback or answer, with its bytes as received; and every row of a workbook
-- that a person of the party uploaded, which that person's session proves.
CREATE TABLE inbox_message (
  id text PRIMARY KEY,
  party text NOT NULL REFERENCES party (slug),
  message_key text NOT NULL, -- webhook-id of a callback, or the centre's own key for an answer
  channel text NOT NULL CHECK (channel IN ('callback', 'answer')),
  kind text NOT NULL,
  subject_id text NOT NULL, -- the order, release order, confirmation, evidence request or hold it is about
  case_id text,
  raw_body bytea NOT NULL,
  content jsonb NOT NULL, -- the body as the schema of its kind reads it
  body_sha256 text NOT NULL,
  http_status integer,
  key_id text REFERENCES party_key (key_id),
  signature_base text,
  signature text,
  sheet_row_id text UNIQUE REFERENCES sheet_row (id), -- in place of a signature
  received_at timestamptz NOT NULL,
  processed_at timestamptz,
  outcome text, -- APPLIED, or the reason why not
  failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0), -- how often it could not be applied, by a fault of ours
  UNIQUE (party, message_key), -- a message that comes again has no second effect
  CONSTRAINT inbox_message_proof CHECK (
    (key_id IS NULL) = (sheet_row_id IS NOT NULL) AND (key_id IS NULL) = (signature_base IS NULL) AND (key_id IS NULL) = (signature IS NULL))
);
CREATE INDEX inbox_unprocessed ON inbox_message (received_at) WHERE processed_at IS NULL;
CREATE INDEX inbox_case_unprocessed ON inbox_message (case_id) WHERE processed_at IS NULL;
CREATE INDEX inbox_subject ON inbox_message (subject_id);

-- Nonces that may not come again until their signature expires, and the ids of logout tokens (by issuer).
CREATE TABLE used_nonce (
  key_id text NOT NULL,
  nonce text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (key_id, nonce)
);
CREATE INDEX used_nonce_over ON used_nonce (expires_at);

-- The answer given under an Idempotency-Key, written in the transaction that it answers.
CREATE TABLE idempotency (
  actor text NOT NULL,
  key text NOT NULL,
  route text NOT NULL,
  body_sha256 text NOT NULL,
  status integer NOT NULL,
  response jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (actor, key)
);
CREATE TRIGGER idempotency_append_only BEFORE UPDATE OR DELETE ON idempotency
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER idempotency_no_truncate BEFORE TRUNCATE ON idempotency
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
