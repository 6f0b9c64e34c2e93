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
