import type { DayScript } from '../../../simulator/day/script.js';
import type { HoldView } from '../../../src/wire/case/hold.js';
import type { ArmedHold, Desk } from './desk.js';
import type { Outside } from './outside.js';

const HOUR_MS = 3_600_000;

/** What a day did, against what is true in its script. Money is in baht. */
export interface DayFigures {
  readonly complaints: number;
  readonly stolenBaht: number;
  /** Held at mules and the digital-asset operator, at the most that was held of each part. */
  readonly savedBaht: number;
  readonly savedShare: number;
  /** Held at holders without guilt. */
  readonly heldAtInnocentsBaht: number;
  /** Baht held at holders without guilt, times the hours until it was let go. */
  readonly wrongfulBahtHours: number;
  readonly paymentsMade: number;
  /** Payments that could not be made: a hold kept the money, or it never came. */
  readonly paymentsStopped: number;
  readonly holds: Readonly<Record<string, number>>;
  readonly releases: number;
  readonly approved: number;
  /** What the analysis advised, on the cases that officers looked at. */
  readonly advice: AdviceFigures;
  /** Armed holds by how they stand at the end, and what they had suspended where money arrived. */
  readonly armed: Readonly<Record<string, number>>;
  readonly armedBaht: number;
  /** Acts of people that the centre refused, by code. */
  readonly refused: readonly string[];
  /** Steps that went wrong. */
  readonly failed: readonly string[];
}

/** Advice against the truth: accounts by the band that they were shown in, and rows of other kinds. */
interface AdviceFigures {
  readonly cases: number;
  readonly mules: Readonly<Record<string, number>>;
  readonly innocents: Readonly<Record<string, number>>;
  readonly rings: number;
}

/** Measures a day after its end. */
export async function measureDay(day: {
  script: DayScript;
  outside: Outside;
  desk: Desk;
  holds: readonly HoldView[];
  armed: readonly ArmedHold[];
  failed: readonly string[];
}): Promise<DayFigures> {
  const { script, outside, desk, holds, armed, failed } = day;
  const payments = script.steps.filter((step) => step.kind === 'payment');
  const made = await Promise.all(payments.map(async (step) => ({ step, made: await outside.made(step.id) })));
  const holderOf = new Map(
    made.flatMap(({ step, made: one }) =>
      one === undefined || step.to === null ? [] : [[one.reference, outside.holderOf(step.to)]],
    ),
  );
  const held = holds.map((hold) => ({ hold, satang: Number(hold.heldSatang) + Number(hold.letGoSatang) }));
  const isInnocent = ({ transfer }: HoldView) => {
    const holder = holderOf.get(transfer.reference);
    return holder === 'innocent' || holder === 'merchant';
  };
  const atInnocents = held.filter(({ hold }) => isInnocent(hold));
  const saved = held.filter(({ hold }) => !isInnocent(hold));
  const stolen = sum(desk.cases.map(({ stolenSatang }) => stolenSatang));
  const savedSatang = sum(saved.map(({ satang }) => satang));
  const hoursOf = ({ orders, endedAt }: HoldView) =>
    Math.max(0, Date.parse(endedAt ?? new Date().toISOString()) - Date.parse(orders[0]?.answeredAt ?? endedAt ?? '')) /
    HOUR_MS;
  const paymentsMade = made.filter((one) => one.made !== undefined).length;
  return {
    complaints: desk.cases.length,
    stolenBaht: baht(stolen),
    savedBaht: baht(savedSatang),
    savedShare: stolen === 0 ? 0 : Math.round((savedSatang / stolen) * 1_000) / 1_000,
    heldAtInnocentsBaht: baht(sum(atInnocents.map(({ satang }) => satang))),
    wrongfulBahtHours: baht(sum(atInnocents.map(({ hold, satang }) => satang * (hoursOf(hold) || 0)))),
    paymentsMade,
    paymentsStopped: made.length - paymentsMade,
    holds: counts(holds.map(({ state }) => state)),
    releases: holds.filter(({ state }) => state === 'released').length,
    approved: desk.approved,
    advice: measureAdvice(desk, outside),
    armed: counts(armed.map(({ standing }) => standing)),
    armedBaht: baht(sum(armed.map(({ orderedSatang }) => orderedSatang))),
    refused: desk.refused,
    failed,
  };
}

function measureAdvice({ advice }: Desk, outside: Outside): AdviceFigures {
  const rows = advice.flat();
  const shown = rows.flatMap(({ kind, account, band }) =>
    kind === 'hop_risk' && account !== null
      ? [{ band, holder: outside.holderOfMasked(account.institution, account.accountMasked.slice(-4)) }]
      : [],
  );
  const bandsOf = (isWanted: (holder: (typeof shown)[number]['holder']) => boolean) =>
    counts(shown.filter(({ holder }) => isWanted(holder)).map(({ band }) => band));
  return {
    cases: advice.filter((ofCase) => ofCase.length > 0).length,
    mules: bandsOf((holder) => holder === 'mule'),
    innocents: bandsOf((holder) => holder === 'innocent' || holder === 'merchant'),
    rings: rows.filter(({ kind }) => kind === 'ring').length,
  };
}

function counts(values: readonly string[]): Record<string, number> {
  const byValue: Record<string, number> = {};
  for (const value of [...values].sort()) byValue[value] = (byValue[value] ?? 0) + 1;
  return byValue;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function baht(satang: number): number {
  return Math.round(satang) / 100;
}
