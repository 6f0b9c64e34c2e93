import { recordConfirmation } from '../../../../src/application/debit/deliver-debit-question.js';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { sumSatang } from '../../../../src/domain/money.js';
import { DebitConfirmationRow } from '../../../../src/persistence/entities/money/debit.entities.js';
import { BreakRecordRow } from '../../../../src/persistence/entities/traffic/break.entities.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, RecordBuilder } from '../../../support/record-builder.js';
import { violated } from '../../../support/violated.js';
import { withdraw } from '../../../support/withdraw.js';
import { SpentMoney } from '../support/spent-money.js';

const OTHER = { name: 'Somsak Test', citizenId: '9900000000014', phone: '0898765432' };
const ALL = { 0: 15_000n, 1: 5_000n, 2: 20_000n, 3: 25_000n };
const STOLEN_SATANG = 6_500_000n;
const SECOND_TIME = 'has an urgent time of its own after one for the same complaint ran out';
const LESS_SATANG = 2_000_000n;

/** Callers, banks and officers who act beside one true victim, in an order of their own. */
describe('one victim’s money, beside others', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let money: SpentMoney;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    money = new SpentMoney(build);
  });
  afterEach(() => database.drop());

  async function reports(facts = {}, by?: typeof OTHER): Promise<string> {
    const { caseId } = await build.complain({ ...money.report(facts), ...(by && { victim: by }) });
    await build.advanceCase(caseId);
    await money.settle(caseId);
    return caseId;
  }
  async function confirmed(caseId: string): Promise<void> {
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await money.settle(caseId);
  }
  async function withdrawn(caseId: string): Promise<void> {
    await withdraw(build.db, caseId);
    await build.advanceCase(caseId);
    await money.settle(caseId);
  }
  /** The victim's bank answers the question about the debit of a case. */
  async function says(caseId: string, words: object): Promise<void> {
    const { id, institution } = await build.db.manager.findOneByOrFail(DebitConfirmationRow, { caseId });
    const body = { confirmationId: id, at: new Date().toISOString(), ...words };
    const message = await build.parties.answer(institution, 'debit.confirmation', id, body);
    await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
    await build.advanceCase(caseId);
  }
  const lie = (satang: bigint) => reports({ amountSatang: satang.toString() }, OTHER);

  it.each([
    ['less', LESS_SATANG],
    ['more', STOLEN_SATANG * 2n],
    ['almost the same', STOLEN_SATANG - 100n],
  ])('is held whole after a rival who said %s and took it back before', async (_what, satang) => {
    await withdrawn(await lie(satang));
    await confirmed(await reports());
    expect(await money.standing()).toEqual(ALL);
    expect(await money.violations()).toEqual([]);
  });

  it.each([
    ['less', LESS_SATANG],
    ['more', STOLEN_SATANG * 2n],
  ])('is held whole where a rival says %s meanwhile, and takes it back after', async (_what, satang) => {
    const victim = await reports();
    const rival = await lie(satang);
    await confirmed(victim);
    await withdrawn(rival);
    await money.settle(victim, rival);
    expect(await money.standing()).toEqual(ALL);
    expect(await money.violations()).toEqual([]);
  });

  it('is held whole between two rivals, who take back what they said in either order', async () => {
    const [less, more] = [await lie(LESS_SATANG), await lie(STOLEN_SATANG * 2n)];
    const victim = await reports();
    await confirmed(victim);
    await withdrawn(more);
    await withdrawn(less);
    await money.settle(victim, more, less);
    expect(await money.standing()).toEqual(ALL);
    expect(await money.violations()).toEqual([]);
  });

  it('is held once for a victim who reports by two callers, and stands until both take it back', async () => {
    const first = await reports();
    const second = await reports();
    await confirmed(first);
    expect(await money.standing()).toEqual(ALL);
    await withdrawn(first);
    await money.settle(first, second);
    expect(await money.standing()).toEqual(ALL);
    expect(await money.violations()).toEqual([]);
    await withdrawn(second);
    expect(await money.standing()).toEqual({});
    expect(await money.violations()).toEqual([]);
  });

  it('is not held by a bank’s answer that comes after the withdrawal', async () => {
    const { caseId, holdIds } = await build.complain(money.report());
    await build.send(holdIds[0] ?? '');
    await withdraw(build.db, caseId);
    await build.advanceCase(caseId);
    await build.receipt(holdIds[0] ?? '', { result: 'HELD_FULL' });
    await build.advanceHold(holdIds[0] ?? '');
    await money.settle(caseId);
    const live = (await money.holds()).filter(({ state }) => LIVE_HOLD_STATES.includes(state));
    expect(live).toEqual([]);
    expect(await money.violations()).toEqual([]);
  });

  it('is held as far as its bank says less was debited, not again when the urgent time is over, and whole when it says more', async () => {
    const victim = await reports();
    await says(victim, { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang: '4000000' });
    await money.settle(victim);
    expect(await money.standing()).toEqual({ 0: 15_000n, 1: 5_000n, 2: 20_000n });
    expect(await money.violations()).toEqual([]);
    await money.timePasses(61);
    await money.settle(victim);
    expect(await money.standing()).toEqual({});
    expect(await money.violations()).toEqual([]);
    await says(victim, { result: 'CONFIRMED' });
    await money.settle(victim);
    expect(await money.standing()).toEqual(ALL);
    expect(await money.violations()).toEqual([]);
  });

  it.each([
    ['stands', async () => undefined],
    ['is taken back', withdrawn],
  ])(
    'is held whole where its bank confirms less to a rival first, and then all of it: the rival %s',
    async (_what, then) => {
      const rival = await lie(6_000_000n);
      await confirmed(rival);
      const victim = await reports();
      await says(victim, { result: 'CONFIRMED' });
      await money.settle(rival, victim);
      await then(rival);
      await money.settle(rival, victim);
      expect(await money.standing()).toEqual(ALL);
      expect(await money.violations()).toEqual([]);
      const breaks = await build.db.manager.findBy(BreakRecordRow, { kind: 'DEBIT_CONTRADICTS_EARLIER_ANSWER' });
      expect(breaks.map(({ caseId }) => caseId)).toEqual([victim]);
    },
  );

  it('is held whole where its bank confirms all of it, and then less to a rival: nothing takes a confirmation back', async () => {
    const victim = await reports();
    await confirmed(victim);
    const rival = await lie(6_000_000n);
    await says(rival, { result: 'CONFIRMED' });
    await money.settle(rival, victim);
    expect(await money.standing()).toEqual(ALL);
    expect(await money.violations()).toEqual([]);
  });

  it('is found by verify, where it has a second urgent time for one complaint', async () => {
    await reports();
    await money.timePasses(61);
    const [first] = await money.holds();
    await build.release(first?.id ?? '');
    await reports();
    expect(JSON.stringify(await violated(build.db, ['I5']))).not.toContain(SECOND_TIME);
    await build.owner.query('UPDATE claim SET claimed_at = (SELECT min(claimed_at) FROM claim)');
    expect(JSON.stringify(await violated(build.db, ['I5']))).toContain(SECOND_TIME);
  });

  it('is held anew by a confirmation after the urgent time, which a second one does not lengthen', async () => {
    const victim = await reports();
    await money.timePasses(61);
    await money.settle(victim);
    expect(await money.standing()).toEqual({});
    await confirmed(victim);
    const ends = (await money.holds()).map(({ expiresAt }) => expiresAt);
    await confirmed(victim);
    expect((await money.holds()).map(({ expiresAt }) => expiresAt)).toEqual(ends);
    expect(await money.standing()).toEqual(ALL);
    expect(await money.violations()).toEqual([]);
  });

  it('is held whole where the release of a liar’s hold is answered after the true report came', async () => {
    const rival = await lie(STOLEN_SATANG * 2n);
    await withdraw(build.db, rival);
    await build.advanceCase(rival);
    const victim = await reports();
    await money.settle(rival, victim);
    await confirmed(victim);
    await money.settle(rival, victim);
    expect(await money.standing()).toEqual(ALL);
    expect(await money.violations()).toEqual([]);
  });

  it.each([0, 1, 2, 3])(
    'is never more than stolen, where an officer lets a rival’s hold go at account %d',
    async (place) => {
      const rival = await lie(STOLEN_SATANG * 2n);
      const hold = (await money.holds()).find(({ accountNo }) => accountNo === money.account(place).accountNo);
      const body = { reason: 'The holder showed an invoice.', unrelated: false };
      expect(await releaseByOfficer(build.db, { holdId: hold?.id ?? '', body, actor: OFFICER })).toMatchObject({
        ok: true,
      });
      await money.settle(rival);
      const victim = await reports();
      await confirmed(victim);
      await money.settle(rival, victim);
      const { [place]: letGo, ...others } = ALL as Record<number, bigint>;
      const standing = await money.standing();
      expect(sumSatang(Object.values(standing)) * 100n).toBeLessThanOrEqual(STOLEN_SATANG - (letGo ?? 0n) * 100n);
      expect(standing).toEqual(others);
      expect(await money.violations()).toEqual([]);
    },
  );
});
