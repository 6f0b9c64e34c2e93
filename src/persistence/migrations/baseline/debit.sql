-- What the victim's institution says about each reported transfer.
CREATE TABLE debit_confirmation (
  id text PRIMARY KEY,
  transfer_id text NOT NULL UNIQUE REFERENCES transfer (id),
  case_id text NOT NULL REFERENCES case_file (id),
  institution text NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'confirmed', 'denied', 'unknown')),
  reason text,
  asked_at timestamptz NOT NULL,
  deadline_at timestamptz NOT NULL,
  sent_at timestamptz,
  answered_at timestamptz
);
CREATE INDEX debit_confirmation_case ON debit_confirmation (case_id);
CREATE INDEX debit_confirmation_unsent ON debit_confirmation (asked_at) WHERE state = 'asked' AND sent_at IS NULL;
