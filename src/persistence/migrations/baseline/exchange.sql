-- The system of section 4 that the agencies approved, by memorandum. An exchange names the version
-- under which it was made.
CREATE TABLE approved_system (
  version text PRIMARY KEY,
  memorandum text NOT NULL,
  approved_by text[] NOT NULL CHECK (cardinality(approved_by) > 0),
  effective_from timestamptz NOT NULL UNIQUE
);
-- The first begins on the day on which the centre opened: the memorandum's own date is not published.
INSERT INTO approved_system (version, memorandum, approved_by, effective_from) VALUES
  ('AOC-1441/1',
   'Memorandum by which the Ministry and five agencies approved AOC 1441 as the system of section 4, Emergency Decree B.E. 2566',
   '{mdes,ccib,dsi,amlo,bot,nbtc}', '2023-10-31T17:00:00Z'),
  ('AOC-1441/2',
   'The same memorandum as read with Amendment No. 2, B.E. 2568: the SEC joins, digital-asset operators take part',
   '{mdes,ccib,dsi,amlo,bot,nbtc,sec}', '2025-04-12T17:00:00Z');
CREATE TRIGGER approved_system_append_only BEFORE UPDATE OR DELETE ON approved_system
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER approved_system_no_truncate BEFORE TRUNCATE ON approved_system
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The record of one disclosure between parties (section 4), one per message, written in the
-- message's own transaction.
CREATE TABLE exchange (
  id text PRIMARY KEY,
  case_id text, -- null: about several cases (a notice under section 4 paragraph 3)
  direction text NOT NULL CHECK (direction IN ('out', 'in')),
  party text NOT NULL,
  kind text NOT NULL,
  message_id text NOT NULL, -- id of the order, release order, question, share notice, notice or inbox message
  legal_basis text[] NOT NULL CHECK (cardinality(legal_basis) > 0), -- ids of rule rows
  purpose text NOT NULL CHECK (purpose <> ''),
  fields text[] NOT NULL, -- names of what was disclosed, never values
  body_sha256 text NOT NULL CHECK (body_sha256 ~ '^[0-9a-f]{64}$'), -- of the bytes as sent or received
  system_version text NOT NULL REFERENCES approved_system (version),
  at timestamptz NOT NULL
);
CREATE INDEX exchange_case ON exchange (case_id);
CREATE UNIQUE INDEX exchange_message ON exchange (message_id, direction, coalesce(case_id, ''));
CREATE INDEX exchange_at ON exchange (at);
CREATE TRIGGER exchange_append_only BEFORE UPDATE OR DELETE ON exchange
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exchange_no_truncate BEFORE TRUNCATE ON exchange
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A disclosure that police or DSI, and AMLO must be told of at once (section 4 paragraph 3).
CREATE TABLE disclosure (
  exchange_id text PRIMARY KEY REFERENCES exchange (id),
  case_id text NOT NULL,
  due_at timestamptz NOT NULL,
  batch_id text -- the share notices that tell of it; null: not told yet
);
CREATE INDEX disclosure_due ON disclosure (due_at) WHERE batch_id IS NULL;
CREATE INDEX disclosure_case ON disclosure (case_id);
CREATE INDEX disclosure_batch ON disclosure (batch_id);

-- The notice under section 4 paragraph 3 that tells one agency of a batch of disclosures; a message of
-- the same id brings it there.
CREATE TABLE share_notice (
  id text PRIMARY KEY,
  batch_id text NOT NULL,
  party text NOT NULL REFERENCES party (slug),
  disclosures text[] NOT NULL CHECK (cardinality(disclosures) > 0), -- exchange ids
  legal_basis text[] NOT NULL CHECK (cardinality(legal_basis) > 0), -- ids of rule rows
  written_at timestamptz NOT NULL,
  UNIQUE (batch_id, party)
);
