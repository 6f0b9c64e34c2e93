/**
 * Returns an SQL condition: at an instant, all that a case claimed of the account that a transfer
 * went to was below what the policy orders by itself (P-SMALL). The names are aliases of rows of
 * `case_file` and `transfer`, and an expression of the instant.
 */
export const IS_SMALL_CLAIM = (of: { caseFile: string; transfer: string; at: string }): string => `(
  (SELECT coalesce(sum(ms.amount_satang), 0) FROM claim mc JOIN stolen_sum ms ON ms.id = mc.stolen_sum_id JOIN transfer mt ON mt.id = ms.transfer_id
    WHERE mc.case_id = ${of.caseFile}.id AND mc.claimed_at <= ${of.at} AND (mc.ended_at IS NULL OR mc.ended_at > ${of.at})
      AND (mt.to_institution, mt.to_account_no) = (${of.transfer}.to_institution, ${of.transfer}.to_account_no))
  < coalesce((SELECT (mr.body->'parameters'->>'minAtAccountSatang')::bigint FROM rule_row mr
               WHERE mr.rulebook = ${of.caseFile}.rulebook AND mr.rule_id = 'P-SMALL' AND mr.effective_from <= ${of.at}
               ORDER BY mr.effective_from DESC LIMIT 1), 0))`;
