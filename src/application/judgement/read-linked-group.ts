import type { EntityManager } from 'typeorm';
import { selectGroupTotals } from './judgement.queries.js';

/** The totals of a group of linked cases. A transfer counts once, however many cases claim it. */
export interface GroupTotals {
  cases: number;
  victims: number;
  stolenSatang: bigint;
  heldSatang: bigint;
  /** Other victims whose complaints name the same number or wallet as this case. */
  contactVictims: number;
}

/** Reads the totals of the group of a case, of at most `maxCases` cases. */
export async function readGroupTotals(manager: EntityManager, caseId: string, maxCases: number): Promise<GroupTotals> {
  const totals = await selectGroupTotals(manager, caseId, maxCases);
  return {
    cases: Number(totals.cases),
    victims: Number(totals.victims),
    stolenSatang: BigInt(totals.stolen),
    heldSatang: BigInt(totals.held),
    contactVictims: Number(totals.contacts),
  };
}
