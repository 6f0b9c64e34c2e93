import { setTimeout as sleep } from 'node:timers/promises';
import { playCourse } from './courses.js';
import type { BankSide } from './bank-side.js';
import type { Killer } from '../strike/killer.js';
import type { People } from './people.js';
import type { ComplaintPlan } from '../strike/plan.js';
import type { RecordReader } from '../judge/record-reader.js';
import { commitTheft, complaintAbout, type Theft } from './theft.js';

/**
 * How many complaints are between their first request and the arrival of their orders at a time.
 */
const IN_FLIGHT = 6;
/**
 * A complaint waits this long at most, so that intake goes on while workers or Temporal are dead.
 */
const DRIVEN_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 200;

/** What intake works with. */
export interface IntakeOptions {
  readonly seed: number;
  readonly bankSide: BankSide;
  readonly people: People;
  readonly killer: Killer;
  readonly record: Pick<RecordReader, 'isDriven'>;
}

/** The result of intake. */
export interface TakenIn {
  /** A line for each complaint or course that failed; complete when `courses` resolves. */
  readonly faults: readonly string[];
  /** Resolves when all courses have ended. */
  readonly courses: Promise<unknown>;
}

/**
 * Posts all complaints and begins their courses. Resolves when each is acknowledged or has failed.
 */
export async function takeIn(plans: readonly ComplaintPlan[], options: IntakeOptions): Promise<TakenIn> {
  const desk = new Desk(plans, options);
  const queue = [...plans];
  const lane = async (): Promise<void> => {
    for (let plan = queue.shift(); plan !== undefined; plan = queue.shift()) {
      const caseId = await desk.take(plan);
      if (caseId !== undefined) await untilDriven(caseId, options.record);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return desk.takenIn();
}

/**
 * Posts one complaint each `everyMs` until `isOver`, or fewer when the machine is too slow.
 * Resolves when each is acknowledged or has failed.
 */
export async function takeInSteadily(
  plans: readonly ComplaintPlan[],
  options: IntakeOptions,
  pace: { readonly everyMs: number; readonly isOver: () => boolean },
): Promise<TakenIn> {
  const desk = new Desk(plans, options);
  const underWay = new Set<Promise<void>>();
  const begin = (plan: ComplaintPlan): void => {
    const taken = desk
      .take(plan)
      .then((caseId) => (caseId === undefined ? undefined : untilDriven(caseId, options.record)));
    const removed = taken.finally(() => underWay.delete(removed));
    underWay.add(removed);
  };
  for (const plan of plans) {
    while (underWay.size >= IN_FLIGHT) await Promise.race(underWay);
    if (pace.isOver()) break;
    begin(plan);
    await sleep(pace.everyMs);
  }
  await Promise.all(underWay);
  return desk.takenIn();
}

/** Takes complaints in and remembers what failed. */
class Desk {
  private readonly faults: string[] = [];
  private readonly courses: Promise<void>[] = [];
  private readonly theftOf: (plan: ComplaintPlan) => Promise<Theft>;

  constructor(
    plans: readonly ComplaintPlan[],
    private readonly options: IntakeOptions,
  ) {
    this.theftOf = oncePerPlan(plans, options.bankSide);
  }

  /**
   * Posts a complaint until it is acknowledged, and begins its course. Returns the id of its case,
   * or undefined when it was refused or never answered.
   */
  async take(plan: ComplaintPlan): Promise<string | undefined> {
    const { people, killer, seed } = this.options;
    const token = `CRASH-${seed}-${plan.number}`;
    try {
      const theft = await this.theftOf(plan);
      await killer.complaintBegins(plan.number);
      const caseId = await takeOne(plan, theft, token, people);
      const context = { people, theft: { ...theft, plan }, caseId, token };
      this.courses.push(playCourse(context).catch((error: unknown) => this.noteFault(error)));
      return caseId;
    } catch (error) {
      this.noteFault(error);
      return undefined;
    }
  }

  takenIn(): TakenIn {
    return { faults: this.faults, courses: Promise.all(this.courses) };
  }

  private noteFault(error: unknown): void {
    this.faults.push(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Returns the theft of each plan, made once; a plan that reports again has the theft before it.
 */
function oncePerPlan(plans: readonly ComplaintPlan[], bankSide: BankSide): (plan: ComplaintPlan) => Promise<Theft> {
  const thefts = new Map<number, Promise<Theft>>();
  return function theftOf(plan: ComplaintPlan): Promise<Theft> {
    const before = plans[plan.number - 1];
    if (plan.course === 'reported_again' && before !== undefined) return theftOf(before);
    const known = thefts.get(plan.number) ?? commitTheft(bankSide, plan);
    thefts.set(plan.number, known);
    return known;
  };
}

/**
 * Posts one complaint until it is acknowledged, and returns the id of its case. Throws if refused.
 */
async function takeOne(plan: ComplaintPlan, theft: Theft, token: string, people: People): Promise<string> {
  const act = await people.act({
    who: plan.course === 'reported_again' ? 'demo-hotline-2' : 'demo-hotline-1',
    kind: 'complaint',
    token,
    path: '/v1/complaints',
    idempotencyKey: token,
    body: complaintAbout(theft, { number: plan.number, token }),
  });
  if (act.acknowledged === null) throw new Error(`the complaint ${token} was refused: ${act.refused}`);
  return act.acknowledged;
}

/**
 * Waits until the case is driven. If more complaints came than the machine can drive, the
 * demonstration's deadlines of seconds would end before anything happened.
 */
async function untilDriven(caseId: string, record: IntakeOptions['record']): Promise<void> {
  const giveUpAt = Date.now() + DRIVEN_WITHIN_MS;
  while (Date.now() < giveUpAt && !(await record.isDriven(caseId))) await sleep(LOOK_EVERY_MS);
}
