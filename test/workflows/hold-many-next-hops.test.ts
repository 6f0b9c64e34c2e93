import type { WorkflowHandle } from '@temporalio/client';
import { HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { bank, receipt, type Bank, type Onward } from './support/bank.js';
import type { WorldHold } from './support/hold-world.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';
import type { World } from './support/world-activities.js';

/** The most onward transfers that one receipt may name. */
const NEXT_HOPS = 200;

/** Where the default limits of a Temporal server make a workflow begin anew. */
const LIMIT = { eventsToBeginAnew: 4_096, bytesToBeginAnew: 4 * 1024 * 1024 };
/** More than the history of a hold ever needs. */
const FEW_EVENTS = 30;

/**
 * A bank that holds a part and says that the rest went to as many accounts as a receipt may name.
 */
function splittingBank(): Bank {
  const onward: Onward[] = Array.from({ length: NEXT_HOPS }, () => ({ institution: 'th-006', amountSatang: 400n }));
  return bank({ placeHold: (order) => receipt(order, { result: 'HELD_PARTIAL', heldSatang: 20_000n, onward }) });
}

/** Adds a hold whose receipt will name them. The next holds end with it. */
async function holdToSplit(world: World, forMs: number): Promise<WorldHold> {
  const now = await world.now();
  await world.open('C1');
  world.holds.banks.set('th-006', bank());
  const wanted = { caseId: 'C1', institution: 'th-014', bank: splittingBank(), requestedSatang: 100_000n };
  return world.holds.add({ ...wanted, expiresAt: after(now, forMs) }, now);
}

/**
 * In which two hundred holds are sent and answered, also where a busy machine takes minutes for it;
 * the holds last longer.
 */
const LONG_ENOUGH_MS = 20 * MINUTE_MS;

function nextHolds(world: World): WorldHold[] {
  return [...world.holds.holds.values()].slice(1);
}

async function historyOf(handle: WorkflowHandle) {
  const events = (await handle.fetchHistory()).events ?? [];
  const tasks = events.flatMap(({ workflowTaskStartedEventAttributes: task }) => task ?? []);
  return {
    length: events.length,
    bytes: Number(tasks.at(-1)?.historySizeBytes ?? 0),
    signals: events.filter((event) => event.workflowExecutionSignaledEventAttributes != null).length,
  };
}

describe('a receipt that names two hundred next accounts', () => {
  let time: SkippingTime;
  beforeEach(async () => {
    time = await startSkippingTime();
  }, 120_000);
  afterEach(() => time.stop());

  it('leads to a workflow for each, and leaves the history of the hold short', async () => {
    const first = await holdToSplit(time.world, HOUR_MS);
    const handle = await time.startHold(first.holdId, first.institution);
    await time.sleep(LONG_ENOUGH_MS);
    const next = nextHolds(time.world);
    expect(next).toHaveLength(NEXT_HOPS);
    expect(next.every(({ facts }) => facts.state === 'held')).toBe(true);

    await time.ends(handle);
    const history = await historyOf(handle);
    expect(history.length).toBeLessThan(FEW_EVENTS);
    expect(history.bytes).toBeLessThan(LIMIT.bytesToBeginAnew / 10);
    expect(first.facts.state).toBe('released');
    await time.sleep(MINUTE_MS);
    expect(next.every(({ facts }) => facts.state === 'released')).toBe(true);
    expect(next.every(({ attempts }) => attempts.filter(({ what }) => what === 'send').length === 1)).toBe(true);
  }, 240_000);

  it('leads to a few rounds of its case, not two hundred', async () => {
    const first = await holdToSplit(time.world, HOUR_MS);
    const complaint = await time.startComplaint('C1');
    const handle = await time.startHold(first.holdId, first.institution);
    await time.sleep(LONG_ENOUGH_MS);
    const [ofCase, ofHold] = [await historyOf(complaint), await historyOf(handle)];
    expect(ofCase.signals).toBe(NEXT_HOPS + 1);
    expect(time.world.find('C1').rounds).toBeLessThan(10);
    for (const { length, bytes } of [ofCase, ofHold]) {
      expect(length).toBeLessThan(LIMIT.eventsToBeginAnew / 4);
      expect(bytes).toBeLessThan(LIMIT.bytesToBeginAnew / 10);
    }
  }, 240_000);
});
