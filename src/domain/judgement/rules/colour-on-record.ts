import { RULE_OF_COLOUR, treatmentBy } from '../colour-treatment.js';
import { type RuleJudge, finding } from '../finding.js';

/**
 * Judges P-BLACK and the other colours: says, for each account that the registry has in the row's
 * colour, how banks treat it. It gives no power; P-EV85B says which colours count as evidence.
 */
export const colourOnRecord: RuleJudge = (facts, row, law) =>
  facts.accounts.flatMap(({ account, colour }) => {
    if (!colour.known || colour.value === 'none' || RULE_OF_COLOUR[colour.value] !== row.ruleId) return [];
    const { name, text } = treatmentBy(row, colour.value, law);
    const onRecord = {
      th: `ทะเบียนกลางจัดบัญชีเป็น${name.th}`,
      en: `the Central Fraud Registry has the account as ${name.en}`,
    };
    return [
      finding(row, 'account', account, {
        outcome: 'met',
        reasons: [onRecord, text],
        evidenceIds: colour.evidenceIds,
      }),
    ];
  });
