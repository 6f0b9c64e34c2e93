import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId, holdWorkflowId } from '../../contract/ids.js';
import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import type { OfficerResult } from '../../domain/notice/officer-result.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import { OwnSuspensionRow, SuspicionResultRow } from '../../persistence/entities/notice.entities.js';
import { TrailLinkRow } from '../../persistence/entities/trail.entities.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';
import { type CaseWork, openKnownCase } from '../case/case-work.js';
import type { Signal } from '../case/signal.js';
import { standingSuspicions } from '../hold/rest-on-notice.js';
import { holdsBelow } from '../ledger/holds-below.js';
import { endHoldOfNotice } from './end-hold-of-notice.js';
import { auditOwnSuspension, endOwnSuspension } from './end-own-suspension.js';
import { writeOfficerResult } from './write-officer-result.js';

interface Settle {
  suspensionId: string;
  body: OfficerResult;
  actor: ActingPerson;
}

export type OfficerResultRecorded = { ok: true; id: string; state: string; signals: Signal[] } | Refusal;

/**
 * Writes down what an officer found within the time of section 6 paragraph 3, of an institution's
 * own suspension or of a hold that rests on a notice, and has its institution told. Unfounded: the
 * institution lifts, and with it what stands further down on the same suspicion. Lawful action: it
 * stands until its own time, and longer only by an order of another power. Refusals:
 * `SUSPENSION.ABSENT`, `SUSPENSION.SETTLED`, `SUSPENSION.ENDED` (also past its time).
 */
export async function recordOfficerResult(db: DataSource, input: Settle): Promise<OfficerResultRecorded> {
  return inTransaction(db, async (manager) => {
    const own = await manager.findOneBy(OwnSuspensionRow, { id: input.suspensionId });
    const hold = own === null ? await noticedHold(manager, input.suspensionId) : null;
    const caseId = own?.caseId ?? hold?.caseId;
    if (caseId === undefined) return refuse('SUSPENSION.ABSENT', 'there is no such suspension under section 6');
    const work = await openKnownCase(manager, caseId, input.actor.subject);
    const subject = own === null ? { holdId: input.suspensionId } : { suspensionId: own.id };
    if (await manager.existsBy(SuspicionResultRow, subject))
      return refuse('SUSPENSION.SETTLED', 'what the officer found is on record already');
    const refused = own === null ? await settleHold(work, input) : await settleOwn(work, input);
    if (refused !== undefined) return refused;
    work.signal(complaintWorkflowId(caseId), 'look', 'complaintAdded', input.suspensionId);
    const signals = work
      .holdsToSignal()
      .map(({ holdId, ...told }) => ({ workflowId: holdWorkflowId(holdId), ...told }));
    await work.finish();
    return { ok: true, id: input.suspensionId, state: input.body.result, signals };
  });
}

async function noticedHold(manager: EntityManager, holdId: string): Promise<HoldRow | null> {
  return manager
    .createQueryBuilder(HoldRow, 'h')
    .where('h.id = :holdId AND EXISTS (SELECT 1 FROM hold_notice n WHERE n.hold_id = h.id)', { holdId })
    .getOne();
}

const ENDED = refuse('SUSPENSION.ENDED', 'the suspension has ended, or its time has passed');

async function settleOwn(work: CaseWork, { suspensionId, body }: Settle): Promise<Refusal | undefined> {
  const { manager } = work;
  const suspension = await manager.findOneByOrFail(OwnSuspensionRow, { id: suspensionId });
  if (suspension.state !== 'active' || suspension.expiresAt <= work.now) return ENDED;
  await writeOfficerResult(work, { suspension }, body, 'by_message');
  if (body.result === 'proceeded') {
    await manager.update(OwnSuspensionRow, { id: suspensionId }, { state: 'proceeded' });
    auditOwnSuspension(work, suspension, 'proceeded', ruleInForce(work.rulebook, 'OFF-6C', work.now).rowId);
    return undefined;
  }
  await endOwnSuspension(work, suspension, { state: 'lifted', rule: 'OFF-6C', reason: body.reason });
  for (const { id } of await manager.findBy(TrailLinkRow, { transferId: suspension.transferId })) {
    await unwind(work, await holdsBelow(manager, id), [suspension.noticeId], body);
  }
  return undefined;
}

async function settleHold(work: CaseWork, { suspensionId: holdId, body }: Settle): Promise<Refusal | undefined> {
  const hold = await work.manager.findOneByOrFail(HoldRow, { id: holdId });
  const standing = await standingSuspicions(work, holdId);
  if (!LIVE_HOLD_STATES.includes(hold.state) || standing.length === 0) return ENDED;
  if (body.result === 'proceeded') {
    await writeOfficerResult(work, { hold }, body, 'by_message');
    return undefined;
  }
  await writeOfficerResult(work, { hold }, body, 'by_release');
  await endHoldOfNotice(work, hold);
  const notices = standing.map(({ noticeId }) => noticeId);
  await unwind(work, await holdsBelow(work.manager, hold.trailLinkId), notices, body);
  return undefined;
}

/**
 * What stands further down on the same suspicion alone falls with it; where an officer proceeds by
 * law, or another notice stands, it does not.
 */
async function unwind(
  work: CaseWork,
  holdIds: readonly string[],
  notices: readonly string[],
  body: OfficerResult,
): Promise<void> {
  for (const holdId of holdIds) {
    const standing = await standingSuspicions(work, holdId);
    const isOurs = standing.length > 0 && standing.every(({ noticeId }) => notices.includes(noticeId));
    if (!isOurs || (await work.manager.existsBy(SuspicionResultRow, { holdId }))) continue;
    const hold = await work.manager.findOneByOrFail(HoldRow, { id: holdId });
    if (!LIVE_HOLD_STATES.includes(hold.state)) continue;
    await writeOfficerResult(work, { hold }, body, 'by_release');
    await endHoldOfNotice(work, hold);
  }
}
