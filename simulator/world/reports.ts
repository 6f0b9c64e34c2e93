import type { Payment } from './books.js';
import { DAY_MS, HOUR_MS } from './lengths.js';
import type { Nation } from './nation.js';
import { Random } from './random.js';

/**
 * Why a complaint is mistaken or false:
 * - `quarrel`: the payment is real, and a buyer and an honest seller quarrel about it.
 * - `forgotten`: the payment is real, to somebody whom the payer knows, and was forgotten.
 * - `invented`: nobody stole anything; the slip is made up, or a real one that was altered.
 */
const MISTAKES = ['quarrel', 'forgotten', 'invented'] as const;
type Mistake = (typeof MISTAKES)[number];

/** A complaint as the centre gets it: of a theft, or mistaken. */
export interface Report {
  reportId: string;
  /** When the call comes. */
  at: number;
  /** The payments that are reported. Of an invented one, the payment that it was made from. */
  reported: readonly Payment[];
  /** Who calls; the same text is the same person. */
  caller: string;
  /**
   * What the victim's institution says of the debit: it was so; a detail differs; or it made no
   * such debit, so that the rulebook lets everything go at once (P-DEBIT).
   */
  debit: 'confirmed' | 'disputed' | 'denied';
  /** The payee had sent something first, as some gangs do to be trusted, outside the books. */
  baited: boolean;
  /** In truth; null for a theft. */
  mistake: Mistake | null;
}

/**
 * Everything here is an assumption: nobody publishes how many complaints are mistaken, or why. One
 * complaint in ten is mistaken. Details are wrong in a few true ones too, because people read
 * them from a slip to the hotline; those who report from memory err more often.
 */
export const MISTAKEN_SHARE = 0.1;
const KINDS: Readonly<Record<Mistake, { share: number; detailWrong: number; denied: number; medianMs: number }>> = {
  quarrel: { share: 0.55, detailWrong: 0.1, denied: 0, medianMs: 5 * DAY_MS },
  forgotten: { share: 0.25, detailWrong: 0.15, denied: 0, medianMs: DAY_MS },
  invented: { share: 0.2, detailWrong: 0.3, denied: 0.7, medianMs: 6 * HOUR_MS },
};
const DETAIL_WRONG_IN_TRUE = 0.06;
/** The share of true complaints that somebody brings who helps many victims, and how many help. */
const BROUGHT_BY_HELPER = 0.03;
const HELPERS = 2;
/** The share of quarrels and inventions by persons who complain again and again, and how many do. */
const BY_HABIT = 0.3;
const HABITUAL = 2;
/** The share of thefts in which the gang pays a little first. */
const BAITED = 0.08;
/** Nobody complains about less than the least that is followed (P-TRACE). */
const LEAST_SATANG = 50_000;

/**
 * Returns all complaints of a country in order of time: the true ones, and mistaken ones about
 * payments of its ordinary life to holders without guilt. They have a stream of chance of their
 * own, so the country is the same with and without them.
 */
export function makeReports(nation: Nation): readonly Report[] {
  const random = new Random(`world-${nation.settings.seed}/reports`);
  const reports = nation.complaints.map((complaint): Report => {
    const isHelped = random.chance(BROUGHT_BY_HELPER);
    return {
      reportId: complaint.complaintId,
      at: complaint.at,
      reported: complaint.reported,
      caller: isHelped ? `helper-${random.whole(1, HELPERS)}` : complaint.theft.victim.key,
      debit: random.chance(DETAIL_WRONG_IN_TRUE) ? 'disputed' : 'confirmed',
      baited: random.chance(BAITED),
      mistake: null,
    };
  });
  const wanted = Math.round((reports.length * MISTAKEN_SHARE) / (1 - MISTAKEN_SHARE));
  const about: Record<Mistake, readonly Payment[]> = {
    quarrel: ordinary(nation, ['seller']),
    forgotten: ordinary(nation, ['person', 'forwarder']),
    invented: ordinary(nation, ['person', 'forwarder', 'seller']),
  };
  for (let serial = 1; serial <= wanted; serial += 1) {
    const mistake = MISTAKES[random.weighted(MISTAKES.map((kind) => KINDS[kind].share))] ?? 'quarrel';
    const payment = random.pick(about[mistake]);
    const report = mistaken(`mistaken-${serial}`, mistake, payment, random);
    if (report.at < nation.endsAt) reports.push(report);
  }
  return reports.sort((a, b) => a.at - b.at);
}

function mistaken(reportId: string, mistake: Mistake, payment: Payment, random: Random): Report {
  const { medianMs, denied, detailWrong } = KINDS[mistake];
  const isByHabit = mistake !== 'forgotten' && random.chance(BY_HABIT);
  const habitual = `habitual-${random.whole(1, HABITUAL)}`;
  const debit = ['denied', 'disputed', 'confirmed'] as const;
  return {
    reportId,
    at: Math.round(payment.at + random.logNormal(medianMs, 0.7)),
    reported: [payment],
    caller: isByHabit ? habitual : payment.from.key,
    debit: debit[random.weighted([denied, detailWrong, 1 - denied - detailWrong])] ?? 'confirmed',
    baited: false,
    mistake,
  };
}

/** Returns payments by persons to innocent holders of some roles, large enough to complain about. */
function ordinary({ payments, truth }: Nation, roles: readonly string[]): Payment[] {
  const stolen = new Set(truth.thefts.flatMap((theft) => theft.payments));
  return payments.filter(
    (payment) =>
      payment.from.role === 'person' &&
      payment.to !== null &&
      roles.includes(payment.to.role) &&
      payment.amountSatang >= LEAST_SATANG &&
      !stolen.has(payment) &&
      !truth.muleKeys.has(payment.from.key) &&
      !truth.muleKeys.has(payment.to.key),
  );
}
