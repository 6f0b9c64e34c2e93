-- Institutions and agencies that exchange signed messages with the centre, and the centre itself.
CREATE TABLE party (
  slug text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('institution', 'agency', 'centre')),
  institution_kind text CHECK (institution_kind IN ('bank', 'wallet', 'digital_asset')),
  bank_code text,
  name_th text NOT NULL,
  name_en text NOT NULL,
  base_url text NOT NULL,
  account_digits integer[] NOT NULL DEFAULT '{}', -- lengths that an account number may have
  address_change text, -- the change by which two persons set base_url; null: the directory file did
  exchanges_by text NOT NULL DEFAULT 'api' CHECK (exchanges_by IN ('api', 'spreadsheet')),
  CHECK (exchanges_by = 'api' OR kind = 'institution')
);

CREATE TABLE party_key (
  key_id text PRIMARY KEY,
  party text NOT NULL REFERENCES party (slug),
  public_jwk jsonb NOT NULL,
  not_before timestamptz NOT NULL,
  not_after timestamptz NOT NULL,
  revoked_at timestamptz,
  added_by_change text, -- the change by which two persons added it; null: the directory file did
  revoked_by_change text, -- the change by which two persons revoked it
  CHECK (revoked_by_change IS NULL OR revoked_at IS NOT NULL)
);
-- Under a second id a revoked key would be in use again.
CREATE UNIQUE INDEX party_key_public ON party_key ((public_jwk->>'x'));

-- Two persons change a party's keys or address while the system runs: one asks, another decides.
CREATE TABLE party_change (
  id text PRIMARY KEY,
  party text NOT NULL REFERENCES party (slug),
  kind text NOT NULL CHECK (kind IN ('add_key', 'revoke_key', 'change_address')),
  key_id text CHECK ((key_id IS NULL) = (kind = 'change_address')),
  public_jwk jsonb CHECK ((public_jwk IS NOT NULL) = (kind = 'add_key')),
  not_before timestamptz CHECK ((not_before IS NOT NULL) = (kind = 'add_key')),
  not_after timestamptz CHECK ((not_after IS NOT NULL) = (kind = 'add_key')),
  last_key_reason text CHECK (last_key_reason IS NULL OR kind = 'revoke_key'), -- why no key need be left
  base_url text CHECK ((base_url IS NOT NULL) = (kind = 'change_address')),
  reason text NOT NULL,
  state text NOT NULL CHECK (state IN ('requested', 'approved', 'refused')),
  requested_by text NOT NULL,
  requested_role text NOT NULL CHECK (requested_role = 'administrator'),
  requested_at timestamptz NOT NULL,
  decided_by text CONSTRAINT party_change_four_eyes CHECK (decided_by <> requested_by),
  decided_role text CHECK (decided_role IN ('administrator', 'aoc_supervisor')),
  decision_reason text,
  decided_at timestamptz CHECK (decided_at >= requested_at),
  CHECK ((state = 'requested') = (decided_by IS NULL)),
  CHECK (
    (decided_by IS NULL) = (decided_at IS NULL)
    AND (decided_by IS NULL) = (decided_role IS NULL)
    AND (decided_by IS NULL) = (decision_reason IS NULL)
  )
);
CREATE UNIQUE INDEX party_change_one_open ON party_change (party, kind, coalesce(key_id, '')) WHERE state = 'requested';
CREATE INDEX party_change_by_time ON party_change (requested_at);

ALTER TABLE party ADD FOREIGN KEY (address_change) REFERENCES party_change (id);
ALTER TABLE party_key
  ADD FOREIGN KEY (added_by_change) REFERENCES party_change (id),
  ADD FOREIGN KEY (revoked_by_change) REFERENCES party_change (id);

CREATE TRIGGER party_change_decided_once BEFORE INSERT OR UPDATE OR DELETE ON party_change
  FOR EACH ROW EXECUTE FUNCTION decided_once('{requested}');
CREATE TRIGGER party_change_no_truncate BEFORE TRUNCATE ON party_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What names a change was approved by it: a key that it added or revoked, an address that it set.
CREATE FUNCTION refuse_unapproved_party_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'party' THEN
    IF NEW.address_change IS NULL OR EXISTS (
      SELECT 1 FROM party_change c WHERE c.id = NEW.address_change AND c.state = 'approved' AND c.kind = 'change_address'
         AND c.party = NEW.slug AND c.base_url = NEW.base_url) THEN RETURN NEW; END IF;
  ELSIF (NEW.added_by_change IS NULL OR EXISTS (
      SELECT 1 FROM party_change c WHERE c.id = NEW.added_by_change AND c.state = 'approved' AND c.kind = 'add_key'
         AND c.party = NEW.party AND c.key_id = NEW.key_id AND c.public_jwk = NEW.public_jwk))
    AND (NEW.revoked_by_change IS NULL OR EXISTS (
      SELECT 1 FROM party_change c WHERE c.id = NEW.revoked_by_change AND c.state = 'approved' AND c.kind = 'revoke_key'
         AND c.party = NEW.party AND c.key_id = NEW.key_id)) THEN RETURN NEW;
  END IF;
  RAISE EXCEPTION '% names a change that two persons did not make', TG_TABLE_NAME USING ERRCODE = '23514';
END $$;
CREATE TRIGGER party_names_approved_change BEFORE INSERT OR UPDATE ON party
  FOR EACH ROW EXECUTE FUNCTION refuse_unapproved_party_change();
CREATE TRIGGER party_key_names_approved_change BEFORE INSERT OR UPDATE ON party_key
  FOR EACH ROW EXECUTE FUNCTION refuse_unapproved_party_change();

-- A revocation is for good, and a key that signed is never removed.
CREATE FUNCTION refuse_party_key_revival() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.revoked_at IS NOT NULL AND OLD.revoked_at IS DISTINCT FROM NEW.revoked_at) THEN
    RAISE EXCEPTION 'a key is revoked for good and never removed' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER party_key_revoked_for_good BEFORE UPDATE OR DELETE ON party_key
  FOR EACH ROW EXECUTE FUNCTION refuse_party_key_revival();

-- The directory file is enrolled by the owner of the tables. Whoever else adds a key, revokes one or
-- sets an address names the change that two persons made.
CREATE FUNCTION refuse_unnamed_party_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  owner oid := (SELECT relowner FROM pg_class WHERE oid = TG_RELID);
  named text := CASE TG_ARGV[0]
    WHEN 'address' THEN to_jsonb(NEW) ->> 'address_change'
    WHEN 'new key' THEN to_jsonb(NEW) ->> 'added_by_change'
    ELSE to_jsonb(NEW) ->> 'revoked_by_change' END;
BEGIN
  IF named IS NULL AND NOT pg_has_role(current_user, owner, 'MEMBER') THEN
    RAISE EXCEPTION '% is changed by two persons', TG_TABLE_NAME USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER party_names_its_change BEFORE UPDATE ON party
  FOR EACH ROW EXECUTE FUNCTION refuse_unnamed_party_change('address');
CREATE TRIGGER party_key_names_its_addition BEFORE INSERT ON party_key
  FOR EACH ROW EXECUTE FUNCTION refuse_unnamed_party_change('new key');
CREATE TRIGGER party_key_names_its_revocation BEFORE UPDATE ON party_key
  FOR EACH ROW EXECUTE FUNCTION refuse_unnamed_party_change('revocation');
