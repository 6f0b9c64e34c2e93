-- What two persons of the centre direct parties to do beside any hold: NBTC about numbers, every
-- institution about a listing or a delisting.
CREATE TABLE directive (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  kind text NOT NULL CHECK (kind IN ('telecom', 'telecom_lift', 'list', 'delist')),
  subject jsonb, -- the one place where the numbers, the person or the wallet stand; a delisting names its listing
  listing_id text REFERENCES directive (id),
  lifts_id text REFERENCES directive (id), -- of a lifting: the cut-off whose numbers it gives back
  kept text[], -- of an approved lifting: its numbers that another standing cut-off keeps, of which NBTC is not told
  ground text, -- the criterion on which the officer lists
  reason text NOT NULL,
  rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  state text NOT NULL CHECK (state IN ('requested', 'approved', 'refused')),
  requested_by text NOT NULL,
  requested_role text NOT NULL CHECK (requested_role = 'aoc_officer'),
  requested_at timestamptz NOT NULL,
  decided_by text CHECK (decided_by <> requested_by), -- four eyes
  decided_role text CHECK (decided_role = 'aoc_supervisor'),
  decision_reason text,
  decided_at timestamptz CHECK (decided_at >= requested_at),
  delisted_at timestamptz, -- of a listing: it stands until then
  CHECK (
    (kind = 'delist') = (subject IS NULL)
    AND (kind = 'delist') = (listing_id IS NOT NULL)
    AND (kind = 'telecom_lift') = (lifts_id IS NOT NULL)
    AND (kind = 'list') = (ground IS NOT NULL)
  ),
  CHECK ((state = 'requested') = (decided_by IS NULL)),
  CHECK (
    (decided_by IS NULL) = (decided_role IS NULL)
    AND (decided_by IS NULL) = (decision_reason IS NULL)
    AND (decided_by IS NULL) = (decided_at IS NULL)
  ),
  CHECK (delisted_at IS NULL OR (kind = 'list' AND state = 'approved')),
  CHECK ((kept IS NOT NULL) = (kind = 'telecom_lift' AND state = 'approved'))
);
CREATE INDEX directive_case ON directive (case_id);
-- A subject is listed once at a time, a listing delisted once, and one telecom request waits per case,
-- as does one lifting of a cut-off.
CREATE UNIQUE INDEX directive_listed_once ON directive (subject)
  WHERE kind = 'list' AND state <> 'refused' AND delisted_at IS NULL;
CREATE UNIQUE INDEX directive_delisted_once ON directive (listing_id) WHERE state <> 'refused';
CREATE UNIQUE INDEX directive_telecom_one_open ON directive (case_id) WHERE kind = 'telecom' AND state = 'requested';
CREATE UNIQUE INDEX directive_lift_one_open ON directive (lifts_id) WHERE state = 'requested';

-- After the decision only its delisting is noted, once. Who took a part of the report neither asks nor decides.
CREATE TRIGGER directive_decided_once BEFORE INSERT OR UPDATE OR DELETE ON directive
  FOR EACH ROW EXECUTE FUNCTION decided_once('{requested}', '{kept}', 'delisted_at');
CREATE TRIGGER directive_not_by_taker BEFORE INSERT OR UPDATE OF decided_by ON directive
  FOR EACH ROW EXECUTE FUNCTION not_by_taker();
CREATE TRIGGER directive_no_truncate BEFORE TRUNCATE ON directive
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
