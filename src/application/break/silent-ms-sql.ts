/**
 * SQL of how long an institution may leave an order unanswered (`silentMs` of P-BREAK), in milliseconds, by a
 * rulebook at an instant; both are SQL. Null where no row says so.
 */
export const silentMsSql = (rulebook: string, at: string): string => `
  (SELECT (b.body->'parameters'->>'silentMs')::bigint FROM rule_row b
    WHERE b.rulebook = ${rulebook} AND b.rule_id = 'P-BREAK' AND b.effective_from <= ${at} ORDER BY b.effective_from DESC LIMIT 1)`;
