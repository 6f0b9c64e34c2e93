import { type Satang, sumSatang } from '../money.js';
import { attributeInTimeOrder } from './attribution.js';
import { type Refusal, type Result, ok, refuse } from '../result.js';

/** A later debit as an institution names it in its answer. */
export interface NamedDebit {
  /** The institution's own reference; each debit has one. */
  reference: string;
  amountSatang: Satang;
  attributedSatang: Satang;
  at: Date;
}

/** What an institution answers about the stolen money that an order asked for. */
export interface AttributionAnswer {
  heldSatang: Satang;
  onward: readonly NamedDebit[];
}

/** What the centre knows of the credit that an answer is about. */
export interface CreditOnRecord {
  /** The stolen money that the order asked for. */
  receivedSatang: Satang;
  /** The credit cannot have come before (`earliestCredit`). */
  creditedFrom: Date;
  /** When the answer arrived. */
  heardAt: Date;
  /** How far clocks may differ, in milliseconds (P-AGE). */
  clockToleranceMs: number;
  /**
   * By reference, how much of a debit carries on stolen money of other credits or victims, as long
   * as the institution counts it.
   */
  attributedElsewhere: ReadonlyMap<string, Satang>;
}

/** Where the stolen money of a credit is; the three add up exactly to what was received. */
export interface AttributionSheet {
  heldSatang: Satang;
  onwardSatang: Satang;
  unexplainedSatang: Satang;
}

/**
 * Checks an institution's attribution without asking for a balance: no money appears or is counted
 * twice. A refusal opens a break; which of the answer's debits are followed all the same, `weighAnswer` says.
 *
 * Refusals: `ATTRIBUTION.NOT_POSITIVE`, `.NAMED_TWICE`, `.ABOVE_DEBIT` (alone or with what the
 * debit carries for others), `.BEFORE_CREDIT`, `.IN_FUTURE`, `.ABOVE_RECEIVED`. Whether the debits
 * are in order of time is checked apart (`inOrderOfTime`), because it is no reason to let the
 * money go.
 */
export function checkAttribution(answer: AttributionAnswer, credit: CreditOnRecord): Result<AttributionSheet> {
  const refusal = refuseDebits(answer.onward, credit);
  if (refusal !== null) return refusal;
  const onwardSatang = sumOf(answer.onward);
  const unexplainedSatang = credit.receivedSatang - answer.heldSatang - onwardSatang;
  if (answer.heldSatang < 0n) return refuse('ATTRIBUTION.NOT_POSITIVE', 'an amount below zero is said to be held');
  if (unexplainedSatang < 0n) {
    return refuse('ATTRIBUTION.ABOVE_RECEIVED', 'more is held and sent on than was received');
  }
  return ok({ heldSatang: answer.heldSatang, onwardSatang, unexplainedSatang });
}

/** Returns why the named debits cannot carry a credit on, each by itself, or null. */
function refuseDebits(onward: readonly NamedDebit[], credit: CreditOnRecord): Refusal | null {
  const named = new Set<string>();
  for (const debit of onward) {
    if (named.has(debit.reference)) return refuse('ATTRIBUTION.NAMED_TWICE', 'one debit is named twice in one answer');
    named.add(debit.reference);
    if (debit.attributedSatang <= 0n) return refuse('ATTRIBUTION.NOT_POSITIVE', 'a debit is named for no money');
    const elsewhere = credit.attributedElsewhere.get(debit.reference) ?? 0n;
    if (debit.attributedSatang + elsewhere > debit.amountSatang) {
      return refuse('ATTRIBUTION.ABOVE_DEBIT', 'a debit is said to carry more stolen money than its amount');
    }
    const outOfTime = refuseTime(debit.at, credit);
    if (outOfTime !== null) return outOfTime;
  }
  return null;
}

/**
 * Returns why a debit at an instant cannot carry a credit on, or null: it left before the money
 * arrived (`ATTRIBUTION.BEFORE_CREDIT`), or has not left yet (`ATTRIBUTION.IN_FUTURE`). Whoever
 * reported the credit: a debit of earlier money is somebody else's.
 */
export function refuseTime(
  at: Date,
  { creditedFrom, heardAt, clockToleranceMs }: Pick<CreditOnRecord, 'creditedFrom' | 'heardAt' | 'clockToleranceMs'>,
): Refusal | null {
  if (at.getTime() < creditedFrom.getTime() - clockToleranceMs) {
    return refuse('ATTRIBUTION.BEFORE_CREDIT', 'a debit is named that left before the stolen money arrived');
  }
  if (at.getTime() > heardAt.getTime() + clockToleranceMs) {
    return refuse('ATTRIBUTION.IN_FUTURE', 'a debit is named that has not left yet');
  }
  return null;
}

/**
 * Returns whether an institution took its debits in order of time, as the order requires: all of a
 * debit before any of a later one. Ask this only about the first answer of the only hold on an
 * account; elsewhere other stolen money may fill a debit. Debits of one instant count as one,
 * because only the institution knows their order.
 */
export function inOrderOfTime(onward: readonly NamedDebit[]): boolean {
  const instants = new Map<number, { amountSatang: Satang; attributedSatang: Satang }>();
  for (const { at, amountSatang, attributedSatang } of onward) {
    const before = instants.get(at.getTime()) ?? { amountSatang: 0n, attributedSatang: 0n };
    instants.set(at.getTime(), {
      amountSatang: before.amountSatang + amountSatang,
      attributedSatang: before.attributedSatang + attributedSatang,
    });
  }
  const byRule = attributeInTimeOrder(
    [{ creditId: 'credit', at: new Date(Math.min(...instants.keys())), unexplainedSatang: sumOf(onward) }],
    [...instants].map(([at, { amountSatang }]) => ({ debitId: String(at), at: new Date(at), amountSatang })),
  );
  return byRule.every((part) => instants.get(Number(part.debitId))?.attributedSatang === part.attributedSatang);
}

function sumOf(onward: readonly NamedDebit[]): Satang {
  return sumSatang(onward.map((debit) => debit.attributedSatang));
}
