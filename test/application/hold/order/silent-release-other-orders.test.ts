import { requestFreeze } from '../../../../src/application/freeze-request/request-freeze.js';
import { readCaseActs } from '../../../../src/application/overview/read-case-acts.js';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { driveDue } from '../../../support/drive-due.js';
import { HoldOrderRow, HoldRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { BreakRecordRow } from '../../../../src/persistence/entities/traffic/break.entities.js';
import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../../support/complaint-body.js';
import { messagesAreDue } from '../../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, person, RecordBuilder, SUPERVISOR } from '../../../support/record-builder.js';
import { timePasses } from '../../../support/time-passes.js';
import { violated } from '../../../support/violated.js';
import { withdraw } from '../../../support/withdraw.js';

const OTHER_OFFICER = person('officer-2', 'aoc_officer');

/** A bank that took a release and is silent keeps no order of another power waiting either (P-BREAK). */
describe('an order of another power for money whose release an institution does not answer', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const transferredAt = new Date(Date.now() - 3_600_000).toISOString();

  /** A hold in full, on a confirmed debit, at an account with evidence of its own. */
  async function held(): Promise<{ caseId: string; holdId: string }> {
    const { caseId, holdIds } = await build.complain({ transfers: [{ reference: 'SILENT-1', transferredAt }] });
    const holdId = holdIds[0] ?? '';
    await build.advanceCase(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    return { caseId, holdId };
  }

  /** An officer lets it go by mistake, and the bank only takes the release. */
  async function letGo(holdId: string): Promise<void> {
    const body = { reason: 'a shop', unrelated: false };
    expect(await releaseByOfficer(build.db, { holdId, body, actor: OFFICER })).toMatchObject({ ok: true });
    await build.release(holdId, false);
  }

  async function approved(caseId: string, about: { holdId: string } | { account: typeof MULE_ACCOUNT }) {
    const kind = 'holdId' in about ? ('reinstatement' as const) : ('aoc_suspension' as const);
    const body = { kind, ...about, reason: 'it is black' };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OTHER_OFFICER });
    if (!asked.ok) return asked.code;
    await build.approve(asked.response.id, SUPERVISOR);
    await build.advanceCase(caseId);
    return 'approved';
  }

  async function silentFor(minutes: number): Promise<void> {
    await timePasses(build.owner, `${minutes} minutes`);
    await driveDue(build.db, ['silence', 'finding_undecided']);
  }

  const newest = async (): Promise<HoldRow> => {
    const hold = (await build.db.manager.find(HoldRow, { order: { id: 'ASC' } })).at(-1);
    if (hold === undefined) throw new Error('nothing was held');
    return hold;
  };
  const ordersOf = (holdId: string) =>
    build.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
  /** What `verify` finds; that nobody repeats a release is the test's own doing. */
  const faults = async () =>
    (await violated(build.db, ['LEDGER', 'I3', 'I6', 'I8', 'I24', 'I25', 'I26']))
      .flatMap(({ id, examples }) => examples.map((example) => `${id} ${example}`))
      .filter((example) => !example.endsWith('is not acknowledged and not repeated'));

  async function takesThePlaceOf(old: string, hold: HoldRow): Promise<void> {
    const [first] = await ordersOf(hold.id);
    expect(first?.takesOver).toEqual([(await ordersOf(old)).at(-1)?.id]);
    expect(await build.hold(old)).toMatchObject({ state: 'released', reservedSatang: 0n });
    await build.send(hold.id, { result: 'HELD_FULL' });
    expect(await build.hold(hold.id)).toMatchObject({ state: 'held' });
    expect(await faults()).toEqual([]);
    // The release is still owed, and a late answer takes nothing from the new hold.
    await messagesAreDue(build.owner);
    const { institution, heldSatang } = await build.hold(old);
    const { id: releaseOrderId } = await build.releaseOrder(old);
    const answer = {
      releaseOrderId,
      holdId: old,
      result: 'RELEASED',
      releasedAmountSatang: heldSatang.toString(),
      at: new Date().toISOString(),
    };
    await build.callback(institution, 'release.receipt', releaseOrderId, answer);
    await build.advanceHold(old);
    expect((await build.releaseOrder(old)).acknowledgedAt).not.toBeNull();
    expect(await build.hold(hold.id)).toMatchObject({ state: 'held' });
    const open = (await build.db.manager.find(BreakRecordRow)).filter(({ closedAt }) => closedAt === null);
    expect(open.map(({ kind }) => kind)).toEqual([]);
    expect(await faults()).toEqual([]);
  }

  describe('of the centre (AOC-85B), after an officer let it go by mistake', () => {
    it('waits while the time of the answer runs', async () => {
      const { caseId, holdId } = await held();
      await letGo(holdId);
      await silentFor(14);
      expect(await approved(caseId, { account: MULE_ACCOUNT })).toBe('REQUEST.NOTHING_THERE');
    });

    it('takes the place of the old hold once it is over', async () => {
      const { caseId, holdId } = await held();
      await letGo(holdId);
      await silentFor(16);
      const acts = await readCaseActs(build.db.manager, caseId, OTHER_OFFICER);
      const offered = acts?.accounts[0]?.requests.find(({ kind }) => kind === 'aoc_suspension');
      expect(offered).toMatchObject({ whyNot: null, orderSatang: '100000' });
      expect(await approved(caseId, { account: MULE_ACCOUNT })).toBe('approved');
      const hold = await newest();
      expect(hold).toMatchObject({ kind: 'aoc_suspension', requestedSatang: 100_000n });
      await takesThePlaceOf(holdId, hold);
    });
  });

  describe('that brings back what was let go by mistake (P-BACK)', () => {
    it('waits while the time of the answer runs, and is ordered by the look that the break wakes', async () => {
      const { caseId, holdId } = await held();
      await letGo(holdId);
      expect(await approved(caseId, { holdId })).toBe('approved');
      expect((await newest()).id).toBe(holdId);
      await silentFor(16);
      await build.advanceCase(caseId);
      const hold = await newest();
      expect(hold).toMatchObject({ kind: 'section7', requestedSatang: 100_000n });
      const [order] = await ordersOf(hold.id);
      const asked = (id: string | null | undefined) =>
        build.owner.query('UPDATE hold_order SET freeze_request_id = $2 WHERE hold_id = $1', [hold.id, id]);
      await asked(null);
      expect(await faults()).toEqual([expect.stringContaining('closed without a word')]);
      await asked(order?.freezeRequestId);
      await takesThePlaceOf(holdId, hold);
    });
  });

  describe('by a notice of section 6, after the report of the victim was withdrawn', () => {
    async function noticedAfterWithdrawal() {
      const { caseId, holdId } = await held();
      await withdraw(build.db, caseId);
      await build.advanceCase(caseId);
      await build.release(holdId, false);
      return { holdId, suspected: () => suspect() };
    }
    async function suspect(): Promise<string> {
      const notice = {
        ground: 'Several credits were passed on at once.',
        suspected: 'technology_crime' as const,
        foundAt: new Date().toISOString(),
        fromAccount: VICTIM_ACCOUNT,
        transfers: [
          {
            to: { account: MULE_ACCOUNT },
            amountSatang: '100000',
            transferredAt,
            reference: 'SILENT-1',
            rail: 'promptpay',
          },
        ],
      };
      const { cases } = await build.suspect('th-004', notice);
      return cases[0]?.id ?? '';
    }

    it('waits while the time of the answer runs, and is ordered by the look that the break wakes', async () => {
      const { holdId, suspected } = await noticedAfterWithdrawal();
      const caseId = await suspected();
      await build.advanceCase(caseId);
      expect((await newest()).id).toBe(holdId);
      await silentFor(16);
      await build.advanceCase(caseId);
      const hold = await newest();
      expect(hold).toMatchObject({ kind: 'section6', requestedSatang: 100_000n });
      await takesThePlaceOf(holdId, hold);
    });

    it('is ordered at once when it comes after that time', async () => {
      const { holdId, suspected } = await noticedAfterWithdrawal();
      await silentFor(16);
      await suspected();
      const hold = await newest();
      expect(hold).toMatchObject({ kind: 'section6' });
      await takesThePlaceOf(holdId, hold);
    });
  });
});
