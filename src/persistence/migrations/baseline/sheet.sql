-- Workbooks: an institution without an address gets the centre's messages as rows of a file, and answers by
-- filling and uploading it. A person of the institution does both; that person's session is the proof.
CREATE TABLE workbook (
  id text PRIMARY KEY,
  institution text NOT NULL REFERENCES party (slug),
  format text NOT NULL CHECK (format IN ('xlsx', 'csv')),
  message_ids text[] NOT NULL, -- the messages that stand in it
  file_sha256 text NOT NULL CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
  given_to text NOT NULL, -- subject of the person
  session_id text NOT NULL, -- the person's session, whose begin the audit chain tells
  given_at timestamptz NOT NULL
);
CREATE INDEX workbook_of_institution ON workbook (institution, given_at);
CREATE TRIGGER workbook_append_only BEFORE UPDATE OR DELETE ON workbook
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER workbook_no_truncate BEFORE TRUNCATE ON workbook
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE sheet_upload (
  id text PRIMARY KEY,
  institution text NOT NULL REFERENCES party (slug),
  file_sha256 text NOT NULL CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
  uploaded_by text NOT NULL,
  session_id text NOT NULL,
  uploaded_at timestamptz NOT NULL
);
CREATE INDEX sheet_upload_of_institution ON sheet_upload (institution, id);
CREATE TRIGGER sheet_upload_append_only BEFORE UPDATE OR DELETE ON sheet_upload
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sheet_upload_no_truncate BEFORE TRUNCATE ON sheet_upload
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What became of a row of an uploaded file, or of rows that answer together: an order and the later debits under it.
CREATE TABLE sheet_row (
  id text PRIMARY KEY,
  upload_id text NOT NULL REFERENCES sheet_upload (id),
  row_nos integer[] NOT NULL CHECK (cardinality(row_nos) > 0), -- as the file counts
  kind text, -- of the message that it makes; null: it makes none
  subject_id text,
  body text, -- the message, byte for byte
  body_sha256 text CHECK ((body_sha256 IS NULL) = (body IS NULL)),
  amount_satang bigint CHECK (amount_satang >= 0), -- what is decided by it
  state text NOT NULL CHECK (state IN ('taken', 'known', 'refused', 'waits', 'confirmed', 'declined')),
  code text, -- why it is refused, or not taken
  column_name text, -- where the fault is
  rule_row_id text REFERENCES rule_row (row_id), -- the limit that it was compared with
  decided_by text, -- the second person
  decided_session text,
  decided_at timestamptz,
  decline_reason text,
  CONSTRAINT sheet_row_body CHECK (
    (state IN ('taken', 'waits', 'confirmed', 'declined')) <= (body IS NOT NULL AND kind IS NOT NULL AND subject_id IS NOT NULL)),
  CONSTRAINT sheet_row_decided CHECK (
    (state IN ('confirmed', 'declined')) = (decided_by IS NOT NULL) AND (decided_by IS NULL) = (decided_at IS NULL)
    AND (decided_by IS NULL) = (decided_session IS NULL) AND (state = 'declined') = (decline_reason IS NOT NULL)),
  CONSTRAINT sheet_row_refused CHECK ((state IN ('refused', 'known')) = (code IS NOT NULL))
);
CREATE INDEX sheet_row_upload ON sheet_row (upload_id);
CREATE INDEX sheet_row_subject ON sheet_row (subject_id);
CREATE INDEX sheet_row_waits ON sheet_row (upload_id) WHERE state = 'waits';

-- A row that waits is decided once, and nothing else of it changes (decided_once); never by the person who uploaded it.
CREATE TRIGGER sheet_row_decided_once BEFORE INSERT OR UPDATE OR DELETE ON sheet_row
  FOR EACH ROW EXECUTE FUNCTION decided_once('{waits,taken,known,refused}', '{decided_session,decline_reason}');
CREATE FUNCTION sheet_row_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.decided_by = (SELECT uploaded_by FROM sheet_upload WHERE id = NEW.upload_id) THEN
    RAISE EXCEPTION 'four eyes: % uploaded the sheet of row %', NEW.decided_by, NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sheet_row_by_another BEFORE UPDATE ON sheet_row
  FOR EACH ROW EXECUTE FUNCTION sheet_row_by_another();
CREATE TRIGGER sheet_row_no_truncate BEFORE TRUNCATE ON sheet_row
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
