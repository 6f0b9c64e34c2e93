-- The running number of case numbers.
CREATE SEQUENCE case_no_seq;

-- The work on one complaint; a case and its complaint share one id.
CREATE TABLE case_file (
  id text PRIMARY KEY REFERENCES complaint (id),
  case_no text NOT NULL UNIQUE,
  rulebook text NOT NULL,
  status text NOT NULL CHECK (status IN ('received', 'holding', 'awaiting_decision', 'releasing', 'closed')),
  case_type text NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by text NOT NULL,
  holder_reports boolean NOT NULL, -- the reporter holds the victim's account (section 7)
  victim_institution text NOT NULL,
  victim_account_no text NOT NULL,
  stolen_satang bigint NOT NULL CHECK (stolen_satang > 0),
  held_satang bigint NOT NULL DEFAULT 0 CHECK (held_satang >= 0),
  statement_at timestamptz, -- OFF-7C
  withdrawn_at timestamptz,
  automatic_orders boolean NOT NULL, -- false: the reporter's limit or the transfers' age stopped them
  assigned_route text NOT NULL DEFAULT 'station' CHECK (assigned_route IN ('station', 'ccib', 'dsi')),
  next_deadline_at timestamptz,
  closed_at timestamptz,
  linked_cases integer NOT NULL DEFAULT 0 CHECK (linked_cases >= 0) -- counted with each new link
);
CREATE INDEX case_file_victim_account ON case_file (victim_account_no, victim_institution);
CREATE INDEX case_file_open ON case_file (next_deadline_at) WHERE closed_at IS NULL;
