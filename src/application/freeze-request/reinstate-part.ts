import { askedTooLate, reinstatedPartSatang } from '../../domain/freeze-request/reinstatement.js';
import type { Satang } from '../../domain/money.js';
import type { Refusal, Result } from '../../domain/result.js';
import type { FreezeRequestRow } from '../../persistence/entities/case/freeze-request.entities.js';
import type { HoldRow, PartialReleaseRow } from '../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { raiseHold, type Room, roomsToRaise } from '../hold/order/raise-hold.js';
import { groundsOf } from './ground-of-hold.js';
import type { Reading } from '../case/work/reading-of-case.js';

/** A part of a hold that a person let go by mistake, and how much that was. */
interface PartLetGo {
  hold: HoldRow;
  letGoSatang: Satang;
}

/**
 * Reads by how much each hold may be raised for a part that was let go by mistake, in satang, in their order.
 * Refusals are those of `reinstatedPartSatang`. Eight statements at most for any number.
 */
async function mayReinstateParts(
  work: Reading,
  parts: readonly PartLetGo[],
): Promise<{ may: Result<Satang>; room: Room }[]> {
  if (parts.length === 0) return [];
  const holds = parts.map(({ hold }) => hold);
  const roomOf = await roomsToRaise(work, holds);
  const groundOf = await groundsOf(work, holds);
  return parts.map(({ hold, letGoSatang }) => {
    const { state, kind, expiresAt } = hold;
    const room = roomOf(hold);
    const facts = { state, kind, expiresAt, letGoSatang, ...room, ...groundOf(hold) };
    return { may: reinstatedPartSatang(facts, work.now), room };
  });
}

/**
 * Refuses the way back of parts that is asked for too late, or that their holds may not take up again
 * (P-BACK); null for one that may come back. In their order.
 */
export async function noWayBackOfParts(
  work: Reading,
  parts: readonly { hold: HoldRow; released: PartialReleaseRow }[],
): Promise<(Refusal | null)[]> {
  const found = await mayReinstateParts(
    work,
    parts.map(({ hold, released: { letGoSatang } }) => ({ hold, letGoSatang })),
  );
  return found.map(({ may }, place) => {
    const orderedAt = parts[place]?.released.orderedAt ?? work.now;
    return may.ok ? askedTooLate(orderedAt, work.rulebook, work.now) : may;
  });
}

/** Returns why the parts of waiting requests may not be held again any more, or null. In their order. */
export async function waysBackOfPartsClosed(
  work: Reading,
  asked: readonly { hold: HoldRow; request: FreezeRequestRow }[],
): Promise<(Refusal | null)[]> {
  const found = await mayReinstateParts(
    work,
    asked.map(({ hold, request }) => ({ hold, letGoSatang: partOf(request) })),
  );
  return found.map(({ may }) => (may.ok ? null : may));
}

/**
 * Orders that a hold takes up again what a person let go of it by mistake (P-BACK), on its old
 * ground and until its old end. The institution holds what it still has. Returns the amount
 * reserved, 0 when it may not be held any more, or undefined while the institution has not let it
 * go, so that the order must wait.
 */
export async function reinstatePart(
  work: CaseWork,
  hold: HoldRow,
  request: FreezeRequestRow,
): Promise<Satang | undefined> {
  const [found] = await mayReinstateParts(work, [{ hold, letGoSatang: partOf(request) }]);
  if (found === undefined) throw new Error('a reading gave nothing');
  const { may, room } = found;
  if (!may.ok) {
    work.audit('reinstatement.not_ordered', { requestId: request.id, holdId: hold.id, code: may.code });
    return 0n;
  }
  if (room.beingLetGoSatang > 0n) return undefined;
  await raiseHold(work, hold, { requestId: request.id, as: 'reinstatement' }, may.value);
  return may.value;
}

function partOf({ id, raiseSatang }: FreezeRequestRow): Satang {
  if (raiseSatang === null) throw new Error(`request ${id} names no part`);
  return raiseSatang;
}
