import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import { LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import type { Account } from '../../../src/domain/party.js';
import { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

const OTHER_VICTIM = { name: 'Somsak Test', citizenId: '9900000000014', phone: '0898765432' };
const OTHER_ACCOUNT = { institution: 'th-006', accountNo: '9000000222' };

/** Money that passes from one victim to another, and references that two banks share. */
describe('money between victims', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const debit = (transferRef: string, minutes: number, account: Account): OnwardMessage => ({
    transferRef,
    to: { account },
    amountSatang: '100000',
    attributedSatang: '100000',
    channel: 'promptpay',
    at: minutesAgo(minutes),
  });
  const live = async () =>
    (await build.db.manager.find(HoldRow, { order: { id: 'ASC' } }))
      .filter(({ state }) => LIVE_HOLD_STATES.includes(state))
      .map(({ accountNo, reservedSatang }) => [accountNo, reservedSatang]);
  const faults = () => violated(build.db, ['LEDGER', 'I3', 'I7', 'I8', 'I24', 'I26']);
  async function reports(reference: string, minutes: number, isOther = false) {
    const by = isOther && { victimAccount: OTHER_ACCOUNT, victim: OTHER_VICTIM };
    const transfers = [{ reference, transferredAt: minutesAgo(minutes) }];
    const { caseId, holdIds } = await build.complain({ transfers, ...by });
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    return { caseId, holdId: holdIds[0] ?? '' };
  }
  const spent = (holdId: string, ...onward: OnwardMessage[]) =>
    build.send(holdId, { result: 'NO_FUNDS', heldAmountSatang: '0', onward });

  it('is held once where a mule pays one victim with another’s money, who pays the mule again', async () => {
    const first = await reports('FIRST-1', 60);
    const second = await reports('SECOND-1', 30, true);
    await build.send(second.holdId, { result: 'HELD_FULL' });
    await spent(first.holdId, debit('ON-1', 50, OTHER_ACCOUNT));
    const [, further] = await build.holds(first.caseId);
    await spent(further?.id ?? '', debit('SECOND-1', 30, MULE_ACCOUNT));
    await build.advanceCase(first.caseId);
    await build.advanceCase(second.caseId);
    expect(await live()).toEqual([[MULE_ACCOUNT.accountNo, 100_000n]]);
    expect(await build.db.manager.countBy(BreakRecordRow, { kind: 'ATTRIBUTION.ABOVE_DEBIT' })).toBeGreaterThan(0);
    expect(await faults()).toEqual([]);
  });

  it('is two sums where two banks gave their transfers one reference', async () => {
    await reports('SAME-REF', 60);
    await reports('SAME-REF', 60, true);
    expect(await live()).toEqual([
      [MULE_ACCOUNT.accountNo, 100_000n],
      [MULE_ACCOUNT.accountNo, 100_000n],
    ]);
    expect(await faults()).toEqual([]);
  });

  it('is followed to the account, where a bank names a PromptPay id first and what is behind it then', async () => {
    const { caseId, holdId } = await reports('NAMED-1', 60);
    const named = debit('ON-2', 50, NEXT_ACCOUNT);
    await spent(holdId, { ...named, to: { promptPay: { kind: 'phone', value: '0812345678' } } });
    await build.receipt(holdId, { result: 'NO_FUNDS', heldAmountSatang: '0', receiptSeq: 2, onward: [named] });
    await build.advanceHold(holdId);
    await build.advanceCase(caseId);
    expect(await live()).toEqual([[NEXT_ACCOUNT.accountNo, 100_000n]]);
    expect(await faults()).toEqual([]);
  });
});
