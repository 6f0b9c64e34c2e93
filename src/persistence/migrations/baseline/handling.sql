-- Who works on a case now, so that two persons do not ask for the same order. A row a case; the next
-- claim takes the place of one whose time is over.
CREATE TABLE work_claim (
  case_id text PRIMARY KEY REFERENCES case_file (id),
  person text NOT NULL,
  claimed_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL CHECK (until_at >= claimed_at), -- ended: the instant at which it was given up
  rule_row_id text NOT NULL REFERENCES rule_row (row_id) -- P-WORK
);

-- A running claim is its person's: whichever program asks, nobody takes it before its time is over.
-- A supervisor who assigns the case to another person ends it (until_at = now).
CREATE FUNCTION work_claim_is_its_persons() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.until_at > clock_timestamp() AND NEW.person <> OLD.person THEN
    RAISE EXCEPTION 'case % is claimed by another person', OLD.case_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER work_claim_is_its_persons BEFORE UPDATE ON work_claim
  FOR EACH ROW EXECUTE FUNCTION work_claim_is_its_persons();

-- To whom a case was assigned; the newest row counts.
CREATE TABLE case_assignment (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  assignee text, -- null: to nobody
  note text,
  assigned_by text NOT NULL,
  assigned_role text NOT NULL,
  assigned_at timestamptz NOT NULL
);
CREATE INDEX case_assignment_case ON case_assignment (case_id, id);
CREATE TRIGGER case_assignment_append_only BEFORE UPDATE OR DELETE ON case_assignment
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER case_assignment_no_truncate BEFORE TRUNCATE ON case_assignment
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a person noted about a case.
CREATE TABLE case_note (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  person text NOT NULL,
  role text NOT NULL,
  text text NOT NULL,
  noted_at timestamptz NOT NULL
);
CREATE INDEX case_note_case ON case_note (case_id);
CREATE TRIGGER case_note_append_only BEFORE UPDATE OR DELETE ON case_note
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER case_note_no_truncate BEFORE TRUNCATE ON case_note
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The views of the queue that a person named: filters alone, which say nothing of a case. They follow
-- the person, because the browsers of the centre are shared by shifts.
CREATE TABLE queue_view (
  person text NOT NULL, -- subject
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  filter jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (person, name)
);
