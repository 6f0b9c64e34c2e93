import type { BookedAccount } from './books.js';
import { CentrePlay, type CentreKit } from './centre-play.js';
import { ALONE, CHAPTERS, TOGETHER } from './chapters/all.js';
import { type CentreCheck, OF_CENTRE } from './chapters/of-centre.js';
import { ORDERS_OF_CENTRE, WHOLE_RUN } from './chapters/of-centre-orders.js';
import type { Check } from './check.js';
import { type Kit, Play } from './play.js';
import type { Exchange } from './wire.js';
import { Unmet } from './unmet.js';

/** What became of a check. `not_run`: no command restarts the institution, or the centre does not reach the kit. */
export interface Outcome {
  readonly chapter: string;
  readonly check: Pick<Check, 'id' | 'says' | 'expects'>;
  readonly verdict: 'passed' | 'failed' | 'not_run';
  /** What was seen, where it was not what the guide says. */
  readonly seen: string;
  readonly exchanges: readonly Exchange[];
}

/** How many checks play at the same time. */
const AT_A_TIME = 24;

/** Plays every check against an institution. The outcomes are in the order of the chapters. */
export async function runChecks(kit: Kit): Promise<Outcome[]> {
  const outcomes = new Map<string, Omit<Outcome, 'chapter' | 'check'>>();
  const play = async (check: Check) => {
    outcomes.set(check.id, await runCheck(check, kit));
  };
  await together(
    AT_A_TIME,
    TOGETHER.flatMap(({ checks }) => checks),
    play,
  );
  for (const check of ALONE.flatMap(({ checks }) => checks)) {
    if (kit.restart === undefined) outcomes.set(check.id, { verdict: 'not_run', seen: '', exchanges: [] });
    else await play(check);
  }
  return inOrder(CHAPTERS, outcomes);
}

async function runCheck(check: Check, kit: Kit): Promise<Omit<Outcome, 'chapter' | 'check'>> {
  const booked: BookedAccount | undefined = kit.accounts.find((account) => account.for === check.id);
  const play = new Play(kit, booked);
  return judged(play, () => check.run(play));
}

/** How many checks of orders play at the same time: a party may send four callbacks at a time, with more waiting. */
const ORDERS_AT_A_TIME = 6;

/**
 * Plays every check against a centre: those of callbacks one after the other, those of orders at the same
 * time, and at last what is judged by all that the centre sent.
 */
export async function runCentreChecks(kit: CentreKit): Promise<Outcome[]> {
  const outcomes = new Map<string, Omit<Outcome, 'chapter' | 'check'>>();
  const play = async (check: CentreCheck) => {
    const centre = new CentrePlay(kit);
    outcomes.set(check.id, await judged(centre, () => check.run(centre)));
    await centre.end();
  };
  for (const check of OF_CENTRE.flatMap(({ checks }) => checks)) await play(check);
  const needsOrders = [...ORDERS_OF_CENTRE, WHOLE_RUN];
  if (kit.bank === undefined) {
    const notRun = { verdict: 'not_run', seen: '', exchanges: [] } as const;
    for (const { id } of needsOrders.flatMap(({ checks }) => checks)) outcomes.set(id, notRun);
  } else {
    await together(
      ORDERS_AT_A_TIME,
      ORDERS_OF_CENTRE.flatMap(({ checks }) => checks),
      play,
    );
    for (const check of WHOLE_RUN.checks) await play(check);
  }
  return inOrder([...OF_CENTRE, ...needsOrders], outcomes);
}

/** Does something with each item, so many at the same time. */
async function together<Item>(
  count: number,
  items: readonly Item[],
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: count }, worker));
}

/** Returns the outcomes in the order of the chapters. */
function inOrder(
  chapters: readonly { readonly title: string; readonly checks: readonly Outcome['check'][] }[],
  outcomes: ReadonlyMap<string, Omit<Outcome, 'chapter' | 'check'>>,
): Outcome[] {
  return chapters.flatMap(({ title, checks }) =>
    checks.flatMap((check) => {
      const outcome = outcomes.get(check.id);
      return outcome === undefined ? [] : [{ chapter: title, check, ...outcome }];
    }),
  );
}

/** Plays one check and says what became of it. */
async function judged(
  play: { readonly exchanges: readonly Exchange[] },
  run: () => Promise<void>,
): Promise<Omit<Outcome, 'chapter' | 'check'>> {
  try {
    await run();
    return { verdict: 'passed', seen: '', exchanges: play.exchanges };
  } catch (error) {
    if (!(error instanceof Unmet)) throw error;
    return { verdict: 'failed', seen: error.message, exchanges: play.exchanges };
  }
}
