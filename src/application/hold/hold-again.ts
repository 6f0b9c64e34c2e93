import { endedTooSoon, isOverByTime } from '../../domain/hold/ended-too-soon.js';
import { minSatang } from '../../domain/money.js';
import type { HoldRow } from '../../persistence/entities/hold.entities.js';
import type { StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { freeWithinDebit } from '../case/free-within-debit.js';
import { confirmationOf, type LoadedCase } from '../case/load-case.js';
import { freeForOrder } from '../ledger/suspended-money.js';
import { complaintClockAt, readComplaintClock } from './complaint-clock.js';
import { ordersToReplace } from './extend-hold.js';
import { orderHold } from './order-hold.js';
import { section7Until } from './section7-power.js';

/**
 * Orders anew what section 7 held of a sum whose debit is confirmed, and what its time ended too
 * soon (`endedTooSoon`): the confirmation, or the officer's act, had come in time and was read late.
 * Its institution let it go by itself, so nothing can be extended; the time of section 7 runs on
 * from the first order. Who asks knows that section 7 may hold this money.
 */
export async function holdAgain(work: CaseWork, loaded: LoadedCase, sum: StolenSumRow): Promise<void> {
  const over = loaded.holds.filter((hold) => hold.stolenSumId === sum.id && isOverByTime(hold));
  for (const hold of over) {
    if (loaded.holds.some((other) => other.trailLinkId === hold.trailLinkId && other.orderedAt > hold.orderedAt))
      continue;
    if ((await section7Until(work, hold, true)) <= work.now) continue;
    if (await wasTooSoon(work, loaded, sum, hold)) await orderAnew(work, loaded, sum, hold);
  }
}

async function wasTooSoon(work: CaseWork, loaded: LoadedCase, sum: StolenSumRow, hold: HoldRow): Promise<boolean> {
  const { expiresAt, section7From } = hold;
  const debitConfirmed = await wasConfirmedBy(work, confirmationOf(loaded, sum)?.id, expiresAt);
  // Of a hold with a confirmed debit, only a complaint, or the officer's act, moves the end.
  if (hold.stateReason !== 'DEBIT_NOT_CONFIRMED' && (await readComplaintClock(work, sum.id)) === null) return false;
  const complaint = await complaintClockAt(work.manager, sum.id, expiresAt);
  const knownThen = { kind: 'section7', issuedAt: section7From, debitConfirmed, complaint, until: null } as const;
  return endedTooSoon(hold, knownThen, work.rulebook);
}

/** Returns whether the victim's institution had confirmed the debit to the centre by an instant. */
async function wasConfirmedBy({ manager }: CaseWork, confirmationId: string | undefined, at: Date): Promise<boolean> {
  const confirming: unknown[] = await manager.query(
    `SELECT 1 FROM inbox_message WHERE subject_id = $1 AND kind = 'debit.confirmation' AND outcome = 'APPLIED'
        AND content->>'result' = 'CONFIRMED' AND received_at < $2`,
    [confirmationId ?? null, at],
  );
  return confirming.length > 0;
}

async function orderAnew(work: CaseWork, loaded: LoadedCase, sum: StolenSumRow, over: HoldRow): Promise<void> {
  const link = loaded.links.find(({ id }) => id === over.trailLinkId);
  const transfer = loaded.transfers.get(over.transferId);
  if (link === undefined || transfer === undefined) throw new Error(`hold ${over.id} is on no part of its case`);
  const account = { institution: over.institution, accountNo: over.accountNo };
  const { standing } = await ordersToReplace(work, over);
  const free = minSatang(
    await freeForOrder(work.manager, link, account),
    (await freeWithinDebit(work, sum)).freeSatang,
  );
  const amountSatang = minSatang(standing.requestedSatang, free);
  if (amountSatang <= 0n) return;
  const hold = await orderHold(work, {
    link,
    transfer,
    account,
    amountSatang,
    kind: 'section7',
    debitConfirmed: true,
    freezeRequestId: null,
    until: null,
    seizureWarrantNo: null,
    inPlaceOf: { section7From: over.section7From, notifiedAt: null, after: 'late_reading' },
  });
  work.audit('hold.ordered_again', { holdId: hold.id, inPlaceOf: over.id });
  sum.reservedSatang += hold.reservedSatang;
  loaded.holds.push(hold);
}
