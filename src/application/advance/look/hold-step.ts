import type { DataSource } from 'typeorm';
import type { HoldCodes } from '../../../contract/activities.js';
import type { HoldOutcome } from '../../../contract/outcomes.js';
import { LEASE_MS } from '../../../contract/retry-times.js';
import { decideHold, type HoldLook, lookAtHold, type ReleaseOnRecord } from '../../../domain/hold/decide-hold.js';
import { ENDED_HOLD_STATES } from '../../../domain/hold/hold.js';
import type { OrderCalls } from '../../../domain/hold/next-step.js';
import { after } from '../../../domain/time.js';
import { HoldOrderRow, HoldRow, ReleaseOrderRow } from '../../../persistence/entities/money/hold.entities.js';
import { OutgoingMessageRow } from '../../../persistence/entities/traffic/outgoing.entities.js';
import { reading, rows, value } from '../../../persistence/read-together.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { goOnByRest } from '../../hold/order/powers-beside.js';
import { orderRelease } from '../../hold/release/order-release.js';
import { HOLD_PARTS, type HoldAsRead, messageOf } from '../receive/read-hold.js';

const READ_HOLDS = reading({
  holds: rows(HoldRow, 'r.id = ANY ($1)'),
  orders: rows(HoldOrderRow, 'r.hold_id = ANY ($1)', 'r.sequence'),
  releases: rows(ReleaseOrderRow, 'r.hold_id = ANY ($1) AND NOT r.again'),
  messages: rows(OutgoingMessageRow, 'r.subject_id = ANY ($1)'),
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
    const own = orders.filter((row) => row.holdId === holdId);
    const release = releaseOf(
      releases.find((row) => row.holdId === holdId),
      messages,
    );
    const { commands, look } = decideHold(
      { hold, orders: callsAbout(own, messages) },
      release,
      work.rulebook,
      work.now,
    );
    for (const command of commands)
      if (command.do === 'order_release') await orderRelease(work, hold, command.reason);
      else await endOwnPower(work, hold);
    steps.push({ ...(index === 0 ? others : NO_OTHERS), ...told(look), caseId: hold.caseId, codes: codesOf(hold) });
  }
  return steps;
}

/** Lets a hold whose own power is over go on by what is left; where nothing is, its time is over too. */
async function endOwnPower(work: CaseWork, hold: HoldRow): Promise<void> {
  if (!(await goOnByRest(work, hold))) await orderRelease(work, hold, 'EXPIRED');
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
  const look = lookAtHold(
    { hold, orders: callsAbout(orders, messages) },
    releaseOf(releases[0], messages),
    new Date(at),
  );
  return { ...told(look), codes: codesOf(hold), institution: hold.institution };
}

/** Returns what a hold needs next as its workflow is told it. */
function told(look: HoldLook): NextOfHold {
  return look.next === 'wait'
    ? { next: 'wait', untilMs: look.until.getTime(), waitFor: look.for }
    : { next: look.next, untilMs: null, waitFor: null };
}

/** Returns what the workflow of a hold tells of it. */
function codesOf({ state, expiresAt }: Pick<HoldRow, 'state' | 'expiresAt'>): HoldCodes {
  return { state, expiresAtMs: ENDED_HOLD_STATES.includes(state) ? null : expiresAt.getTime() };
}

/** Returns the release that ends a hold, with the message that brings it; null where none is ordered. */
function releaseOf(
  release: ReleaseOrderRow | undefined,
  messages: readonly OutgoingMessageRow[],
): ReleaseOnRecord | null {
  if (release === undefined) return null;
  return { acknowledgedAt: release.acknowledgedAt, message: messages.find(({ id }) => id === release.id) };
}

/**
 * Returns orders with what decides the next call about each. One that nobody has tried waits for others
 * by a lease more than for who drives its hold.
 */
function callsAbout(
  orders: readonly HoldOrderRow[],
  messages: readonly OutgoingMessageRow[],
): (HoldOrderRow & OrderCalls)[] {
  return orders.map((order) => {
    const { attempts, nextAttemptAt, leasedUntil } = messageOf(order, messages);
    return { ...order, nextAttemptAt: attempts === 0 ? after(nextAttemptAt, -LEASE_MS) : nextAttemptAt, leasedUntil };
  });
}
