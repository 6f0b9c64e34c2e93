-- A request for an order that needs officers.
CREATE TABLE freeze_request (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  kind text NOT NULL CHECK (kind IN ('aoc_suspension', 'continue_order', 'whole_account', 'break_glass', 'residual', 'reinstatement')),
  hold_id text, -- the hold that goes on, that is raised, or that comes back after a release
  institution text NOT NULL,
  account_no text NOT NULL,
  state text NOT NULL CHECK (state IN ('requested', 'half_approved', 'approved', 'refused', 'expired')),
  requested_by text NOT NULL,
  requested_name text, -- of the person, as the sign-in said it then; null: the system asks
  requested_role text NOT NULL,
  reason text NOT NULL,
  until_at timestamptz,
  seizure_warrant_no text,
  warrant_authority text, -- the office that issued the warrant
  warrant_issued_on text CHECK (warrant_issued_on ~ '^\d{4}-\d{2}-\d{2}$'), -- the day in Bangkok that it bears
  warrant_attachment_id text, -- its document; the foreign key is added in attachment.sql
  warrant_sha256 text CHECK (warrant_sha256 ~ '^[0-9a-f]{64}$'), -- of that document
  partial_release_id text, -- of a reinstatement (P-BACK): the release of a part that was a mistake; the foreign key is added in hold.sql
  -- The most that its order may ask for beyond what is held: the later credit of a catch (P-RESID), or the part that was let go.
  raise_satang bigint CHECK (raise_satang > 0),
  -- Of an armed hold: the most that may be suspended where money of the hold arrives (AOC-85B).
  arm_satang bigint CHECK (arm_satang > 0),
  inbox_message_id text UNIQUE REFERENCES inbox_message (id), -- the message that reports it: one catch for each
  evidence_hash text NOT NULL,
  blast_radius jsonb, -- whom the order would touch, as it was when it was asked for
  rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  requested_at timestamptz NOT NULL,
  remind_at timestamptz NOT NULL,
  escalate_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  reminded_at timestamptz,
  escalated_at timestamptz,
  settled_at timestamptz,
  carried_out_at timestamptz, -- when the workflow turned the approval into an order
  CONSTRAINT freeze_request_warrant CHECK (kind <> 'whole_account' OR num_nulls(
    seizure_warrant_no, warrant_authority, warrant_issued_on, warrant_attachment_id, warrant_sha256) = 0),
  CONSTRAINT freeze_request_reinstatement CHECK (kind <> 'reinstatement' OR (hold_id IS NOT NULL AND until_at IS NOT NULL)),
  -- A catch is asked for by the system, on an institution's message; nothing else is.
  CONSTRAINT freeze_request_residual CHECK (
    (kind = 'residual') = (requested_by = 'system')
    AND (kind = 'residual') = (inbox_message_id IS NOT NULL)
    AND (kind <> 'residual' OR hold_id IS NOT NULL)
  ),
  CONSTRAINT freeze_request_armed CHECK (arm_satang IS NULL OR (kind = 'aoc_suspension' AND hold_id IS NOT NULL AND until_at IS NOT NULL)),
  CONSTRAINT freeze_request_of_part CHECK (partial_release_id IS NULL OR kind = 'reinstatement'),
  CONSTRAINT freeze_request_raise CHECK ((kind = 'residual' OR partial_release_id IS NOT NULL) = (raise_satang IS NOT NULL))
);
CREATE INDEX freeze_request_case ON freeze_request (case_id);
CREATE INDEX freeze_request_kind ON freeze_request (kind, requested_at); -- the caps of orders that one person gives
-- Several credits and several releases may wait for their approver at once; of all other kinds one request is open.
CREATE UNIQUE INDEX freeze_request_one_open ON freeze_request (case_id, kind, institution, account_no)
  WHERE state IN ('requested', 'half_approved') AND kind NOT IN ('residual', 'reinstatement');
-- A released hold comes back once, and so does each part that was let go.
CREATE UNIQUE INDEX freeze_request_one_reinstatement ON freeze_request (hold_id)
  WHERE kind = 'reinstatement' AND partial_release_id IS NULL AND state IN ('requested', 'half_approved', 'approved');
CREATE UNIQUE INDEX freeze_request_one_return ON freeze_request (partial_release_id)
  WHERE state IN ('requested', 'half_approved', 'approved');

-- A person's act on a freeze request.
CREATE TABLE decision (
  id text PRIMARY KEY,
  freeze_request_id text NOT NULL REFERENCES freeze_request (id),
  person text NOT NULL,
  name text NOT NULL, -- of the person, as the sign-in said it then: an order names who gave it (APA s.36)
  role text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('approve', 'refuse', 'own_power')),
  reason text NOT NULL,
  evidence_hash text NOT NULL,
  blast_radius jsonb, -- whom the order would touch, as the approver saw it (its hash stands in the audit chain)
  decided_at timestamptz NOT NULL,
  UNIQUE (freeze_request_id, person)
);
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON decision
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Four eyes in the database as well: the person who asked, or took a part of the report, cannot
-- decide, except by an own power; nor who released the hold, or a part of it, on the order that holds it again.
CREATE FUNCTION decision_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE asked_by text; has_taken boolean; has_released boolean;
BEGIN
  SELECT r.requested_by, NEW.person IN (SELECT takers_of_report(r.case_id, NEW.decided_at)),
         r.kind = 'reinstatement' AND NEW.person IN (
           SELECT o.ordered_by FROM release_order o WHERE o.hold_id = r.hold_id AND NOT o.again
           UNION ALL SELECT p.person FROM partial_release p WHERE p.hold_id = r.hold_id)
    INTO asked_by, has_taken, has_released
    FROM freeze_request r WHERE r.id = NEW.freeze_request_id;
  IF NEW.verdict <> 'own_power' AND (NEW.person = asked_by OR has_taken OR has_released) THEN
    RAISE EXCEPTION 'four eyes: % may not decide request %', NEW.person, NEW.freeze_request_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_four_eyes BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_four_eyes();
