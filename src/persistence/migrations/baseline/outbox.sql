-- The messages for workflows: to start, or to look again. Each is signalled again until it is read.
CREATE TABLE outbox (
  id text PRIMARY KEY,
  workflow_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('start', 'look')),
  message text NOT NULL, -- name of the signal
  row_id text NOT NULL, -- the row that the workflow reads again
  created_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  read_at timestamptz
);
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE read_at IS NULL;
CREATE INDEX outbox_workflow ON outbox (workflow_id) WHERE read_at IS NULL;
