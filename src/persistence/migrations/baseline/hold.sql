-- The suspension of an amount of a stolen sum at one account.
CREATE TABLE hold (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES case_file (id),
  stolen_sum_id text NOT NULL REFERENCES stolen_sum (id),
  transfer_id text NOT NULL REFERENCES transfer (id),
  trail_link_id text NOT NULL REFERENCES trail_link (id), -- the part of the stolen sum that it suspends
  hop integer NOT NULL,
  institution text NOT NULL,
  account_no text NOT NULL,
  kind text NOT NULL CHECK (kind IN (
    'section6', 'section7', 'aoc_suspension', 'continue_order', 'whole_account', 'break_glass'
  )),
  state text NOT NULL CHECK (state IN (
    'ordered', 'unconfirmed', 'held', 'partly_held', 'no_funds', 'refused', 'release_ordered', 'released', 'seized'
  )),
  state_reason text,
  -- What its first order asked for, and what later ones added for which the sum had no room then.
  requested_satang bigint NOT NULL CHECK (requested_satang > 0),
  held_satang bigint NOT NULL DEFAULT 0,
  reserved_satang bigint NOT NULL,
  -- What another authority keeps in place beside what the hold holds, by whose order; it outlasts the hold.
  seized_satang bigint NOT NULL DEFAULT 0 CHECK (seized_satang >= 0),
  seized_by text CHECK (seized_by IN ('court', 'amlo', 'police', 'other')),
  let_go_satang bigint NOT NULL DEFAULT 0 CHECK (let_go_satang >= 0), -- by orders for less, while the hold went on, and not held again
  expires_at timestamptz NOT NULL,
  power_ends_at timestamptz, -- of its newest order; the database notes it
  ordered_at timestamptz NOT NULL,
  -- From when section 7 counts its time; before its first order where it took the place of a released hold.
  section7_from timestamptz NOT NULL CONSTRAINT hold_section7_from CHECK (section7_from <= ordered_at),
  -- Where a hold of the part was let go before: its institution ascribes what is gone to debits from then on.
  debits_since timestamptz,
  -- Orders of those holds: the debits that were named in answer to them stay ascribed as long as this hold counts.
  debits_named_for text[] CHECK (cardinality(debits_named_for) > 0),
  freeze_request_id text REFERENCES freeze_request (id),
  seizure_warrant_no text,
  -- What the account is whose business it is to pass on money of others, as its institution says.
  passes_on text CHECK (passes_on IN ('payment_agent', 'acquirer', 'pooled_wallet', 'utility')),
  notice_reference text NOT NULL UNIQUE, -- the reference that the holder is given
  appeal_secret text, -- on its way to the institution; forgotten when the institution has answered
  appeal_secret_sha256 text NOT NULL CHECK (appeal_secret_sha256 ~ '^[0-9a-f]{64}$'),
  holder_notified_at timestamptz,
  release_notified_at timestamptz, -- when the institution told the holder that the hold was over
  ended_at timestamptz,
  -- Ids of the rule rows by which its time was over, where its institution let it lapse before a release was ordered.
  lapse_basis text[] CHECK (cardinality(lapse_basis) > 0),
  CHECK (held_satang >= 0 AND held_satang <= requested_satang),
  CHECK (reserved_satang >= 0 AND reserved_satang + seized_satang <= requested_satang),
  CONSTRAINT hold_seized_by_whom CHECK ((seized_satang > 0) = (seized_by IS NOT NULL)),
  CONSTRAINT hold_seized_as_held CHECK (state <> 'seized' OR seized_satang = 0), -- all of it is what the hold keeps then
  CHECK (kind <> 'whole_account' OR seizure_warrant_no IS NOT NULL),
  -- A hold takes up its stolen sum until its release is acknowledged. An ended hold takes up
  -- nothing, except a seized one, and what another authority keeps beside. With the counting below no sum can be over-held.
  CONSTRAINT hold_ended_reserves_nothing
    CHECK (state NOT IN ('no_funds', 'refused', 'released') OR reserved_satang = 0),
  CONSTRAINT hold_held_is_reserved
    CHECK (state IN ('no_funds', 'refused', 'released') OR held_satang <= reserved_satang)
);
CREATE INDEX hold_case ON hold (case_id);
CREATE INDEX hold_sum ON hold (stolen_sum_id, transfer_id); -- each advance reads all holds of its sums, ended ones too
CREATE INDEX hold_transfer ON hold (transfer_id);
CREATE INDEX hold_link ON hold (trail_link_id);
CREATE INDEX hold_account ON hold (institution, account_no, ordered_at); -- other holds of an account, over all cases
CREATE INDEX hold_institution ON hold (institution, id); -- the page of an institution, the newest first
CREATE INDEX hold_open_id ON hold (id) WHERE ended_at IS NULL; -- the search for lost workflows
-- When something ends: the hold, or the own power of its newest order. Nobody has to note that it is due.
CREATE INDEX hold_due ON hold (least(expires_at, power_ends_at)) WHERE state IN ('ordered', 'unconfirmed', 'held', 'partly_held');
-- The over-hold meter reads the holds that take up their sums, and never the ended ones.
CREATE INDEX hold_taking ON hold (stolen_sum_id) WHERE state NOT IN ('no_funds', 'refused', 'released') OR seized_satang > 0;
-- One live hold per part of the trail: a second send, report or answer finds it there.
CREATE UNIQUE INDEX hold_one_live ON hold (trail_link_id)
  WHERE state NOT IN ('no_funds', 'refused', 'released', 'seized');

-- The database counts what the holds of a sum reserve, statement by statement. Adding up all holds
-- of a sum at each change would cost more the longer the trail is.
CREATE FUNCTION count_holds() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE stolen_sum s SET counted_satang = counted_satang + change.satang
      FROM (SELECT stolen_sum_id, sum(reserved_satang + seized_satang) AS satang FROM after GROUP BY stolen_sum_id) change
     WHERE s.id = change.stolen_sum_id AND change.satang <> 0;
  ELSIF TG_OP = 'DELETE' THEN
    UPDATE stolen_sum s SET counted_satang = counted_satang - change.satang
      FROM (SELECT stolen_sum_id, sum(reserved_satang + seized_satang) AS satang FROM before GROUP BY stolen_sum_id) change
     WHERE s.id = change.stolen_sum_id AND change.satang <> 0;
  ELSE -- a hold stays with its sum
    UPDATE stolen_sum s SET counted_satang = counted_satang + change.satang
      FROM (SELECT stolen_sum_id, sum(satang) AS satang
              FROM (SELECT stolen_sum_id, reserved_satang + seized_satang AS satang FROM after
                    UNION ALL SELECT stolen_sum_id, -reserved_satang - seized_satang FROM before) both_sides
             GROUP BY stolen_sum_id) change
     WHERE s.id = change.stolen_sum_id AND change.satang <> 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER hold_counted_insert AFTER INSERT ON hold
  REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_holds();
CREATE TRIGGER hold_counted_update AFTER UPDATE ON hold
  REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_holds();
CREATE TRIGGER hold_counted_delete AFTER DELETE ON hold
  REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION count_holds();

-- A hold never changes its sum: the counting would have to look at both sums.
CREATE FUNCTION hold_keeps_its_sum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger: hold % belongs to stolen sum % for good', OLD.id, OLD.stolen_sum_id USING ERRCODE = '23514';
END $$;
CREATE TRIGGER hold_keeps_its_sum BEFORE UPDATE OF stolen_sum_id ON hold
  FOR EACH ROW WHEN (NEW.stolen_sum_id IS DISTINCT FROM OLD.stolen_sum_id) EXECUTE FUNCTION hold_keeps_its_sum();

-- An order of a hold; an extension is a new order that replaces an earlier one.
CREATE TABLE hold_order (
  id text PRIMARY KEY,
  hold_id text NOT NULL REFERENCES hold (id),
  case_id text NOT NULL,
  sequence integer NOT NULL,
  kind text NOT NULL CHECK (kind IN (
    'section6', 'section7', 'aoc_suspension', 'continue_order', 'whole_account', 'break_glass'
  )), -- the power it was issued on; the hold's own may have changed since
  replaces_order_id text REFERENCES hold_order (id),
  requested_satang bigint NOT NULL CHECK (requested_satang > 0),
  legal_basis text[] NOT NULL CHECK (cardinality(legal_basis) > 0), -- ids of rule rows
  expiry_rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > issued_at),
  urgent_from timestamptz, -- from when P-URG is counted, where the urgent time began anew
  freeze_request_id text REFERENCES freeze_request (id),
  notice_id text, -- the notice that an order of section 6 rests on, or that lets another one last longer; the foreign key is added in notice.sql
  power_ends_at timestamptz CHECK (power_ends_at < expires_at), -- the end of its own power, where the notice lets it last longer
  -- It asks for less than is held, or had more held: the holder is told of it (P-TELL).
  changes_amount boolean NOT NULL DEFAULT false,
  holder_notified_at timestamptz CHECK (holder_notified_at IS NULL OR changes_amount),
  watches_credits boolean NOT NULL DEFAULT false, -- P-RESID: the institution reports later credits
  raise_request_id text REFERENCES freeze_request (id), -- the approved catch or return of a part that asks for more than is held
  asks_rest boolean NOT NULL DEFAULT false CHECK (NOT asks_rest OR raise_request_id IS NULL), -- another hold at the account, which may have had the rest of the part, has ended, or there is room for it now
  adds_satang bigint NOT NULL DEFAULT 0 CHECK (adds_satang = 0 OR adds_satang > 0 AND asks_rest), -- beyond all that the hold asked for before
  refused_at timestamptz CHECK (refused_at IS NULL OR raise_request_id IS NOT NULL OR asks_rest), -- the order before it stands
  -- It tells its institution that a review of its own suspicion is owed, and since when (P-WITHDRAW, P-DEBIT).
  review_owed_since timestamptz CHECK (review_owed_since IS NULL OR kind = 'section6'),
  -- Orders of lost holds on the same credit whose place it takes at the institution; none of them need be on record.
  takes_over text[] CHECK (cardinality(takes_over) > 0),
  sent_at timestamptz, -- first attempt that reached the institution; how it is sent says its message
  answered_at timestamptz, -- first receipt
  receipt_seq integer NOT NULL DEFAULT 0,
  UNIQUE (hold_id, sequence),
  CONSTRAINT hold_order_section_6 CHECK ((kind = 'section6' OR power_ends_at IS NOT NULL) = (notice_id IS NOT NULL)),
  CHECK (power_ends_at IS NULL OR kind IN ('aoc_suspension', 'continue_order'))
);
CREATE INDEX hold_order_hold ON hold_order (hold_id);
CREATE INDEX hold_order_takes_over ON hold_order USING gin (takes_over) WHERE takes_over IS NOT NULL; -- a late word on a lost order
CREATE INDEX hold_order_unsent ON hold_order (issued_at) WHERE sent_at IS NULL;
CREATE INDEX hold_order_unanswered ON hold_order (issued_at) WHERE answered_at IS NULL;

-- A hold knows when the own power of its newest order ends. Its first order has no other end than the hold.
CREATE FUNCTION hold_knows_power_end() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE hold SET power_ends_at = NEW.power_ends_at
   WHERE id = NEW.hold_id AND power_ends_at IS DISTINCT FROM NEW.power_ends_at;
  RETURN NULL;
END $$;
CREATE TRIGGER hold_knows_power_end AFTER INSERT OR UPDATE OF power_ends_at ON hold_order
  FOR EACH ROW WHEN (NEW.sequence > 1 OR NEW.power_ends_at IS NOT NULL) EXECUTE FUNCTION hold_knows_power_end();

-- What a hold asks for is what its orders have asked for: it rises with an order that adds to it, and never
-- falls. A hold on an approval in advance (an armed hold) stays within its cap.
CREATE FUNCTION hold_asks_by_its_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.requested_satang <> (SELECT sum(CASE WHEN o.sequence = 1 THEN o.requested_satang ELSE o.adds_satang END)
                                FROM hold_order o WHERE o.hold_id = NEW.id)
     OR EXISTS (SELECT 1 FROM freeze_request r WHERE r.id = NEW.freeze_request_id AND r.arm_satang < (
                  SELECT sum(h.requested_satang) FROM hold h WHERE h.freeze_request_id = r.id AND h.id <> NEW.id) + NEW.requested_satang) THEN
    RAISE EXCEPTION 'hold % asks for what no order of it asks for', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hold_asks_by_its_orders BEFORE UPDATE OF requested_satang ON hold
  FOR EACH ROW WHEN (NEW.requested_satang IS DISTINCT FROM OLD.requested_satang) EXECUTE FUNCTION hold_asks_by_its_orders();

-- The release of a hold: one that ends it, and one more each time that its institution says
-- afterwards that it holds money. A message of the same id brings it there.
CREATE TABLE release_order (
  id text PRIMARY KEY,
  hold_id text NOT NULL REFERENCES hold (id),
  case_id text NOT NULL,
  reason text NOT NULL,
  legal_basis text[] NOT NULL CHECK (cardinality(legal_basis) > 0), -- ids of rule rows
  ordered_by text NOT NULL, -- a person, or 'system'
  ordered_role text, -- in which the person holds the power of the hold; null where nobody orders
  note text,
  court_order jsonb, -- of a court that voided the order: court, case number, day, hash of its document
  holder_notice jsonb, -- what the institution is to tell the holder, as it was first sent
  ordered_at timestamptz NOT NULL,
  acknowledged_at timestamptz,
  again boolean NOT NULL DEFAULT false, -- the hold was over already
  CONSTRAINT release_order_of_court CHECK (again OR (reason = 'COURT_VOIDED') = (court_order IS NOT NULL))
);
CREATE UNIQUE INDEX release_order_ends ON release_order (hold_id) WHERE NOT again;
CREATE UNIQUE INDEX release_order_again ON release_order (hold_id) WHERE again AND acknowledged_at IS NULL;
CREATE INDEX release_order_hold ON release_order (hold_id);
CREATE INDEX release_order_unacknowledged ON release_order (ordered_at) WHERE acknowledged_at IS NULL;
-- Releases that clear an account, for those who measure by what came of it.
CREATE INDEX release_order_clears ON release_order (hold_id) WHERE reason IN ('UNRELATED', 'APPEAL_UPHELD', 'DEBIT_DENIED');

-- An officer's release of a part of a hold: the order for what stays, its power and the reason.
CREATE TABLE partial_release (
  id text PRIMARY KEY,
  hold_id text NOT NULL REFERENCES hold (id),
  case_id text NOT NULL REFERENCES case_file (id),
  order_id text NOT NULL UNIQUE REFERENCES hold_order (id),
  keep_satang bigint NOT NULL CHECK (keep_satang > 0),
  let_go_satang bigint NOT NULL CHECK (let_go_satang > 0), -- of what was held, or ordered to be, before
  legal_basis text[] NOT NULL CHECK (cardinality(legal_basis) > 0), -- ids of rule rows
  person text NOT NULL,
  role text NOT NULL,
  reason text NOT NULL,
  ordered_at timestamptz NOT NULL
);
CREATE INDEX partial_release_hold ON partial_release (hold_id);
ALTER TABLE freeze_request ADD FOREIGN KEY (partial_release_id) REFERENCES partial_release (id);
CREATE TRIGGER partial_release_append_only BEFORE UPDATE OR DELETE ON partial_release
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER partial_release_no_truncate BEFORE TRUNCATE ON partial_release
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A review of a hold that outlasts a withdrawal: it stands (P-WITHDRAW). An institution reviews what
-- only suspicions of institutions let stand, by a signed message; then `person` is its slug.
CREATE TABLE hold_review (
  id text PRIMARY KEY,
  hold_id text NOT NULL REFERENCES hold (id),
  case_id text NOT NULL REFERENCES case_file (id),
  person text NOT NULL,
  role text NOT NULL,
  reason text NOT NULL,
  rule_row_id text NOT NULL REFERENCES rule_row (row_id),
  inbox_message_id text UNIQUE REFERENCES inbox_message (id),
  reviewed_at timestamptz NOT NULL,
  CHECK ((role = 'institution') = (inbox_message_id IS NOT NULL))
);
CREATE INDEX hold_review_hold ON hold_review (hold_id);
CREATE TRIGGER hold_review_append_only BEFORE UPDATE OR DELETE ON hold_review
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER hold_review_no_truncate BEFORE TRUNCATE ON hold_review
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whose own acts a review of a hold would look at: the persons of withdrawals of complaints about its
-- money, and who asked for an order of the hold that another person had to approve.
CREATE FUNCTION persons_of_review(of_hold text) RETURNS TABLE (person text, part text, at timestamptz)
LANGUAGE sql STABLE AS $$
  WITH cases AS (
    SELECT h.case_id AS id FROM hold h WHERE h.id = of_hold
    UNION SELECT c.case_id FROM claim c JOIN hold h ON h.stolen_sum_id = c.stolen_sum_id WHERE h.id = of_hold)
  SELECT p.person, 'withdrawal', p.at FROM withdrawal w JOIN cases c ON c.id = w.case_id
    CROSS JOIN LATERAL (VALUES (w.requested_by, w.requested_at), (w.decided_by, w.decided_at)) AS p (person, at)
   WHERE p.person IS NOT NULL
  UNION ALL SELECT r.requested_by, 'request', r.requested_at FROM freeze_request r JOIN hold h ON h.id = of_hold
   WHERE (r.hold_id = h.id OR r.id = h.freeze_request_id
          OR r.id IN (SELECT o.freeze_request_id FROM hold_order o WHERE o.hold_id = h.id))
     AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.freeze_request_id = r.id AND d.verdict = 'own_power')
$$;

CREATE FUNCTION hold_review_impartial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM persons_of_review(NEW.hold_id) p WHERE p.person = NEW.person) THEN
    RAISE EXCEPTION 'impartial: % may not review hold %', NEW.person, NEW.hold_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hold_review_impartial BEFORE INSERT ON hold_review
  FOR EACH ROW EXECUTE FUNCTION hold_review_impartial();

-- What an institution answered, message by message; `applied` says whether it changed the hold.
CREATE TABLE receipt (
  id text PRIMARY KEY,
  hold_id text NOT NULL REFERENCES hold (id),
  order_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('hold', 'release', 'lapse', 'authority')),
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
CREATE TRIGGER receipt_append_only BEFORE UPDATE OR DELETE ON receipt
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER receipt_no_truncate BEFORE TRUNCATE ON receipt
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Armed holds: money is suspended where it arrives only when another person approved it, before its
-- end and up to its cap, whatever the rulebook says.
CREATE FUNCTION armed_hold_is_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE armed freeze_request; ordered bigint;
BEGIN
  SELECT * INTO armed FROM freeze_request r WHERE r.id = NEW.freeze_request_id AND r.arm_satang IS NOT NULL;
  IF NOT FOUND THEN
    RETURN NEW;
  END IF;
  SELECT coalesce(sum(h.requested_satang), 0) INTO ordered FROM hold h WHERE h.freeze_request_id = armed.id;
  IF armed.state <> 'approved' OR armed.until_at <= NEW.ordered_at OR ordered + NEW.requested_satang > armed.arm_satang
     OR NOT EXISTS (SELECT 1 FROM decision d WHERE d.freeze_request_id = armed.id AND d.verdict = 'approve'
                       AND d.person <> armed.requested_by)
     OR NOT EXISTS (SELECT 1 FROM trail_link l WHERE l.id = NEW.trail_link_id AND l.parent_hold_id = armed.hold_id) THEN
    RAISE EXCEPTION 'armed hold % does not reach this order', armed.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER armed_hold_is_approved BEFORE INSERT ON hold
  FOR EACH ROW WHEN (NEW.freeze_request_id IS NOT NULL) EXECUTE FUNCTION armed_hold_is_approved();
