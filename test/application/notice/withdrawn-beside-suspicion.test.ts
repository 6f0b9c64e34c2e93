import { recordOfficerResult } from '../../../src/application/notice/record-officer-result.js';
import { readDuties } from '../../../src/application/judgement/read-duties.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { HoldOrderRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, RecordBuilder } from '../../support/record-builder.js';
import { withdraw as bothWithdraw } from '../../support/withdraw.js';

const DAY_MS = 86_400_000;
const FOUND_AT = new Date(Date.now() - 60_000);

describe('a withdrawal of the only complaint about money that a bank suspected by itself', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let count = 0;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  /** Who gives the notice: the receiver, which suspends the money itself, or the sender. */
  type Notifier = 'the receiver, which suspends it' | 'the sender';

  /** The notice and the complaint about one transfer, in either order; the hold is held in full. */
  async function heldOnBoth(notifier: Notifier, first: 'notice' | 'complaint') {
    count += 1;
    const transfer = {
      reference: `SUSPECTED-${count}`,
      transferredAt: new Date(Date.now() - 3_600_000).toISOString(),
      to: { account: { institution: MULE_ACCOUNT.institution, accountNo: `20${String(count).padStart(8, '0')}` } },
    };
    const suspended = { amountSatang: '100000', suspendedAt: new Date(Date.now() - 30_000).toISOString() };
    const isReceiver = notifier !== 'the sender';
    const notice = {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime' as const,
      foundAt: FOUND_AT.toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      transfers: [{ ...transfer, amountSatang: '100000', rail: 'promptpay', ...(isReceiver && { suspended }) }],
    };
    const suspect = async () => {
      const { cases } = await build.suspect(isReceiver ? MULE_ACCOUNT.institution : 'th-004', notice);
      const noticeCase = cases[0]?.id ?? '';
      await build.advanceCase(noticeCase);
      return noticeCase;
    };
    const earlierCase = first === 'notice' ? await suspect() : null;
    const { caseId } = await build.complain({ transfers: [transfer] });
    await build.advanceCase(caseId);
    const noticeCase = earlierCase ?? (await suspect());
    await build.debits(noticeCase, 'CONFIRMED');
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(noticeCase);
    await build.advanceCase(caseId);
    const [hold] = await build.db.query<{ id: string }[]>(
      `SELECT h.id FROM hold h JOIN transfer t ON t.id = h.transfer_id WHERE t.reference = $1`,
      [transfer.reference],
    );
    const holdId = hold?.id ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    return { caseId, noticeCase, holdId };
  }

  async function withdraw(caseId: string): Promise<void> {
    await bothWithdraw(build.db, caseId);
    await build.advanceCase(caseId);
  }

  const newestOrder = (holdId: string) =>
    build.db.manager.findOneOrFail(HoldOrderRow, { where: { holdId }, order: { sequence: 'DESC' } });

  const WAYS = (['the receiver, which suspends it', 'the sender'] as const).flatMap((notifier) =>
    (['notice', 'complaint'] as const).map((first) => [notifier, first] as const),
  );

  describe.each(WAYS)('a notice of %s, the %s first', (notifier, first) => {
    it('ends section 7 and leaves section 6 its own clock, with a review owed', async () => {
      const { caseId, holdId } = await heldOnBoth(notifier, first);
      await withdraw(caseId);
      const hold = await build.hold(holdId);
      expect(hold).toMatchObject({ kind: 'section6', state: 'held', heldSatang: 100_000n });
      expect(hold.expiresAt.getTime()).toBeLessThanOrEqual(FOUND_AT.getTime() + 7 * DAY_MS + 120_000);
      const { withdrawnAt } = await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
      expect(await newestOrder(holdId)).toMatchObject({ kind: 'section6', reviewOwedSince: withdrawnAt });
      const { duties } = (await readDuties(build.db.manager, caseId)) ?? { duties: [] };
      expect(duties.filter(({ ruleId }) => ruleId === 'P-WITHDRAW')).toMatchObject([
        { owedBy: MULE_ACCOUNT.institution, subject: holdId, state: 'open' },
      ]);
    });

    it('the bank may lift after its review', async () => {
      const { caseId, holdId } = await heldOnBoth(notifier, first);
      await withdraw(caseId);
      await build.send(holdId, { result: 'HELD_FULL', receiptSeq: 2 });
      const review = { holdId, result: 'LIFT', reason: 'nothing is suspected any more', at: new Date().toISOString() };
      expect(await build.callback(MULE_ACCOUNT.institution, 'hold.reviewed', holdId, review)).toMatchObject({
        ok: true,
      });
      await build.advanceHold(holdId);
      expect(await build.hold(holdId)).toMatchObject({ state: 'release_ordered', stateReason: 'SUSPICION_LIFTED' });
    });

    it("an officer's finding that the suspicion is unfounded ends it", async () => {
      const { caseId, holdId } = await heldOnBoth(notifier, first);
      await withdraw(caseId);
      const body = { result: 'lifted' as const, reason: 'a sale of goods' };
      const result = await recordOfficerResult(build.db, { suspensionId: holdId, body, actor: INQUIRY_OFFICER });
      expect(result).toMatchObject({ ok: true });
      expect(await build.hold(holdId)).toMatchObject({ state: 'release_ordered', stateReason: 'SUSPICION_UNFOUNDED' });
    });
  });

  it('the invariants of the database are whole', async () => {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter((check) => check.violations > 0)).toEqual([]);
  });
});
