import { Random } from '../random.js';

/**
 * The processes that may be killed; second copies and Temporal's own PostgreSQL exist only in some
 * systems. The simulator is not killed: no data of the centre depends on it.
 */
export const TARGETS = [
  ...(['api', 'api-2', 'worker', 'worker-2', 'keeper', 'keeper-2'] as const),
  ...(['temporal', 'temporal-postgres', 'postgres'] as const),
] as const;
export type Target = (typeof TARGETS)[number];

/**
 * When a due kill strikes: at once; after the client's next request is sent and before its answer
 * is read; after that request's act is committed and before its answer is read; or just before an
 * officer decides, so that the decision is made without a worker.
 */
export type Moment = 'at_once' | 'request_sent' | 'request_committed' | 'before_decision';

/** A planned kill. */
export interface Kill {
  readonly number: number;
  readonly target: Target;
  readonly moment: Moment;
  /** Due when the client begins this complaint (from 0), or this long after all are taken in. */
  readonly due: { readonly complaint: number } | { readonly afterIntakeMs: number };
  /** How long it waits before it strikes, in ms; with `request_sent` after the request is sent. */
  readonly delayMs: number;
}

/** What happens to a complaint. */
type Course =
  /** Nobody decides, and the hold expires. */
  | 'nobody_decides'
  /** Part of the money went on to another institution. */
  | 'passed_on'
  /** The victim's institution denies the debit. */
  | 'denied'
  | 'withdrawn'
  /** Another person reports; officers request and approve a suspension. */
  | 'approved'
  | 'released_by_officer'
  /** The inquiry officer accepts the statement and continues the hold. */
  | 'continued'
  /** The transfer of the complaint before is reported again, at the same time. */
  | 'reported_again';

/** A planned complaint. */
export interface ComplaintPlan {
  /** Counts from 0. */
  readonly number: number;
  readonly course: Course;
  readonly victimBank: string;
  readonly muleBank: string;
  readonly nextBank: string;
  readonly amountSatang: bigint;
  /** How the mule's institution answers; a `silent` one must be asked. */
  readonly muleAnswers: Answers;
  readonly victimAnswers: Answers;
  /** How long people wait before they act, in ms. */
  readonly pauseMs: number;
}

/** How an institution answers. */
interface Answers {
  readonly mode: 'sync' | 'callback' | 'silent';
  readonly delayMs: number;
}

/** Everything that happens in a run. */
export interface Plan {
  readonly complaints: readonly ComplaintPlan[];
  readonly kills: readonly Kill[];
}

/** Which process is killed at which moment; dealt like cards, so that each gets its share. */
export type Strikes = readonly (readonly [Target, Moment])[];

const STRIKES: Strikes = [
  ['api', 'at_once'],
  ['api', 'request_sent'],
  ['api', 'request_sent'],
  ['api', 'request_committed'],
  ['api', 'request_committed'],
  ['worker', 'at_once'],
  ['worker', 'before_decision'],
  ['worker', 'before_decision'],
  ['keeper', 'at_once'],
  ['temporal', 'at_once'],
  ['temporal', 'at_once'],
  ['postgres', 'at_once'],
  ['postgres', 'at_once'],
];

const COURSES: readonly Course[] = [
  ...(['nobody_decides', 'nobody_decides', 'nobody_decides', 'nobody_decides', 'passed_on', 'passed_on'] as const),
  ...(['denied', 'denied', 'withdrawn', 'withdrawn', 'approved', 'approved', 'approved'] as const),
  ...(['released_by_officer', 'released_by_officer', 'released_by_officer', 'continued', 'continued'] as const),
  'reported_again',
];

const BANKS = ['th-002', 'th-004', 'th-006', 'th-014', 'wallet-x'] as const;
/** The share of kills that strike after intake, while holds expire and are released. */
const LATE_SHARE = 0.2;
const LATE_WITHIN_MS = 50_000;

/** Plans a run; the same arguments always give the same plan. */
export function makePlan(seed: number, kills: number, complaints: number, strikes = STRIKES): Plan {
  const random = new Random(seed);
  const courses = random.deal(COURSES, complaints);
  return {
    complaints: courses.map((course, number) => complaintPlan(random, number, course)),
    kills: killPlan(random, kills, complaints, strikes),
  };
}

function complaintPlan(random: Random, number: number, dealt: Course): ComplaintPlan {
  const [victimBank, muleBank, nextBank] = random.deal(BANKS, 3);
  if (victimBank === undefined || muleBank === undefined || nextBank === undefined) throw new Error('three banks');
  return {
    number,
    course: dealt === 'reported_again' && number === 0 ? 'nobody_decides' : dealt,
    victimBank,
    muleBank,
    nextBank,
    amountSatang: BigInt(random.between(2_000, 200_000)) * 100n,
    muleAnswers: answers(random, ['sync', 'sync', 'callback', 'callback', 'silent']),
    victimAnswers: answers(random, ['sync', 'callback']),
    pauseMs: random.between(0, 4_000),
  };
}

function answers(random: Random, modes: readonly Answers['mode'][]): Answers {
  return { mode: random.pick(modes), delayMs: random.between(100, 4_000) };
}

function killPlan(random: Random, kills: number, complaints: number, strikes: Strikes): Kill[] {
  const late = Math.floor(kills * LATE_SHARE);
  const during = kills - late;
  return random.deal(strikes, kills).map(([target, moment], number) => {
    if (number >= during) {
      const afterIntakeMs = Math.floor(((number - during + random.next()) * LATE_WITHIN_MS) / late);
      return { number, target, moment: 'at_once', due: { afterIntakeMs }, delayMs: 0 };
    }
    const complaint = Math.min(complaints - 1, Math.floor(((number + random.next()) * complaints) / during));
    const delayMs = moment === 'request_sent' ? random.between(0, 30) : random.between(0, 1_500);
    return { number, target, moment, due: { complaint }, delayMs };
  });
}
