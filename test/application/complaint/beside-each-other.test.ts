import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import { readAppealStatus } from '../../../src/application/appeal/read-holder-view.js';
import { supplyAuthority } from '../../../src/application/complaint/intake/supply-authority.js';
import { LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { driveDue } from '../../support/drive-due.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { HoldOrderRow, HoldRow, ReleaseOrderRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { newId } from '../../../src/persistence/ids.js';
import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { timePasses } from '../../support/time-passes.js';
import { violated } from '../../support/violated.js';
import { withdraw } from '../../support/withdraw.js';

const HOUR_MS = 3_600_000;

/** What each rule says alone, where two things happen to the same money. */
describe('two things that happen to the same money', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const transferredAt = new Date(Date.now() - HOUR_MS).toISOString();
  const one = (reference: string) => ({ transfers: [{ reference, transferredAt }] });
  const heir = { as: 'heir' as const, document: 'death certificate', documentNo: 'TEST-DC-1' };
  const byHeir = {
    reporter: { name: 'Somsak Heir', phone: '0812345999', holdsVictimAccount: false, actsFor: heir },
  };
  const faults = () => violated(build.db, ['LEDGER', 'I3', 'I8', 'I16', 'I24', 'I25', 'I26']);
  const live = async () =>
    (await build.db.manager.find(HoldRow, { order: { id: 'ASC' } })).filter(({ state }) =>
      LIVE_HOLD_STATES.includes(state),
    );
  const openedAt = async (id: string) => (await build.db.manager.findOneByOrFail(CaseFileRow, { id })).openedAt;
  const hoursFrom = (at: Date, hours: number) => new Date(at.getTime() + hours * HOUR_MS);

  async function held(reference: string): Promise<{ caseId: string; holdId: string }> {
    const { caseId, holdIds } = await build.complain(one(reference));
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    return { caseId, holdId };
  }

  async function withdrawn(caseId: string): Promise<void> {
    await withdraw(build.db, caseId);
    await build.advanceCase(caseId);
    for (const { id, state } of await build.holds(caseId)) if (state === 'release_ordered') await build.release(id);
  }

  async function appealed(holdId: string) {
    const { noticeReference: reference } = await build.hold(holdId);
    const appellant = { by: 'desk' as const, person: OPERATOR, idempotencyKey: newId() };
    return receiveAppeal(build.db, { reference, statement: 'A sale.', bodySha256: newId(), appellant });
  }

  it('two debits of one amount within a minute: the bank denies one, and the other stays held', async () => {
    const minute = (seconds: number) => new Date(Date.parse(transferredAt) + seconds * 1_000).toISOString();
    const { caseId, holdIds } = await build.complain({
      transfers: [
        { reference: 'TWIN-1', transferredAt: minute(0) },
        { reference: 'TWIN-2', transferredAt: minute(20) },
      ],
    });
    expect(holdIds).toHaveLength(2);
    for (const { id, institution, transferId } of await build.db.manager.findBy(DebitConfirmationRow, { caseId })) {
      const sum = await build.db.manager.findOneByOrFail(StolenSumRow, { transferId: transferId ?? '' });
      const [hold] = await build.db.manager.findBy(HoldRow, { stolenSumId: sum.id });
      const isFirst = hold?.id === holdIds[0];
      const says = isFirst ? { result: 'CONFIRMED' } : { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' };
      const answer = { confirmationId: id, ...says, at: new Date().toISOString() };
      await build.callback(institution, 'debit.confirmation', id, answer);
    }
    await build.advanceCase(caseId);
    expect((await build.holds(caseId)).map(({ id, state }) => [id, state])).toEqual([
      [holdIds[0], 'ordered'],
      [holdIds[1], 'release_ordered'],
    ]);
    expect(await faults()).toEqual([]);
  });

  it('an heir reports what the dead had withdrawn: it is ordered again, in the time that the first report gave', async () => {
    const { caseId } = await held('HEIR-1');
    await withdrawn(caseId);
    await timePasses(build.owner, '30 hours');
    const at = hoursFrom(new Date(transferredAt), -30).toISOString();
    const report = { transfers: [{ reference: 'HEIR-1', transferredAt: at }], ...byHeir };
    const { caseId: second, holdIds } = await build.complain(report);
    expect(holdIds).toHaveLength(1);
    await build.advanceCase(second);
    expect((await live()).map(({ expiresAt }) => expiresAt)).toEqual([hoursFrom(await openedAt(caseId), 168)]);
    expect(await faults()).toEqual([]);
  });

  it('authority is shown after the report was withdrawn: nothing is ordered', async () => {
    const { caseId, holdIds } = await build.complain({
      ...one('LATE-AUTHORITY'),
      reporter: { ...byHeir.reporter, actsFor: { as: 'heir' } },
    });
    expect(holdIds).toEqual([]);
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await withdrawn(caseId);
    await supplyAuthority(build.db, { caseId, body: heir, actor: OPERATOR });
    await build.advanceCase(caseId);
    expect(await live()).toEqual([]);
    expect(await faults()).toEqual([]);
  });

  it('a bank tells what its customer said (section 7), then suspects by itself (section 6): taken back, section 6 goes on', async () => {
    const transfer = {
      to: { account: MULE_ACCOUNT },
      amountSatang: '100000' as const,
      transferredAt,
      reference: 'BOTH-1',
      rail: 'promptpay',
    };
    const told = await build.customerTold('th-004', {
      victimAccount: VICTIM_ACCOUNT,
      toldAt: new Date(Date.now() - 60_000).toISOString(),
      caseType: 'job',
      transfers: [transfer],
    });
    if (!told.ok) throw new Error(told.code);
    const notice = {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime' as const,
      foundAt: new Date(Date.now() - 30_000).toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      transfers: [transfer],
    };
    await build.suspect('th-004', notice);
    const [before] = await live();
    await build.takenBack('th-004', told.response.id, { because: 'mistake', at: new Date().toISOString() });
    for (const { id } of told.response.cases) await build.advanceCase(id);
    const after = await live();
    expect(after.map(({ id, kind }) => [id, kind])).toEqual([[before?.id, 'section6']]);
    expect(await faults()).toEqual([]);
  });

  it('an appeal is upheld after the hold ended by its time: nothing is released twice', async () => {
    const { caseId, holdId } = await held('LATE-APPEAL');
    const filed = await appealed(holdId);
    if (!filed.ok) throw new Error(filed.code);
    await timePasses(build.owner, '169 hours');
    await driveDue(build.db, ['hold_end']);
    await build.release(holdId);
    await answerAppeal(build.db, {
      appealId: filed.response.id,
      body: { verdict: 'uphold', reason: { en: 'The sale is proved.' } },
      actor: OFFICER,
    });
    await build.advanceCase(caseId);
    expect(await build.hold(holdId)).toMatchObject({ state: 'released', stateReason: 'EXPIRED' });
    expect(await build.db.manager.findBy(ReleaseOrderRow, { holdId })).toHaveLength(1);
    expect(await faults()).toEqual([]);
  });

  it('another authority has all of the money: the holder is told whom to turn to, and no appeal here moves it', async () => {
    const { caseId, holdIds } = await build.complain(one('SEIZED-1'));
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const heldUnder = { authority: 'amlo' as const, amountSatang: '100000', reference: 'YS 1/2569' };
    await build.send(holdId, { result: 'REFUSED_LEGAL', heldAmountSatang: '0', heldUnder });
    const hold = await build.hold(holdId);
    const filed = await appealed(holdId);
    expect([hold.state, filed.ok]).toEqual(['seized', false]);
    expect(await readAppealStatus(build.db.manager, hold, new Date())).toMatchObject({
      holdState: 'seized',
      keptElsewhere: { authority: 'amlo' },
    });
    await withdrawn(caseId);
    expect(await build.hold(holdId)).toMatchObject({ state: 'seized', heldSatang: 100_000n });
    expect(await faults()).toEqual([]);
  });

  it('the same victim calls twice, the second time by another telephone: one hold, by the clock of the first call', async () => {
    const { caseId, holdId } = await held('TWICE-1');
    await timePasses(build.owner, '60 hours');
    const at = hoursFrom(new Date(transferredAt), -60).toISOString();
    const { caseId: second } = await build.complain({ transfers: [{ reference: 'TWICE-1', transferredAt: at }] });
    await build.advanceCase(second);
    expect((await live()).map(({ id, expiresAt }) => [id, expiresAt])).toEqual([
      [holdId, hoursFrom(await openedAt(caseId), 168)],
    ]);
    await withdrawn(caseId);
    await build.advanceCase(second);
    const [after] = await live();
    expect(after?.expiresAt).toEqual(hoursFrom(await openedAt(caseId), 168));
    expect(await faults()).toEqual([]);
  });

  it('the first of two victims of one account withdraws: the other’s part stays, and no satang more', async () => {
    const first = await held('SHARED-1');
    const second = await held('SHARED-2');
    await withdrawn(first.caseId);
    await build.advanceCase(second.caseId);
    expect((await live()).map(({ id, heldSatang }) => [id, heldSatang])).toEqual([[second.holdId, 100_000n]]);
    expect(await faults()).toEqual([]);
  });

  it('a liar reports the victim’s transfer to another account of his enemy: the bank’s word ends that hold alone', async () => {
    const enemy = { institution: 'th-006', accountNo: '9000000077' };
    const lie = await build.complain({ transfers: [{ reference: 'ENEMY-1', transferredAt, to: { account: enemy } }] });
    const truth = await build.complain(one('ENEMY-1'));
    expect([lie.holdIds.length, truth.holdIds.length]).toEqual([1, 1]);
    await build.debits(truth.caseId, 'CONFIRMED');
    await build.advanceCase(truth.caseId);
    await build.advanceCase(lie.caseId);
    expect((await live()).map(({ accountNo }) => accountNo)).toEqual([MULE_ACCOUNT.accountNo]);
    expect(await faults()).toEqual([]);
  });

  it('tiny payments spread over many cases of one caller and account count as in one: below the amount nothing is ordered, from it on all is', async () => {
    const cases: string[] = [];
    const pay = async (nth: number) => {
      const { caseId, holdIds } = await build.complain({
        reporter: { phone: '0812345611' },
        transfers: [{ reference: `TINY-${nth}`, transferredAt, amountSatang: '2000' }],
      });
      await build.debits(caseId, 'CONFIRMED');
      cases.push(caseId);
      for (const each of cases) await build.advanceCase(each);
      return holdIds.length;
    };
    for (let nth = 1; nth <= 4; nth += 1) expect(await pay(nth)).toBe(0);
    expect(await live()).toEqual([]);
    expect(await pay(5)).toBe(1);
    expect((await live()).map(({ caseId, requestedSatang }) => [caseId, requestedSatang])).toEqual(
      [cases[4], ...cases.slice(0, 4)].map((caseId) => [caseId, 2_000n]),
    );
    expect(await faults()).toEqual([]);
  });

  it('the bank confirms what its customer has withdrawn: nothing is held for it any more', async () => {
    const { caseId, holdIds } = await build.complain(one('LATE-WORD'));
    await build.send(holdIds[0] ?? '', { result: 'HELD_FULL' });
    await withdrawn(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    expect(await live()).toEqual([]);
    expect(await faults()).toEqual([]);
  });

  it('a bank ends by itself what is to be released: it is over once, and nothing is ordered again', async () => {
    const { caseId, holdId } = await held('LAPSED-1');
    await withdraw(build.db, caseId);
    await build.advanceCase(caseId);
    const hold = await build.hold(holdId);
    const order = await build.db.manager.findOneOrFail(HoldOrderRow, {
      where: { holdId },
      order: { sequence: 'DESC' },
    });
    const lapse = { orderId: order.id, holdId, releasedAmountSatang: '100000', at: new Date().toISOString() };
    await build.callback(hold.institution, 'hold.lapsed', order.id, lapse);
    await build.advanceHold(holdId);
    await build.advanceCase(caseId);
    await build.release(holdId).catch(() => undefined);
    expect(await build.hold(holdId)).toMatchObject({ state: 'released', reservedSatang: 0n });
    expect(await live()).toEqual([]);
    expect(await faults()).toEqual([]);
  });

  it('a bank tells what its customer has reported to 1441 already: one hold, by the clock of the report', async () => {
    const { caseId, holdId } = await held('TOLD-AFTER');
    const told = await build.customerTold('th-004', {
      victimAccount: VICTIM_ACCOUNT,
      toldAt: new Date().toISOString(),
      caseType: 'job',
      transfers: [
        {
          to: { account: MULE_ACCOUNT },
          amountSatang: '100000',
          transferredAt,
          reference: 'TOLD-AFTER',
          rail: 'promptpay',
        },
      ],
    });
    expect(told.ok).toBe(true);
    await build.advanceCase(caseId);
    expect((await live()).map(({ id, expiresAt }) => [id, expiresAt])).toEqual([
      [holdId, hoursFrom(await openedAt(caseId), 168)],
    ]);
    expect(await faults()).toEqual([]);
  });
});
