-- What the victim's institution says about each reported transfer. `disputed`: it knows the
-- reference, and says that a detail differs (P-DEBIT). Where nobody answered in time, another report
-- gets a question of its own: then that one is about the transfer, and it names the one before.
CREATE TABLE debit_confirmation (
  id text PRIMARY KEY,
  transfer_id text UNIQUE REFERENCES transfer (id), -- null: a later question asks the same
  asks_again text UNIQUE REFERENCES debit_confirmation (id),
  CHECK (transfer_id IS NOT NULL OR state = 'unknown'),
  case_id text NOT NULL REFERENCES case_file (id),
  institution text NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'confirmed', 'denied', 'disputed', 'unknown')),
  reason text,
  debited_satang bigint CHECK (debited_satang > 0), -- where the institution says that another amount was debited
  asked_at timestamptz NOT NULL,
  deadline_at timestamptz NOT NULL,
  sent_at timestamptz,
  answered_at timestamptz
);
CREATE INDEX debit_confirmation_case ON debit_confirmation (case_id);
CREATE INDEX debit_confirmation_unsent ON debit_confirmation (asked_at) WHERE state = 'asked' AND sent_at IS NULL;
