import type { Agency } from '../party.js';
import { findRule, type Rulebook } from '../rulebook/in-force.js';
import type { RuleId } from '../rulebook/row.js';

/**
 * The rules and the purpose of a question; both stand in the question and in the exchange's
 * record.
 */
export interface QuestionBasis {
  ruleIds: readonly RuleId[];
  purpose: string;
}

/**
 * The legal basis and purpose of the question to each agency: section 8/5(5), and the power that
 * the answer serves. Section 4 binds institutions among each other, and no agency.
 */
export const QUESTION_BASIS: Readonly<Record<Agency, QuestionBasis>> = {
  mdes: {
    ruleIds: ['SHARE-85', 'NBTC-5'],
    purpose: 'whether numbers and links that reached the victim are on the DE-fence list',
  },
  ccib: {
    ruleIds: ['SHARE-85', 'AOC-85B'],
    purpose: 'whether police recorded or accepted an earlier complaint against an account on the trail',
  },
  dsi: {
    ruleIds: ['SHARE-85', 'AOC-85B'],
    purpose: 'whether an account on the trail belongs to a special case, which decides who investigates',
  },
  amlo: {
    ruleIds: ['SHARE-85', 'AOC-85B'],
    purpose: 'whether the holder of an account on the trail is on list HR-03-1 or HR-03-2',
  },
  bot: {
    ruleIds: ['SHARE-85', 'AOC-85B'],
    purpose: 'the colour of an account on the trail in the Central Fraud Registry',
  },
  nbtc: {
    ruleIds: ['SHARE-85', 'NBTC-5'],
    purpose:
      'whether a number that reached the victim is registered to an identifiable person or suspended, and by which reference the owner of a number that was paid is known',
  },
  sec: {
    ruleIds: ['SHARE-85', 'AOC-85B'],
    purpose: 'whether a digital-asset wallet named in the complaint is flagged',
  },
};

/** Returns the rows that a question to an agency cites: those of its rules that are in force. */
export function questionBasis(agency: Agency, rulebook: Rulebook, now: Date): string[] {
  return QUESTION_BASIS[agency].ruleIds.flatMap((ruleId) => findRule(rulebook, ruleId, now)?.rowId ?? []);
}
