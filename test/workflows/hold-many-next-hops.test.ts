import type { WorkflowHandle } from '@temporalio/client';
import { HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { bank, receipt, type Bank, type Onward } from './support/bank.js';
import { itInFullRun } from '../support/full-run.js';
import { MANY_EVENTS, startOneSlot, until, type OneSlot } from './support/one-slot.js';
import type { WorldHold } from './support/hold-world.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';
import type { World } from './support/world-activities.js';

/** The most onward transfers that one receipt may name. */
const NEXT_HOPS = 200;

/** The default limits of a Temporal server for one workflow. */
const LIMIT = { pendingChildren: 2_000, events: 51_200, eventsToBeginAnew: 4_096, bytesToBeginAnew: 4 * 1024 * 1024 };

/**
 * A bank that holds a part and says that the rest went to as many accounts as a receipt may name.
 */
function splittingBank(): Bank {
  const onward: Onward[] = Array.from({ length: NEXT_HOPS }, () => ({ institution: 'th-006', amountSatang: 400n }));
  return bank({ placeHold: (order) => receipt(order, { result: 'HELD_PARTIAL', heldSatang: 20_000n, onward }) });
}

/** Adds a hold whose receipt will name them. The next holds end with it. */
async function holdToSplit(world: World, kind: 'section6' | 'section7', forMs: number): Promise<WorldHold> {
  const now = await world.now();
  await world.open('C1');
  world.holds.banks.set('th-006', bank());
  const wanted = { caseId: 'C1', institution: 'th-014', bank: splittingBank(), requestedSatang: 100_000n };
  return world.holds.add({ ...wanted, kind, expiresAt: after(now, forMs) }, now);
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
  const count = (attributes: keyof (typeof events)[number]): number =>
    events.filter((event) => event[attributes] != null).length;
  const tasks = events.flatMap(({ workflowTaskStartedEventAttributes: task }) => task ?? []);
  return {
    length: events.length,
    bytes: Number(tasks.at(-1)?.historySizeBytes ?? 0),
    childrenRequested: count('startChildWorkflowExecutionInitiatedEventAttributes'),
    childrenStarted: count('childWorkflowExecutionStartedEventAttributes'),
    childrenRefused: count('startChildWorkflowExecutionFailedEventAttributes'),
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

  it('starts a workflow for each, in one history that is far below every limit and does not begin anew', async () => {
    const first = await holdToSplit(time.world, 'section7', HOUR_MS);
    const handle = await time.startHold(first.holdId, first.institution);
    await time.sleep(LONG_ENOUGH_MS);
    const next = nextHolds(time.world);
    expect(next).toHaveLength(NEXT_HOPS);
    expect(next.every(({ facts }) => facts.state === 'held')).toBe(true);

    await time.ends(handle);
    const history = await historyOf(handle);
    expect(history).toMatchObject({ childrenRequested: NEXT_HOPS, childrenStarted: NEXT_HOPS, beganAnew: false });
    expect(history.childrenRequested).toBeLessThan(LIMIT.pendingChildren);
    expect(history.length).toBeLessThan(LIMIT.eventsToBeginAnew / 4);
    expect(history.bytes).toBeLessThan(LIMIT.bytesToBeginAnew / 10);
    expect(first.facts.state).toBe('released');
    await time.sleep(MINUTE_MS);
    expect(next.every(({ facts }) => facts.state === 'released')).toBe(true);
    expect(next.every(({ attempts }) => attempts.filter(({ what }) => what === 'send').length === 1)).toBe(true);
  }, 240_000);

  it('leads to a few rounds of its case, not two hundred, and starts each next hold once', async () => {
    const first = await holdToSplit(time.world, 'section7', HOUR_MS);
    const complaint = await time.startComplaint('C1');
    const handle = await time.startHold(first.holdId, first.institution);
    await time.sleep(LONG_ENOUGH_MS);
    const [ofCase, ofHold] = [await historyOf(complaint), await historyOf(handle)];
    expect(ofCase.childrenStarted + ofHold.childrenStarted).toBe(NEXT_HOPS);
    expect(ofCase.childrenRequested + ofHold.childrenRequested).toBe(
      NEXT_HOPS + ofCase.childrenRefused + ofHold.childrenRefused,
    );
    expect(ofCase.signals).toBe(NEXT_HOPS + 1);
    expect(time.world.find('C1').rounds).toBeLessThan(10);
    for (const { length, bytes } of [ofCase, ofHold]) {
      expect(length).toBeLessThan(LIMIT.eventsToBeginAnew / 4);
      expect(bytes).toBeLessThan(LIMIT.bytesToBeginAnew / 10);
    }
  }, 240_000);
});

describe('a receipt that names two hundred next accounts, on a server that wants short histories', () => {
  let oneSlot: OneSlot;
  beforeAll(async () => {
    oneSlot = await startOneSlot();
  }, 120_000);
  afterAll(() => oneSlot.stop());

  itInFullRun(
    'lets the hold begin anew at its next deadline, with a short history and without starting a hold again',
    async () => {
      const first = await holdToSplit(oneSlot.world, 'section6', MINUTE_MS / 3);
      const started = await oneSlot.startHold(first.holdId, first.institution);
      const { runId: firstRunId } = await started.describe();
      await started.result();
      const historyOfRun = (runId: string) => historyOf(oneSlot.client.workflow.getHandle(started.workflowId, runId));
      const { runId } = await oneSlot.client.workflow.getHandle(started.workflowId).describe();
      const firstRun = await historyOfRun(firstRunId);
      expect(firstRun).toMatchObject({ childrenStarted: NEXT_HOPS, beganAnew: true });
      expect(firstRun.length).toBeGreaterThan(MANY_EVENTS);
      const lastRun = await historyOfRun(runId);
      expect(lastRun).toMatchObject({ childrenRequested: 0, beganAnew: false });
      expect(lastRun.length).toBeLessThan(MANY_EVENTS);
      expect(first.facts.state).toBe('released');

      // Their suspension ends with that of the first one (section 6); each ends by its own workflow.
      // On a busy machine some end before they are sent.
      const next = nextHolds(oneSlot.world);
      await until(() => next.every(({ facts }) => facts.state === 'released'));
      expect(next).toHaveLength(NEXT_HOPS);
      const timesSent = next.map(({ attempts }) => attempts.filter(({ what }) => what === 'send').length);
      expect(Math.max(...timesSent)).toBe(1);
    },
    240_000,
  );
});
