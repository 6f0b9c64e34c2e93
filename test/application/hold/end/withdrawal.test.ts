import { createHash, randomUUID } from 'node:crypto';
import { requestFreeze } from '../../../../src/application/freeze-request/request-freeze.js';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { readDuties } from '../../../../src/application/judgement/read-duties.js';
import { reviewHold } from '../../../../src/application/judgement/review-hold.js';
import { receiveNotice } from '../../../../src/application/notice/receive-notice.js';
import { CaseFileRow } from '../../../../src/persistence/entities/case/case.entities.js';
import { HoldOrderRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT, VICTIM_ACCOUNT } from '../../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, person, RecordBuilder, SUPERVISOR } from '../../../support/record-builder.js';
import { ASKS, CONFIRMS, withdraw as bothWithdraw } from '../../../support/withdraw.js';
import { warrantOf } from '../../../support/warrant.js';
import { violated } from '../../../support/violated.js';

describe('a withdrawal of the last complaint', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  /** A hold of section 7 that is held in full, on a debit that the victim's bank confirmed. */
  async function held(): Promise<{ caseId: string; holdId: string }> {
    const { caseId, holdIds } = await build.complain();
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    return { caseId, holdId };
  }

  async function withdraw(caseId: string): Promise<void> {
    await bothWithdraw(build.db, caseId);
    await build.advanceCase(caseId);
    await build.advanceCase(caseId);
  }

  async function continueHold(caseId: string, holdId: string): Promise<void> {
    const body = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on' };
    expect(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
  }

  async function seize(caseId: string, holdId: string): Promise<void> {
    const body = {
      kind: 'whole_account' as const,
      holdId,
      reason: 'a warrant was issued',
      ...(await warrantOf(build.db, caseId)),
    };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await build.approve(asked.response.id, SUPERVISOR);
    await build.approve(asked.response.id, INQUIRY_OFFICER);
  }

  const releases = (holdId: string): Promise<{ reason: string; rules: string[] }[]> =>
    build.db.query(
      `SELECT reason, ARRAY(SELECT split_part(row_id, '/', 2) FROM unnest(legal_basis) AS row_id) AS rules
         FROM release_order WHERE hold_id = $1`,
      [holdId],
    );

  it('releases a hold of section 7, by the rule of withdrawals', async () => {
    const { caseId, holdId } = await held();
    await withdraw(caseId);
    expect(await releases(holdId)).toEqual([{ reason: 'WITHDRAWN', rules: ['VIC-7A', 'P-WITHDRAW'] }]);
  });

  it.each([
    ["an inquiry officer's continue-order", 'continue_order', continueHold],
    ['a seizure warrant', 'whole_account', seize],
  ] as const)('leaves %s standing, and asks its officer to review it in twelve hours', async (_name, kind, order) => {
    const { caseId, holdId } = await held();
    await order(caseId, holdId);
    await build.advanceCase(caseId);
    await withdraw(caseId);
    expect(await releases(holdId)).toEqual([]);
    expect(await build.hold(holdId)).toMatchObject({ kind, state: 'held' });
    const { duties } = (await readDuties(build.db.manager, caseId)) ?? { duties: [] };
    const [review] = duties.filter(({ ruleId }) => ruleId === 'P-WITHDRAW');
    expect(review).toMatchObject({ owedBy: 'inquiry_officer', subject: holdId, state: 'open' });
    expect(Date.parse(review?.dueAt ?? '') - Date.parse(review?.startedAt ?? '')).toBe(12 * 3_600_000);
  });

  describe('ends what the complaint gave and lets the other power stand, with a duty to review it', () => {
    const TRANSFERRED_AT = new Date(Date.now() - 3_600_000).toISOString();
    let count = 0;

    /**
     * A complaint about two transfers, both held in full. `other`: the hold that another power
     * gets.
     */
    async function twoHeld() {
      count += 1;
      const noticed = {
        reference: `OTHER-POWER-${count}`,
        transferredAt: TRANSFERRED_AT,
        to: { account: MULE_ACCOUNT },
      };
      const { caseId } = await build.complain({ transfers: [noticed, { to: { account: NEXT_ACCOUNT } }] });
      await build.advanceCase(caseId);
      await build.debits(caseId, 'CONFIRMED');
      await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
      await build.advanceCase(caseId);
      const ids = { other: '', complaints: '' };
      for (const { id, institution } of await build.holds(caseId)) {
        await build.send(id, { result: 'HELD_FULL' });
        ids[institution === MULE_ACCOUNT.institution ? 'other' : 'complaints'] = id;
      }
      const transfer = { ...noticed, amountSatang: '100000', rail: 'promptpay' };
      const notice = {
        ground: 'Several credits were passed on at once.',
        suspected: 'technology_crime' as const,
        foundAt: new Date(Date.now() - 60_000).toISOString(),
        fromAccount: VICTIM_ACCOUNT,
        transfers: [transfer],
      };
      return { caseId, notice, ...ids };
    }
    type TwoHeld = Awaited<ReturnType<typeof twoHeld>>;

    async function suspend({ caseId }: TwoHeld): Promise<void> {
      const body = { kind: 'aoc_suspension' as const, account: MULE_ACCOUNT, reason: 'the registry has it as black' };
      const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
      if (!asked.ok) throw new Error(asked.code);
      await build.approve(asked.response.id, SUPERVISOR);
    }

    async function noticeOfOfficer({ notice }: TwoHeld): Promise<void> {
      const authority = { office: 'ccib' as const, position: 'Inspector', documentNo: 'TEST 3/2569' };
      const body = { ...notice, kind: 'officer' as const, authority };
      const bodySha256 = createHash('sha256').update(JSON.stringify(body)).digest('hex');
      const by = { by: 'officer' as const, person: INQUIRY_OFFICER, office: 'ccib' as const };
      const notifier = { ...by, idempotencyKey: randomUUID() };
      expect(await receiveNotice(build.db, { body, bodySha256, notifier, rulebook: 'th' })).toMatchObject({ ok: true });
    }

    it.each<[string, string, string, (held: TwoHeld) => Promise<unknown>]>([
      ['a continue-order', 'continue_order', 'inquiry_officer', ({ caseId, other }) => continueHold(caseId, other)],
      ['a warrant', 'whole_account', 'inquiry_officer', ({ caseId, other }) => seize(caseId, other)],
      ["the centre's suspension", 'aoc_suspension', 'centre', suspend],
      ['a suspicion of a bank (section 6)', 'section6', 'th-014', ({ notice }) => build.suspect('th-004', notice)],
      ['a notice of an officer (section 6)', 'section6', 'officer', noticeOfOfficer],
    ])('withdrawal after %s', async (_name, kind, owedBy, give) => {
      const held = await twoHeld();
      await give(held);
      await build.advanceCase(held.caseId);
      await build.send(held.other, { result: 'HELD_FULL' });
      // An officer's seven days that began before the complaint's end first: section 7 carries on.
      const before = kind === 'section6' && owedBy === 'officer' ? 'section7' : kind;
      expect(await build.hold(held.other)).toMatchObject({ kind: before, state: 'held' });
      await withdraw(held.caseId);
      expect(await releases(held.complaints)).toEqual([{ reason: 'WITHDRAWN', rules: ['VIC-7A', 'P-WITHDRAW'] }]);
      expect(await releases(held.other)).toEqual([]);
      expect(await build.hold(held.other)).toMatchObject({ kind, state: 'held', heldSatang: 100_000n });
      const { duties } = (await readDuties(build.db.manager, held.caseId)) ?? { duties: [] };
      expect(duties.filter(({ ruleId }) => ruleId === 'P-WITHDRAW')).toMatchObject([
        { owedBy, subject: held.other, state: 'open' },
      ]);
    });

    it('and the invariants of the database are whole', async () => {
      expect(await violated(build.db)).toEqual([]);
    });
  });

  it.each([
    ["an inquiry officer's continue-order", 'continue_order', continueHold],
    ['a seizure warrant', 'whole_account', seize],
  ] as const)('does not stop the renewal of %s, which stands by itself', async (_name, kind, order) => {
    const { caseId, holdId } = await held();
    await order(caseId, holdId);
    await build.advanceCase(caseId);
    await withdraw(caseId);
    const newest = () =>
      build.db.manager.findOneOrFail(HoldOrderRow, { where: { holdId }, order: { sequence: 'DESC' } });
    const before = await newest();
    await order(caseId, holdId);
    expect(await newest()).toMatchObject({ kind, sequence: before.sequence + 1, reviewOwedSince: null });
    expect(await build.hold(holdId)).toMatchObject({ kind, state: 'held' });
  });

  it('gives no officer a continue-order for what rested on it', async () => {
    const { caseId, holdId } = await held();
    await bothWithdraw(build.db, caseId);
    const body = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on' };
    expect(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({
      code: 'APPROVAL.NO_COMPLAINT',
    });
  });

  it('does not overtake an order that was given before it and not carried out yet', async () => {
    const { caseId, holdId } = await held();
    await continueHold(caseId, holdId);
    await withdraw(caseId);
    expect(await releases(holdId)).toEqual([]);
    expect(await build.hold(holdId)).toMatchObject({ kind: 'continue_order', state: 'held' });
  });

  describe('the duty to review what outlasts it', () => {
    const review = (holdId: string, actor: typeof OFFICER) =>
      reviewHold(build.db, { holdId, body: { reason: 'the inquiry goes on' }, actor });
    const dutyOf = async (caseId: string) => {
      const { duties } = (await readDuties(build.db.manager, caseId)) ?? { duties: [] };
      return duties.filter(({ ruleId }) => ruleId === 'P-WITHDRAW').map(({ state }) => state);
    };

    it('ends when whoever holds the power finds that the hold stands', async () => {
      const { caseId, holdId } = await held();
      await continueHold(caseId, holdId);
      await build.advanceCase(caseId);
      expect(await review(holdId, INQUIRY_OFFICER)).toMatchObject({ code: 'REVIEW.NOT_DUE' });
      await withdraw(caseId);
      expect(await dutyOf(caseId)).toEqual(['open']);
      expect(await review(holdId, SUPERVISOR)).toMatchObject({ code: 'APPROVAL.ROLE' });
      for (const { subject } of [ASKS, CONFIRMS])
        expect(await review(holdId, person(subject, 'inquiry_officer'))).toMatchObject({
          code: 'REVIEW.OWN_WITHDRAWAL',
        });
      expect(await review(holdId, INQUIRY_OFFICER)).toMatchObject({ ok: true });
      expect(await dutyOf(caseId)).toEqual(['fulfilled']);
      expect(await review(holdId, INQUIRY_OFFICER)).toMatchObject({ code: 'REVIEW.NOT_DUE' });
      expect(await build.hold(holdId)).toMatchObject({ state: 'held' });
    });

    it('ends by a release as well', async () => {
      const { caseId, holdId } = await held();
      await continueHold(caseId, holdId);
      await build.advanceCase(caseId);
      await withdraw(caseId);
      expect(await dutyOf(caseId)).toEqual(['open']);
      const body = { reason: 'nothing is left of it', unrelated: false };
      expect(await releaseByOfficer(build.db, { holdId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
      expect(await dutyOf(caseId)).toEqual(['fulfilled']);
    });

    describe('of a hold that suspicions of banks alone let stand', () => {
      const TRANSFERRED_AT = new Date(Date.now() - 3_600_000).toISOString();
      let count = 0;

      /** A hold of section 7 that a bank's suspicion carries on, and its complaint withdrawn. */
      async function suspected(isWithdrawn = true): Promise<{ caseId: string; holdId: string }> {
        count += 1;
        const transfer = {
          reference: `SUSPECTED-${count}`,
          transferredAt: TRANSFERRED_AT,
          to: { account: MULE_ACCOUNT },
        };
        const { caseId, holdIds } = await build.complain({ transfers: [transfer] });
        const holdId = holdIds[0] ?? '';
        await build.debits(caseId, 'CONFIRMED');
        await build.advanceCase(caseId);
        const notice = {
          ground: 'Several credits were passed on at once.',
          suspected: 'technology_crime' as const,
          foundAt: new Date(Date.now() - 60_000).toISOString(),
          fromAccount: VICTIM_ACCOUNT,
          transfers: [{ ...transfer, amountSatang: '100000', rail: 'promptpay' }],
        };
        await build.suspect('th-004', notice);
        await build.send(holdId, { result: 'HELD_FULL' });
        if (isWithdrawn) await withdraw(caseId);
        return { caseId, holdId };
      }

      async function says(holdId: string, said: object, party = 'th-014'): Promise<string | undefined> {
        const at = new Date().toISOString();
        const data = { holdId, result: 'STANDS', reason: 'the pattern is still there', at, ...said };
        const received = await build.callback(party, 'hold.reviewed', holdId, data);
        if (!received.ok) return received.code;
        await build.advanceHold(holdId);
        const sql = `SELECT outcome FROM inbox_message WHERE kind = 'hold.reviewed' AND subject_id = $1 ORDER BY id DESC LIMIT 1`;
        const [row] = await build.db.query<{ outcome: string }[]>(sql, [holdId]);
        return row?.outcome;
      }

      const exchangesOf = (holdId: string): Promise<unknown> =>
        build.db.query(
          `SELECT x.direction, x.party, x.purpose FROM exchange x JOIN inbox_message m ON m.id = x.message_id
            WHERE m.kind = 'hold.reviewed' AND m.subject_id = $1`,
          [holdId],
        );
      const breaksOf = (holdId: string): Promise<unknown> =>
        build.db.query('SELECT kind FROM break_record WHERE hold_id = $1', [holdId]);

      it('is told to the bank once, by an order that changes neither amount nor time', async () => {
        const { caseId, holdId } = await suspected();
        const ordersOf = () => build.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
        const { withdrawnAt } = await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
        const [telling, before] = (await ordersOf()).reverse();
        expect(telling).toMatchObject({
          kind: 'section6',
          reviewOwedSince: withdrawnAt,
          requestedSatang: before?.requestedSatang,
          expiresAt: before?.expiresAt,
        });
        expect(telling?.legalBasis.some((row) => row.includes('P-WITHDRAW'))).toBe(true);
        await build.send(holdId, { result: 'HELD_FULL' });
        await build.advanceCase(caseId);
        expect((await ordersOf()).filter(({ reviewOwedSince }) => reviewOwedSince !== null)).toHaveLength(1);
        expect(await dutyOf(caseId)).toEqual(['open']);
        expect(await breaksOf(holdId)).toEqual([]);
        expect(await violated(build.db)).toEqual([]);
      });

      it('ends when the bank says that it stands, by a signed message that is registered', async () => {
        const { caseId, holdId } = await suspected();
        expect(await dutyOf(caseId)).toEqual(['open']);
        expect(await says(holdId, {})).toBe('APPLIED');
        expect(await dutyOf(caseId)).toEqual(['fulfilled']);
        expect(await build.hold(holdId)).toMatchObject({ kind: 'section6', state: 'held' });
        expect(await exchangesOf(holdId)).toEqual([
          { direction: 'in', party: 'th-014', purpose: 'what an institution found of a hold on its suspicion' },
        ]);
        // Nobody owes a second review.
        expect(await says(holdId, { result: 'LIFT' })).toBe('NOT_DUE');
        expect(await releases(holdId)).toEqual([]);
        expect(await breaksOf(holdId)).toEqual([{ kind: 'INCONSISTENT' }]);
      });

      it('ends when the bank lifts: the centre orders the release, by the row of the suspicion', async () => {
        const { caseId, holdId } = await suspected();
        expect(await says(holdId, { result: 'LIFT', reason: 'it was a wage' })).toBe('APPLIED');
        expect(await releases(holdId)).toEqual([{ reason: 'SUSPICION_LIFTED', rules: ['BANK-6A', 'P-WITHDRAW'] }]);
        expect(await dutyOf(caseId)).toEqual(['fulfilled']);
        await build.release(holdId);
        expect(await build.hold(holdId)).toMatchObject({ state: 'released', reservedSatang: 0n });
        expect(await breaksOf(holdId)).toEqual([]);
      });

      it.each<[string, boolean, object, string]>([
        ['while the complaint stands', false, { result: 'LIFT' }, 'NOT_DUE'],
        [
          'by what it found before the withdrawal',
          true,
          { result: 'LIFT', at: new Date(Date.now() - 7_200_000).toISOString() },
          'IMPOSSIBLE_TIME',
        ],
        [
          'by what it will find',
          true,
          { result: 'STANDS', at: new Date(Date.now() + 7_200_000).toISOString() },
          'IMPOSSIBLE_TIME',
        ],
      ])('is not ended %s: the message has no effect and opens a break', async (_when, isWithdrawn, said, outcome) => {
        const { holdId } = await suspected(isWithdrawn);
        expect(await says(holdId, said)).toBe(outcome);
        expect(await releases(holdId)).toEqual([]);
        expect(await breaksOf(holdId)).toEqual([{ kind: 'INCONSISTENT' }]);
      });

      it('is not ended by a bank for what an inquiry officer ordered, nor by another bank', async () => {
        const { caseId, holdId } = await held();
        await continueHold(caseId, holdId);
        await build.advanceCase(caseId);
        await withdraw(caseId);
        expect(await says(holdId, { result: 'LIFT' })).toBe('NOT_YOURS');
        expect(await dutyOf(caseId)).toEqual(['open']);
        expect(await says((await suspected()).holdId, {}, 'th-002')).toBe('INBOX.FOREIGN');
      });

      it('and every invariant holds', async () => {
        expect(await violated(build.db)).toEqual([]);
      });
    });

    it('is not ended by who asked for the order of two persons; the database refuses that as well', async () => {
      const { caseId, holdId } = await held();
      await seize(caseId, holdId);
      await build.advanceCase(caseId);
      await withdraw(caseId);
      const asked = person(OFFICER.subject, 'inquiry_officer');
      expect(await review(holdId, asked)).toMatchObject({ code: 'APPROVAL.OWN_REQUEST' });
      for (const subject of [OFFICER.subject, ASKS.subject, CONFIRMS.subject])
        await expect(
          build.db.query(
            `INSERT INTO hold_review SELECT 'x', id, case_id, $2, 'inquiry_officer', 'x', (SELECT min(row_id) FROM rule_row), NULL, clock_timestamp()
               FROM hold WHERE id = $1`,
            [holdId, subject],
          ),
        ).rejects.toThrow('impartial');
      expect(await violated(build.db)).toEqual([]);
    });
  });
});
