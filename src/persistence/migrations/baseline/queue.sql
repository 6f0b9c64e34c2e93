-- The queue as it is read: what follows from the rows of the open cases, kept so that a page reads
-- its own cases alone. It decides and proves nothing: it is made again from the record whenever an
-- audit event tells that a case has changed.

-- Up to which commits the queue has followed the audit events.
CREATE TABLE queue_follow (
  id text PRIMARY KEY CHECK (id = 'queue'),
  seen text NOT NULL -- a `pg_snapshot`: the events that it sees have been followed
);
INSERT INTO queue_follow VALUES ('queue', '3:3:');

-- An open case as a row of the queue shows it.
CREATE TABLE queue_case (
  case_id text PRIMARY KEY REFERENCES case_file (id),
  fresh_until timestamptz NOT NULL, -- from then on it is made again; -infinity: the case has changed
  shown jsonb -- null: not made yet
);
CREATE INDEX queue_case_stale ON queue_case (fresh_until);

-- The place of an open case in a view of the queue, by the task that leads there.
CREATE TABLE queue_place (
  tab text NOT NULL,
  case_id text NOT NULL REFERENCES queue_case (case_id),
  lead integer NOT NULL, -- of the tasks of the case, from 0
  due_at timestamptz,
  -- Its places in the orders, rising; each ends with the case's id.
  by_time text COLLATE "C" NOT NULL,
  by_risk text COLLATE "C" NOT NULL,
  by_advice text COLLATE "C" NOT NULL,
  by_doubts text COLLATE "C" NOT NULL,
  -- What the filters ask for.
  case_no text NOT NULL,
  case_type text NOT NULL,
  status text NOT NULL,
  route text NOT NULL,
  parties text[] NOT NULL,
  tasks text[] NOT NULL, -- of the view's kind, by urgency
  clock_owners text[] NOT NULL,
  stolen_satang bigint NOT NULL,
  at_risk_satang bigint NOT NULL,
  assignee text,
  PRIMARY KEY (tab, case_id)
);
CREATE INDEX queue_place_case ON queue_place (case_id);
CREATE INDEX queue_place_time ON queue_place (tab, by_time);
CREATE INDEX queue_place_risk ON queue_place (tab, by_risk);
CREATE INDEX queue_place_advice ON queue_place (tab, by_advice);
CREATE INDEX queue_place_doubts ON queue_place (tab, by_doubts);
