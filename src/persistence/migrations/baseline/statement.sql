-- What an institution was asked to state of the orders of the centre that it knows: a row for each page,
-- whose message has its id. The pages of one statement have the id of the first.
CREATE TABLE hold_statement (
  id text PRIMARY KEY,
  institution text NOT NULL REFERENCES party (slug),
  round_id text NOT NULL, -- the first page
  since timestamptz, -- only what changed since; null: all
  after_place text, -- where the page before ended; null: the first page
  asked_at timestamptz NOT NULL,
  answered_at timestamptz,
  inbox_message_id text REFERENCES inbox_message (id), -- the signed page
  is_last boolean NOT NULL DEFAULT false,
  orders integer CHECK (orders >= 0), -- that the page names
  differences integer CHECK (differences >= 0), -- that were found
  CONSTRAINT hold_statement_answered CHECK (
    (answered_at IS NULL) = (inbox_message_id IS NULL) AND (answered_at IS NULL) = (orders IS NULL)
    AND (answered_at IS NULL) = (differences IS NULL) AND (answered_at IS NOT NULL OR NOT is_last))
);
CREATE INDEX hold_statement_recent ON hold_statement (asked_at);
CREATE INDEX hold_statement_open ON hold_statement (institution) WHERE answered_at IS NULL;
CREATE INDEX hold_statement_round ON hold_statement (round_id);

-- An order of the centre by which an institution states that it holds money, and that is not on record: one
-- that was lost with the end of the database, or never was. Its break is of no case.
CREATE TABLE lost_order (
  id text PRIMARY KEY,
  institution text NOT NULL REFERENCES party (slug),
  order_id text NOT NULL,
  hold_id text NOT NULL,
  account_no text NOT NULL,
  asked_satang bigint NOT NULL CHECK (asked_satang > 0),
  held_satang bigint NOT NULL CHECK (held_satang >= 0),
  expires_at timestamptz NOT NULL,
  inbox_message_id text NOT NULL REFERENCES inbox_message (id), -- the signed page that names it
  break_id text NOT NULL UNIQUE REFERENCES break_record (id),
  found_at timestamptz NOT NULL,
  UNIQUE (institution, order_id)
);
CREATE TRIGGER lost_order_append_only BEFORE UPDATE OR DELETE ON lost_order
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER lost_order_no_truncate BEFORE TRUNCATE ON lost_order
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
