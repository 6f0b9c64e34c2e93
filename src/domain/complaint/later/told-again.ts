import { missingOf, type ToldTransfer, type TransferGap } from '../intake/incomplete-transfer.js';
import type { SatangString } from '../../money.js';

/** The fields of an incomplete transfer that say the same thing: each knows it, says it roughly, or as told. */
const FIELDS_OF_GAP: Readonly<Record<TransferGap, readonly Exclude<keyof ToldTransfer, 'asTold'>[]>> = {
  amount: ['amountSatang', 'aboutAmountSatang'],
  time: ['between', 'aboutTime'],
  reference: ['reference'],
  receiver: ['to'],
};
const GAPS = Object.keys(FIELDS_OF_GAP) as TransferGap[];

/**
 * Returns what is told of an incomplete transfer when a part of it is told again: what is said now
 * stands in place of what was said of the same thing before, also of what could not be right, and the
 * rest stays as it was told. Nothing is put together out of both.
 */
export function toldAgain<Told extends ToldTransfer>(before: Told, now: Told): Told {
  const isSaidNow = (gap: TransferGap) =>
    now.asTold?.[gap] !== undefined || FIELDS_OF_GAP[gap].some((field) => now[field] !== undefined);
  const said = GAPS.filter(isSaidNow);
  const kept = { ...before, asTold: { ...before.asTold } };
  for (const gap of said) {
    for (const field of FIELDS_OF_GAP[gap]) delete kept[field];
    delete kept.asTold[gap];
  }
  const { asTold: _, ...rest } = now;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const asTold = { ...kept.asTold, ...now.asTold };
  const { asTold: __, ...unchanged } = kept;
  const isWrong = Object.values(asTold).some((words) => words !== undefined);
  return { ...unchanged, ...given, ...(isWrong && { asTold }) } as Told;
}

/** An incomplete transfer of which all is known that a report of it needs. */
export interface WholeTransfer {
  to: NonNullable<ToldTransfer['to']>;
  amountSatang: SatangString;
  /** RFC 3339, UTC. */
  transferredAt: string;
  reference: string;
}

/** Returns an incomplete transfer as a report, when nothing of it is missing any more; else undefined. */
export function wholeTransfer(told: ToldTransfer): WholeTransfer | undefined {
  const { amountSatang, between, reference, to } = told;
  if (missingOf(told).length > 0) return undefined;
  if (amountSatang === undefined || between === undefined || reference === undefined || to === undefined)
    throw new Error('a transfer of which nothing is missing has each of its fields');
  return { to, amountSatang, transferredAt: between.from, reference };
}
