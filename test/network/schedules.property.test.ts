import { HOUR_MS } from '../../src/domain/time.js';
import { FATES } from '../../simulator/network/fates.js';
import { isFullRun } from '../support/full-run.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { Schedule } from './support/schedule.js';

/** `NETWORK_SCHEDULES=100 NETWORK_SEED=1 npm test -- test/network` plays so many, from that seed on. */
const COUNT = Number(process.env['NETWORK_SCHEDULES'] ?? (isFullRun ? 20 : 5));
const FIRST = Number(process.env['NETWORK_SEED'] ?? 1);

describe('a network between the centre and the banks that loses, repeats and tears messages', () => {
  let database: FreshDatabase;
  const met = new Set<string>();
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  it.each(Array.from({ length: COUNT }, (_, nth) => FIRST + nth))(
    'loses no order, doubles none, and lets no hold outlive its time: schedule of seed %d',
    async (seed) => {
      const { faults, story, fates } = await Schedule.play(seed, database);
      for (const kind of Object.keys(fates)) met.add(kind);
      expect({ seed, faults, story: faults.length > 0 ? story : [] }).toEqual({ seed, faults: [], story: [] });
    },
    HOUR_MS,
  );

  it('had every fault in it', () => {
    expect([...met]).toEqual(expect.arrayContaining([...FATES, 'cut', 'pass']));
  });
});
