-- P-RESID, where the centre switches it on: an institution tells a later credit, and an officer may have the hold raised by it.

ALTER TABLE hold_order ADD COLUMN watches_credits boolean NOT NULL DEFAULT false;
ALTER TABLE hold_order ADD COLUMN residual_request_id text REFERENCES freeze_request (id); -- asks for more than was held
ALTER TABLE hold_order ADD COLUMN refused_at timestamptz CHECK (refused_at IS NULL OR residual_request_id IS NOT NULL);

-- An order for less, or one that caught a later credit: of either the holder is to be told (P-TELL).
ALTER TABLE hold_order RENAME COLUMN lets_go TO changes_amount;

ALTER TABLE freeze_request DROP CONSTRAINT freeze_request_kind_check;
ALTER TABLE freeze_request ADD CONSTRAINT freeze_request_kind_check
  CHECK (kind IN ('aoc_suspension', 'continue_order', 'whole_account', 'break_glass', 'residual'));
ALTER TABLE freeze_request ADD COLUMN credited_satang bigint CHECK (credited_satang > 0);
-- One catch for each notice of a credit.
ALTER TABLE freeze_request ADD COLUMN inbox_message_id text UNIQUE REFERENCES inbox_message (id);
-- A catch is asked for by the system, on an institution's word, and nothing else is.
ALTER TABLE freeze_request ADD CONSTRAINT freeze_request_residual CHECK (
  (kind = 'residual') = (requested_by = 'system') AND (kind = 'residual') = (credited_satang IS NOT NULL)
  AND (kind = 'residual') = (inbox_message_id IS NOT NULL) AND (kind <> 'residual' OR hold_id IS NOT NULL));
-- Several credits may wait for their approver at once.
DROP INDEX freeze_request_one_open;
CREATE UNIQUE INDEX freeze_request_one_open ON freeze_request (case_id, kind, institution, account_no)
  WHERE state IN ('requested', 'half_approved') AND kind <> 'residual';
