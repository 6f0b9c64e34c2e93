import { readTimeline } from '../../../src/application/overview/read-timeline.js';
import { HoldOrderRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { costOf } from '../../support/cost.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

const MULE = { institution: 'th-014', accountNo: '9160000001' };
const SECOND = { institution: 'th-006', accountNo: '9160000002' };
const VICTIM = { institution: 'th-004', accountNo: '9150000001' };

describe('what happened to the money, as the timeline tells it', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase(1);
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const told = async (caseId: string) =>
    (await readTimeline(build.db.manager, caseId, ['auditor']))?.whatHappened ?? [];
  const words = async (caseId: string) => (await told(caseId)).map(({ what, money }) => `${what.en} → ${money.en}`);

  it('names banks and amounts in the order of the chain, and costs no statement more than the chain itself', async () => {
    const { caseId, holdIds } = await build.complain({
      victimAccount: VICTIM,
      transfers: [{ to: { account: MULE }, amountSatang: '16000000' }],
    });
    const [first = ''] = holdIds;
    expect((await words(caseId))[0]).toMatch(/^160,000\.00 baht ordered held at .+ → Not counted as held until/);
    await build.send(first, {
      result: 'HELD_PARTIAL',
      heldAmountSatang: '10000000',
      onward: [
        {
          transferRef: 'HAPPENED-1',
          to: { account: SECOND },
          amountSatang: '6000000',
          attributedSatang: '6000000',
          at: new Date(Date.now() - 600_000).toISOString(),
          channel: 'promptpay',
        },
      ],
    });
    const lines = await told(caseId);
    expect(lines).toHaveLength(4);
    expect(lines.map(({ sequence }) => sequence)).toEqual(
      lines.map(({ sequence }) => sequence).toSorted((one, other) => other - one),
    );
    const all = await words(caseId);
    expect(all).toContainEqual(
      expect.stringMatching(/holds 100,000\.00 baht → 100,000\.00 baht held by orders of this case$/),
    );
    expect(all).toContainEqual('60,000.00 baht went on → 60,000.00 baht followed');
    // Nothing of a person and no account, whole or masked.
    const text = JSON.stringify(lines);
    for (const { accountNo } of [MULE, SECOND, VICTIM]) expect(text).not.toContain(accountNo.slice(-4));
    expect(text).not.toContain('xxx');
    // The newest events alone tell the same of the money.
    const whole = await readTimeline(build.db.manager, caseId, ['auditor']);
    const newest = await readTimeline(build.db.manager, caseId, ['auditor'], 2);
    expect(whole?.events.map(({ sequence }) => sequence)).toEqual(whole?.events.map((_, place) => place + 1));
    expect(newest).toEqual({ ...whole, events: whole?.events.slice(-2) });
    expect(newest?.total).toBe(whole?.events.length);
    const cost = await costOf(database.application, () => readTimeline(build.db.manager, caseId, ['auditor']));
    expect(cost.statements).toBe(2);
  });

  it('names the authority that keeps a part, and what no hold keeps once it ends', async () => {
    const { caseId, holdIds } = await build.complain({
      victimAccount: VICTIM,
      transfers: [{ to: { account: MULE }, amountSatang: '16000000' }],
    });
    const [holdId = ''] = holdIds;
    const heldUnder = { authority: 'police', amountSatang: '6000000', reference: 'YS 1/2569' } as const;
    await build.send(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '10000000', heldUnder });
    expect(await words(caseId)).toContainEqual(
      expect.stringMatching(
        /holds 100,000\.00 baht, and 60,000\.00 baht is kept there by order of the police → 60,000\.00 baht not under an order/,
      ),
    );
    const { institution } = await build.hold(holdId);
    const order = await build.db.manager.findOneByOrFail(HoldOrderRow, { holdId });
    const at = new Date().toISOString();
    const ended = { orderId: order.id, holdId, releasedAmountSatang: '6000000', authority: 'police', at } as const;
    await build.callback(institution, 'hold.lapsed', order.id, ended);
    await build.advanceHold(holdId);
    expect((await words(caseId))[0]).toMatch(
      /the other authority keeps it no more → 60,000\.00 baht under no hold there, until a person decides; 100,000\.00 baht held/,
    );
    expect((await costOf(database.application, () => told(caseId))).statements).toBe(2);
  });
});
