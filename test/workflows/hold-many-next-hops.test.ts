import type { WorkflowHandle } from '@temporalio/client';
import { HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { bank, receipt, type Bank, type Onward } from './support/bank.js';
import { MANY_EVENTS, startFewHands, until, type FewHands } from './support/few-hands.js';
import type { WorldHold } from './support/hold-world.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';
import type { World } from './support/world-activities.js';

/** As many onward transfers as the protocol lets one receipt name. */
const NEXT_HOPS = 200;

/** Of one workflow, as the servers of Temporal have them unless told otherwise. */
const LIMIT = { pendingChildren: 2_000, events: 51_200, eventsToBeginAnew: 4_096, bytesToBeginAnew: 4 * 1024 * 1024 };

/** Keeps a part and says that the rest went on to as many accounts as one receipt can name. */
function splitting(): Bank {
  const onward: Onward[] = Array.from({ length: NEXT_HOPS }, () => ({ institution: 'th-006', amountSatang: 400n }));
  return bank({ placeHold: (order) => receipt(order, { result: 'HELD_PARTIAL', heldSatang: 20_000n, onward }) });
}

/**
 * A hold whose receipt will name them. Under section 7 the next holds end with it, under section 6
 * each stands for seven days of its own.
 */
async function holdToSplit(world: World, kind: 'section6' | 'section7', forMs: number): Promise<WorldHold> {
  const now = await world.now();
  await world.open('C1');
  world.holds.banks.set('th-006', bank());
  const wanted = { caseId: 'C1', institution: 'th-014', bank: splitting(), requestedSatang: 100_000n };
  return world.holds.add({ ...wanted, kind, expiresAt: after(now, forMs) }, now);
}

function nextHolds(world: World): WorldHold[] {
  return [...world.holds.holds.values()].slice(1);
}

async function historyOf(handle: WorkflowHandle) {
  const events = (await handle.fetchHistory()).events ?? [];
  const count = (kind: keyof (typeof events)[number]): number => events.filter((event) => event[kind] != null).length;
  const tasks = events.flatMap(({ workflowTaskStartedEventAttributes: task }) => task ?? []);
  return {
    length: events.length,
    bytes: Number(tasks.at(-1)?.historySizeBytes ?? 0),
    childrenAsked: count('startChildWorkflowExecutionInitiatedEventAttributes'),
    childrenStarted: count('childWorkflowExecutionStartedEventAttributes'),
    childrenThere: count('startChildWorkflowExecutionFailedEventAttributes'),
    signals: count('workflowExecutionSignaledEventAttributes'),
    beganAnew: count('workflowExecutionContinuedAsNewEventAttributes') > 0,
  };
}

describe('a receipt that names two hundred next accounts', () => {
  let time: SkippingTime;
  beforeEach(async () => {
    time = await startSkippingTime();
  }, 120_000);
  afterEach(() => time.stop());

  it('starts a workflow for each, in one history that is far from every limit and need not begin anew', async () => {
    const first = await holdToSplit(time.world, 'section7', HOUR_MS);
    const handle = await time.startHold(first.holdId, first.institution);
    await time.sleep(MINUTE_MS);
    const next = nextHolds(time.world);
    expect(next).toHaveLength(NEXT_HOPS);
    expect(next.every(({ facts }) => facts.state === 'held')).toBe(true);

    await time.ends(handle);
    const history = await historyOf(handle);
    expect(history).toMatchObject({ childrenAsked: NEXT_HOPS, childrenStarted: NEXT_HOPS, beganAnew: false });
    expect(history.childrenAsked).toBeLessThan(LIMIT.pendingChildren);
    expect(history.length).toBeLessThan(LIMIT.eventsToBeginAnew / 4);
    expect(history.bytes).toBeLessThan(LIMIT.bytesToBeginAnew / 10);
    expect(first.facts.state).toBe('released');
    await time.sleep(MINUTE_MS);
    expect(next.every(({ facts }) => facts.state === 'released')).toBe(true);
    expect(next.every(({ attempts }) => attempts.filter(({ what }) => what === 'send').length === 1)).toBe(true);
  }, 240_000);

  it('is looked at by its case a few times, not two hundred, and each next hold is started once, whoever comes first', async () => {
    const first = await holdToSplit(time.world, 'section7', HOUR_MS);
    const complaint = await time.startComplaint('C1');
    const handle = await time.startHold(first.holdId, first.institution);
    await time.sleep(MINUTE_MS);
    const [ofCase, ofHold] = [await historyOf(complaint), await historyOf(handle)];
    expect(ofCase.childrenStarted + ofHold.childrenStarted).toBe(NEXT_HOPS);
    expect(ofCase.childrenAsked + ofHold.childrenAsked).toBe(NEXT_HOPS + ofCase.childrenThere + ofHold.childrenThere);
    expect(ofCase.signals).toBe(NEXT_HOPS + 1);
    expect(time.world.find('C1').rounds).toBeLessThan(10);
    for (const { length, bytes } of [ofCase, ofHold]) {
      expect(length).toBeLessThan(LIMIT.eventsToBeginAnew / 4);
      expect(bytes).toBeLessThan(LIMIT.bytesToBeginAnew / 10);
    }
  }, 240_000);
});

describe('a receipt that names two hundred next accounts, where histories are to be short', () => {
  let few: FewHands;
  beforeAll(async () => {
    few = await startFewHands();
  }, 120_000);
  afterAll(() => few.stop());

  it('lets the hold begin anew at its next clock, with a short history and without starting anybody again', async () => {
    const first = await holdToSplit(few.world, 'section6', MINUTE_MS / 3);
    const started = await few.startHold(first.holdId, first.institution);
    const { runId: firstRunId } = await started.describe();
    await started.result();
    const ofRun = (runId: string) => historyOf(few.client.workflow.getHandle(started.workflowId, runId));
    const { runId } = await few.client.workflow.getHandle(started.workflowId).describe();
    const firstRun = await ofRun(firstRunId);
    expect(firstRun).toMatchObject({ childrenStarted: NEXT_HOPS, beganAnew: true });
    expect(firstRun.length).toBeGreaterThan(MANY_EVENTS);
    const lastRun = await ofRun(runId);
    expect(lastRun).toMatchObject({ childrenAsked: 0, beganAnew: false });
    expect(lastRun.length).toBeLessThan(MANY_EVENTS);
    expect(first.facts.state).toBe('released');

    // Who started them has ended; they stand on, each for its own time.
    const next = nextHolds(few.world);
    await until(() => next.every(({ facts }) => facts.state === 'held'));
    expect(next).toHaveLength(NEXT_HOPS);
    expect(next.every(({ attempts }) => attempts.length === 1)).toBe(true);
  }, 240_000);
});
