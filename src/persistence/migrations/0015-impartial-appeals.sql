-- Nobody judges the appeal against a hold that he had a hand in, nor one against a hold on an account for which he asked for another order, or decided on one:
-- while that is open, he would decide on his own request.
CREATE OR REPLACE FUNCTION appeal_decision_impartial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM appeal a JOIN hold h ON h.id = a.hold_id JOIN case_file f ON f.id = h.case_id
      LEFT JOIN hold_order o ON o.hold_id = h.id
      LEFT JOIN freeze_request r ON r.id IN (h.freeze_request_id, o.freeze_request_id) OR r.hold_id = h.id
             OR (r.case_id = h.case_id AND r.institution = h.institution AND r.account_no = h.account_no)
      LEFT JOIN decision d ON d.freeze_request_id = r.id
     WHERE a.id = NEW.appeal_id AND NEW.person IN (f.opened_by, r.requested_by, d.person)) THEN
    RAISE EXCEPTION 'impartial: % may not judge appeal %', NEW.person, NEW.appeal_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
