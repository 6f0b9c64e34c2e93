import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import { driveDue } from '../../support/drive-due.js';
import type { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { newId } from '../../../src/persistence/ids.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { timePasses } from '../../support/time-passes.js';
import { violated } from '../../support/violated.js';

/** An appeal is upheld: what went on from the holder was his own (decision 17), however it was held where it went. */
describe('money below an account whose holder was found to be in the right', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let above: HoldRow;
  let below: HoldRow;
  const at = new Date(Date.now() - 600_000).toISOString();
  const onward = {
    amountSatang: '600000',
    attributedSatang: '600000',
    channel: 'promptpay' as const,
    transferRef: 'ABOVE-1',
    to: { account: NEXT_ACCOUNT },
    at,
  };
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const transfers = [{ amountSatang: '1000000', to: { account: MULE_ACCOUNT } }];
    ({ caseId } = await build.complain({ transfers }));
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const [first] = await build.holds(caseId);
    await build.send(first?.id ?? '', { result: 'HELD_PARTIAL', heldAmountSatang: '400000', onward: [onward] });
    const [one, other] = await build.holds(caseId);
    if (one === undefined || other === undefined) throw new Error('no hold below');
    [above, below] = [one, other];
    await build.send(below.id, { result: 'HELD_FULL' });
  });
  afterEach(() => database.drop());

  async function upheld(): Promise<void> {
    const appellant = { by: 'desk' as const, person: OPERATOR, idempotencyKey: newId() };
    const { noticeReference: reference } = await build.hold(above.id);
    const filed = await receiveAppeal(build.db, { reference, statement: 'A sale.', bodySha256: newId(), appellant });
    if (!filed.ok) throw new Error(filed.code);
    const body = { verdict: 'uphold' as const, reason: { en: 'The sale is proved.' } };
    const appealId = filed.response.id;
    expect(await answerAppeal(build.db, { appealId, body, actor: OFFICER })).toMatchObject({ state: 'upheld' });
    await build.release(above.id);
  }

  async function suspects(): Promise<void> {
    const notice = {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime' as const,
      foundAt: new Date(Date.now() - 60_000).toISOString(),
      fromAccount: MULE_ACCOUNT,
      transfers: [
        {
          reference: 'ABOVE-1',
          transferredAt: at,
          to: { account: NEXT_ACCOUNT },
          amountSatang: '600000',
          rail: 'promptpay' as const,
        },
      ],
    };
    await build.suspect(MULE_ACCOUNT.institution, notice);
    await build.advanceCase(caseId);
    await build.send(below.id, { result: 'HELD_FULL', receiptSeq: 2 });
  }

  /** The seven days of the suspicion end; the complaint's are moved on, so that it would still give orders. */
  async function suspicionEnds(how: 'release' | 'lapse'): Promise<void> {
    await timePasses(build.owner, '7 days 1 hour');
    await build.owner.query(`UPDATE case_file SET opened_at = now() - interval '1 day'`);
    if (how === 'lapse') {
      const { institution, heldSatang, expiresAt } = await build.hold(below.id);
      const [order] = await build.db.query<{ id: string }[]>(
        'SELECT id FROM hold_order WHERE hold_id = $1 ORDER BY sequence DESC LIMIT 1',
        [below.id],
      );
      const lapse = { orderId: order?.id ?? '', holdId: below.id, releasedAmountSatang: heldSatang.toString() };
      await build.callback(institution, 'hold.lapsed', lapse.orderId, { ...lapse, at: expiresAt.toISOString() });
      await build.advanceHold(below.id);
    } else {
      await driveDue(build.db, ['hold_end']);
      await build.release(below.id);
    }
    await build.advanceCase(caseId);
  }

  it.each(['release', 'lapse'] as const)(
    'is not ordered again when the suspicion that held it ends by a %s',
    async (how) => {
      await suspects();
      await upheld();
      expect(await build.hold(below.id)).toMatchObject({ kind: 'section6', state: 'held' });
      await suspicionEnds(how);
      expect(await build.hold(below.id)).toMatchObject({ state: 'released' });
      expect(await build.holds(caseId)).toHaveLength(2);
      expect(await violated(build.db, ['I24', 'I25'])).toEqual([]);
    },
  );

  it('is not ordered again where its bank had ended it before its time', async () => {
    const { institution, heldSatang } = await build.hold(below.id);
    const [order] = await build.db.query<{ id: string }[]>('SELECT id FROM hold_order WHERE hold_id = $1', [below.id]);
    const lapse = { orderId: order?.id ?? '', holdId: below.id, releasedAmountSatang: heldSatang.toString() };
    await build.callback(institution, 'hold.lapsed', lapse.orderId, { ...lapse, at: new Date().toISOString() });
    await build.advanceHold(below.id);
    await upheld();
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toHaveLength(2);
  });

  it('is ordered again where nobody found so', async () => {
    await suspects();
    await suspicionEnds('release');
    const again = (await build.holds(caseId)).at(-1);
    expect(again).toMatchObject({ hop: 1, state: 'ordered' });
    expect(again?.id).not.toBe(below.id);
    // Verify finds such an order after a finding above.
    await build.owner.query(
      `UPDATE release_order SET reason = 'APPEAL_UPHELD', ordered_at = (SELECT ordered_at - interval '1 second' FROM hold WHERE id = $1) WHERE hold_id = $2`,
      [again?.id, above.id],
    );
    await build.owner.query(`UPDATE hold SET ordered_at = ordered_at + interval '1 hour' WHERE hop = 0 AND id <> $1`, [
      above.id,
    ]);
    expect((await violated(build.db, ['I25']))[0]?.examples.join()).toContain('the holder’s own');
  });
});
