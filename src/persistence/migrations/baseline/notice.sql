-- Section 6 of the decree: what an institution or an officer suspects is suspended at every
-- receiving institution, at most its own seven days and those of the officer.

-- A notice of suspicion: an institution's own (BANK-6A) or an officer's (OFF-6B).
CREATE TABLE notice (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('suspicion.notice', 'officer.notice')),
  case_id text NOT NULL REFERENCES case_file (id), -- the first of the cases that it opened or joined
  party text NOT NULL REFERENCES party (slug), -- the institution, or the agency in whose name the officer acts
  person text, -- subject of the officer
  rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  body jsonb NOT NULL, -- as received: ground, authority, transfers
  body_sha256 text NOT NULL,
  inbox_message_id text REFERENCES inbox_message (id),
  received_at timestamptz NOT NULL,
  officer_notified_at timestamptz NOT NULL, -- when the officer's time began (OFF-6C): for his own notice when he told the institution
  CHECK (officer_notified_at <= received_at),
  CHECK (kind = 'officer.notice' OR officer_notified_at = received_at),
  CHECK ((kind = 'officer.notice') = (person IS NOT NULL)),
  CHECK ((kind = 'suspicion.notice') = (inbox_message_id IS NOT NULL))
);
CREATE INDEX notice_of_person ON notice (person, received_at) WHERE person IS NOT NULL; -- the caps of P-NOTICE
CREATE TRIGGER notice_append_only BEFORE UPDATE OR DELETE ON notice
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER notice_no_truncate BEFORE TRUNCATE ON notice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE hold_order ADD FOREIGN KEY (notice_id) REFERENCES notice (id);

-- A transfer that a notice names, and the case that has it.
CREATE TABLE noticed_transfer (
  notice_id text NOT NULL REFERENCES notice (id),
  transfer_id text NOT NULL REFERENCES transfer (id),
  case_id text NOT NULL REFERENCES case_file (id),
  joined boolean NOT NULL, -- the case already had the transfer, or for an onward debit the transfer before it
  onward boolean NOT NULL DEFAULT false, -- a later debit by which the suspected money went on, as the institution says
  PRIMARY KEY (notice_id, transfer_id)
);
CREATE INDEX noticed_transfer_case ON noticed_transfer (case_id);
CREATE INDEX noticed_transfer_transfer ON noticed_transfer (transfer_id);
CREATE TRIGGER noticed_transfer_append_only BEFORE UPDATE OR DELETE ON noticed_transfer
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER noticed_transfer_no_truncate BEFORE TRUNCATE ON noticed_transfer
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A notice that a hold rests on, alone or beside another power, with the institution's own clock for
-- this hold.
CREATE TABLE hold_notice (
  hold_id text NOT NULL REFERENCES hold (id),
  notice_id text NOT NULL REFERENCES notice (id),
  case_id text NOT NULL REFERENCES case_file (id),
  rule_row_id text NOT NULL REFERENCES rule_row (row_id), -- BANK-6A or OFF-6B
  notified_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > notified_at),
  PRIMARY KEY (hold_id, notice_id)
);
CREATE INDEX hold_notice_notice ON hold_notice (notice_id);
CREATE INDEX hold_notice_case ON hold_notice (case_id);
CREATE TRIGGER hold_notice_append_only BEFORE UPDATE OR DELETE ON hold_notice
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER hold_notice_no_truncate BEFORE TRUNCATE ON hold_notice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What an institution suspended on its own suspicion. Its clock is its own (section 6: seven days at
-- most from its finding). An officer who proceeds by law does not end it: it stands until its own
-- time, unless another power carries it on.
CREATE TABLE own_suspension (
  id text PRIMARY KEY,
  notice_id text NOT NULL REFERENCES notice (id),
  case_id text NOT NULL REFERENCES case_file (id),
  transfer_id text NOT NULL REFERENCES transfer (id),
  institution text NOT NULL,
  account_no text NOT NULL,
  amount_satang bigint NOT NULL CHECK (amount_satang > 0),
  found_at timestamptz NOT NULL,
  suspended_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > found_at),
  state text NOT NULL CHECK (state IN ('active', 'lapsed', 'lifted', 'proceeded')),
  ended_at timestamptz,
  end_rule_row_id text REFERENCES rule_row (row_id), -- LIFT-6D, OFF-6C or BANK-6A
  ended_by text, -- the officer who acted, or 'system' at expiry
  end_reason text,
  CHECK ((state IN ('active', 'proceeded')) = (ended_at IS NULL)),
  CHECK ((ended_at IS NULL) = (end_rule_row_id IS NULL))
);
CREATE INDEX own_suspension_case ON own_suspension (case_id);
CREATE INDEX own_suspension_due ON own_suspension (expires_at) WHERE ended_at IS NULL;
-- Section 6 gives its seven days once, also after they ended or an officer ended them.
CREATE UNIQUE INDEX own_suspension_once ON own_suspension (institution, transfer_id);

-- What an institution's own suspension takes up of each part of a stolen sum that the transfer
-- carries. It is counted beside what holds reserve, so that no money is held twice.
CREATE TABLE own_suspension_part (
  suspension_id text NOT NULL REFERENCES own_suspension (id),
  trail_link_id text NOT NULL REFERENCES trail_link (id),
  stolen_sum_id text NOT NULL REFERENCES stolen_sum (id),
  suspended_satang bigint NOT NULL CHECK (suspended_satang >= 0),
  PRIMARY KEY (suspension_id, trail_link_id)
);
CREATE INDEX own_suspension_part_link ON own_suspension_part (trail_link_id);
CREATE INDEX own_suspension_part_sum ON own_suspension_part (stolen_sum_id);

-- A sum's `suspended_satang` equals the sum of its parts. It is compared at commit, because within
-- the transaction the sum and its parts change one after the other.
CREATE FUNCTION suspended_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sum_id text := CASE TG_TABLE_NAME
    WHEN 'own_suspension_part' THEN coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> 'stolen_sum_id'
    ELSE to_jsonb(NEW) ->> 'id' END;
  written bigint;
  counted bigint;
BEGIN
  SELECT s.suspended_satang,
         (SELECT coalesce(sum(p.suspended_satang), 0) FROM own_suspension_part p WHERE p.stolen_sum_id = s.id)
    INTO written, counted FROM stolen_sum s WHERE s.id = sum_id;
  IF written IS DISTINCT FROM counted THEN
    RAISE EXCEPTION 'ledger: of stolen sum % institutions suspend %, their suspensions %', sum_id, written, counted
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER own_suspension_part_agrees
  AFTER INSERT OR DELETE OR UPDATE OF suspended_satang ON own_suspension_part
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION suspended_agrees();
CREATE CONSTRAINT TRIGGER stolen_sum_suspended_agrees
  AFTER UPDATE OF suspended_satang ON stolen_sum
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION suspended_agrees();

-- What the officer found within the time of section 6 (OFF-6C), of a hold or of an institution's own
-- suspension. A message of the same id tells its institution, or a release order does.
CREATE TABLE suspicion_result (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  institution text NOT NULL REFERENCES party (slug),
  suspension_id text UNIQUE REFERENCES own_suspension (id),
  hold_id text UNIQUE REFERENCES hold (id),
  result text NOT NULL CHECK (result IN ('lawful_action', 'unfounded')),
  reason text NOT NULL,
  reference text, -- of the lawful action: case number, warrant or order
  person text NOT NULL,
  legal_basis text[] NOT NULL CHECK (cardinality(legal_basis) > 0), -- ids of rule rows
  decided_at timestamptz NOT NULL,
  CHECK (num_nonnulls(suspension_id, hold_id) = 1),
  CHECK ((result = 'lawful_action') = (reference IS NOT NULL))
);
CREATE INDEX suspicion_result_case ON suspicion_result (case_id);
