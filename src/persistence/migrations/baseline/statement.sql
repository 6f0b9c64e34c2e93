-- When what the centre states of a hold and its orders last changed, so that a page of a statement is one
-- range of an index. Kept by the database alone. It is read off the clock as the change is written, and not
-- when its transaction began: so no change bears a time before its transaction (settledUntil in clock.ts).
CREATE TABLE hold_change (
  hold_id text PRIMARY KEY REFERENCES hold (id),
  institution text NOT NULL,
  changed_at timestamptz NOT NULL, -- in whole milliseconds, as a page says it
  holds_money boolean NOT NULL -- by it money is held, until its institution has said that it let go
);
CREATE INDEX hold_change_since ON hold_change (institution, changed_at, hold_id);
CREATE INDEX hold_change_holding ON hold_change (institution, changed_at, hold_id) WHERE holds_money;

-- A hold is stated from when an order of it came to the institution. What a transaction has noted already is
-- not noted again. The time of a hold never goes back, whatever the clock does.
CREATE FUNCTION note_order_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO hold_change AS c (hold_id, institution, changed_at, holds_money)
    SELECT h.id, h.institution, date_trunc('milliseconds', clock_timestamp()),
           h.state IN ('held', 'partly_held', 'release_ordered') AND h.held_satang > 0 FROM hold h WHERE h.id = NEW.hold_id
  ON CONFLICT (hold_id) DO UPDATE SET changed_at = greatest(c.changed_at, excluded.changed_at)
   WHERE c.xmin <> pg_current_xact_id()::xid;
  RETURN NULL;
END $$;
CREATE TRIGGER hold_order_change_of_new AFTER INSERT ON hold_order
  FOR EACH ROW WHEN (NEW.sent_at IS NOT NULL) EXECUTE FUNCTION note_order_change();
CREATE TRIGGER hold_order_change AFTER UPDATE OF sent_at, answered_at, refused_at ON hold_order
  FOR EACH ROW WHEN ((OLD.sent_at, OLD.answered_at, OLD.refused_at) IS DISTINCT FROM (NEW.sent_at, NEW.answered_at, NEW.refused_at))
  EXECUTE FUNCTION note_order_change();

CREATE FUNCTION note_hold_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  holds boolean := NEW.state IN ('held', 'partly_held', 'release_ordered') AND NEW.held_satang > 0;
BEGIN
  UPDATE hold_change SET changed_at = greatest(changed_at, date_trunc('milliseconds', clock_timestamp())), holds_money = holds
   WHERE hold_id = NEW.id AND (xmin <> pg_current_xact_id()::xid OR holds_money <> holds);
  RETURN NULL;
END $$;
CREATE TRIGGER hold_change AFTER UPDATE OF state, held_satang, lapse_basis ON hold
  FOR EACH ROW WHEN ((OLD.state, OLD.held_satang, OLD.lapse_basis) IS DISTINCT FROM (NEW.state, NEW.held_satang, NEW.lapse_basis))
  EXECUTE FUNCTION note_hold_change();

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
-- that was lost with the end of the database, or never was. Its case is that of its credit, or was opened for it.
CREATE TABLE lost_order (
  id text PRIMARY KEY,
  institution text NOT NULL REFERENCES party (slug),
  order_id text NOT NULL,
  hold_id text NOT NULL,
  account_no text NOT NULL,
  asked_satang bigint NOT NULL CHECK (asked_satang > 0),
  held_satang bigint NOT NULL CHECK (held_satang >= 0),
  expires_at timestamptz NOT NULL,
  case_id text NOT NULL REFERENCES case_file (id),
  as_ordered jsonb, -- what the institution states of the order as it came: case number, legal basis, credit
  issued_at timestamptz CHECK ((issued_at IS NULL) = (as_ordered IS NULL)),
  power text CHECK (power IN ('section6', 'section7', 'aoc_suspension', 'continue_order', 'whole_account')) CHECK ((power IS NULL) = (as_ordered IS NULL)),
  state text NOT NULL CHECK (state IN ('found', 'adopted', 'releasing', 'over')),
  until_at timestamptz CHECK (until_at <= expires_at), -- adopted: when it is let go, at the latest
  until_rule_row_id text REFERENCES rule_row (row_id), -- whose time that is
  over_at timestamptz,
  inbox_message_id text NOT NULL REFERENCES inbox_message (id), -- the signed page that names it
  break_id text NOT NULL UNIQUE REFERENCES break_record (id), -- the newest that calls a person about it
  found_at timestamptz NOT NULL,
  UNIQUE (institution, order_id),
  CONSTRAINT lost_order_over CHECK ((state = 'over') = (over_at IS NOT NULL)),
  CONSTRAINT lost_order_until CHECK ((until_at IS NULL) = (until_rule_row_id IS NULL) AND (state <> 'adopted' OR until_at IS NOT NULL))
);
CREATE INDEX lost_order_case ON lost_order (case_id);
-- When its time is over: the one that two persons gave it, else its own.
CREATE INDEX lost_order_due ON lost_order ((CASE state WHEN 'adopted' THEN until_at ELSE expires_at END)) WHERE state IN ('found', 'adopted');
CREATE INDEX lost_order_open ON lost_order (institution) WHERE state <> 'over';

-- What one person proposes to do with a lost order, and another decides: to release it at the institution, or to
-- keep it until its time (adopt).
CREATE TABLE lost_order_request (
  id text PRIMARY KEY,
  lost_order_id text NOT NULL REFERENCES lost_order (id),
  case_id text NOT NULL REFERENCES case_file (id),
  act text NOT NULL CHECK (act IN ('release', 'adopt')),
  state text NOT NULL CHECK (state IN ('requested', 'approved', 'refused')),
  reason text NOT NULL,
  requested_by text NOT NULL,
  requested_role text NOT NULL,
  requested_at timestamptz NOT NULL,
  decided_by text CHECK (decided_by <> requested_by), -- four eyes
  decided_role text,
  decision_reason text,
  decided_at timestamptz CHECK (decided_at >= requested_at),
  CHECK ((state = 'requested') = (decided_by IS NULL)),
  CHECK (
    (decided_by IS NULL) = (decided_at IS NULL)
    AND (decided_by IS NULL) = (decided_role IS NULL)
    AND (decided_by IS NULL) = (decision_reason IS NULL)
  )
);
CREATE UNIQUE INDEX lost_order_request_one_open ON lost_order_request (lost_order_id) WHERE state = 'requested';
CREATE INDEX lost_order_request_case ON lost_order_request (case_id);

CREATE TRIGGER lost_order_request_decided_once BEFORE INSERT OR UPDATE OR DELETE ON lost_order_request
  FOR EACH ROW EXECUTE FUNCTION decided_once('{requested}');
CREATE TRIGGER lost_order_request_no_truncate BEFORE TRUNCATE ON lost_order_request
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The release of a lost order, by two persons or because its time is over; its message has its id.
CREATE TABLE lost_order_release (
  id text PRIMARY KEY,
  lost_order_id text NOT NULL REFERENCES lost_order (id),
  case_id text NOT NULL REFERENCES case_file (id),
  request_id text REFERENCES lost_order_request (id), -- null: its time is over
  legal_basis text[] NOT NULL CHECK (cardinality(legal_basis) > 0), -- ids of rule rows
  ordered_at timestamptz NOT NULL,
  acknowledged_at timestamptz, -- the institution answered it, or stated that nothing is held
  break_id text REFERENCES break_record (id), -- that it was not answered in time
  released_satang bigint CHECK (released_satang >= 0) -- what the answer says that was held until then
);
CREATE UNIQUE INDEX lost_order_release_open ON lost_order_release (lost_order_id) WHERE acknowledged_at IS NULL;
CREATE INDEX lost_order_release_unacknowledged ON lost_order_release (ordered_at) WHERE acknowledged_at IS NULL;

-- What an institution stated of a lost order never changes, but for how much it holds and the page that says so.
-- Two persons decide before it is adopted; nobody is released before its release is ordered.
CREATE FUNCTION lost_order_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR to_jsonb(OLD) - ARRAY['state', 'held_satang', 'until_at', 'until_rule_row_id', 'over_at', 'inbox_message_id', 'break_id']
        <> to_jsonb(NEW) - ARRAY['state', 'held_satang', 'until_at', 'until_rule_row_id', 'over_at', 'inbox_message_id', 'break_id']
  THEN
    RAISE EXCEPTION 'what is stated of lost order % is not rewritten', OLD.id USING ERRCODE = '23514';
  END IF;
  IF NEW.state = 'adopted' AND OLD.state <> 'adopted' AND NOT EXISTS (
       SELECT 1 FROM lost_order_request r WHERE r.lost_order_id = NEW.id AND r.act = 'adopt' AND r.state = 'approved') THEN
    RAISE EXCEPTION 'four eyes: nobody approved to keep lost order %', NEW.id USING ERRCODE = '23514';
  END IF;
  IF NEW.state = 'releasing' AND OLD.state <> 'releasing' AND NOT EXISTS (
       SELECT 1 FROM lost_order_release r WHERE r.lost_order_id = NEW.id AND r.acknowledged_at IS NULL) THEN
    RAISE EXCEPTION 'no release of lost order % is ordered', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lost_order_changes BEFORE UPDATE OR DELETE ON lost_order
  FOR EACH ROW EXECUTE FUNCTION lost_order_changes();
CREATE TRIGGER lost_order_no_truncate BEFORE TRUNCATE ON lost_order
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
