-- A payment as somebody claims it: one row for each set of facts, however often it is reported. A
-- report is a claim about a transfer. The sending institution says which of several claims about
-- one reference is true.
CREATE TABLE transfer (
  id text PRIMARY KEY,
  from_institution text NOT NULL,
  from_account_no text NOT NULL,
  reference text NOT NULL,
  to_institution text, -- null while only a PromptPay id is known, or when the money left the rails
  to_account_no text,
  promptpay_kind text,
  promptpay_value text,
  off_rail text,
  amount_satang bigint NOT NULL CHECK (amount_satang > 0),
  transferred_at timestamptz NOT NULL,
  rail text NOT NULL,
  reported_by text NOT NULL CHECK (reported_by IN ('victim', 'institution')),
  first_case_id text NOT NULL REFERENCES case_file (id),
  contested boolean NOT NULL DEFAULT false, -- another row has the same reference and other facts
  CHECK ((to_institution IS NULL) = (to_account_no IS NULL))
);
-- The claimed receiver: naming the account behind a PromptPay id makes no other claim of it.
CREATE UNIQUE INDEX transfer_one_claim ON transfer (
  from_institution, reference, from_account_no, amount_satang, transferred_at, off_rail, promptpay_kind, promptpay_value,
  (CASE WHEN promptpay_kind IS NULL THEN to_institution END), (CASE WHEN promptpay_kind IS NULL THEN to_account_no END)
) NULLS NOT DISTINCT;
-- What the sending institution names itself is one row for each of its references.
CREATE UNIQUE INDEX transfer_one_named ON transfer (from_institution, reference) WHERE reported_by = 'institution';
-- An institution may say that its debit left the rails, and name later who got it. Nothing else of a claim changes.
CREATE FUNCTION transfer_put_on_rails() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.off_rail IS NULL OR NEW.off_rail IS NOT NULL OR OLD.reported_by <> 'institution' OR coalesce(NEW.to_account_no, NEW.promptpay_value) IS NULL THEN
    RAISE EXCEPTION 'the transfer % changes only when its institution names the receiver of what had left the rails', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER transfer_put_on_rails BEFORE UPDATE OF off_rail, promptpay_kind, promptpay_value ON transfer
  FOR EACH ROW WHEN ((NEW.off_rail, NEW.promptpay_kind, NEW.promptpay_value) IS DISTINCT FROM (OLD.off_rail, OLD.promptpay_kind, OLD.promptpay_value))
  EXECUTE FUNCTION transfer_put_on_rails();
CREATE INDEX transfer_to ON transfer (to_institution, to_account_no);
CREATE INDEX transfer_promptpay ON transfer (promptpay_value) WHERE promptpay_value IS NOT NULL;

ALTER TABLE stolen_sum ADD FOREIGN KEY (transfer_id) REFERENCES transfer (id);

-- A part of the trail: how much of a stolen sum a transfer carries, and why the trail ends there if
-- it does. A transfer may carry several parts of one sum: at a merge each credit carries its own
-- part on.
CREATE TABLE trail_link (
  id text PRIMARY KEY,
  stolen_sum_id text NOT NULL REFERENCES stolen_sum (id),
  transfer_id text NOT NULL REFERENCES transfer (id),
  case_id text NOT NULL REFERENCES case_file (id),
  parent_link_id text REFERENCES trail_link (id), -- the part that this one continues; null: the victim's own transfer
  parent_hold_id text, -- the hold whose answer named the transfer; null also where a notice named it
  hop integer NOT NULL CHECK (hop >= 0),
  attributed_satang bigint NOT NULL CHECK (attributed_satang > 0),
  stop_reason text CHECK (stop_reason IN (
    'below_minimum', 'too_old', 'too_deep', 'too_many_accounts', 'off_rails', 'fully_reserved', 'already_followed',
    'merchant_shield', 'payroll_shield', 'returned_to_victim', 'no_power', 'not_enrolled'
  )),
  -- P-TRACE limits how many accounts a trail is followed into: the part that reached a further one
  -- says which number it is, so that nothing is counted again. The victim's own transfer leads to 1.
  nth_account integer CHECK (nth_account > 0),
  CONSTRAINT trail_link_one_part UNIQUE NULLS NOT DISTINCT (stolen_sum_id, transfer_id, parent_link_id),
  CONSTRAINT trail_link_parent_known CHECK (parent_hold_id IS NULL OR parent_link_id IS NOT NULL)
);
-- A later answer may name the debit of a part for more, and then the part grows. It never shrinks, because
-- orders at the next account rest on it.
CREATE FUNCTION trail_link_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.attributed_satang < OLD.attributed_satang OR NEW.parent_link_id IS NULL
     OR NEW.attributed_satang > (SELECT t.amount_satang FROM transfer t WHERE t.id = NEW.transfer_id) THEN
    RAISE EXCEPTION 'the part % of the trail only grows, to what its debit can carry', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER trail_link_only_grows BEFORE UPDATE OF attributed_satang ON trail_link
  FOR EACH ROW WHEN (NEW.attributed_satang IS DISTINCT FROM OLD.attributed_satang) EXECUTE FUNCTION trail_link_only_grows();
CREATE INDEX trail_link_case ON trail_link (case_id);
CREATE INDEX trail_link_parent ON trail_link (parent_hold_id);
CREATE INDEX trail_link_continues ON trail_link (parent_link_id);
-- Other victims of an account are found from its transfers.
CREATE INDEX trail_link_transfer ON trail_link (transfer_id);
CREATE UNIQUE INDEX trail_link_nth_account ON trail_link (stolen_sum_id, nth_account) WHERE nth_account IS NOT NULL;
