import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { TransferRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

const THIRD_ACCOUNT = { institution: 'th-002', accountNo: '9000000004' };
const PHONE = { kind: 'phone' as const, value: '0890000081' };

/** A bank says that money was taken as cash, and names later who got it: the money is followed, and a person asks the bank. */
describe('money that left as cash, as its bank says first', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const debit = (to: OnwardMessage['to'], attributedSatang: string): OnwardMessage => ({
    transferRef: 'CASH-1',
    to,
    amountSatang: '100000',
    attributedSatang,
    at: new Date(Date.now() - 600_000).toISOString(),
    channel: 'app',
  });

  /** The answer of a bank that holds some of 1,000 baht, and says where the rest went. */
  const answer = (held: string, to: OnwardMessage['to'], receiptSeq = 1) => ({
    receiptSeq,
    result: held === '0' ? ('NO_FUNDS' as const) : ('HELD_PARTIAL' as const),
    heldAmountSatang: held,
    onward: [debit(to, (100_000n - BigInt(held)).toString())],
  });

  async function complainedOf(held: string): Promise<{ caseId: string; holdId: string }> {
    const { caseId, holdIds } = await build.complain({ transfers: [{ to: { account: MULE_ACCOUNT } }] });
    const [holdId = ''] = holdIds;
    await build.send(holdId, answer(held, { offRail: 'cash' }));
    await build.advanceCase(caseId);
    return { caseId, holdId };
  }

  async function says(holdId: string, receipt: ReturnType<typeof answer>): Promise<void> {
    await build.receipt(holdId, receipt);
    await build.advanceHold(holdId);
    const { caseId } = await build.hold(holdId);
    await build.advanceCase(caseId);
  }

  const orders = async (caseId: string) =>
    (await build.holds(caseId))
      .slice(1)
      .map(({ hop, accountNo, requestedSatang }) => [hop, accountNo, requestedSatang]);
  const breaksOf = async (caseId: string) =>
    (await build.db.manager.findBy(BreakRecordRow, { caseId })).map(({ kind }) => kind);

  it.each(['0', '30000'])(
    'is ordered where a later answer names an account; %s satang are held before',
    async (held) => {
      const { caseId, holdId } = await complainedOf(held);
      expect(await orders(caseId)).toEqual([]);
      await says(holdId, answer(held, { account: NEXT_ACCOUNT }, 2));
      expect(await orders(caseId)).toEqual([[1, NEXT_ACCOUNT.accountNo, 100_000n - BigInt(held)]]);
      expect(await breaksOf(caseId)).toEqual(['ATTRIBUTION.CONTRADICTS_RECORD']);
      // The same once more orders nothing and calls nobody.
      await says(holdId, answer(held, { account: NEXT_ACCOUNT }, 3));
      expect((await orders(caseId)).length).toBe(1);
      expect(await breaksOf(caseId)).toEqual(['ATTRIBUTION.CONTRADICTS_RECORD']);
      expect(await violated(build.db)).toEqual([]);
    },
  );

  it('is asked about, and then ordered, where a later answer names a PromptPay id', async () => {
    const { caseId, holdId } = await complainedOf('30000');
    await says(holdId, answer('30000', { promptPay: PHONE }, 2));
    expect(await orders(caseId)).toEqual([]);
    expect(await build.db.manager.findOneByOrFail(TransferRow, { reference: 'CASH-1' })).toMatchObject({
      offRail: null,
      promptpayValue: PHONE.value,
    });
    const asked = await build.db.query<unknown[]>(
      `SELECT FROM debit_confirmation d JOIN transfer t ON t.id = d.transfer_id WHERE t.reference = 'CASH-1'`,
    );
    expect(asked).toHaveLength(1);
    await says(holdId, answer('30000', { account: NEXT_ACCOUNT }, 3));
    expect(await orders(caseId)).toEqual([[1, NEXT_ACCOUNT.accountNo, 70_000n]]);
    expect(await breaksOf(caseId)).toEqual(['ATTRIBUTION.CONTRADICTS_RECORD']);
    expect(await violated(build.db)).toEqual([]);
  });

  it('is ordered at the second hop as at the first', async () => {
    const { caseId, holdIds } = await build.complain({ transfers: [{ to: { account: MULE_ACCOUNT } }] });
    await build.send(holdIds[0] ?? '', {
      ...answer('0', { account: NEXT_ACCOUNT }),
      onward: [{ ...debit({ account: NEXT_ACCOUNT }, '100000'), transferRef: 'ON-1' }],
    });
    const [, next] = await build.holds(caseId);
    await build.send(next?.id ?? '', answer('0', { offRail: 'cash' }));
    await build.advanceCase(caseId);
    await says(next?.id ?? '', answer('0', { account: THIRD_ACCOUNT }, 2));
    expect((await orders(caseId)).at(-1)).toEqual([2, THIRD_ACCOUNT.accountNo, 100_000n]);
    expect(await violated(build.db)).toEqual([]);
  });

  it('is found by verify where it still ends as cash', async () => {
    const { caseId, holdId } = await complainedOf('0');
    await says(holdId, answer('0', { account: NEXT_ACCOUNT }, 2));
    await build.owner.query('ALTER TABLE transfer DISABLE TRIGGER transfer_put_on_rails');
    await build.owner.query(`UPDATE transfer SET off_rail = 'cash' WHERE reference = 'CASH-1'`);
    await build.owner.query(`UPDATE trail_link SET stop_reason = 'off_rails' WHERE case_id = $1 AND hop = 1`, [caseId]);
    await build.owner.query(`UPDATE break_record SET kind = 'INCONSISTENT' WHERE case_id = $1`, [caseId]);
    const [found] = await violated(build.db, ['I24']);
    expect(found?.examples.join()).toContain('ends as cash or abroad');
  });

  it.each([
    ['another amount', { amountSatang: '90000' }],
    ['cash where an account was named', undefined],
  ])('is not followed where the later answer says %s', async (_what, changes) => {
    const { caseId, holdId } = await complainedOf('30000');
    if (changes === undefined) {
      await says(holdId, answer('30000', { account: NEXT_ACCOUNT }, 2));
      await says(holdId, answer('30000', { offRail: 'cash' }, 3));
      expect(await orders(caseId)).toEqual([[1, NEXT_ACCOUNT.accountNo, 70_000n]]);
    } else {
      const other = answer('30000', { account: NEXT_ACCOUNT }, 2);
      await says(holdId, { ...other, onward: other.onward.map((each) => ({ ...each, ...changes })) });
      expect(await orders(caseId)).toEqual([]);
    }
    expect(await breaksOf(caseId)).toEqual(['ATTRIBUTION.CONTRADICTS_RECORD']);
  });
});
