-- What victims are told (P-TELL).

-- That a victim was told, or that somebody tried to.
CREATE TABLE victim_telling (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  outcome text NOT NULL CHECK (outcome IN ('told', 'not_reached')),
  means text NOT NULL CHECK (means IN ('call', 'sms', 'letter', 'in_person')),
  person text NOT NULL, -- subject of the person who told, or tried
  at timestamptz NOT NULL, -- when it happened, as the person says
  noted_at timestamptz NOT NULL,
  message jsonb, -- what was disclosed, with its text in both languages
  note text,
  rule_row_id text NOT NULL REFERENCES rule_row (row_id), -- P-TELL
  CHECK (at <= noted_at),
  CHECK ((outcome = 'told') = (message IS NOT NULL))
);
CREATE INDEX victim_telling_case ON victim_telling (case_id);
CREATE TRIGGER victim_telling_append_only BEFORE UPDATE OR DELETE ON victim_telling
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER victim_telling_no_truncate BEFORE TRUNCATE ON victim_telling
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the victim of a case is to be told: written in the transaction of the change itself, and told
-- together with all other news of the case that waits.
CREATE TABLE victim_news (
  id text NOT NULL,
  case_id text NOT NULL REFERENCES case_file (id),
  kind text NOT NULL CHECK (kind IN (
    'held', 'reduced', 'nothing_found', 'refused', 'never_confirmed', 'released', 'seized', 'closed'
  )),
  hold_id text REFERENCES hold (id),
  institution text,
  amount_satang bigint NOT NULL CHECK (amount_satang >= 0),
  reason text, -- why a hold ended, or the case closed
  rule_row_id text NOT NULL REFERENCES rule_row (row_id), -- P-TELL
  at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  telling_id text REFERENCES victim_telling (id), -- null: not told yet
  PRIMARY KEY (id, case_id),
  CHECK ((kind = 'closed') = (hold_id IS NULL)),
  CHECK ((hold_id IS NULL) = (institution IS NULL))
);
CREATE INDEX victim_news_case ON victim_news (case_id);
CREATE INDEX victim_news_untold ON victim_news (due_at) WHERE telling_id IS NULL;
