-- Who looked which suspect up, and what for, or searched by an account or PromptPay id. Personal data stands here only as hashes, as in link_key.
CREATE TABLE suspect_lookup (
  id text PRIMARY KEY,
  person text NOT NULL,
  role text NOT NULL,
  institution text REFERENCES party (slug), -- null: a person of the centre
  kind text NOT NULL CHECK (kind IN ('account', 'person', 'wallet', 'phone')),
  key text NOT NULL,
  purpose text CHECK (purpose <> ''), -- null: a search of complaints or holds, which asks for none
  found integer NOT NULL CHECK (found >= 0),
  looked_at timestamptz NOT NULL,
  CHECK (kind = 'account' OR key ~ '^[0-9a-f]{64}$'),
  CHECK ((role = 'institution_user') = (institution IS NOT NULL))
);
CREATE INDEX suspect_lookup_person ON suspect_lookup (person, looked_at);
CREATE TRIGGER suspect_lookup_append_only BEFORE UPDATE OR DELETE ON suspect_lookup
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER suspect_lookup_no_truncate BEFORE TRUNCATE ON suspect_lookup
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
