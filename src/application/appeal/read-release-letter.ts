import type { EntityManager } from 'typeorm';
import { type Refusal, refuse } from '../../domain/result.js';
import { HoldOrderRow, type HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { codeOfDocument, readOrderDocument } from '../hold/view/read-order-document.js';
import { iso } from '../case/work/read-rows.js';
import { readAppealStatus } from './read-holder-view.js';

/**
 * Reads what a letter to a holder says whose hold is over, with the code by which everybody verifies
 * its newest order, and to whom he turns where another authority keeps money of it. Refusal:
 * `HOLD.NOT_OVER` while the institution has not said that it let go, or that another authority has it.
 */
export async function readReleaseLetter(manager: EntityManager, hold: HoldRow, now: Date) {
  const status = await readAppealStatus(manager, hold, now);
  const overAt = hold.state === 'seized' ? iso(hold.endedAt) : status.releasedAt;
  if (overAt === null) return NOT_OVER;
  const order = await manager.findOneOrFail(HoldOrderRow, {
    where: { holdId: hold.id },
    order: { sequence: 'DESC' },
  });
  const printed = await readOrderDocument(manager, order.id, null);
  if (printed === undefined) throw new Error(`order ${order.id} cannot be printed`);
  const { code } = codeOfDocument(printed.document);
  return {
    ok: true as const,
    letter: {
      reference: status.reference,
      orderId: order.id,
      code,
      institution: status.institution.nameTh,
      accountMasked: status.accountMasked,
      credit: status.credit,
      since: status.since,
      overAt,
      endedBecause: status.endedBecause?.th ?? null,
      keptElsewhere: status.keptElsewhere,
      writtenAt: now.toISOString(),
    },
  };
}

const NOT_OVER: Refusal = refuse('HOLD.NOT_OVER', 'the institution has not said yet that the hold is over');
