import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import type { Account } from '../../../src/domain/party.js';
import { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';

/**
 * The victim paid B. C gets 600,000 satang of it and D 400,000, both send their part to E, and F
 * gets all in one transfer.
 */
const [C, D, E, F] = ['9000000041', '9000000042', '9000000043', '9000000044'].map((accountNo) => ({
  institution: 'th-002',
  accountNo,
})) as [Account, Account, Account, Account];

describe('a sum that splits and merges again', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  const manager = () => database.dataSource.manager;

  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  let references = 0;
  function debit(to: Account, amountSatang: string, attributedSatang = amountSatang): OnwardMessage {
    return {
      transferRef: `MERGE-${(references += 1)}`,
      to: { account: to },
      amountSatang,
      attributedSatang,
      at: new Date(Date.now() - 600_000).toISOString(),
      channel: 'promptpay',
    };
  }

  const movedOn = (holdId: string, ...onward: OnwardMessage[]) =>
    build.send(holdId, { result: 'NO_FUNDS', heldAmountSatang: '0', onward });

  async function holdsAt(caseId: string, account: Account): Promise<HoldRow[]> {
    return manager().find(HoldRow, { where: { caseId, accountNo: account.accountNo }, order: { id: 'ASC' } });
  }

  /**
   * Plays the trail up to E's two holds; `toF` is the one transfer by which the money reached F.
   */
  async function merged() {
    const { caseId, holdIds } = await build.complain({ transfers: [{ amountSatang: '1000000' }] });
    await movedOn(holdIds[0] ?? '', debit(C, '600000'), debit(D, '400000'));
    for (const branch of [C, D]) {
      const [hold] = await holdsAt(caseId, branch);
      await movedOn(hold?.id ?? '', debit(E, hold?.requestedSatang.toString() ?? ''));
    }
    const atE = await holdsAt(caseId, E);
    return { caseId, atE, toF: debit(F, '1000000') };
  }

  /** Lets each of E's holds explain its own part by the one transfer to F. */
  async function bothExplained() {
    const { caseId, atE, toF } = await merged();
    for (const hold of atE) await movedOn(hold.id, { ...toF, attributedSatang: hold.requestedSatang.toString() });
    return { caseId, atE, toF };
  }

  it('is ordered at the end in as many parts as arrived there, which together are the whole', async () => {
    const { caseId, toF } = await bothExplained();
    const atF = await holdsAt(caseId, F);
    expect(atF.map((hold) => [hold.hop, hold.requestedSatang])).toEqual([
      [3, 600_000n],
      [3, 400_000n],
    ]);
    expect(new Set(atF.map((hold) => hold.transferId)).size).toBe(1);
    expect(new Set(atF.map((hold) => hold.noticeReference)).size).toBe(2);
    expect(await manager().countBy(TransferRow, { reference: toF.transferRef })).toBe(1);
    const [sum] = await manager().findBy(StolenSumRow, { caseId });
    expect(sum?.reservedSatang).toBe(1000_000n);
  });

  it('is held part by part, each by its own answer', async () => {
    const { caseId } = await bothExplained();
    const [first, second] = await holdsAt(caseId, F);
    await build.send(first?.id ?? '', { result: 'HELD_FULL' });
    await build.receipt(first?.id ?? '', { result: 'HELD_FULL' });
    await build.advanceHold(first?.id ?? '');
    await build.send(second?.id ?? '', { result: 'HELD_PARTIAL', heldAmountSatang: '150000' });
    expect((await holdsAt(caseId, F)).map((hold) => [hold.state, hold.heldSatang])).toEqual([
      ['held', 600_000n],
      ['partly_held', 150_000n],
    ]);
    const [sum] = await manager().findBy(StolenSumRow, { caseId });
    expect(sum?.reservedSatang).toBe(750_000n);
  });

  it('stays as it is when the answers come again', async () => {
    const { caseId, atE, toF } = await bothExplained();
    const before = await manager().countBy(TrailLinkRow, { caseId });
    for (const hold of atE) {
      await build.receipt(hold.id, {
        receiptSeq: 2,
        result: 'NO_FUNDS',
        heldAmountSatang: '0',
        onward: [{ ...toF, attributedSatang: hold.requestedSatang.toString() }],
      });
      await build.advanceHold(hold.id);
    }
    expect(await manager().countBy(TrailLinkRow, { caseId })).toBe(before);
    expect(await holdsAt(caseId, F)).toHaveLength(2);
  });

  it('is never traced for more than the transfer carried', async () => {
    const { caseId, atE, toF } = await merged();
    const [first, second] = atE;
    const less = { ...toF, amountSatang: '900000' };
    await movedOn(first?.id ?? '', { ...less, attributedSatang: '600000' });
    await movedOn(second?.id ?? '', { ...less, attributedSatang: '400000' });
    expect((await holdsAt(caseId, F)).map((hold) => hold.requestedSatang)).toEqual([600_000n]);
  });

  it('is released in all its parts, at every account, when the victim takes the complaint back', async () => {
    const { caseId } = await bothExplained();
    await withdraw(build.db, caseId);
    await build.advanceCase(caseId);
    expect((await holdsAt(caseId, F)).map((hold) => hold.state)).toEqual(['release_ordered', 'release_ordered']);
    const [sum] = await manager().findBy(StolenSumRow, { caseId });
    expect(sum?.reservedSatang).toBe(1000_000n);
    for (const hold of await holdsAt(caseId, F)) await build.release(hold.id);
    expect((await manager().findBy(StolenSumRow, { caseId }))[0]?.reservedSatang).toBe(0n);
  });

  it('leaves a database in which every invariant holds', async () => {
    const { checks } = await verifyRecord({ db: database.application });
    const about = checks.filter(({ id }) => ['I3', 'I8', 'LEDGER'].includes(id));
    expect(about.map(({ id, examples }) => [id, examples])).toEqual([
      ['I3', []],
      ['I8', []],
      ['LEDGER', []],
    ]);
  });
});
