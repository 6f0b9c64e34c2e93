import { maxSatang, type Satang, sumSatang } from '../money.js';
import { type Refusal, refuse } from '../result.js';
import { checkAttribution, refuseTime } from './check-attribution.js';
import { compareReports, isOnRailsAfterAll, type TransferReport } from './same-transfer.js';

/** A later debit as an institution names it, with the stolen money that it says it carries. */
export interface NamedTransfer extends TransferReport {
  attributedSatang: Satang;
}

/** A debit of the account that the database knows, with the stolen money that it carries. */
export interface KnownDebit extends TransferReport {
  /** For other credits and other victims, as long as the institution counts it. */
  elsewhereSatang: Satang;
}

/** A known debit when a hold is answered. */
export interface DebitBeforeAnswer extends KnownDebit {
  /** By earlier answers of this hold. */
  ownSatang: Satang;
  /**
   * By earlier answers about the same part of the stolen sum, of this hold and those before it.
   */
  partSatang: Satang;
}

/** What the answered hold asked for, and the part of the stolen sum and the credit it is on. */
export interface AnsweredHold {
  requestedSatang: Satang;
  partSatang: Satang;
  /** The credit cannot have come before (`earliestCredit`). */
  creditedFrom: Date;
  /** When the answer arrived. */
  heardAt: Date;
  clockToleranceMs: number;
}

/** What of an institution's answer is followed, and why the rest cannot be true; undefined: there is none. */
export interface AnswerWeighed<Debit> {
  doubt: Refusal | undefined;
  followed: readonly Debit[];
}

/**
 * Weighs an answer with later debits. Where single debits cannot be true, for their time, their amount or other facts
 * on record, a person settles those, and the others are followed: money at their accounts must not wait for one
 * wrong line. What is named twice is in doubt both times. Where no line alone is wrong, or all lines together explain
 * more than was asked for, nothing says which of them is, and none is followed.
 */
export function weighAnswer<Debit extends NamedTransfer>(
  hold: AnsweredHold,
  { heldSatang, onward }: { heldSatang: Satang; onward: readonly Debit[] },
  known: readonly DebitBeforeAnswer[],
): AnswerWeighed<Debit> {
  const doubt = doubtAnswer(hold, { heldSatang, onward }, known);
  if (doubt === undefined) return { doubt, followed: onward };
  const nothing = { doubt, followed: [] };
  if (heldSatang + sumSatang(onward.map((named) => named.attributedSatang)) > hold.requestedSatang) return nothing;
  const isNamedTwice = ({ reference }: Debit) => onward.filter((named) => named.reference === reference).length > 1;
  const isWrong = (named: Debit) => doubtAnswer(hold, { heldSatang: 0n, onward: [named] }, known) !== undefined;
  const followed = onward.filter((named) => !isNamedTwice(named) && !isWrong(named));
  if (followed.length === 0 || followed.length === onward.length) return nothing;
  return doubtAnswer(hold, { heldSatang, onward: followed }, known) === undefined ? { doubt, followed } : nothing;
}

/**
 * Returns why an institution's answer with later debits cannot be true, or undefined. Codes: those
 * of `checkAttribution`, and `ATTRIBUTION.CONTRADICTS_RECORD` when a debit is known with other
 * facts; one that left the rails, and whose receiver is named now, is followed (`isOnRailsAfterAll`). What earlier answers about the same part explained counts too, though this answer may not
 * name it again, or name less of it.
 */
export function doubtAnswer(
  hold: AnsweredHold,
  answer: { heldSatang: Satang; onward: readonly NamedTransfer[] },
  known: readonly DebitBeforeAnswer[],
): Refusal | undefined {
  if (answer.onward.some((named) => contradicts(named, known))) return contradiction();
  const references = new Set(answer.onward.map(({ reference }) => reference));
  const notNamed = known.filter(({ reference }) => !references.has(reference));
  const attributedElsewhere = new Map(known.map((debit) => [debit.reference, debit.elsewhereSatang]));
  // Of the hold only its own answers count: its order may have asked for less than the part,
  // because the rest had been explained before.
  const bounds = [
    { explained: 'ownSatang', mostSatang: hold.requestedSatang },
    { explained: 'partSatang', mostSatang: hold.partSatang },
  ] as const;
  for (const { explained, mostSatang } of bounds) {
    const before = new Map(known.map((debit) => [debit.reference, debit[explained]]));
    const onward = answer.onward.map((named) => ({
      ...named,
      attributedSatang: maxSatang(named.attributedSatang, before.get(named.reference) ?? 0n),
    }));
    const checked = checkAttribution(
      { heldSatang: answer.heldSatang, onward },
      {
        receivedSatang: mostSatang - sumSatang(notNamed.map((debit) => debit[explained])),
        creditedFrom: hold.creditedFrom,
        heardAt: hold.heardAt,
        clockToleranceMs: hold.clockToleranceMs,
        attributedElsewhere,
      },
    );
    if (!checked.ok) return checked;
  }
  return undefined;
}

/**
 * Returns why an answer that names no later debit cannot be true, or undefined. It cannot when
 * more is held than earlier answers left of the part (`ATTRIBUTION.ABOVE_RECEIVED`): then it is
 * other money, or one of the answers is wrong.
 */
export function doubtHeld(heldSatang: Satang, leftSatang: Satang): Refusal | undefined {
  if (heldSatang === 0n || heldSatang <= leftSatang) return undefined;
  return refuse('ATTRIBUTION.ABOVE_RECEIVED', 'more is held and was sent on than was received');
}

/**
 * Returns why the later debits that a notice names for one credit cannot be true, or undefined: a
 * debit is out of time (see `refuseTime`), it is known with other facts
 * (`ATTRIBUTION.CONTRADICTS_RECORD`), or it carries so much for other credits that less than this
 * is left of it (`ATTRIBUTION.ABOVE_DEBIT`).
 */
export function doubtNotice(
  credit: Pick<AnsweredHold, 'creditedFrom' | 'heardAt' | 'clockToleranceMs'>,
  onward: readonly NamedTransfer[],
  known: readonly KnownDebit[],
): Refusal | undefined {
  for (const named of onward) {
    const outOfTime = refuseTime(named.at, credit);
    if (outOfTime !== null) return outOfTime;
    const debit = known.find(({ reference }) => reference === named.reference);
    if (debit === undefined) continue;
    if (contradicts(named, [debit])) return contradiction();
    if (debit.elsewhereSatang + named.attributedSatang > named.amountSatang)
      return refuse('ATTRIBUTION.ABOVE_DEBIT', 'a debit is said to carry more stolen money than its amount');
  }
  return undefined;
}

function contradicts(named: NamedTransfer, known: readonly TransferReport[]): boolean {
  const debit = known.find(({ reference }) => reference === named.reference);
  if (debit === undefined || isOnRailsAfterAll(debit, named)) return false;
  return compareReports(debit, named, 0) === 'contradicts';
}

/** Returns that an institution says other facts of a debit than it said before. */
export function contradiction(): Refusal {
  return refuse('ATTRIBUTION.CONTRADICTS_RECORD', 'a debit is on record with other facts');
}
