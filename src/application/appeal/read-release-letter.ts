import type { EntityManager } from 'typeorm';
import { type Refusal, refuse } from '../../domain/result.js';
import { HoldOrderRow, type HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { codeOfDocument, readOrderDocument } from '../hold/view/read-order-document.js';
import { readAppealStatus } from './read-holder-view.js';

/**
 * Reads what a letter to a holder says whose hold is over, with the code by which everybody verifies
 * its newest order. Refusal: `HOLD.NOT_OVER` while the institution has not said that it let go.
 */
export async function readReleaseLetter(manager: EntityManager, hold: HoldRow, now: Date) {
  const status = await readAppealStatus(manager, hold, now);
  if (status.releasedAt === null) return NOT_OVER;
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
      releasedAt: status.releasedAt,
      endedBecause: status.endedBecause?.th ?? null,
      writtenAt: now.toISOString(),
    },
  };
}

const NOT_OVER: Refusal = refuse('HOLD.NOT_OVER', 'the institution has not said yet that the hold is over');
