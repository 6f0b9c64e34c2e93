import type { EntityManager } from 'typeorm';
import type { DutyFacts, HoldDutyFacts } from '../../domain/judgement/duties/duty-facts.js';
import {
  type OrderDutyRow,
  selectAppealDuties,
  selectDebitQuestions,
  selectDisclosures,
  selectDutyCase,
  selectHoldDuties,
  selectListingDuties,
  selectNewsDuties,
} from './judgement.queries.js';
import { instant } from '../case/work/read-rows.js';
import { readNoticeFacts } from './read-suspicions.js';

/**
 * Reads what the duties of a case arise from, as it is now; undefined when there is no such case.
 */
export async function readDutyFacts(manager: EntityManager, caseId: string): Promise<DutyFacts | undefined> {
  const file = await selectDutyCase(manager, caseId);
  if (file === undefined) return undefined;
  const holds = await selectHoldDuties(manager, caseId);
  const disclosures = await selectDisclosures(manager, caseId);
  return {
    ...file,
    holds: holds.map((hold) => ({ ...hold, orders: hold.orders.map(toOrder) })),
    debitQuestions: await selectDebitQuestions(manager, caseId),
    disclosures,
    notices: await readNoticeFacts(manager, caseId),
    news: await selectNewsDuties(manager, caseId),
    appeals: await selectAppealDuties(manager, caseId),
    listings: await selectListingDuties(manager, caseId),
  };
}

function toOrder({ issuedAt, answeredAt, changedAt, toldAt }: OrderDutyRow): HoldDutyFacts['orders'][number] {
  const order = { issuedAt: new Date(issuedAt), answeredAt: instant(answeredAt) };
  return changedAt === null ? order : { ...order, part: { changedAt: new Date(changedAt), toldAt: instant(toldAt) } };
}
