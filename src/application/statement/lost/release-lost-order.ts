import type { EntityManager } from 'typeorm';
import { lookAtSilence } from '../../../domain/break/unanswered.js';
import { ruleInForce } from '../../../domain/rulebook/in-force.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { LostOrderReleaseRow, LostOrderRow } from '../../../persistence/entities/traffic/statement.entities.js';
import { newId } from '../../../persistence/ids.js';
import { loadRulebook } from '../../../persistence/rulebook/load-rulebook.js';
import { citeRules } from '../../case/work/cite-rules.js';
import type { CaseWork } from '../../case/work/case-work.js';
import type { ReleaseOrderMessage } from '../../hold/release/release-order-message.js';
import { changeLostOrder } from './change-lost-order.js';

/**
 * Orders that an institution lets go what it holds by a lost order: because two persons agreed (`requestId`), or its
 * time is over. The message is sent until it is answered.
 */
export async function releaseLostOrder(work: CaseWork, lost: LostOrderRow, requestId: string | null): Promise<void> {
  const rules = [ruleInForce(work.rulebook, 'P-BREAK', work.now).rowId, lost.untilRuleRowId].filter(
    (id) => id !== null,
  );
  const row = work.manager.create(LostOrderReleaseRow, {
    id: newId(),
    lostOrderId: lost.id,
    caseId: lost.caseId,
    requestId,
    legalBasis: rules,
    orderedAt: work.now,
    acknowledgedAt: null,
    breakId: null,
    releasedSatang: null,
  });
  await work.manager.insert(LostOrderReleaseRow, row);
  work.audit('lost_order.release_ordered', { releaseId: row.id, lostOrderId: lost.id, requestId, legalBasis: rules });
  await changeLostOrder(work, lost, { state: 'releasing' }, requestId === null ? 'TIME_OVER' : 'TWO_PERSONS');
  work.send({
    id: row.id,
    kind: 'lost.release',
    party: lost.institution,
    subjectId: lost.id,
    body: messageOf(work.rulebook, row, lost),
    legalBasis: rules,
    purpose: 'release of money held by an order that is not on record',
    lookAt: lookAtSilence(work.now, work.rulebook, work.now),
  });
}

/** Builds the message of a release, the same each time. */
export async function lostReleaseMessage(manager: EntityManager, id: string): Promise<ReleaseOrderMessage> {
  const release = await manager.findOneByOrFail(LostOrderReleaseRow, { id });
  const lost = await manager.findOneByOrFail(LostOrderRow, { id: release.lostOrderId });
  const { rulebook } = await manager.findOneByOrFail(CaseFileRow, { id: release.caseId });
  return messageOf(await loadRulebook(manager, rulebook), release, lost);
}

function messageOf(
  rulebook: CaseWork['rulebook'],
  { id, requestId, legalBasis, orderedAt }: LostOrderReleaseRow,
  { holdId, orderId }: LostOrderRow,
): ReleaseOrderMessage {
  return {
    releaseOrderId: id,
    holdId,
    orderIds: [orderId],
    reason: requestId === null ? 'EXPIRED' : 'OFFICER_RELEASE',
    legalBasis: citeRules(rulebook, legalBasis),
    issuedAt: orderedAt.toISOString(),
  };
}
