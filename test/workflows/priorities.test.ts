import { INSTITUTION_QUEUE, RECORD_QUEUE } from '../../src/contract/ids.js';
import { HOUR_MS, after } from '../../src/domain/time.js';
import { evidenceArrived, institutionAnswered, releaseOrdered } from '../../workflows/messages.js';
import { bank } from './support/bank.js';
import { startFewHands, until, type FewHands } from './support/few-hands.js';
import type { WorldHold } from './support/hold-world.js';

const [ORDERS, RELEASES] = ['sendHoldOrders', 'sendReleaseOrder'];

describe('when there is more work than hands', () => {
  let few: FewHands;
  /** Activities in the order in which they began. */
  let begun: string[];
  let letGo = (): void => undefined;

  beforeAll(async () => {
    few = await startFewHands();
  }, 120_000);
  beforeEach(() => {
    begun = [];
    few.world.disturb = (activity, id) => void begun.push(`${activity} ${id}`);
  });
  afterEach(() => letGo());
  afterAll(() => few.stop());

  async function hold(institution: string): Promise<WorldHold> {
    const now = new Date();
    const { caseId } = await few.world.open(`C${few.world.cases.size + 1}`);
    const wanted = { caseId, institution, bank: bank(), requestedSatang: 100_000n };
    return few.world.holds.add({ ...wanted, expiresAt: after(now, HOUR_MS) }, now);
  }

  const start = ({ holdId, institution }: WorldHold) => few.startHold(holdId, institution);

  async function held(institution: string): Promise<WorldHold> {
    const on = await hold(institution);
    await start(on);
    await until(() => on.facts.state === 'held');
    return on;
  }

  async function orderRelease({ holdId }: WorldHold): Promise<void> {
    few.world.holds.orderRelease(few.world.holds.find(holdId), new Date());
    await few.client.workflow.getHandle(`hold-${holdId}`).signal(releaseOrdered, 'R1');
  }

  /** Takes the one hand of a queue until `letGo`. */
  async function occupy(activity: string, id: string, take: () => Promise<unknown>): Promise<void> {
    const mayGo = new Promise<void>((resolve) => (letGo = resolve));
    let isTaken = false;
    few.world.disturb = async (name, of) => {
      if (name === activity && of === id) {
        isTaken = true;
        await mayGo;
      } else begun.push(`${name} ${of}`);
    };
    await take();
    await until(() => isTaken);
  }

  async function letGoAndSee(count: number): Promise<string[]> {
    begun = [];
    letGo();
    await until(() => begun.length >= count);
    return begun;
  }

  it('a fresh order and a release that is due go out before questions that were put long ago', async () => {
    const due = await held('th-014');
    const [busy, fresh] = [await hold('th-014'), await hold('th-014')];
    await occupy('sendHoldOrders', busy.holdId, () => start(busy));
    const asking = await few.world.open('asking');
    for (let n = 0; n < 10; n++) asking.askDebit('th-014');
    asking.answering.add('th-014');
    await few.startComplaint('asking');
    await few.waiting(INSTITUTION_QUEUE, 10);
    await start(fresh);
    await orderRelease(due);
    await few.waiting(INSTITUTION_QUEUE, 12);

    const first = (await letGoAndSee(12)).filter((what) => !what.startsWith('advance')).slice(0, 2);
    expect(first.sort()).toEqual([`${ORDERS} ${fresh.holdId}`, `${RELEASES} ${due.holdId}`]);
  }, 120_000);

  it.each([
    ['a release that is due does not wait for many fresh orders to another bank', 'release'],
    ['a fresh order does not wait for many releases at another bank', 'order'],
  ])(
    '%s',
    async (_name, last) => {
      const many: WorldHold[] = [];
      const take = last === 'order' ? held : hold;
      for (let n = 0; n < 12; n++) many.push(await take('th-006'));
      const one = await (last === 'order' ? hold : held)('th-014');
      const busy = await hold('th-006');
      await occupy('sendHoldOrders', busy.holdId, () => start(busy));
      for (const on of many) await (last === 'order' ? orderRelease(on) : start(on));
      await few.waiting(INSTITUTION_QUEUE, 12);
      await (last === 'order' ? start(one) : orderRelease(one));
      await few.waiting(INSTITUTION_QUEUE, 13);

      const went = (await letGoAndSee(13)).filter((what) => what.startsWith('send'));
      // In turn: first come, first served would put it last. How far ahead it comes depends on what
      // the server had read from its queue already.
      expect(went.slice(0, 12)).toContain(`${last === 'order' ? ORDERS : RELEASES} ${one.holdId}`);
    },
    120_000,
  );

  it('the clock of a hold, then a fresh complaint, come before further rounds of older ones', async () => {
    const on = await held('th-014');
    const older: string[] = [];
    for (let n = 0; n < 8; n++) {
      const { caseId } = await few.world.open(`older${n}`);
      await few.startComplaint(caseId);
      older.push(caseId);
    }
    await until(() => older.every((caseId) => few.world.find(caseId).rounds > 0));
    await few.world.open('busy');
    await occupy('advanceCase', 'busy', () => few.startComplaint('busy'));
    for (const caseId of older) await few.client.workflow.getHandle(`complaint-${caseId}`).signal(evidenceArrived, 'M');
    await few.waiting(RECORD_QUEUE, 8);
    await few.world.open('fresh');
    await few.startComplaint('fresh');
    await few.client.workflow.getHandle(`hold-${on.holdId}`).signal(institutionAnswered, 'M');
    await few.waiting(RECORD_QUEUE, 10);

    const went = await letGoAndSee(10);
    expect(went.slice(0, 2)).toEqual([`advanceHold ${on.holdId}`, 'advanceCase fresh']);
  }, 120_000);
});
