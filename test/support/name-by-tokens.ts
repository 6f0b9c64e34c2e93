import type { TokenEvaluator } from '../../simulator/agencies/person-tokens.js';
import type { RecordBuilder } from './record-builder.js';

/** Adds a row of P-LINK by which agencies name persons by tokens of an evaluator, in force at once. */
export async function nameByTokens(
  { owner }: Pick<RecordBuilder, 'owner'>,
  purpose: string,
  evaluator: Pick<TokenEvaluator, 'publicKey'>,
): Promise<void> {
  const keys = [`${purpose}:${await evaluator.publicKey(purpose)}`];
  await owner.query(
    `INSERT INTO rule_row (row_id, rulebook, rule_id, effective_from, effective_to, body)
     SELECT row_id || '/tokens', rulebook, rule_id, now() - interval '1 second', NULL,
            body || jsonb_build_object(
              'parameters', body->'parameters' || jsonb_build_object('personTokens', $1::jsonb),
              'effectiveFrom', to_char(now() - interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
       FROM rule_row WHERE rule_id = 'P-LINK'`,
    [JSON.stringify(keys)],
  );
}
