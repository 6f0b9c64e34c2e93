-- What an operator has typed of a complaint that is not received yet. Its owner alone reads it, and
-- it goes with its time (P-DRAFT), or when its owner discards it.
CREATE TABLE complaint_draft (
  id text PRIMARY KEY,
  owner text NOT NULL, -- subject of the person
  key text NOT NULL, -- the Idempotency-Key that began it
  content text NOT NULL CHECK (octet_length(content) <= 262144), -- JSON as the console made it; unfinished, so unchecked
  revision integer NOT NULL CHECK (revision > 0), -- counts up with every save
  rule_row_id text NOT NULL REFERENCES rule_row (row_id), -- P-DRAFT
  begun_at timestamptz NOT NULL,
  saved_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > saved_at),
  UNIQUE (owner, key)
);
CREATE INDEX complaint_draft_expired ON complaint_draft (expires_at);
