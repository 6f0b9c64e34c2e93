import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import { LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';

const AT = Date.now() - 60_000;

/** A receipt has room for 200 later debits; those for which it has none follow in the next ones. */
describe('later debits that an institution names in several answers', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const made = await build.complain({ transfers: [{ amountSatang: '1000000' }] });
    caseId = made.caseId;
    [holdId = ''] = made.holdIds;
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId);
  });
  afterEach(() => database.drop());

  const debit = (at: number): OnwardMessage => ({
    transferRef: `SPLIT-${at}`,
    to: { account: { institution: 'th-006', accountNo: `95${String(at).padStart(8, '0')}` } },
    amountSatang: '200000',
    attributedSatang: '200000',
    channel: 'promptpay',
    at: new Date(AT + at).toISOString(),
  });

  /** The institution names debits in its answer of a number, by default that nothing is left there. */
  async function named(receiptSeq: number, debits: number[], heldSatang = 0): Promise<void> {
    const result = heldSatang > 0 ? 'HELD_PARTIAL' : 'NO_FUNDS';
    const says = { receiptSeq, result, heldAmountSatang: String(heldSatang), onward: debits.map(debit) } as const;
    await build.receipt(holdId, says);
    await build.advanceHold(holdId);
    await build.advanceCase(caseId);
  }
  const ordered = async () => {
    const live = (await build.holds(caseId)).filter(({ hop, state }) => hop > 0 && LIVE_HOLD_STATES.includes(state));
    return live.map(({ accountNo }) => Number(accountNo.slice(2))).sort((one, other) => one - other);
  };
  const breaks = async () => {
    const open: { kind: string }[] = await build.db.query('SELECT kind FROM break_record WHERE closed_at IS NULL');
    return open.map(({ kind }) => kind);
  };
  const violations = async () => {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    return checks.filter((check) => check.violations > 0);
  };

  it.each([0, 200_000])('are followed, each once, where %d satang are held', async (heldSatang) => {
    await named(1, [0, 1], heldSatang);
    expect(await ordered()).toEqual([0, 1]);
    await named(2, [2], heldSatang);
    await named(3, heldSatang === 0 ? [3, 4] : [3], heldSatang);
    await named(3, heldSatang === 0 ? [3, 4] : [3], heldSatang);
    expect(await ordered()).toEqual(heldSatang === 0 ? [0, 1, 2, 3, 4] : [0, 1, 2, 3]);
    expect(await build.hold(holdId)).toMatchObject({ state: heldSatang === 0 ? 'no_funds' : 'partly_held' });
    expect(await breaks()).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it('are followed in whatever order the answers come: a lower number says nothing new', async () => {
    await named(2, [2, 3]);
    await named(1, [0, 1]);
    expect(await ordered()).toEqual([2, 3]);
    await named(3, [0, 1]);
    expect(await ordered()).toEqual([0, 1, 2, 3]);
    expect(await violations()).toEqual([]);
  });

  it('are not followed beyond what was paid: a person asks', async () => {
    await named(1, [0, 1, 2, 3]);
    await named(2, [4, 5]);
    expect(await ordered()).toEqual([0, 1, 2, 3]);
    expect(await breaks()).toContain('ATTRIBUTION.ABOVE_RECEIVED');
    expect(await violations()).toEqual([]);
  });

  it('are ordered no more once the report was withdrawn', async () => {
    await named(1, [0, 1]);
    await withdraw(build.db, caseId);
    await build.advanceCase(caseId);
    await named(2, [2]);
    expect(await ordered()).toEqual([]);
    expect(await violations()).toEqual([]);
  });
});
