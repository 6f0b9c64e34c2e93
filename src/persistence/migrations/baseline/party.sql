-- Institutions and agencies that exchange signed messages with the centre, and the centre itself.
CREATE TABLE party (
  slug text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('institution', 'agency', 'centre')),
  institution_kind text CHECK (institution_kind IN ('bank', 'wallet', 'digital_asset')),
  bank_code text,
  name_th text NOT NULL,
  name_en text NOT NULL,
  base_url text NOT NULL,
  account_digits integer[] NOT NULL DEFAULT '{}' -- lengths that an account number may have
);

CREATE TABLE party_key (
  key_id text PRIMARY KEY,
  party text NOT NULL REFERENCES party (slug),
  public_jwk jsonb NOT NULL,
  not_before timestamptz NOT NULL,
  not_after timestamptz NOT NULL,
  revoked_at timestamptz
);
