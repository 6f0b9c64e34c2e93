import { provesNumberSql, victimNumberSql } from '../privacy/victim-number.js';

/**
 * SQL of what decides whether sums of the reported transfer `t` of the claim `c`, with its question `d`,
 * are shown to its reporter: `SumsOfTransfer`, as JSON. The word on the holder is the newest about the
 * account that the transfer left, to a question that proved the number of this case's victim.
 */
export const SUMS_OF_TRANSFER = `(
  SELECT json_build_object(
    'holderReports', sf.holder_reports,
    'provesNumber', coalesce(${victimNumberSql('sc')} IS NOT NULL, false),
    'holder', (SELECT m.content ->> 'holder' FROM debit_confirmation q LEFT JOIN transfer qt ON qt.id = coalesce(q.transfer_id, q.holder_of)
                 JOIN inbox_message m ON m.subject_id = q.id AND m.kind = 'debit.confirmation'
                WHERE q.case_id = c.case_id AND NOT q.by_papers AND ${provesNumberSql('sc', 'q')} AND coalesce(q.transfer_id, q.incomplete_transfer_id, q.holder_of) IS NOT NULL
                  AND coalesce(qt.from_institution, sf.victim_institution) = t.from_institution
                  AND coalesce(qt.from_account_no, sf.victim_account_no) = t.from_account_no
                  AND m.content ->> 'holder' IN ('MATCHES', 'DIFFERS') ORDER BY m.id DESC LIMIT 1),
    'isVouchedFor', sf.told_bank_at IS NOT NULL OR papers_of_holder(sf.id, t.from_institution, t.from_account_no) IS NOT NULL
      OR ((sf.victim_institution, sf.victim_account_no) = (t.from_institution, t.from_account_no)
          AND EXISTS (SELECT 1 FROM complaint_addition a WHERE a.case_id = sf.id AND a.kind = 'found' AND a.body ? 'note')),
    'isSumFound', d.state IS DISTINCT FROM 'confirmed' AND EXISTS (
      SELECT 1 FROM transfer ot JOIN debit_confirmation od ON od.transfer_id = ot.id
       WHERE (ot.from_institution, ot.reference) = (t.from_institution, t.reference)
         AND ((od.state = 'confirmed' AND ot.amount_satang <> t.amount_satang) OR EXISTS (SELECT 1 FROM inbox_message om
               WHERE om.subject_id = od.id AND om.kind = 'debit.confirmation' AND om.content ->> 'debitedAmountSatang' <> t.amount_satang::text))))
    FROM case_file sf LEFT JOIN complaint sc ON sc.id = sf.id WHERE sf.id = c.case_id)`;
