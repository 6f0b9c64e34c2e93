import { type Satang, sumSatang } from '../money.js';
import { attributeInTimeOrder } from './attribution.js';
import { type Refusal, type Result, ok, refuse } from '../result.js';

/** A later debit as an institution names it in its answer. */
export interface NamedDebit {
  /** The institution's own reference: one debit has one. */
  reference: string;
  amountSatang: Satang;
  attributedSatang: Satang;
  at: Date;
}

/** What an institution says became of the stolen money that it was asked for. */
export interface AttributionAnswer {
  heldSatang: Satang;
  onward: readonly NamedDebit[];
}

/** What the centre knows of the credit that the answer is about. */
export interface CreditOnRecord {
  /** The stolen part that the order asked for. */
  receivedSatang: Satang;
  creditedAt: Date;
  /**
   * How far the time of the credit may be off: the ends of a transfer stand in the books of two
   * institutions, and a victim may not remember.
   */
  clockToleranceMs: number;
  /**
   * By reference: what of a debit carries other stolen money on, of other credits or victims, as
   * long as the institution counts it.
   */
  attributedElsewhere: ReadonlyMap<string, Satang>;
}

/** Where the stolen money of a credit is: the three add up to what was received, to the satang. */
export interface AttributionSheet {
  heldSatang: Satang;
  onwardSatang: Satang;
  unexplainedSatang: Satang;
}

/**
 * Checks an institution's attribution without asking for a balance: no money appears or is counted
 * twice. A refusal opens a break, and nothing of the answer's onward part is followed. Codes:
 * `ATTRIBUTION.NOT_POSITIVE`, `.NAMED_TWICE`, `.ABOVE_DEBIT` (alone or with what the debit carries
 * for others), `.BEFORE_CREDIT`, `.ABOVE_RECEIVED`. Whether the institution took its debits in
 * order of time is another question (`inOrderOfTime`), and no reason to let the money go.
 */
export function checkAttribution(answer: AttributionAnswer, credit: CreditOnRecord): Result<AttributionSheet> {
  const fault = whyNot(answer.onward, credit);
  if (fault !== null) return fault;
  const onwardSatang = sumOf(answer.onward);
  const unexplainedSatang = credit.receivedSatang - answer.heldSatang - onwardSatang;
  if (answer.heldSatang < 0n) return refuse('ATTRIBUTION.NOT_POSITIVE', 'an amount below zero is said to be held');
  if (unexplainedSatang < 0n) {
    return refuse('ATTRIBUTION.ABOVE_RECEIVED', 'more is held and sent on than was received');
  }
  return ok({ heldSatang: answer.heldSatang, onwardSatang, unexplainedSatang });
}

function whyNot(onward: readonly NamedDebit[], credit: CreditOnRecord): Refusal | null {
  const earliest = credit.creditedAt.getTime() - credit.clockToleranceMs;
  const named = new Set<string>();
  for (const debit of onward) {
    if (named.has(debit.reference)) return refuse('ATTRIBUTION.NAMED_TWICE', 'one debit is named twice in one answer');
    named.add(debit.reference);
    if (debit.attributedSatang <= 0n) return refuse('ATTRIBUTION.NOT_POSITIVE', 'a debit is named for no money');
    const elsewhere = credit.attributedElsewhere.get(debit.reference) ?? 0n;
    if (debit.attributedSatang + elsewhere > debit.amountSatang) {
      return refuse('ATTRIBUTION.ABOVE_DEBIT', 'a debit is said to carry more stolen money than its amount');
    }
    if (debit.at.getTime() < earliest) {
      return refuse('ATTRIBUTION.BEFORE_CREDIT', 'a debit is named that left before the stolen money arrived');
    }
  }
  return null;
}

/**
 * Whether an institution took the debits that it names in order of time, as the order told it to:
 * all of a debit before any of a later one. To be asked only where the centre knows all that the
 * institution knows, the first answer of the only hold on an account; elsewhere other stolen money
 * may fill a debit. Debits of one instant count as one, for their order is the institution's alone
 * to know.
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
  const ruled = attributeInTimeOrder(
    [{ creditId: 'credit', at: new Date(Math.min(...instants.keys())), unexplainedSatang: sumOf(onward) }],
    [...instants].map(([at, { amountSatang }]) => ({ debitId: String(at), at: new Date(at), amountSatang })),
  );
  return ruled.every((part) => instants.get(Number(part.debitId))?.attributedSatang === part.attributedSatang);
}

function sumOf(onward: readonly NamedDebit[]): Satang {
  return sumSatang(onward.map((debit) => debit.attributedSatang));
}
