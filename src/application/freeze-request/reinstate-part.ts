import { askedTooLate, reinstatedPartSatang } from '../../domain/freeze-request/reinstatement.js';
import type { Satang } from '../../domain/money.js';
import type { Refusal, Result } from '../../domain/result.js';
import type { FreezeRequestRow } from '../../persistence/entities/case/freeze-request.entities.js';
import { HoldRow, type PartialReleaseRow } from '../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { raiseHold, type Room, roomToRaise } from '../hold/order/raise-hold.js';
import { groundOf } from './ground-of-hold.js';
import type { Reading } from '../case/work/reading-of-case.js';

/**
 * Reads by how much a hold may be raised for a part that was let go by mistake, in satang. Refusals
 * are those of `reinstatedPartSatang`.
 */
async function mayReinstatePart(
  work: Reading,
  hold: HoldRow,
  letGoSatang: Satang,
): Promise<{ may: Result<Satang>; room: Room }> {
  const room = await roomToRaise(work, hold);
  const { state, kind, expiresAt } = hold;
  const facts = { state, kind, expiresAt, letGoSatang, ...room, ...(await groundOf(work, hold)) };
  return { may: reinstatedPartSatang(facts, work.now), room };
}

/**
 * Refuses the way back of a part that is asked for too late, or that the hold may not take up again
 * (P-BACK).
 */
export async function noWayBackOfPart(
  work: Reading,
  hold: HoldRow,
  released: PartialReleaseRow,
): Promise<Refusal | null> {
  const { may } = await mayReinstatePart(work, hold, released.letGoSatang);
  return may.ok ? askedTooLate(released.orderedAt, work.rulebook, work.now) : may;
}

/** Returns why the part of a waiting request may not be held again any more, or null. */
export async function wayBackOfPartClosed(work: Reading, request: FreezeRequestRow): Promise<Refusal | null> {
  const { may } = await mayReinstatePart(work, await holdOf(work, request), partOf(request));
  return may.ok ? null : may;
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
  const { may, room } = await mayReinstatePart(work, hold, partOf(request));
  if (!may.ok) {
    work.audit('reinstatement.not_ordered', { requestId: request.id, holdId: hold.id, code: may.code });
    return 0n;
  }
  if (room.beingLetGoSatang > 0n) return undefined;
  await raiseHold(work, hold, { requestId: request.id, as: 'reinstatement' }, may.value);
  return may.value;
}

function holdOf({ manager }: Reading, { id, holdId }: FreezeRequestRow): Promise<HoldRow> {
  if (holdId === null) throw new Error(`request ${id} names no hold`);
  return manager.findOneByOrFail(HoldRow, { id: holdId });
}

function partOf({ id, raiseSatang }: FreezeRequestRow): Satang {
  if (raiseSatang === null) throw new Error(`request ${id} names no part`);
  return raiseSatang;
}
