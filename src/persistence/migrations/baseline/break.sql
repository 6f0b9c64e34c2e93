-- The database and a party's message differ, and a person must settle it. A break has an
-- owner and a time (P-BREAK), and ends with a reason.
CREATE TABLE break_record (
  id text PRIMARY KEY,
  case_id text, -- null: the message names nothing of any case
  hold_id text REFERENCES hold (id),
  transfer_id text REFERENCES transfer (id), -- whose receiver it is about, where no hold is
  kind text NOT NULL,
  inbox_message_id text REFERENCES inbox_message (id),
  party text REFERENCES party (slug), -- who signed a message that was refused unread
  owner_role text NOT NULL,
  rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  opened_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_by text,
  closed_role text,
  close_reason text,
  look_at timestamptz, -- when somebody looks whether its cause is gone; null: a person settles it
  CONSTRAINT break_record_of_case CHECK (
    CASE WHEN case_id IS NULL THEN (inbox_message_id IS NULL) <> (party IS NULL) AND hold_id IS NULL AND transfer_id IS NULL ELSE party IS NULL END),
  CONSTRAINT break_record_settled CHECK (
    (closed_at IS NULL) = (closed_by IS NULL)
    AND (closed_at IS NULL) = (closed_role IS NULL)
    AND (closed_at IS NULL) = (close_reason IS NULL)
  )
);
CREATE INDEX break_record_kind ON break_record (kind, opened_at);
CREATE INDEX break_record_open ON break_record (due_at) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX break_record_unread ON break_record (party, kind) WHERE party IS NOT NULL AND closed_at IS NULL;
CREATE INDEX break_record_open_case ON break_record (case_id) WHERE closed_at IS NULL; -- the queue
CREATE INDEX break_record_look ON break_record (look_at) WHERE look_at IS NOT NULL AND closed_at IS NULL;
CREATE INDEX break_record_not_asked ON break_record (transfer_id) WHERE kind = 'BANK_NOT_ASKED' AND closed_at IS NULL;
CREATE INDEX break_record_not_answered ON break_record (hold_id) WHERE kind IN ('ANSWER_TOO_LARGE', 'ORDER_UNANSWERED') AND closed_at IS NULL;

-- A break about what did not come through is looked at as soon as something came: the transaction that
-- writes what came notes it. One that somebody settles or looks at now is left alone; it is looked at again anyway.
CREATE FUNCTION look_at_breaks() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public AS $$
DECLARE
  ids text[];
BEGIN
  IF TG_TABLE_NAME = 'debit_confirmation' THEN
    ids := ARRAY(SELECT id FROM break_record WHERE kind = 'BANK_NOT_ASKED' AND closed_at IS NULL
                    AND (transfer_id = NEW.transfer_id OR transfer_id IS NULL AND case_id = NEW.case_id)
                    FOR NO KEY UPDATE SKIP LOCKED);
  ELSIF TG_TABLE_NAME = 'case_file' THEN
    ids := ARRAY(SELECT id FROM break_record WHERE kind = 'BANK_NOT_ASKED' AND closed_at IS NULL AND case_id = NEW.id
                    FOR NO KEY UPDATE SKIP LOCKED);
  ELSE
    ids := ARRAY(SELECT id FROM break_record WHERE kind IN ('ANSWER_TOO_LARGE', 'ORDER_UNANSWERED') AND closed_at IS NULL
                    AND hold_id = CASE TG_TABLE_NAME WHEN 'hold' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'hold_id' END
                    FOR NO KEY UPDATE SKIP LOCKED);
  END IF;
  IF ids <> '{}' THEN
    UPDATE break_record SET look_at = now() WHERE id = ANY (ids);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER receipt_cures_break AFTER INSERT ON receipt FOR EACH ROW EXECUTE FUNCTION look_at_breaks();
CREATE TRIGGER answer_cures_break AFTER UPDATE OF answered_at ON hold_order
  FOR EACH ROW WHEN (NEW.answered_at IS NOT NULL AND OLD.answered_at IS NULL) EXECUTE FUNCTION look_at_breaks();
CREATE TRIGGER end_cures_break AFTER UPDATE OF state ON hold
  FOR EACH ROW WHEN (NEW.state NOT IN ('ordered', 'unconfirmed', 'held', 'partly_held') AND OLD.state IN ('ordered', 'unconfirmed', 'held', 'partly_held'))
  EXECUTE FUNCTION look_at_breaks();
CREATE TRIGGER question_cures_break AFTER UPDATE OF sent_at, reached_at, state ON debit_confirmation
  FOR EACH ROW WHEN ((NEW.sent_at, NEW.reached_at, NEW.state) IS DISTINCT FROM (OLD.sent_at, OLD.reached_at, OLD.state))
  EXECUTE FUNCTION look_at_breaks();
CREATE TRIGGER withdrawal_cures_break AFTER UPDATE OF withdrawn_at ON case_file
  FOR EACH ROW WHEN (NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at) EXECUTE FUNCTION look_at_breaks();

-- What a person of the institution says of a break. It changes nothing: who settles the break reads it.
CREATE TABLE break_statement (
  id text PRIMARY KEY,
  break_id text NOT NULL REFERENCES break_record (id),
  institution text NOT NULL,
  person text NOT NULL,
  text text NOT NULL,
  said_at timestamptz NOT NULL
);
CREATE INDEX break_statement_break ON break_statement (break_id);
CREATE TRIGGER break_statement_append_only BEFORE UPDATE OR DELETE ON break_statement
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER break_statement_no_truncate BEFORE TRUNCATE ON break_statement
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
