-- One question to one agency in one wave of a case.
CREATE TABLE evidence_request (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  agency text NOT NULL REFERENCES party (slug),
  wave integer NOT NULL,
  subjects jsonb NOT NULL, -- accounts, numbers, links or wallets asked about
  state text NOT NULL CHECK (state IN ('asked', 'answered', 'declined', 'unknown')),
  state_reason text,
  legal_basis text[] NOT NULL, -- ids of rule rows
  purpose text NOT NULL,
  asked_at timestamptz NOT NULL,
  deadline_at timestamptz NOT NULL,
  sent_at timestamptz,
  answered_at timestamptz,
  UNIQUE (case_id, agency, wave)
);
CREATE INDEX evidence_request_case ON evidence_request (case_id);
CREATE INDEX evidence_request_unsent ON evidence_request (asked_at) WHERE state = 'asked' AND sent_at IS NULL;

-- Each answer of an agency is a version of its own; none is overwritten.
CREATE TABLE evidence (
  id text PRIMARY KEY,
  evidence_request_id text NOT NULL REFERENCES evidence_request (id),
  case_id text NOT NULL,
  agency text NOT NULL,
  version integer NOT NULL,
  content jsonb NOT NULL,
  raw_sha256 text NOT NULL,
  inbox_message_id text NOT NULL REFERENCES inbox_message (id),
  late boolean NOT NULL,
  received_at timestamptz NOT NULL,
  UNIQUE (evidence_request_id, version)
);
CREATE INDEX evidence_case ON evidence (case_id);
CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE ON evidence
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_no_truncate BEFORE TRUNCATE ON evidence
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
