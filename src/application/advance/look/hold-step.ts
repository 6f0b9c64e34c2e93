import type { DataSource } from 'typeorm';
import type { HoldCodes } from '../../../contract/activities.js';
import type { HoldOutcome } from '../../../contract/outcomes.js';
import { ENDED_HOLD_STATES, type ReleaseReason } from '../../../domain/hold/hold.js';
import { type HoldNext, type HoldProgress, nextHoldStep, sendDueAt } from '../../../domain/hold/next-step.js';
import { reasonOfExpiry } from '../../../domain/hold/end/release-reason.js';
import { HoldOrderRow, HoldRow, ReleaseOrderRow } from '../../../persistence/entities/hold.entities.js';
import { OutgoingMessageRow } from '../../../persistence/entities/outgoing.entities.js';
import { reading, rows, value } from '../../../persistence/read-together.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { orderRelease } from '../../hold/release/order-release.js';
import { HOLD_PARTS, type HoldAsRead } from '../receive/read-hold.js';

const READ_HOLDS = reading({
  holds: rows(HoldRow, 'r.id = ANY ($1)'),
  orders: rows(HoldOrderRow, 'r.hold_id = ANY ($1)', 'r.sequence'),
  releases: rows(ReleaseOrderRow, 'r.hold_id = ANY ($1) AND NOT r.again'),
  messages: rows(OutgoingMessageRow, `r.subject_id = ANY ($1) AND r.kind = 'release.order'`),
});

/** What one hold needs next, by itself. */
type NextOfHold = Pick<HoldOutcome, 'next' | 'untilMs' | 'waitFor'>;

/**
 * Returns what each hold needs next, and orders the releases that are due in the same transaction.
 * The first step names the holds to start and the cases to signal of the whole transaction.
 * `asRead`: the only hold was read in this transaction, and nothing of it has changed since.
 */
export async function holdSteps(
  work: CaseWork,
  holdIds: readonly string[],
  asRead?: HoldAsRead,
): Promise<HoldOutcome[]> {
  if (asRead === undefined) await work.writeRows();
  const { holds, orders, releases, messages } =
    asRead === undefined ? await READ_HOLDS(work.manager, [holdIds]) : { ...asRead, holds: [asRead.hold] };
  const others = { startHolds: work.holdsToStart(), signalCases: work.casesToSignal() };
  const steps: HoldOutcome[] = [];
  for (const [index, holdId] of holdIds.entries()) {
    const hold = holds.find(({ id }) => id === holdId);
    if (hold === undefined) throw new Error(`no hold ${holdId}`);
    const release = releases.find((row) => row.holdId === holdId) ?? null;
    const own = orders.filter((row) => row.holdId === holdId);
    const message = messages.find(({ id }) => id === release?.id);
    const next = await nextOf(work, hold, own, { release, message });
    steps.push({ ...(index === 0 ? others : NO_OTHERS), ...next, caseId: hold.caseId, codes: codesOf(hold) });
  }
  return steps;
}

const NO_OTHERS: Pick<HoldOutcome, 'startHolds' | 'signalCases'> = { startHolds: [], signalCases: [] };

/** How a hold stands for the start of its workflow. */
export type HoldAsItStands = NextOfHold & Pick<HoldOutcome, 'codes'> & { institution: string };

const READ_STANDING = reading({ ...HOLD_PARTS, at: value<string>('SELECT now()') });

/**
 * Reads what a hold needs next, without a lock and without a change: whose release is due is told
 * to release. Throws when there is no such hold: a bug.
 */
export async function readHoldStep({ manager }: DataSource, holdId: string): Promise<HoldAsItStands> {
  const { holds, orders, releases, messages, at } = await READ_STANDING(manager, [holdId]);
  const [hold] = holds;
  if (hold === undefined) throw new Error(`no hold ${holdId}`);
  const [release = null] = releases;
  const now = new Date(at);
  const message = messages.find(({ id }) => id === release?.id);
  const next = told(nextHoldStep(progressOf(hold, orders, release), now), message, now);
  return { ...next, codes: codesOf(hold), institution: hold.institution };
}

/** Returns what a hold needs next, and orders a release that is due. */
async function nextOf(
  work: CaseWork,
  hold: HoldRow,
  orders: readonly HoldOrderRow[],
  { release, message }: { release: ReleaseOrderRow | null; message: OutgoingMessageRow | undefined },
): Promise<NextOfHold> {
  const next = nextHoldStep(progressOf(hold, orders, release), work.now);
  if (next.do === 'order_release') await orderRelease(work, hold, expiryReason(work, orders));
  return told(next, message, work.now);
}

/** Returns what a hold needs next as its workflow is told it. */
function told(next: HoldNext, message: OutgoingMessageRow | undefined, now: Date): NextOfHold {
  switch (next.do) {
    case 'order_release':
      return atOnce('release');
    case 'send_release':
      return message !== undefined && message.attempts > 0 && sendDueAt(message) > now
        ? { next: 'wait', untilMs: sendDueAt(message).getTime(), waitFor: 'release' }
        : atOnce('release');
    case 'wait':
      return { next: 'wait', untilMs: next.until.getTime(), waitFor: next.for };
    default:
      return atOnce(next.do);
  }
}

function atOnce(next: NextOfHold['next']): NextOfHold {
  return { next, untilMs: null, waitFor: null };
}

/** Returns what the workflow of a hold tells of it. */
function codesOf({ state, expiresAt }: Pick<HoldRow, 'state' | 'expiresAt'>): HoldCodes {
  return { state, expiresAtMs: ENDED_HOLD_STATES.includes(state) ? null : expiresAt.getTime() };
}

function progressOf(hold: HoldRow, orders: readonly HoldOrderRow[], release: ReleaseOrderRow | null): HoldProgress {
  return {
    state: hold.state,
    expiresAt: hold.expiresAt,
    releaseOrdered: release !== null,
    releaseAcknowledged: release !== null && release.acknowledgedAt !== null,
    orders,
  };
}

/** Returns why a hold ends by itself, by the row that set its newest order's expiry. */
export function expiryReason(work: CaseWork, orders: readonly Pick<HoldOrderRow, 'expiryRuleRowId'>[]): ReleaseReason {
  const rowId = orders.at(-1)?.expiryRuleRowId;
  return reasonOfExpiry(work.rulebook.find((row) => row.rowId === rowId)?.ruleId);
}
