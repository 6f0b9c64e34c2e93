import { setTimeout as sleep } from 'node:timers/promises';
import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { FAILURE } from '../../src/contract/failures.js';
import { INSTITUTION_QUEUE, RECORD_QUEUE } from '../../src/contract/ids.js';
import { HOUR_MS, after } from '../../src/domain/time.js';
import { evidenceArrived, institutionAnswered, releaseOrdered } from '../../workflows/messages.js';
import { itInFullRun } from '../support/full-run.js';
import { bank } from './support/bank.js';
import { startOneSlot, until, type OneSlot } from './support/one-slot.js';
import type { WorldHold } from './support/hold-world.js';

/** The server counts what waits before its queue has put it in order. */
const SERVER_READS_MS = 3_000;
const [ORDERS, RELEASES] = ['sendHoldOrders', 'sendReleaseOrder'];

describe('when there is more work than the workers can do at once', () => {
  let oneSlot: OneSlot;
  /** Activities in the order in which they began. */
  let begun: string[];
  let freeSlot = (): void => undefined;

  beforeAll(async () => {
    oneSlot = await startOneSlot();
  }, 120_000);
  beforeEach(() => {
    begun = [];
    oneSlot.world.before = (activity, id) => void begun.push(`${activity} ${id}`);
  });
  afterEach(() => freeSlot());
  afterAll(() => oneSlot.stop());

  async function addHold(institution: string): Promise<WorldHold> {
    const now = new Date();
    const { caseId } = await oneSlot.world.open(`C${oneSlot.world.cases.size + 1}`);
    const wanted = { caseId, institution, bank: bank(), requestedSatang: 100_000n };
    return oneSlot.world.holds.add({ ...wanted, expiresAt: after(now, HOUR_MS) }, now);
  }

  const start = ({ holdId, institution }: WorldHold) => oneSlot.startHold(holdId, institution);

  async function addHeld(institution: string): Promise<WorldHold> {
    const hold = await addHold(institution);
    await allHeld([hold]);
    return hold;
  }

  /** Starts holds, and waits once for all. */
  async function allHeld(holds: readonly WorldHold[]): Promise<void> {
    for (const hold of holds) await start(hold);
    await until(() => holds.every(({ facts }) => facts.state === 'held'));
  }

  async function orderRelease({ holdId }: WorldHold): Promise<void> {
    oneSlot.world.holds.orderRelease(oneSlot.world.holds.find(holdId), new Date());
    await oneSlot.client.workflow.getHandle(`hold-${holdId}`).signal(releaseOrdered, 'R1');
  }

  /** Takes the only slot of a queue until `freeSlot`. */
  async function occupy(activity: string, id: string, start: () => Promise<unknown>): Promise<void> {
    const isFreed = new Promise<void>((resolve) => (freeSlot = resolve));
    let isTaken = false;
    oneSlot.world.before = async (name, ofId) => {
      if (activityInfo().isLocal) throw ApplicationFailure.create({ type: FAILURE.NO_ROOM, message: 'no room' });
      if (name === activity && ofId === id) {
        isTaken = true;
        await isFreed;
      } else begun.push(`${name} ${ofId}`);
    };
    await start();
    await until(() => isTaken);
  }

  async function freeSlotAndRead(count: number): Promise<string[]> {
    begun = [];
    freeSlot();
    await until(() => begun.length >= count);
    return begun;
  }

  /** Thirteen wait for one slot: twelve of one bank, and then what another bank must get early. */
  async function goesEarly(last: 'release' | 'order'): Promise<void> {
    const many: WorldHold[] = [];
    for (let n = 0; n < 12; n++) many.push(await addHold('th-006'));
    if (last === 'order') await allHeld(many);
    const one = await (last === 'order' ? addHold : addHeld)('th-014');
    const busy = await addHold('th-006');
    await occupy('sendHoldOrders', busy.holdId, () => start(busy));
    for (const hold of many) await (last === 'order' ? orderRelease(hold) : start(hold));
    await oneSlot.waiting(INSTITUTION_QUEUE, 12);
    await (last === 'order' ? start(one) : orderRelease(one));
    await oneSlot.waiting(INSTITUTION_QUEUE, 13);
    await sleep(SERVER_READS_MS);

    const began = (await freeSlotAndRead(13)).filter((what) => what.startsWith('send'));
    // First come, first served would put it last. How early it comes depends on what the server
    // had read from its queue before.
    expect(began.slice(0, 12)).toContain(`${last === 'order' ? ORDERS : RELEASES} ${one.holdId}`);
  }

  it('a new order and a release that is due go out before questions that wait for long', async () => {
    const due = await addHeld('th-014');
    const [busy, newHold] = [await addHold('th-014'), await addHold('th-014')];
    await occupy('sendHoldOrders', busy.holdId, () => start(busy));
    const asking = await oneSlot.world.open('asking');
    for (let n = 0; n < 10; n++) asking.askDebit('th-014');
    asking.answering.add('th-014');
    await oneSlot.startComplaint('asking');
    await oneSlot.waiting(INSTITUTION_QUEUE, 10);
    await start(newHold);
    await orderRelease(due);
    await oneSlot.waiting(INSTITUTION_QUEUE, 12);

    const first = (await freeSlotAndRead(12)).filter((what) => !what.startsWith('advance')).slice(0, 2);
    expect(first.sort()).toEqual([`${ORDERS} ${newHold.holdId}`, `${RELEASES} ${due.holdId}`]);
  }, 120_000);

  itInFullRun(
    'a release that is due does not wait for many new orders to another bank',
    () => goesEarly('release'),
    120_000,
  );
  itInFullRun('a new order does not wait for many releases at another bank', () => goesEarly('order'), 120_000);

  it('the clock of a hold, then a new complaint, come before more rounds of older complaints', async () => {
    const hold = await addHeld('th-014');
    const older: string[] = [];
    for (let n = 0; n < 8; n++) {
      const { caseId } = await oneSlot.world.open(`older${n}`);
      await oneSlot.startComplaint(caseId);
      older.push(caseId);
    }
    await until(() => older.every((caseId) => oneSlot.world.find(caseId).rounds > 0));
    await oneSlot.world.open('busy');
    await occupy('advanceCase', 'busy', () => oneSlot.startComplaint('busy'));
    for (const caseId of older)
      await oneSlot.client.workflow.getHandle(`complaint-${caseId}`).signal(evidenceArrived, 'M');
    await oneSlot.waiting(RECORD_QUEUE, 8);
    await oneSlot.world.open('fresh');
    await oneSlot.startComplaint('fresh');
    await oneSlot.client.workflow.getHandle(`hold-${hold.holdId}`).signal(institutionAnswered, 'M');
    await oneSlot.waiting(RECORD_QUEUE, 10);

    const began = await freeSlotAndRead(10);
    expect(began.slice(0, 2)).toEqual([`advanceHold ${hold.holdId}`, 'advanceCase fresh']);
  }, 120_000);
});
