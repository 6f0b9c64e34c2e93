import { Play, reportedAt, type StepName, STEPS } from '../../../lab/explore/play.js';
import type { MemoryRecord } from '../../../lab/explore/record.js';
import { storyOf, tell } from '../../../lab/explore/story.js';
import { HOUR_MS } from '../../../src/domain/time.js';
import { freshDatabase } from '../../support/postgres.js';
import { propertyRuns } from '../../support/property-runs.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { DatabaseCentre, rowsInMemory } from './database-centre.js';
import { standStill } from './still-clock.js';

/** `npm run test:full` plays twenty times as many. */
const STORIES = propertyRuns(25);

/** On a database these have requests of two persons, a notice of their own, or a story of more than one case. */
const IN_MEMORY_ONLY: readonly StepName[] = [
  'complaintEnds',
  'officerContinues',
  'reportedAgain',
  'liarReports',
  'officerSuspects',
  'suspicionUnfounded',
];
const STEPS_OF_BOTH = (Object.keys(STEPS) as StepName[]).filter((name) => !IN_MEMORY_ONLY.includes(name));

/** Reports of one person within an hour are limited (P-LIMIT), so each few stories have a database of their own. */
const OF_ONE_DATABASE = 20;

describe('what npm run explore plays in memory', () => {
  it(
    `is what the product writes, row for row, in ${STORIES} stories`,
    async () => {
      const seen = { applied: 0, breaks: 0, nextHops: 0 };
      for (let first = 1; first <= STORIES; first += OF_ONE_DATABASE) {
        const last = Math.min(STORIES, first + OF_ONE_DATABASE - 1);
        for (const record of await playOnDatabase(first, last)) {
          seen.applied += record.holds.flatMap(({ receipts }) =>
            receipts.filter(({ notApplied }) => notApplied === null),
          ).length;
          seen.breaks += record.breaks.length;
          seen.nextHops += record.holds.filter(({ part }) => part.hop > 0).length;
        }
      }
      // Stories in which nothing is answered, doubted or followed would prove nothing.
      expect(Math.min(seen.applied, seen.breaks, seen.nextHops)).toBeGreaterThan(STORIES / 4);
      process.stdout.write(`${STORIES} stories: ${JSON.stringify(seen)}\n`);
    },
    HOUR_MS,
  );
});

/** Plays the stories of seeds on a new database, and compares all rows after each. Returns what each left in memory. */
async function playOnDatabase(first: number, last: number): Promise<MemoryRecord[]> {
  const database = await freshDatabase();
  try {
    await standStill(database.dataSource, database.application);
    const builder = await RecordBuilder.on(database);
    const begin = new Date();
    const left: MemoryRecord[] = [];
    for (let seed = first; seed <= last; seed += 1) {
      const story = storyOf(seed, STEPS_OF_BOTH);
      const reported = reportedAt(begin, seed);
      const play = new Play(begin, reported);
      const real = await DatabaseCentre.open(builder, reported, play.centre.record, begin);
      for (const step of story) {
        play.step(step);
        for (const act of play.acts.splice(0)) await real.do(act);
      }
      const which = { seed, story: tell(story) };
      expect({ ...which, ...(await real.rows()) }).toEqual({ ...which, ...rowsInMemory(play.centre.record) });
      left.push(play.centre.record);
    }
    return left;
  } finally {
    await database.drop();
  }
}
