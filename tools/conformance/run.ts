import type { BookedAccount } from './books.js';
import { CentrePlay, type CentreKit } from './centre-play.js';
import { ALONE, CHAPTERS, TOGETHER } from './chapters/all.js';
import { OF_CENTRE } from './chapters/of-centre.js';
import type { Check } from './check.js';
import { type Kit, Play } from './play.js';
import type { Exchange } from './wire.js';
import { Unmet } from './unmet.js';

/** What became of a check. `not_run`: the institution cannot be restarted by a command. */
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
  const waiting = TOGETHER.flatMap(({ checks }) => checks);
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) await play(check);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  for (const check of ALONE.flatMap(({ checks }) => checks)) {
    if (kit.restart === undefined) outcomes.set(check.id, { verdict: 'not_run', seen: '', exchanges: [] });
    else await play(check);
  }
  return CHAPTERS.flatMap(({ title, checks }) =>
    checks.flatMap((check) => {
      const outcome = outcomes.get(check.id);
      return outcome === undefined ? [] : [{ chapter: title, check, ...outcome }];
    }),
  );
}

async function runCheck(check: Check, kit: Kit): Promise<Omit<Outcome, 'chapter' | 'check'>> {
  const booked: BookedAccount | undefined = kit.accounts.find((account) => account.for === check.id);
  const play = new Play(kit, booked);
  return judged(play, () => check.run(play));
}

/** Plays every check against a centre, one after the other: a party may send four callbacks at a time. */
export async function runCentreChecks(kit: CentreKit): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { title, checks } of OF_CENTRE) {
    for (const check of checks) {
      const play = new CentrePlay(kit);
      outcomes.push({ chapter: title, check, ...(await judged(play, () => check.run(play))) });
    }
  }
  return outcomes;
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
