import { addTransfers } from '../../../src/application/complaint/intake/add-transfers.js';
import { HOLDING_STATES } from '../../../src/domain/hold/hold.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { complaintBody, type ComplaintChanges, MULE_ACCOUNT, NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';
import { violated } from '../../support/violated.js';

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
    expect(await violated(build.db)).toEqual([]);
  }

  it('are asked about and held like those of the complaint', async () => {
    const { caseId } = await build.complain();
    expect(await add(caseId, [{ amountSatang: '70000', to: { account: NEXT_ACCOUNT } }])).toMatchObject({ ok: true });
    await settle(caseId);
    expect(await held(caseId)).toEqual({ [MULE_ACCOUNT.accountNo]: 100_000n, [NEXT_ACCOUNT.accountNo]: 70_000n });
    expect(await lossOf(caseId)).toBe(170_000n);
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
