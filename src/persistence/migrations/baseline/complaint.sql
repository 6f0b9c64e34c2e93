-- The complaint as received. Personal data of the victim and the reporter stands only here, in the
-- additions and in the call record.
CREATE TABLE complaint (
  id text PRIMARY KEY,
  received_at timestamptz NOT NULL,
  received_by text NOT NULL, -- subject of the token
  received_by_name text NOT NULL,
  reporter_key text NOT NULL, -- keyed hash of the reporter's phone: limits per reporter without a copy of the number
  phone_keys text[] NOT NULL, -- keyed hashes of the telephone numbers of victim and reporter, as in link_key; who has one decides nothing
  body jsonb NOT NULL,
  body_sha256 text NOT NULL,
  -- What was told later and was not known at intake: names, the victim's number (from numberAt on), telephones, the debited account, what happened, the type.
  known jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT complaint_known_is_new CHECK (
    (known #> '{victimAccount}' IS NULL OR body #> '{victimAccount}' IS NULL)
    AND (known #> '{narrative}' IS NULL OR body #> '{narrative}' IS NULL)
    AND (known #> '{caseType}' IS NULL OR body #> '{caseType}' IS NULL)
    AND (known #> '{reporter,name}' IS NULL OR body #> '{reporter,name}' IS NULL)
    AND (known #> '{victim,name}' IS NULL OR body #> '{victim,name}' IS NULL)
    AND (known #> '{reporter,phone}' IS NULL OR body #> '{reporter,phone}' IS NULL)
    AND (known #> '{victim,phone}' IS NULL OR body #> '{victim,phone}' IS NULL)
    AND (known #> '{numberAt}' IS NULL OR (body #> '{victim,citizenId}' IS NULL AND body #> '{victim,passportNo}' IS NULL))
    AND (known #> '{numberAt}' IS NULL) = (known #> '{victim,citizenId}' IS NULL AND known #> '{victim,passportNo}' IS NULL))
);
CREATE INDEX complaint_reporter ON complaint (reporter_key, received_at);
-- The limits of orders whose debit nobody confirmed (P-LIMIT): by the victim's official number (by
-- the debited account the case is found), and by a suspect.
CREATE INDEX complaint_victim ON complaint
  ((coalesce(body -> 'victim' ->> 'citizenId', body -> 'victim' ->> 'passportNo', known -> 'victim' ->> 'citizenId', known -> 'victim' ->> 'passportNo')));
CREATE INDEX complaint_phone_keys ON complaint USING gin (phone_keys); -- the cases that a person's own number is about
CREATE INDEX complaint_suspects ON complaint USING gin ((body -> 'suspectPersons') jsonb_path_ops);
-- By what a caller or an officer finds a complaint again.
CREATE INDEX complaint_received_by ON complaint (received_by, id);
CREATE INDEX complaint_bank_case ON complaint ((body ->> 'bankCaseId')) WHERE body ->> 'bankCaseId' IS NOT NULL;
CREATE INDEX complaint_victim_phone ON complaint ((coalesce(body -> 'victim' ->> 'phone', known -> 'victim' ->> 'phone')));
CREATE INDEX complaint_reporter_phone ON complaint ((coalesce(body -> 'reporter' ->> 'phone', known -> 'reporter' ->> 'phone')));
CREATE FUNCTION complaint_only_learns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR NEW.known = OLD.known OR NOT NEW.known @> OLD.known OR NOT NEW.phone_keys @> OLD.phone_keys
     OR (to_jsonb(NEW) - '{known,phone_keys,reporter_key}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{known,phone_keys,reporter_key}'::text[])
  THEN
    RAISE EXCEPTION 'complaint is append-only: what was not known is told again' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER complaint_append_only BEFORE UPDATE OR DELETE ON complaint
  FOR EACH ROW EXECUTE FUNCTION complaint_only_learns();
CREATE TRIGGER complaint_no_truncate BEFORE TRUNCATE ON complaint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What came after the complaint.
CREATE TABLE complaint_addition (
  id text PRIMARY KEY,
  case_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('supplement', 'statement', 'transfers', 'found', 'authority', 'told_again')),
  body jsonb NOT NULL,
  received_at timestamptz NOT NULL,
  received_by text NOT NULL
);
CREATE INDEX complaint_addition_case ON complaint_addition (case_id);
CREATE TRIGGER complaint_addition_append_only BEFORE UPDATE OR DELETE ON complaint_addition
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER complaint_addition_no_truncate BEFORE TRUNCATE ON complaint_addition
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Section 8: the written record of an oral notice, with the recipient's electronic signature.
CREATE TABLE call_record (
  case_id text PRIMARY KEY,
  document jsonb NOT NULL,
  document_sha256 text NOT NULL,
  signature text NOT NULL,
  key_id text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE TRIGGER call_record_append_only BEFORE UPDATE OR DELETE ON call_record
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER call_record_no_truncate BEFORE TRUNCATE ON call_record
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
