import type { Agency } from '../party.js';
import type { RuleId } from '../rulebook/row.js';

/**
 * Under which rules and for what an agency is asked; both are in the question and in the record of
 * the exchange.
 */
export interface QuestionBasis {
  ruleIds: readonly RuleId[];
  purpose: string;
}

/** Legal basis and purpose of the one question that each agency is asked. */
export const QUESTION_BASIS: Readonly<Record<Agency, QuestionBasis>> = {
  mdes: {
    ruleIds: ['SHARE-4', 'NBTC-5'],
    purpose: 'whether numbers and links that reached the victim are on the DE-fence list',
  },
  ccib: {
    ruleIds: ['SHARE-4', 'AOC-85B'],
    purpose: 'whether police recorded or accepted an earlier complaint against an account on the trail',
  },
  dsi: {
    ruleIds: ['SHARE-4', 'AOC-85B'],
    purpose: 'whether an account on the trail belongs to a special case, which decides who investigates',
  },
  amlo: {
    ruleIds: ['SHARE-4', 'AOC-85B'],
    purpose: 'whether the holder of an account on the trail is on list HR-03-1 or HR-03-2',
  },
  bot: {
    ruleIds: ['SHARE-4', 'AOC-85B'],
    purpose: 'the colour of an account on the trail in the Central Fraud Registry',
  },
  nbtc: {
    ruleIds: ['SHARE-4', 'NBTC-5'],
    purpose: 'whether a number that reached the victim is registered to an identifiable person or suspended',
  },
  sec: {
    ruleIds: ['SHARE-4', 'AOC-85B'],
    purpose: 'whether a digital-asset wallet named in the complaint is flagged',
  },
};
