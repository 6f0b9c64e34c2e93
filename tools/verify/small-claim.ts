import { victimNumberSql } from '../../src/application/case/privacy/victim-number.js';

/**
 * Returns an SQL condition: at an instant, all that the victim of a case claimed of the account that a
 * transfer went to, in this report and in others, was below what the policy orders by itself (P-SMALL).
 * Each debit counts once. The names are aliases of rows of `case_file` and `transfer`, and an
 * expression of the instant. `now`: what institutions said since counts too, for what is still owed;
 * else a claim counts as it was told, because an order may have come before the answer.
 */
export const IS_SMALL_CLAIM = (of: { caseFile: string; transfer: string; at: string; now?: boolean }): string => `(
  (SELECT coalesce(sum(of_debit.satang), 0) FROM (
     SELECT max(${of.now === true ? 'least(ms.amount_satang, coalesce(md.debited_satang, ms.amount_satang))' : 'ms.amount_satang'}) AS satang
       FROM claim mc JOIN case_file mf ON mf.id = mc.case_id JOIN stolen_sum ms ON ms.id = mc.stolen_sum_id JOIN transfer mt ON mt.id = ms.transfer_id
       LEFT JOIN debit_confirmation md ON md.transfer_id = mt.id
      WHERE mc.case_id IN (SELECT ${of.caseFile}.id UNION ALL
              SELECT mo.id FROM case_file mo WHERE (mo.victim_institution, mo.victim_account_no) = (${of.caseFile}.victim_institution, ${of.caseFile}.victim_account_no) UNION ALL
              SELECT mp.id FROM complaint me JOIN complaint mp ON ${victimNumberSql('mp')} = ${victimNumberSql('me')} WHERE me.id = ${of.caseFile}.id)
        AND (mc.case_id = ${of.caseFile}.id OR mf.holder_reports AND mc.reported${of.now === true ? ` AND md.state IS DISTINCT FROM 'denied'` : ''})
        AND mc.claimed_at <= ${of.at} AND (mc.ended_at IS NULL OR mc.ended_at > ${of.at})
        AND (mt.to_institution, mt.to_account_no) = (${of.transfer}.to_institution, ${of.transfer}.to_account_no)
      GROUP BY mt.from_institution, mt.reference) of_debit)
  < coalesce((SELECT (mr.body->'parameters'->>'minAtAccountSatang')::bigint FROM rule_row mr
               WHERE mr.rulebook = ${of.caseFile}.rulebook AND mr.rule_id = 'P-SMALL' AND mr.effective_from <= ${of.at}
               ORDER BY mr.effective_from DESC LIMIT 1), 0))`;
