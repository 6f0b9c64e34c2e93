-- Files that were added to a case or an appeal: slips, chats. Their bytes lie in the store, outside
-- the database; the hashes say whether they are still the same.
CREATE TABLE attachment (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  appeal_id text REFERENCES appeal (id), -- null: of the case alone
  kind text NOT NULL CHECK (kind IN ('slip', 'chat', 'document')),
  media_type text NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'text/plain')),
  bytes integer NOT NULL CHECK (bytes > 0),
  sha256 text NOT NULL, -- of the file as received
  stored_sha256 text NOT NULL, -- of what lies in the store
  added_by text NOT NULL, -- subject of the person, or 'holder'
  added_role text NOT NULL,
  added_at timestamptz NOT NULL,
  CHECK (added_role <> 'holder' OR appeal_id IS NOT NULL)
);
ALTER TABLE freeze_request ADD FOREIGN KEY (warrant_attachment_id) REFERENCES attachment (id);
ALTER TABLE holder_papers ADD FOREIGN KEY (attachment_id) REFERENCES attachment (id);
CREATE INDEX attachment_case ON attachment (case_id, id);
CREATE INDEX attachment_appeal ON attachment (appeal_id) WHERE appeal_id IS NOT NULL;
CREATE TRIGGER attachment_append_only BEFORE UPDATE OR DELETE ON attachment
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attachment_no_truncate BEFORE TRUNCATE ON attachment
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Documents of a holder that an officer accepted as proof that the account has nothing to do with the
-- crime (AOC-85C), with reasons. The hashes are those of the files as they were received.
CREATE TABLE accepted_proof (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  appeal_id text NOT NULL UNIQUE REFERENCES appeal (id),
  hold_id text NOT NULL REFERENCES hold (id),
  institution text NOT NULL,
  account_no text NOT NULL,
  attachment_ids text[] NOT NULL CHECK (cardinality(attachment_ids) > 0),
  attachment_sha256 text[] NOT NULL CHECK (cardinality(attachment_sha256) = cardinality(attachment_ids)),
  shows text NOT NULL CHECK (shows IN ('sale', 'delivery', 'contract')),
  reason text NOT NULL,
  person text NOT NULL,
  role text NOT NULL CHECK (role IN ('aoc_officer', 'aoc_supervisor')),
  accepted_at timestamptz NOT NULL
);
CREATE INDEX accepted_proof_case ON accepted_proof (case_id);
CREATE TRIGGER accepted_proof_append_only BEFORE UPDATE OR DELETE ON accepted_proof
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER accepted_proof_no_truncate BEFORE TRUNCATE ON accepted_proof
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Nobody accepts the proof against a hold that they had a part in, or of an appeal that they brought.
CREATE FUNCTION accepted_proof_impartial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM parts_in_hold(NEW.hold_id) p WHERE p.person = NEW.person)
     OR EXISTS (SELECT 1 FROM appeal_filing f WHERE f.appeal_id = NEW.appeal_id AND f.filed_by = NEW.person) THEN
    RAISE EXCEPTION 'impartial: % may not accept the proof of appeal %', NEW.person, NEW.appeal_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER accepted_proof_impartial BEFORE INSERT ON accepted_proof
  FOR EACH ROW EXECUTE FUNCTION accepted_proof_impartial();

-- Files of a draft that is not received yet. A row goes to `attachment` with its complaint; where the
-- draft goes, its files and then its rows are removed.
CREATE TABLE draft_attachment (
  id text PRIMARY KEY,
  draft_id text NOT NULL, -- names no foreign key: the row outlives the draft until its file is removed
  kind text NOT NULL CHECK (kind IN ('slip', 'chat', 'document')),
  media_type text NOT NULL,
  bytes integer NOT NULL CHECK (bytes > 0),
  sha256 text NOT NULL,
  stored_sha256 text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE INDEX draft_attachment_draft ON draft_attachment (draft_id);
