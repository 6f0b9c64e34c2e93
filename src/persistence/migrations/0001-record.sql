-- The record. Amounts are integer satang, times are timestamptz (UTC), ids are ULIDs unless said otherwise.

-- Parties: institutions and agencies that exchange signed messages with the centre.
CREATE TABLE party (
  slug text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('institution', 'agency', 'centre')),
  institution_kind text CHECK (institution_kind IN ('bank', 'wallet', 'digital_asset')),
  bank_code text,
  name_th text NOT NULL,
  name_en text NOT NULL,
  base_url text NOT NULL,
  account_digits integer[] NOT NULL DEFAULT '{}'
);
CREATE TABLE party_key (
  key_id text PRIMARY KEY,
  party text NOT NULL REFERENCES party (slug),
  public_jwk jsonb NOT NULL,
  not_before timestamptz NOT NULL,
  not_after timestamptz NOT NULL,
  revoked_at timestamptz
);

-- Law as dated rows; never changed, only added to.
CREATE TABLE rule_row (
  row_id text PRIMARY KEY, -- rulebook/ruleId/effectiveFrom
  rulebook text NOT NULL,
  rule_id text NOT NULL,
  effective_from timestamptz NOT NULL,
  effective_to timestamptz,
  body jsonb NOT NULL,
  UNIQUE (rulebook, rule_id, effective_from)
);

CREATE SEQUENCE case_no_seq;

-- The complaint as received. With its additions and the call record the only table that holds personal data of victim and reporter.
CREATE TABLE complaint (
  id text PRIMARY KEY,
  received_at timestamptz NOT NULL,
  received_by text NOT NULL, -- subject of the token
  received_by_name text NOT NULL,
  reporter_key text NOT NULL, -- keyed hash of the reporter's phone: limits per reporter without another copy of the number
  body jsonb NOT NULL,
  body_sha256 text NOT NULL
);
CREATE INDEX complaint_reporter ON complaint (reporter_key, received_at);

CREATE TABLE complaint_addition (
  id text PRIMARY KEY,
  case_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('supplement', 'statement', 'withdrawal')),
  body jsonb NOT NULL,
  received_at timestamptz NOT NULL,
  received_by text NOT NULL
);
CREATE INDEX complaint_addition_case ON complaint_addition (case_id);
CREATE UNIQUE INDEX complaint_one_withdrawal ON complaint_addition (case_id) WHERE kind = 'withdrawal';

-- Section 8: the written record of an oral notice, with the recipient's electronic signature.
CREATE TABLE call_record (
  case_id text PRIMARY KEY,
  document jsonb NOT NULL,
  document_sha256 text NOT NULL,
  signature text NOT NULL,
  key_id text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE idempotency (
  actor text NOT NULL,
  key text NOT NULL,
  route text NOT NULL,
  body_sha256 text NOT NULL,
  status integer NOT NULL,
  response jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (actor, key)
);

CREATE TABLE case_file (
  id text PRIMARY KEY REFERENCES complaint (id),
  case_no text NOT NULL UNIQUE,
  rulebook text NOT NULL,
  status text NOT NULL CHECK (status IN ('received', 'holding', 'awaiting_decision', 'releasing', 'closed')),
  case_type text NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by text NOT NULL,
  holder_reports boolean NOT NULL, -- the reporter holds the victim's account (section 7)
  victim_institution text NOT NULL,
  victim_account_no text NOT NULL,
  stolen_satang bigint NOT NULL CHECK (stolen_satang > 0),
  held_satang bigint NOT NULL DEFAULT 0 CHECK (held_satang >= 0),
  statement_at timestamptz, -- OFF-7C
  withdrawn_at timestamptz,
  automatic_orders boolean NOT NULL, -- false: the reporter's limit or the transfers' age stopped them
  assigned_route text NOT NULL DEFAULT 'station' CHECK (assigned_route IN ('station', 'ccib', 'dsi')),
  next_deadline_at timestamptz,
  closed_at timestamptz
);
CREATE INDEX case_file_open ON case_file (next_deadline_at) WHERE closed_at IS NULL;

-- One payment; one row however often it is reported.
CREATE TABLE transfer (
  id text PRIMARY KEY,
  from_institution text NOT NULL,
  from_account_no text NOT NULL,
  reference text NOT NULL,
  to_institution text, -- null while only a PromptPay id is known, or when the money left the rails
  to_account_no text,
  promptpay_kind text,
  promptpay_value text,
  off_rail text,
  amount_satang bigint NOT NULL CHECK (amount_satang > 0),
  transferred_at timestamptz NOT NULL,
  rail text NOT NULL,
  reported_by text NOT NULL CHECK (reported_by IN ('victim', 'institution')),
  first_case_id text NOT NULL REFERENCES case_file (id),
  UNIQUE (from_institution, reference),
  CHECK ((to_institution IS NULL) = (to_account_no IS NULL))
);
CREATE INDEX transfer_to ON transfer (to_institution, to_account_no);

-- The victim's bank on each reported transfer.
CREATE TABLE debit_confirmation (
  id text PRIMARY KEY,
  transfer_id text NOT NULL UNIQUE REFERENCES transfer (id),
  case_id text NOT NULL REFERENCES case_file (id),
  institution text NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'confirmed', 'denied', 'unknown')),
  reason text,
  asked_at timestamptz NOT NULL,
  deadline_at timestamptz NOT NULL,
  sent_at timestamptz,
  answered_at timestamptz
);
CREATE INDEX debit_confirmation_case ON debit_confirmation (case_id);
CREATE INDEX debit_confirmation_unsent ON debit_confirmation (asked_at) WHERE state = 'asked' AND sent_at IS NULL;

-- The stolen sum of one victim transfer; what is reserved along its trail may never exceed it.
CREATE TABLE stolen_sum (
  id text PRIMARY KEY,
  transfer_id text NOT NULL UNIQUE REFERENCES transfer (id),
  case_id text NOT NULL REFERENCES case_file (id),
  amount_satang bigint NOT NULL CHECK (amount_satang > 0),
  reserved_satang bigint NOT NULL DEFAULT 0,
  CHECK (reserved_satang >= 0 AND reserved_satang <= amount_satang)
);
CREATE INDEX stolen_sum_case ON stolen_sum (case_id);
CREATE TABLE claim (
  stolen_sum_id text NOT NULL REFERENCES stolen_sum (id),
  case_id text NOT NULL REFERENCES case_file (id),
  claimed_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (stolen_sum_id, case_id)
);
CREATE INDEX claim_case ON claim (case_id);

-- An edge of the trail: how much of a stolen sum a transfer carries, and why the trail ends there if it does.
CREATE TABLE trail_link (
  id text PRIMARY KEY,
  stolen_sum_id text NOT NULL REFERENCES stolen_sum (id),
  transfer_id text NOT NULL REFERENCES transfer (id),
  case_id text NOT NULL REFERENCES case_file (id),
  parent_hold_id text,
  hop integer NOT NULL CHECK (hop >= 0),
  attributed_satang bigint NOT NULL CHECK (attributed_satang > 0),
  stop_reason text CHECK (stop_reason IN ('below_minimum', 'too_old', 'too_deep', 'too_many_accounts', 'off_rails', 'fully_reserved', 'already_followed', 'merchant_shield', 'payroll_shield', 'returned_to_victim')),
  UNIQUE (stolen_sum_id, transfer_id)
);
CREATE INDEX trail_link_case ON trail_link (case_id);
CREATE INDEX trail_link_parent ON trail_link (parent_hold_id);
CREATE INDEX trail_link_transfer ON trail_link (transfer_id); -- other victims of an account are found from its transfers

CREATE TABLE freeze_request (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  kind text NOT NULL CHECK (kind IN ('aoc_suspension', 'continue_order', 'whole_account', 'break_glass')),
  hold_id text, -- the hold that goes on
  institution text NOT NULL,
  account_no text NOT NULL,
  state text NOT NULL CHECK (state IN ('requested', 'half_approved', 'approved', 'refused', 'expired')),
  requested_by text NOT NULL,
  requested_role text NOT NULL,
  reason text NOT NULL,
  until_at timestamptz,
  seizure_warrant_no text,
  evidence_hash text NOT NULL,
  rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  requested_at timestamptz NOT NULL,
  remind_at timestamptz NOT NULL,
  escalate_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  reminded_at timestamptz,
  escalated_at timestamptz,
  settled_at timestamptz,
  carried_out_at timestamptz, -- the workflow has turned the approval into an order
  CHECK (kind <> 'whole_account' OR seizure_warrant_no IS NOT NULL)
);
CREATE INDEX freeze_request_case ON freeze_request (case_id);
CREATE UNIQUE INDEX freeze_request_one_open ON freeze_request (case_id, kind, institution, account_no) WHERE state IN ('requested', 'half_approved');

CREATE TABLE decision (
  id text PRIMARY KEY,
  freeze_request_id text NOT NULL REFERENCES freeze_request (id),
  person text NOT NULL,
  role text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('approve', 'refuse', 'own_power')),
  reason text NOT NULL,
  evidence_hash text NOT NULL,
  decided_at timestamptz NOT NULL,
  UNIQUE (freeze_request_id, person)
);

-- Four eyes in the database as well: who asked or took the complaint cannot decide, except by a power that is his own.
CREATE FUNCTION decision_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE asked_by text; taken_by text;
BEGIN
  SELECT r.requested_by, c.received_by INTO asked_by, taken_by
    FROM freeze_request r JOIN complaint c ON c.id = r.case_id WHERE r.id = NEW.freeze_request_id;
  IF NEW.verdict <> 'own_power' AND (NEW.person = asked_by OR NEW.person = taken_by) THEN
    RAISE EXCEPTION 'four eyes: % may not decide request %', NEW.person, NEW.freeze_request_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_four_eyes BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_four_eyes();

-- The suspension of an amount of a stolen sum at one account.
CREATE TABLE hold (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  stolen_sum_id text NOT NULL REFERENCES stolen_sum (id),
  transfer_id text NOT NULL REFERENCES transfer (id),
  hop integer NOT NULL,
  institution text NOT NULL,
  account_no text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('section7', 'aoc_suspension', 'continue_order', 'whole_account', 'break_glass')),
  state text NOT NULL CHECK (state IN ('ordered', 'unconfirmed', 'held', 'partly_held', 'no_funds', 'refused', 'release_ordered', 'released', 'seized')),
  state_reason text,
  requested_satang bigint NOT NULL CHECK (requested_satang > 0),
  held_satang bigint NOT NULL DEFAULT 0,
  reserved_satang bigint NOT NULL,
  expires_at timestamptz NOT NULL,
  ordered_at timestamptz NOT NULL,
  freeze_request_id text REFERENCES freeze_request (id),
  seizure_warrant_no text,
  notice_reference text NOT NULL UNIQUE,
  appeal_secret text, -- on its way to the institution; forgotten when the institution has answered
  appeal_secret_sha256 text NOT NULL CHECK (appeal_secret_sha256 ~ '^[0-9a-f]{64}$'),
  holder_notified_at timestamptz,
  ended_at timestamptz,
  CHECK (held_satang >= 0 AND held_satang <= requested_satang),
  CHECK (reserved_satang >= 0 AND reserved_satang <= requested_satang),
  CHECK (kind <> 'whole_account' OR seizure_warrant_no IS NOT NULL)
);
CREATE INDEX hold_case ON hold (case_id);
CREATE INDEX hold_sum ON hold (stolen_sum_id, transfer_id); -- each advance reads all holds of its sums, also those that have ended
CREATE INDEX hold_transfer ON hold (transfer_id);
CREATE INDEX hold_due ON hold (expires_at) WHERE state IN ('ordered', 'unconfirmed', 'held', 'partly_held');
-- One live hold per stolen sum and transfer: a second send, report or hop finds it there.
CREATE UNIQUE INDEX hold_one_live ON hold (stolen_sum_id, transfer_id) WHERE state NOT IN ('no_funds', 'refused', 'released', 'seized');

CREATE TABLE hold_order (
  id text PRIMARY KEY,
  hold_id text NOT NULL REFERENCES hold (id),
  case_id text NOT NULL,
  sequence integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('section7', 'aoc_suspension', 'continue_order', 'whole_account', 'break_glass')), -- the power it was issued on
  replaces_order_id text REFERENCES hold_order (id),
  requested_satang bigint NOT NULL CHECK (requested_satang > 0),
  legal_basis text[] NOT NULL CHECK (cardinality(legal_basis) > 0), -- rule_row ids
  expiry_rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > issued_at),
  freeze_request_id text REFERENCES freeze_request (id),
  sent_at timestamptz, -- first attempt that reached the institution
  last_attempt_at timestamptz, -- latest send or poll; its age decides when the next one is due
  attempts integer NOT NULL DEFAULT 0,
  answered_at timestamptz, -- first receipt
  receipt_seq integer NOT NULL DEFAULT 0,
  UNIQUE (hold_id, sequence)
);
CREATE INDEX hold_order_hold ON hold_order (hold_id);
CREATE INDEX hold_order_unsent ON hold_order (issued_at) WHERE sent_at IS NULL;
CREATE INDEX hold_order_unanswered ON hold_order (sent_at) WHERE sent_at IS NOT NULL AND answered_at IS NULL;

CREATE TABLE release_order (
  id text PRIMARY KEY,
  hold_id text NOT NULL UNIQUE REFERENCES hold (id),
  case_id text NOT NULL,
  reason text NOT NULL,
  legal_basis text[] NOT NULL CHECK (cardinality(legal_basis) > 0),
  ordered_by text NOT NULL, -- person or 'system'
  note text,
  ordered_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  first_sent_at timestamptz,
  acknowledged_at timestamptz
);
CREATE INDEX release_order_due ON release_order (next_attempt_at) WHERE acknowledged_at IS NULL;

-- Every message that a party signed and we kept: callbacks and answers alike, bytes as received.
CREATE TABLE inbox_message (
  id text PRIMARY KEY,
  party text NOT NULL REFERENCES party (slug),
  message_key text NOT NULL, -- webhook-id of a callback, or a key of our own for an answer
  channel text NOT NULL CHECK (channel IN ('callback', 'answer')),
  kind text NOT NULL,
  subject_id text NOT NULL, -- order, release order, confirmation, evidence request or hold that it speaks of
  case_id text,
  raw_body bytea NOT NULL,
  content jsonb NOT NULL, -- the body as read by the schema of its kind
  body_sha256 text NOT NULL,
  http_status integer,
  key_id text NOT NULL REFERENCES party_key (key_id),
  signature_base text NOT NULL,
  signature text NOT NULL,
  received_at timestamptz NOT NULL,
  processed_at timestamptz,
  outcome text, -- APPLIED, or why not
  UNIQUE (party, message_key)
);
CREATE INDEX inbox_unprocessed ON inbox_message (received_at) WHERE processed_at IS NULL;
CREATE INDEX inbox_case_unprocessed ON inbox_message (case_id) WHERE processed_at IS NULL;
CREATE INDEX inbox_subject ON inbox_message (subject_id);

CREATE TABLE used_nonce (
  key_id text NOT NULL,
  nonce text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (key_id, nonce)
);

-- What institutions answered, message by message; `applied` says whether it changed the hold.
CREATE TABLE receipt (
  id text PRIMARY KEY,
  hold_id text NOT NULL REFERENCES hold (id),
  order_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('hold', 'release', 'lapse')),
  receipt_seq integer NOT NULL,
  result text NOT NULL,
  amount_satang bigint NOT NULL CHECK (amount_satang >= 0),
  inbox_message_id text NOT NULL REFERENCES inbox_message (id),
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  applied boolean NOT NULL,
  not_applied_reason text,
  CHECK (applied = (not_applied_reason IS NULL))
);
CREATE INDEX receipt_hold ON receipt (hold_id);

-- A disagreement between our record and an institution's word that a person must settle.
CREATE TABLE break_record (
  id text PRIMARY KEY,
  case_id text NOT NULL,
  hold_id text REFERENCES hold (id),
  kind text NOT NULL,
  inbox_message_id text REFERENCES inbox_message (id),
  owner_role text NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz
);

CREATE TABLE evidence_request (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  agency text NOT NULL REFERENCES party (slug),
  wave integer NOT NULL,
  subjects jsonb NOT NULL, -- accounts, numbers, links or wallets asked about
  state text NOT NULL CHECK (state IN ('asked', 'answered', 'declined', 'unknown')),
  state_reason text,
  legal_basis text[] NOT NULL,
  purpose text NOT NULL,
  asked_at timestamptz NOT NULL,
  deadline_at timestamptz NOT NULL,
  sent_at timestamptz,
  answered_at timestamptz,
  UNIQUE (case_id, agency, wave)
);
CREATE INDEX evidence_request_case ON evidence_request (case_id);
CREATE INDEX evidence_request_unsent ON evidence_request (asked_at) WHERE state = 'asked' AND sent_at IS NULL;

-- Each answer is a version of its own; nothing is overwritten.
CREATE TABLE evidence (
  id text PRIMARY KEY,
  evidence_request_id text NOT NULL REFERENCES evidence_request (id),
  case_id text NOT NULL,
  agency text NOT NULL,
  version integer NOT NULL,
  content jsonb NOT NULL,
  raw_sha256 text NOT NULL,
  inbox_message_id text NOT NULL REFERENCES inbox_message (id),
  late boolean NOT NULL,
  received_at timestamptz NOT NULL,
  UNIQUE (evidence_request_id, version)
);
CREATE INDEX evidence_case ON evidence (case_id);

CREATE TABLE finding (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  rule_id text NOT NULL,
  subject_kind text NOT NULL CHECK (subject_kind IN ('case', 'transfer', 'account')),
  subject text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('met', 'not_met', 'unknown')),
  reasons jsonb NOT NULL,
  missing jsonb NOT NULL,
  evidence_ids text[] NOT NULL,
  judged_at timestamptz NOT NULL,
  judgement integer NOT NULL -- counts up with every judgement of the case
);
CREATE INDEX finding_case ON finding (case_id, judgement);

-- The system of section 4 that the agencies approved, by memorandum: an exchange names the version under which it was made.
CREATE TABLE approved_system (
  version text PRIMARY KEY,
  memorandum text NOT NULL,
  approved_by text[] NOT NULL CHECK (cardinality(approved_by) > 0),
  effective_from timestamptz NOT NULL UNIQUE
);
INSERT INTO approved_system (version, memorandum, approved_by, effective_from) VALUES
  ('AOC-1441/1', 'Memorandum by which the Ministry and five agencies approved AOC 1441 as the system of section 4, Emergency Decree B.E. 2566',
   '{mdes,ccib,dsi,amlo,bot,nbtc}', '2023-10-31T17:00:00Z'), -- day on which the centre opened; the memorandum's own date is not published
  ('AOC-1441/2', 'The same memorandum as read with Amendment No. 2, B.E. 2568: the SEC joins, digital-asset operators take part',
   '{mdes,ccib,dsi,amlo,bot,nbtc,sec}', '2025-04-12T17:00:00Z');

-- The record of one disclosure between parties (section 4), written in the transaction of its message; one per message.
CREATE TABLE exchange (
  id text PRIMARY KEY,
  case_id text, -- null: about several cases (a notice under section 4 paragraph 3)
  direction text NOT NULL CHECK (direction IN ('out', 'in')),
  party text NOT NULL,
  kind text NOT NULL,
  message_id text NOT NULL, -- order, release order, confirmation, evidence request, share notice, notice or inbox message
  legal_basis text[] NOT NULL CHECK (cardinality(legal_basis) > 0), -- rule_row ids
  purpose text NOT NULL CHECK (purpose <> ''),
  fields text[] NOT NULL, -- names of what was disclosed, never values
  body_sha256 text NOT NULL CHECK (body_sha256 ~ '^[0-9a-f]{64}$'), -- of the bytes as sent or received
  system_version text NOT NULL REFERENCES approved_system (version),
  at timestamptz NOT NULL
);
CREATE INDEX exchange_case ON exchange (case_id);
CREATE UNIQUE INDEX exchange_message ON exchange (message_id, direction, coalesce(case_id, ''));
CREATE INDEX exchange_at ON exchange (at);

-- Disclosures of which police or DSI, and AMLO must be told at once (section 4 paragraph 3), and the notices that tell them.
CREATE TABLE disclosure (
  exchange_id text PRIMARY KEY REFERENCES exchange (id),
  case_id text NOT NULL,
  due_at timestamptz NOT NULL,
  batch_id text -- the notices that tell it; null: not told yet
);
CREATE INDEX disclosure_due ON disclosure (due_at) WHERE batch_id IS NULL;
CREATE INDEX disclosure_case ON disclosure (case_id);
CREATE INDEX disclosure_batch ON disclosure (batch_id);
CREATE TABLE share_notice (
  id text PRIMARY KEY,
  batch_id text NOT NULL,
  party text NOT NULL REFERENCES party (slug),
  disclosures text[] NOT NULL CHECK (cardinality(disclosures) > 0), -- exchange ids
  legal_basis text[] NOT NULL CHECK (cardinality(legal_basis) > 0),
  written_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  sent_at timestamptz, -- acknowledged by the signed answer of the agency
  UNIQUE (batch_id, party)
);
CREATE INDEX share_notice_due ON share_notice (next_attempt_at) WHERE sent_at IS NULL;

-- A notice under section 6: an institution's own suspicion (BANK-6A) or an officer's notice (OFF-6B).
CREATE TABLE notice (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('suspicion.notice', 'officer.notice')),
  case_id text NOT NULL REFERENCES case_file (id), -- the first of the cases that it opened or joined
  party text NOT NULL REFERENCES party (slug), -- the institution, or the agency in whose name the officer acts
  person text, -- subject of the officer
  rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  body jsonb NOT NULL, -- as received: ground, authority, transfers
  body_sha256 text NOT NULL,
  inbox_message_id text REFERENCES inbox_message (id),
  received_at timestamptz NOT NULL,
  CHECK ((kind = 'officer.notice') = (person IS NOT NULL)),
  CHECK ((kind = 'suspicion.notice') = (inbox_message_id IS NOT NULL))
);
CREATE TABLE noticed_transfer (
  notice_id text NOT NULL REFERENCES notice (id),
  transfer_id text NOT NULL REFERENCES transfer (id),
  case_id text NOT NULL REFERENCES case_file (id),
  joined boolean NOT NULL, -- the case had the transfer on record already
  PRIMARY KEY (notice_id, transfer_id)
);
CREATE INDEX noticed_transfer_case ON noticed_transfer (case_id);

-- What an institution suspended on its own suspicion. Its clock is its own (section 6: seven days at most from its finding); it reserves nothing of a stolen sum.
CREATE TABLE own_suspension (
  id text PRIMARY KEY,
  notice_id text NOT NULL REFERENCES notice (id),
  case_id text NOT NULL REFERENCES case_file (id),
  transfer_id text NOT NULL REFERENCES transfer (id),
  institution text NOT NULL,
  account_no text NOT NULL,
  amount_satang bigint NOT NULL CHECK (amount_satang > 0),
  found_at timestamptz NOT NULL,
  suspended_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > found_at),
  state text NOT NULL CHECK (state IN ('active', 'lapsed', 'lifted', 'proceeded')),
  ended_at timestamptz,
  end_rule_row_id text REFERENCES rule_row (row_id), -- LIFT-6D or OFF-6C
  ended_by text, -- the officer who acted, or 'system' at expiry
  end_reason text,
  CHECK ((state = 'active') = (ended_at IS NULL)),
  CHECK ((ended_at IS NULL) = (end_rule_row_id IS NULL))
);
CREATE INDEX own_suspension_case ON own_suspension (case_id);
CREATE INDEX own_suspension_due ON own_suspension (expires_at) WHERE state = 'active';
CREATE UNIQUE INDEX own_suspension_once ON own_suspension (institution, transfer_id) WHERE state = 'active';

-- The holder's appeal against a hold: one per hold, which goes from tier to tier; with what was said for it, and what was answered.
CREATE TABLE appeal (
  id text PRIMARY KEY,
  hold_id text NOT NULL UNIQUE REFERENCES hold (id),
  case_id text NOT NULL REFERENCES case_file (id),
  state text NOT NULL CHECK (state IN ('received', 'under_review', 'upheld', 'partly_upheld', 'refused')),
  tier text NOT NULL CHECK (tier IN ('centre', 'police')),
  rule_row_id text NOT NULL REFERENCES rule_row (row_id), -- P-REL or P-POL
  received_at timestamptz NOT NULL,
  tier_since timestamptz NOT NULL,
  target_at timestamptz NOT NULL,
  breach_at timestamptz NOT NULL,
  reviewer text, -- who took it up at its tier
  settled_at timestamptz,
  CHECK ((state IN ('received', 'under_review')) = (settled_at IS NULL)),
  CHECK (state <> 'under_review' OR reviewer IS NOT NULL)
);
CREATE INDEX appeal_case ON appeal (case_id);
CREATE INDEX appeal_open ON appeal (tier_since) WHERE settled_at IS NULL;
CREATE TABLE appeal_filing (
  id text PRIMARY KEY,
  appeal_id text NOT NULL REFERENCES appeal (id),
  tier text NOT NULL,
  way text NOT NULL CHECK (way IN ('holder', 'institution', 'desk')),
  filed_by text NOT NULL, -- slug of the institution, subject of the person at the desk, or 'holder'
  statement text NOT NULL,
  statement_sha256 text NOT NULL,
  holder_is text CHECK (holder_is IN ('regular_merchant', 'other')), -- the institution's word, signed
  inbox_message_id text REFERENCES inbox_message (id),
  filed_at timestamptz NOT NULL,
  CHECK ((way = 'institution') = (inbox_message_id IS NOT NULL)),
  CHECK (way = 'institution' OR holder_is IS NULL),
  UNIQUE (appeal_id, tier, filed_by, statement_sha256)
);
CREATE TABLE appeal_decision (
  id text PRIMARY KEY,
  appeal_id text NOT NULL REFERENCES appeal (id),
  tier text NOT NULL,
  person text NOT NULL,
  role text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('review', 'uphold', 'uphold_in_part', 'refuse')),
  reason_th text,
  reason_en text,
  keep_satang bigint CHECK (keep_satang > 0),
  release_order_id text REFERENCES release_order (id),
  decided_at timestamptz NOT NULL,
  CHECK (verdict = 'review' OR reason_th IS NOT NULL OR reason_en IS NOT NULL),
  CHECK ((verdict = 'uphold') = (release_order_id IS NOT NULL)),
  CHECK ((verdict = 'uphold_in_part') = (keep_satang IS NOT NULL))
);
CREATE UNIQUE INDEX appeal_decision_one_answer ON appeal_decision (appeal_id, tier) WHERE verdict <> 'review';

-- Nobody judges the appeal against a hold that he had a hand in.
CREATE FUNCTION appeal_decision_impartial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM appeal a JOIN hold h ON h.id = a.hold_id JOIN case_file f ON f.id = h.case_id
      LEFT JOIN hold_order o ON o.hold_id = h.id
      LEFT JOIN freeze_request r ON r.id IN (h.freeze_request_id, o.freeze_request_id) OR r.hold_id = h.id
      LEFT JOIN decision d ON d.freeze_request_id = r.id
     WHERE a.id = NEW.appeal_id AND NEW.person IN (f.opened_by, r.requested_by, d.person)) THEN
    RAISE EXCEPTION 'impartial: % may not judge appeal %', NEW.person, NEW.appeal_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_decision_impartial BEFORE INSERT ON appeal_decision FOR EACH ROW EXECUTE FUNCTION appeal_decision_impartial();

-- How often a holder's secret was given wrong, so that it cannot be found by trying.
CREATE TABLE secret_trial (
  hold_id text PRIMARY KEY REFERENCES hold (id),
  failed integer NOT NULL,
  since timestamptz NOT NULL
);

-- What a workflow must still be told: to start, or to look again. Signalled again until read.
CREATE TABLE outbox (
  id text PRIMARY KEY,
  workflow_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('start', 'look')),
  message text NOT NULL, -- name of the signal
  row_id text NOT NULL,
  created_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  read_at timestamptz
);
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE read_at IS NULL;
CREATE INDEX outbox_workflow ON outbox (workflow_id) WHERE read_at IS NULL;

-- One hash chain per case and one for the system. `hash` covers the canonical event and the hash before it.
CREATE TABLE audit_event (
  chain text NOT NULL,
  sequence integer NOT NULL,
  type text NOT NULL,
  actor text NOT NULL,
  at timestamptz NOT NULL,
  payload jsonb NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (chain, sequence)
);
CREATE INDEX audit_event_xid ON audit_event (xid);
CREATE TABLE audit_head (
  chain text PRIMARY KEY,
  sequence integer NOT NULL,
  hash text NOT NULL
);
CREATE TABLE audit_checkpoint (
  id text PRIMARY KEY,
  at timestamptz NOT NULL,
  chains integer NOT NULL,
  merkle_root text NOT NULL,
  signature text NOT NULL,
  key_id text NOT NULL
);

-- Append-only tables refuse change whoever asks.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['rule_row', 'complaint', 'complaint_addition', 'call_record', 'decision', 'receipt', 'evidence', 'finding', 'approved_system', 'exchange', 'notice', 'noticed_transfer', 'appeal_filing', 'appeal_decision', 'audit_event', 'audit_checkpoint'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name || '_no_truncate', name);
  END LOOP;
END $$;
