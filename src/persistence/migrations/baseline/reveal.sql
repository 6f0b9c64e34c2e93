-- Who had a masked value of a case revealed, and why. The value itself is not here.
CREATE TABLE reveal (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  part_id text REFERENCES trail_link (id), -- whose account was revealed
  field text, -- of a person
  person text NOT NULL,
  role text NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  revealed_at timestamptz NOT NULL,
  CHECK ((part_id IS NULL) <> (field IS NULL))
);
CREATE INDEX reveal_case ON reveal (case_id, id);
CREATE INDEX reveal_of_person ON reveal (person, revealed_at);
CREATE TRIGGER reveal_append_only BEFORE UPDATE OR DELETE ON reveal
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reveal_no_truncate BEFORE TRUNCATE ON reveal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
