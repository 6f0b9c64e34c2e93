import { playCourse } from './courses.js';
import type { BankSide } from './bank-side.js';
import type { Killer } from './killer.js';
import type { People } from './people.js';
import type { ComplaintPlan } from './plan.js';
import { commitTheft, complaintAbout, type Theft } from './theft.js';

/** Complaints that are under way to their acknowledgement at the same time. */
const IN_FLIGHT = 6;

export interface IntakeOptions {
  readonly seed: number;
  readonly bankSide: BankSide;
  readonly people: People;
  readonly killer: Killer;
}

/** What intake left behind. */
export interface TakenIn {
  /** What went wrong with a complaint or its course, a line each; filled until `courses` resolves. */
  readonly faults: readonly string[];
  /** Resolves when all courses have been played to their end. */
  readonly courses: Promise<unknown>;
}

/** Posts all complaints and lets each take its course. Resolves when all are acknowledged, or given up. */
export async function takeIn(plans: readonly ComplaintPlan[], options: IntakeOptions): Promise<TakenIn> {
  const faults: string[] = [];
  const courses: Promise<void>[] = [];
  const noteFault = (error: unknown): void => void faults.push(error instanceof Error ? error.message : String(error));
  const theftOf = oncePerPlan(plans, options.bankSide);
  const queue = [...plans];
  const lane = async (): Promise<void> => {
    for (let plan = queue.shift(); plan !== undefined; plan = queue.shift()) {
      const theft = await theftOf(plan);
      await options.killer.complaintBegins(plan.number);
      const token = `CRASH-${options.seed}-${plan.number}`;
      try {
        const caseId = await takeOne(plan, theft, token, options.people);
        const context = { people: options.people, theft: { ...theft, plan }, caseId, token };
        courses.push(playCourse(context).catch(noteFault));
      } catch (error) {
        noteFault(error);
      }
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return { faults, courses: Promise.all(courses) };
}

/** The theft of a complaint; one that is reported again is that of the complaint before. */
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

/** Posts one complaint until it is acknowledged. Resolves to the id of its case. */
async function takeOne(plan: ComplaintPlan, theft: Theft, token: string, people: People): Promise<string> {
  const act = await people.act({
    who: plan.course === 'reported_again' ? 'demo-hotline-2' : 'demo-hotline-1',
    ...{ kind: 'complaint', token, path: '/v1/complaints', idempotencyKey: token },
    body: complaintAbout(theft, { number: plan.number, token }),
  });
  if (act.acknowledged === null) throw new Error(`the complaint ${token} was refused: ${act.refused}`);
  return act.acknowledged;
}
