import { addTransfers } from '../../../src/application/complaint/add-transfers.js';
import { readComplaintStatus } from '../../../src/application/complaint/read-complaint-status.js';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { HOLDING_STATES } from '../../../src/domain/hold/hold.js';
import { CaseFileRow } from '../../../src/persistence/entities/case.entities.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/debit.entities.js';
import { verifyRecord } from '../../../src/verify/verify-record.js';
import { ComplaintBody } from '../../../src/wire/complaint.js';
import { complaintBody, type ComplaintChanges, MULE_ACCOUNT, NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';

type Transfers = NonNullable<ComplaintChanges['transfers']>;

describe('transfers that are reported later', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  function add(caseId: string, changes: Transfers) {
    const { transfers } = ComplaintBody.parse(complaintBody({ transfers: changes }));
    return addTransfers(build.db, { caseId, actor: OPERATOR, body: { note: 'found on the slip', transfers } });
  }

  async function settle(caseId: string): Promise<void> {
    for (let round = 0; round < 4; round += 1) {
      await build.advanceCase(caseId);
      for (const { id, state } of await build.holds(caseId)) {
        if (state === 'release_ordered') await build.release(id);
        else if (state !== 'released') await build.send(id, { result: 'HELD_FULL' });
      }
    }
    await build.advanceCase(caseId);
  }

  /** Lets the bank confirm the newest question of a case. */
  async function confirmNewest(caseId: string): Promise<void> {
    const [newest] = await build.db.manager.find(DebitConfirmationRow, { where: { caseId }, order: { id: 'DESC' } });
    if (newest === undefined) throw new Error('nothing was asked');
    const { id, institution } = newest;
    const answer = { confirmationId: id, result: 'CONFIRMED', at: new Date().toISOString() };
    const message = await build.answer(institution, 'debit.confirmation', id, answer);
    await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
  }

  /** What is held now, by account. */
  async function held(caseId: string): Promise<Record<string, bigint>> {
    const sums: Record<string, bigint> = {};
    for (const { state, accountNo, heldSatang } of await build.holds(caseId))
      if (HOLDING_STATES.includes(state)) sums[accountNo] = (sums[accountNo] ?? 0n) + heldSatang;
    return sums;
  }

  const lossOf = async (caseId: string) =>
    (await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId })).stolenSatang;

  async function expectWhole(): Promise<void> {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  }

  it('are asked about and held like those of the complaint', async () => {
    const { caseId } = await build.complain();
    expect(await add(caseId, [{ amountSatang: '7000', to: { account: NEXT_ACCOUNT } }])).toMatchObject({ ok: true });
    await settle(caseId);
    expect(await held(caseId)).toEqual({ [MULE_ACCOUNT.accountNo]: 100_000n, [NEXT_ACCOUNT.accountNo]: 7_000n });
    expect(await lossOf(caseId)).toBe(107_000n);
    await expectWhole();
  });

  it.each<[string, Transfers[number]]>([
    ['a smaller amount', { amountSatang: '2500' }],
    ['a larger amount', { amountSatang: '250000' }],
    ['another receiver', { to: { account: NEXT_ACCOUNT } }],
  ])('correct %s: the true claim is held, and the wrong one ends by the answer of the bank', async (_what, wrong) => {
    const reference = 'LATER-1';
    const { caseId } = await build.complain({ transfers: [{ reference, ...wrong }] });
    await settle(caseId);
    expect(await add(caseId, [{ reference }])).toMatchObject({ ok: true });
    await settle(caseId);
    await confirmNewest(caseId);
    await settle(caseId);
    expect(await held(caseId)).toEqual({ [MULE_ACCOUNT.accountNo]: 100_000n });
    expect(await lossOf(caseId)).toBe(100_000n);
    expect(await readComplaintStatus(build.db.manager, caseId)).toMatchObject({
      heldSatang: '100000',
      transfers: [{ reference, amountSatang: '100000', debit: 'confirmed', heldSatang: '100000' }],
    });
    await expectWhole();
  });

  it('are refused with their faults, and for a complaint that was withdrawn', async () => {
    const { caseId } = await build.complain();
    expect(await add(caseId, [{ to: { account: { ...MULE_ACCOUNT, accountNo: '90000' } } }])).toMatchObject({
      ok: false,
      code: 'COMPLAINT.INVALID',
    });
    await withdraw(build.db, caseId);
    expect(await add(caseId, [{}])).toMatchObject({ ok: false, code: 'COMPLAINT.ALREADY_WITHDRAWN' });
    expect(await lossOf(caseId)).toBe(100_000n);
  });
});
