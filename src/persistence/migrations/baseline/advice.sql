-- What the analysis advised on a case. It decides nothing: no rule, order or approval reads this
-- table. A row is what officers were shown, so it never changes.
CREATE TABLE advice (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  kind text NOT NULL CHECK (kind IN ('hop_risk', 'ring', 'case_type', 'review_order')),
  subject text NOT NULL, -- an account, or the id of the case
  score_ppm integer NOT NULL CHECK (score_ppm BETWEEN 0 AND 1000000), -- millionths
  band text NOT NULL CHECK (band IN ('high', 'unsure', 'likely_innocent')),
  reasons jsonb NOT NULL CHECK (jsonb_array_length(reasons) BETWEEN 1 AND 4), -- in Thai and English
  counterfactual jsonb, -- null: nothing simple would change the band
  detail jsonb NOT NULL,
  model_version text NOT NULL CHECK (model_version <> ''),
  feature_hash text NOT NULL CHECK (feature_hash ~ '^[0-9a-f]{64}$'),
  shadow boolean NOT NULL, -- a challenger's: compared later, shown to nobody who decides
  review_slot boolean NOT NULL, -- drawn for review whatever its score
  rule_row_id text NOT NULL REFERENCES rule_row (row_id), -- P-ADVICE
  as_of timestamptz NOT NULL, -- nothing that became known later was looked at
  made_at timestamptz NOT NULL,
  valid_until timestamptz NOT NULL CHECK (valid_until > made_at),
  CHECK (as_of <= made_at)
);
CREATE INDEX advice_case ON advice (case_id, id);
CREATE INDEX advice_model ON advice (model_version, id);
CREATE INDEX advice_review ON advice (case_id) WHERE review_slot AND NOT shadow;
CREATE TRIGGER advice_append_only BEFORE UPDATE OR DELETE ON advice
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER advice_no_truncate BEFORE TRUNCATE ON advice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What an officer said of an advice, with what was shown then: the outcomes by which a model is
-- measured.
CREATE TABLE advice_verdict (
  id text PRIMARY KEY,
  advice_id text NOT NULL REFERENCES advice (id),
  case_id text NOT NULL REFERENCES case_file (id),
  person text NOT NULL,
  role text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('agree', 'wrong')),
  found text CHECK (found IN ('mule', 'innocent')), -- of an account that the advice was unsure of, or that chance drew
  why text CHECK (why <> ''),
  shown jsonb NOT NULL,
  given_at timestamptz NOT NULL,
  UNIQUE (advice_id, person),
  CHECK (verdict <> 'wrong' OR why IS NOT NULL),
  CONSTRAINT advice_verdict_found
    CHECK ((found IS NOT NULL) = (shown->>'kind' = 'hop_risk' AND (shown->>'band' = 'unsure' OR coalesce(shown->'reviewSlot' = 'true', false))))
);
CREATE TRIGGER advice_verdict_append_only BEFORE UPDATE OR DELETE ON advice_verdict
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER advice_verdict_no_truncate BEFORE TRUNCATE ON advice_verdict
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What officers said of a ring that the analysis suggested: two opinions, neither given with knowledge
-- of the other, and later perhaps that it is none after all. All stay on record; none decides anything.
CREATE TABLE ring_ruling (
  id text PRIMARY KEY,
  ring_id text NOT NULL REFERENCES ring_ruling (id), -- the first opinion; its own id then
  verdict text NOT NULL CHECK (verdict IN ('together', 'apart', 'undo')),
  outcome text CHECK (outcome IN ('leads', 'disputed', 'apart', 'undone')), -- null: the first opinion
  advice_id text NOT NULL REFERENCES advice (id), -- that named the cases
  case_id text NOT NULL REFERENCES case_file (id), -- the case of the advice
  case_ids text[] NOT NULL CHECK (cardinality(case_ids) >= 2),
  person text NOT NULL,
  role text NOT NULL,
  why text NOT NULL CHECK (why <> ''),
  ruled_at timestamptz NOT NULL,
  CHECK ((outcome IS NULL) = (ring_id = id)),
  CHECK ((verdict = 'undo') = (outcome IS NOT DISTINCT FROM 'undone'))
);
CREATE UNIQUE INDEX ring_ruling_second_once ON ring_ruling (ring_id) WHERE outcome <> 'undone';
CREATE UNIQUE INDEX ring_ruling_undone_once ON ring_ruling (ring_id) WHERE outcome = 'undone';
CREATE INDEX ring_ruling_cases ON ring_ruling USING gin (case_ids);
CREATE INDEX ring_ruling_advice ON ring_ruling (advice_id);
CREATE TRIGGER ring_ruling_append_only BEFORE UPDATE OR DELETE ON ring_ruling
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ring_ruling_no_truncate BEFORE TRUNCATE ON ring_ruling
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
