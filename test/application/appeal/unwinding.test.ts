import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import type { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';

const LAST_ACCOUNT = { institution: 'th-002', accountNo: '9000000777' };

describe('holds of one stolen sum over three hops', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  /**
   * 10,000 baht are stolen: 4,000 stay at the mule, 2,500 at the next account, and the last holds
   * 3,500.
   */
  async function threeHops(): Promise<{ caseId: string; holds: [HoldRow, HoldRow, HoldRow] }> {
    const { caseId } = await record.complain({ transfers: [{ amountSatang: '1000000' }] });
    const stays = [400_000n, 250_000n, 350_000n];
    const next = [NEXT_ACCOUNT, LAST_ACCOUNT];
    for (let hop = 0; hop < 3; hop += 1) {
      const hold = (await record.holds(caseId)).find((seen) => seen.hop === hop);
      const to = next[hop];
      if (hold === undefined) throw new Error(`no hold at hop ${hop}`);
      const wentOnSatang = (hold.requestedSatang - (stays[hop] ?? 0n)).toString();
      const onward = {
        transferRef: `HOP-${hop}-${caseId.slice(-8)}`,
        amountSatang: wentOnSatang,
        attributedSatang: wentOnSatang,
      };
      await record.send(hold.id, {
        result: to === undefined ? 'HELD_FULL' : 'HELD_PARTIAL',
        heldAmountSatang: String(stays[hop]),
        onward: to ? [{ ...onward, to: { account: to }, at: new Date().toISOString(), channel: 'promptpay' }] : [],
      });
    }
    await record.advanceCase(caseId);
    const holds = await record.holds(caseId);
    expect(holds.map(({ institution, heldSatang }) => [institution, heldSatang])).toEqual([
      [MULE_ACCOUNT.institution, 400_000n],
      [NEXT_ACCOUNT.institution, 250_000n],
      [LAST_ACCOUNT.institution, 350_000n],
    ]);
    return { caseId, holds: holds as [HoldRow, HoldRow, HoldRow] };
  }

  /** Sends each release and takes its acknowledgement. */
  async function acknowledge(holds: readonly HoldRow[]): Promise<void> {
    for (const hold of holds) {
      expect((await record.hold(hold.id)).state).toBe('release_ordered');
      await record.release(hold.id);
    }
  }

  /** Reads each hold: its state, why it was released, and what the institution said it let go. */
  async function fate(holds: readonly HoldRow[]): Promise<unknown[]> {
    const rows: unknown[] = await database.dataSource.query(
      `SELECT h.state, o.reason, r.amount_satang AS "letGo", o.acknowledged_at IS NOT NULL AS acknowledged
         FROM hold h LEFT JOIN release_order o ON o.hold_id = h.id LEFT JOIN receipt r ON r.hold_id = h.id AND r.kind = 'release' AND r.applied
        WHERE h.id = ANY ($1) ORDER BY h.hop`,
      [holds.map(({ id }) => id)],
    );
    return rows;
  }
  const reserved = async (hold: HoldRow) =>
    (await database.dataSource.manager.findOneByOrFail(StolenSumRow, { id: hold.stolenSumId })).reservedSatang;
  const released = (reason: string, letGo: string) => ({ state: 'released', reason, letGo, acknowledged: true });

  it('a withdrawn complaint releases all of them, each with its receipt', async () => {
    const { caseId, holds } = await threeHops();
    await withdraw(record.db, caseId);
    await record.advanceCase(caseId);
    await acknowledge(holds);
    const amounts = ['400000', '250000', '350000'];
    expect(await fate(holds)).toEqual(amounts.map((letGo) => released('WITHDRAWN', letGo)));
    expect(await reserved(holds[0])).toBe(0n);
  });

  it('a debit that the victim’s bank denies releases all of them', async () => {
    const { caseId, holds } = await threeHops();
    await record.debits(caseId, 'DENIED');
    await record.advanceCase(caseId);
    await acknowledge(holds);
    const amounts = ['400000', '250000', '350000'];
    expect(await fate(holds)).toEqual(amounts.map((letGo) => released('DEBIT_DENIED', letGo)));
    expect(await reserved(holds[0])).toBe(0n);
  });

  it('an upheld appeal releases the hold and those below it, and none above it', async () => {
    const { holds } = await threeHops();
    const [mule, innocent, last] = holds;
    const filed = await receiveAppeal(record.db, {
      reference: innocent.noticeReference,
      statement: 'I sold him a phone.',
      bodySha256: 'd'.repeat(64),
      appellant: { by: 'desk', person: OPERATOR, idempotencyKey: innocent.id },
    });
    if (!filed.ok) throw new Error(filed.code);
    const upheld = { verdict: 'uphold' as const, reason: { en: 'The sale is proved.' } };
    const [row]: { id: string }[] = await record.db.query('SELECT id FROM appeal WHERE hold_id = $1', [innocent.id]);
    const answered = await answerAppeal(record.db, { appealId: row?.id ?? '', body: upheld, actor: OFFICER });
    expect(answered).toMatchObject({ ok: true, state: 'upheld' });
    await acknowledge([innocent, last]);
    expect(await fate(holds)).toEqual([
      { state: 'partly_held', reason: null, letGo: null, acknowledged: false },
      released('APPEAL_UPHELD', '250000'),
      released('APPEAL_UPHELD', '350000'),
    ]);
    expect(await reserved(mule)).toBe(400_000n);
  });

  it('an answer that comes after the end changes nothing and is not followed', async () => {
    const { caseId, holds } = await threeHops();
    await record.debits(caseId, 'DENIED');
    await record.advanceCase(caseId);
    const [, middle] = holds;
    await record.receipt(middle.id, { receiptSeq: 9, result: 'HELD_PARTIAL', heldAmountSatang: '1' });
    await record.advanceHold(middle.id);
    await acknowledge(holds);
    expect((await record.holds(caseId)).map(({ state }) => state)).toEqual(['released', 'released', 'released']);
  });
});
