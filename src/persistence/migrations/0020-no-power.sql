-- A part that the power of the hold before it does not reach stops for that reason.
ALTER TABLE trail_link DROP CONSTRAINT trail_link_stop_reason_check;
ALTER TABLE trail_link ADD CONSTRAINT trail_link_stop_reason_check CHECK (stop_reason IN (
  'below_minimum', 'too_old', 'too_deep', 'too_many_accounts', 'off_rails', 'fully_reserved', 'already_followed', 'merchant_shield', 'payroll_shield',
  'returned_to_victim', 'no_power'));
