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
CREATE INDEX attachment_case ON attachment (case_id, id);
CREATE INDEX attachment_appeal ON attachment (appeal_id) WHERE appeal_id IS NOT NULL;
CREATE TRIGGER attachment_append_only BEFORE UPDATE OR DELETE ON attachment
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attachment_no_truncate BEFORE TRUNCATE ON attachment
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

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
