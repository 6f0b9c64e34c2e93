-- Seals: the SHA-256 of each row that decides or proves. A trigger notes it when the row is written,
-- and the audit events of the same transaction take all noted seals into their hash chain
-- (append-audit.ts). So a row that somebody changes, adds or removes beside the programs no longer
-- fits the chain. Which columns are sealed, and why the others are not, stands in sealed-tables.ts;
-- `npm run verify` computes the seals again (I29).

-- Counts the seals. The number is drawn while the row is locked, so the highest seal of a row is its
-- last one, whichever chain has it.
CREATE SEQUENCE seal_no_seq;

-- Notes the seal of one row until the end of the transaction. Empty columns are left out, so that a
-- nullable column added later breaks no seal. Sessions run in UTC, which the text of an instant
-- depends on. A setting is copied whenever it grows, so one that took all seals of a large
-- transaction would cost the square of their number: `rangap.seals` takes the newest, and when it is
-- full they go behind those of `rangap.seals_before`.
CREATE FUNCTION add_seal(table_name text, row_name text, sealed jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  newest text := current_setting('rangap.seals', true);
  before text;
  seal text;
BEGIN
  SELECT jsonb_build_array(table_name, row_name, nextval('seal_no_seq'),
           encode(sha256(convert_to(coalesce(jsonb_object_agg(key, value), '{}')::text, 'UTF8')), 'hex'))::text
    INTO seal FROM jsonb_each(sealed) WHERE value <> 'null';
  IF octet_length(newest) > 8000 THEN
    before := nullif(current_setting('rangap.seals_before', true), '');
    PERFORM set_config('rangap.seals_before', concat_ws(',', before, newest), true);
    newest := '';
  END IF;
  PERFORM set_config('rangap.seals', concat_ws(',', nullif(newest, ''), seal), true);
END $$;

-- Notes the seal of a row that was written. Arguments: the unsealed columns as an array, then the
-- columns that name the row. A change of unsealed columns alone needs no seal.
CREATE FUNCTION note_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  unsealed text[] := TG_ARGV[0]::text[];
  sealed jsonb := to_jsonb(NEW) - unsealed;
  row_name text := sealed ->> TG_ARGV[1];
BEGIN
  IF TG_OP = 'UPDATE' AND sealed = to_jsonb(OLD) - unsealed THEN
    RETURN NULL;
  END IF;
  FOR i IN 2 .. TG_NARGS - 1 LOOP
    row_name := row_name || ' ' || (sealed ->> TG_ARGV[i]);
  END LOOP;
  PERFORM add_seal(TG_TABLE_NAME, row_name, sealed);
  RETURN NULL;
END $$;

-- Hands out the noted seals as a JSON array, and forgets them; null when there are none.
CREATE FUNCTION take_seals() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  newest text := nullif(current_setting('rangap.seals', true), '');
  before text := nullif(current_setting('rangap.seals_before', true), '');
BEGIN
  PERFORM set_config('rangap.seals', '', true), set_config('rangap.seals_before', '', true);
  RETURN '[' || nullif(concat_ws(',', before, newest), '') || ']';
END $$;

-- A callback is kept before its case is locked, without an audit event. Its exchange is sealed when
-- the message takes effect.
CREATE FUNCTION note_exchange_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM add_seal('exchange', x.id, to_jsonb(x)) FROM exchange x WHERE x.message_id = NEW.id AND x.direction = 'in';
  RETURN NULL;
END $$;

CREATE TRIGGER accepted_proof_sealed AFTER INSERT OR UPDATE ON accepted_proof
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER advice_sealed AFTER INSERT OR UPDATE ON advice
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER advice_verdict_sealed AFTER INSERT OR UPDATE ON advice_verdict
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER ring_ruling_sealed AFTER INSERT OR UPDATE ON ring_ruling
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER appeal_sealed AFTER INSERT OR UPDATE ON appeal
  FOR EACH ROW EXECUTE FUNCTION note_seal('{look_at}', 'id');
CREATE TRIGGER appeal_decision_sealed AFTER INSERT OR UPDATE ON appeal_decision
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER appeal_filing_sealed AFTER INSERT OR UPDATE ON appeal_filing
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER approved_system_sealed AFTER INSERT OR UPDATE ON approved_system
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'version');
CREATE TRIGGER attachment_sealed AFTER INSERT OR UPDATE ON attachment
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER break_record_sealed AFTER INSERT OR UPDATE ON break_record
  FOR EACH ROW EXECUTE FUNCTION note_seal('{look_at}', 'id');
CREATE TRIGGER break_statement_sealed AFTER INSERT OR UPDATE ON break_statement
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER call_record_sealed AFTER INSERT OR UPDATE ON call_record
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'case_id');
CREATE TRIGGER case_assignment_sealed AFTER INSERT OR UPDATE ON case_assignment
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER case_file_sealed AFTER INSERT OR UPDATE ON case_file
  FOR EACH ROW EXECUTE FUNCTION note_seal('{next_deadline_at}', 'id');
CREATE TRIGGER case_link_sealed AFTER INSERT OR UPDATE ON case_link
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER case_note_sealed AFTER INSERT OR UPDATE ON case_note
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER claim_sealed AFTER INSERT OR UPDATE ON claim
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'stolen_sum_id', 'case_id');
CREATE TRIGGER complaint_sealed AFTER INSERT OR UPDATE ON complaint
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER complaint_addition_sealed AFTER INSERT OR UPDATE ON complaint_addition
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER correction_sealed AFTER INSERT OR UPDATE ON correction
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER debit_confirmation_sealed AFTER INSERT OR UPDATE ON debit_confirmation
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER decision_sealed AFTER INSERT OR UPDATE ON decision
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER directive_sealed AFTER INSERT OR UPDATE ON directive
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER evidence_sealed AFTER INSERT OR UPDATE ON evidence
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER evidence_request_sealed AFTER INSERT OR UPDATE ON evidence_request
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER exchange_sealed AFTER INSERT OR UPDATE ON exchange
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER finding_sealed AFTER INSERT OR UPDATE ON finding
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER freeze_request_sealed AFTER INSERT OR UPDATE ON freeze_request
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER hold_sealed AFTER INSERT OR UPDATE ON hold
  FOR EACH ROW EXECUTE FUNCTION note_seal('{appeal_secret,power_ends_at}', 'id');
CREATE TRIGGER hold_notice_sealed AFTER INSERT OR UPDATE ON hold_notice
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'hold_id', 'notice_id');
CREATE TRIGGER hold_order_sealed AFTER INSERT OR UPDATE ON hold_order
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER hold_review_sealed AFTER INSERT OR UPDATE ON hold_review
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER hold_statement_sealed AFTER INSERT OR UPDATE ON hold_statement
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER holder_papers_sealed AFTER INSERT OR UPDATE ON holder_papers
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER idempotency_sealed AFTER INSERT OR UPDATE ON idempotency
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'actor', 'key');
CREATE TRIGGER incomplete_transfer_sealed AFTER INSERT OR UPDATE ON incomplete_transfer
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER inbox_message_sealed AFTER INSERT OR UPDATE ON inbox_message
  FOR EACH ROW EXECUTE FUNCTION note_seal('{raw_body,failures}', 'id');
CREATE TRIGGER interest_sealed AFTER INSERT OR UPDATE ON interest
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER judgement_sealed AFTER INSERT OR UPDATE ON judgement
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'case_id', 'number');
CREATE TRIGGER lost_order_sealed AFTER INSERT OR UPDATE ON lost_order
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER lost_order_release_sealed AFTER INSERT OR UPDATE ON lost_order_release
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER lost_order_request_sealed AFTER INSERT OR UPDATE ON lost_order_request
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER notice_sealed AFTER INSERT OR UPDATE ON notice
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER noticed_transfer_sealed AFTER INSERT OR UPDATE ON noticed_transfer
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'notice_id', 'transfer_id');
CREATE TRIGGER outgoing_message_sealed AFTER INSERT OR UPDATE ON outgoing_message
  FOR EACH ROW EXECUTE FUNCTION note_seal('{attempts,next_attempt_at,leased_until,sent_at,look_at}', 'id');
CREATE TRIGGER own_suspension_sealed AFTER INSERT OR UPDATE ON own_suspension
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER own_suspension_part_sealed AFTER INSERT OR UPDATE ON own_suspension_part
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'suspension_id', 'trail_link_id');
CREATE TRIGGER partial_release_sealed AFTER INSERT OR UPDATE ON partial_release
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER party_sealed AFTER INSERT OR UPDATE ON party
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'slug');
CREATE TRIGGER party_change_sealed AFTER INSERT OR UPDATE ON party_change
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER party_key_sealed AFTER INSERT OR UPDATE ON party_key
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'key_id');
CREATE TRIGGER public_statistics_sealed AFTER INSERT OR UPDATE ON public_statistics
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'month');
CREATE TRIGGER receipt_sealed AFTER INSERT OR UPDATE ON receipt
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER recovery_sealed AFTER INSERT OR UPDATE ON recovery
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER release_order_sealed AFTER INSERT OR UPDATE ON release_order
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER reveal_sealed AFTER INSERT OR UPDATE ON reveal
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER rule_change_sealed AFTER INSERT OR UPDATE ON rule_change
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER rule_row_sealed AFTER INSERT OR UPDATE ON rule_row
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'row_id');
CREATE TRIGGER share_notice_sealed AFTER INSERT OR UPDATE ON share_notice
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER sheet_row_sealed AFTER INSERT OR UPDATE ON sheet_row
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER sheet_upload_sealed AFTER INSERT OR UPDATE ON sheet_upload
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER stolen_sum_sealed AFTER INSERT OR UPDATE ON stolen_sum
  FOR EACH ROW EXECUTE FUNCTION note_seal('{reserved_satang,suspended_satang,counted_satang}', 'id');
CREATE TRIGGER suspect_lookup_sealed AFTER INSERT OR UPDATE ON suspect_lookup
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER suspicion_result_sealed AFTER INSERT OR UPDATE ON suspicion_result
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER trail_link_sealed AFTER INSERT OR UPDATE ON trail_link
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER transfer_sealed AFTER INSERT OR UPDATE ON transfer
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER victim_news_sealed AFTER INSERT OR UPDATE ON victim_news
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id', 'case_id');
CREATE TRIGGER victim_telling_sealed AFTER INSERT OR UPDATE ON victim_telling
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER withdrawal_sealed AFTER INSERT OR UPDATE ON withdrawal
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER workbook_sealed AFTER INSERT OR UPDATE ON workbook
  FOR EACH ROW EXECUTE FUNCTION note_seal('{}', 'id');
CREATE TRIGGER inbox_message_seals_exchange AFTER UPDATE OF processed_at ON inbox_message
  FOR EACH ROW EXECUTE FUNCTION note_exchange_seal();

-- What other files of this baseline have written already.
SELECT add_seal('approved_system', s.version, to_jsonb(s)) FROM approved_system s;
