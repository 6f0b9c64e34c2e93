import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { after, HOUR_MS } from '../../../src/domain/time.js';
import { sumSatang } from '../../../src/domain/money.js';
import { FreezeRequestRow } from '../../../src/persistence/entities/case/freeze-request.entities.js';
import { TrailLinkRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';

const NEXT = { institution: 'th-004', accountNo: '9000000077' };
const UNTIL = after(new Date(), 6 * HOUR_MS);

/**
 * A relative reports, so section 7 orders nothing: an officer has the black account suspended, and
 * its bank is slow to answer. What its receipt says has gone on is followed by no power.
 */
describe('an armed hold', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
    await suspend('100000');
  });
  afterEach(() => database.drop());

  /** A relative reports so much, and the account that it went to is suspended. */
  async function suspend(amountSatang: string): Promise<void> {
    const transfers = [{ reference: `STOLEN-${amountSatang}`, amountSatang }];
    ({ caseId } = await record.complain({ reporter: { holdsVictimAccount: false }, transfers }));
    await record.advanceCase(caseId);
    await record.debits(caseId, 'CONFIRMED');
    await record.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await record.advanceCase(caseId);
    await approved(await ask({ account: MULE_ACCOUNT }));
    holdId = (await record.holds(caseId))[0]?.id ?? '';
    await record.send(holdId);
  }

  async function ask(subject: { account: typeof MULE_ACCOUNT } | { holdId: string; armSatang: string }) {
    const body = { kind: 'aoc_suspension' as const, reason: 'it is black', until: UNTIL.toISOString(), ...subject };
    const asked = await requestFreeze(record.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    return asked.response.id;
  }
  async function approved(requestId: string): Promise<void> {
    await record.approve(requestId, SUPERVISOR);
    await record.advanceCase(caseId);
  }
  /** The slow bank answers: 400 baht are held, and 600 went on. */
  async function moneyWentOn() {
    await record.receipt(holdId, {
      result: 'HELD_PARTIAL',
      heldAmountSatang: '40000',
      onward: [
        {
          transferRef: 'ONWARD-1',
          to: { account: NEXT },
          amountSatang: '60000',
          attributedSatang: '60000',
          at: new Date().toISOString(),
          channel: 'promptpay',
        },
      ],
    });
    return record.advanceHold(holdId);
  }
  /** The central register has the account that the money went to, too. */
  async function evidenceOnNext(...accounts: (typeof NEXT)[]) {
    await record.advanceCase(caseId);
    const colours = [MULE_ACCOUNT, ...accounts].map((account) => ({ account, colour: 'black' }));
    await record.agencyAnswers(caseId, 'bot', { colours });
    return record.advanceCase(caseId);
  }
  const breaks = async () =>
    (await record.db.manager.findBy(BreakRecordRow, { caseId, kind: 'ARMED_NO_EVIDENCE' })).map(
      ({ closedAt }) => closedAt === null,
    );
  const nextHold = async () => (await record.holds(caseId)).find(({ accountNo }) => accountNo === NEXT.accountNo);
  const stopOf = async () => (await record.db.manager.findOneBy(TrailLinkRow, { hop: 1 }))?.stopReason;

  it('suspends nothing at an account without evidence of its own, and a person is told (P-EV85B)', async () => {
    await approved(await ask({ holdId, armSatang: '100000' }));
    expect((await moneyWentOn()).startHolds).toEqual([]);
    expect([await nextHold(), await stopOf(), await breaks()]).toEqual([undefined, 'no_power', [true]]);
    await evidenceOnNext();
    expect([await nextHold(), await breaks()]).toEqual([undefined, [true]]);
  });

  it('that an officer asked for and another approved suspends the next transfer once the evidence is there', async () => {
    await approved(await ask({ holdId, armSatang: '100000' }));
    expect(await nextHold()).toBeUndefined(); // nothing has arrived yet
    await moneyWentOn();
    const step = await evidenceOnNext(NEXT);
    const held = await nextHold();
    expect(await breaks()).toEqual([false]);
    const { checks } = await verifyRecord({ db: record.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
    expect(held).toMatchObject({ kind: 'aoc_suspension', state: 'ordered', requestedSatang: 60_000n, hop: 1 });
    expect(step.startHolds).toEqual([{ holdId: held?.id, institution: 'th-004' }]);
    expect(held?.expiresAt.toISOString()).toBe(UNTIL.toISOString());
    const request = await record.db.manager.findOneByOrFail(FreezeRequestRow, { id: held?.freezeRequestId ?? '' });
    expect(request).toMatchObject({ armSatang: 100_000n, holdId, state: 'approved' });
  });

  it('suspends no more than its cap', async () => {
    await approved(await ask({ holdId, armSatang: '55000' }));
    await moneyWentOn();
    await evidenceOnNext(NEXT);
    expect((await nextHold())?.requestedSatang).toBe(55_000n);
  });

  it('suspends no more than its cap of several parts that waited for another to have room', async () => {
    await suspend('400000');
    await approved(await ask({ holdId, armSatang: '60000' }));
    await approved(await ask({ holdId, armSatang: '150000' }));
    const part = (serial: number, satang: string) => ({
      transferRef: `ONWARD-${serial}`,
      to: { account: { institution: 'th-004', accountNo: `900000007${serial}` } },
      amountSatang: satang,
      attributedSatang: satang,
      at: new Date().toISOString(),
      channel: 'promptpay' as const,
    });
    const onward = [part(1, '100000'), part(2, '90000'), part(3, '90000')];
    await record.receipt(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '120000', onward });
    await record.advanceHold(holdId);
    await evidenceOnNext(...onward.map(({ to }) => to.account));
    const ordered = (await record.holds(caseId)).filter(({ hop }) => hop === 1);
    // The parts were named at one instant and come in any order; each cap is used up by them all the same.
    const [byFirst = 0n, ...bySecond] = ordered.map(({ requestedSatang }) => requestedSatang);
    expect([byFirst, sumSatang(bySecond), bySecond.length]).toEqual([60_000n, 150_000n, 2]);
    await record.advanceCase(caseId);
    expect((await record.holds(caseId)).filter(({ hop }) => hop === 1)).toHaveLength(3);
  });

  it('does nothing while nobody has approved it, and nothing follows without one', async () => {
    await ask({ holdId, armSatang: '100000' });
    expect((await moneyWentOn()).startHolds).toEqual([]);
    expect([await nextHold(), await stopOf()]).toEqual([undefined, 'no_power']);
  });

  it('does nothing after its end', async () => {
    const requestId = await ask({ holdId, armSatang: '100000' });
    await approved(requestId);
    await record.owner.query(`UPDATE freeze_request SET until_at = now() - interval '1 second' WHERE id = $1`, [
      requestId,
    ]);
    await moneyWentOn();
    await evidenceOnNext(NEXT);
    expect([await nextHold(), await stopOf()]).toEqual([undefined, 'no_power']);
  });

  it('does nothing when the evidence gives no reason to believe any more (AOC-85B)', async () => {
    await approved(await ask({ holdId, armSatang: '100000' }));
    await record.agencyAnswers(caseId, 'bot', { colours: [] });
    await record.advanceCase(caseId);
    await moneyWentOn();
    expect([await nextHold(), await stopOf()]).toEqual([undefined, 'no_power']);
  });

  it('does nothing when the complaint was withdrawn: what stands is reviewed, and nothing begins (P-WITHDRAW)', async () => {
    await approved(await ask({ holdId, armSatang: '100000' }));
    await withdraw(record.db, caseId);
    await moneyWentOn();
    expect([await nextHold(), await stopOf()]).toEqual([undefined, 'no_power']);
  });

  it('is refused above what its hold asks for, and to who names no end', async () => {
    const body = { kind: 'aoc_suspension' as const, reason: 'because', holdId, armSatang: '100001' };
    const above = { ...body, until: UNTIL.toISOString() };
    expect(await requestFreeze(record.db, { caseId, body: above, actor: OFFICER })).toMatchObject({
      code: 'ARMED.ABOVE_HOLD',
    });
    expect(await requestFreeze(record.db, { caseId, body, actor: OFFICER })).toMatchObject({ ok: false });
  });

  it('orders nothing in the database without another person, whatever a program or a row says', async () => {
    const requestId = await ask({ holdId, armSatang: '100000' });
    await approved(requestId);
    await moneyWentOn();
    await evidenceOnNext(NEXT);
    const next = await nextHold();
    const again = `INSERT INTO hold SELECT (jsonb_populate_record(h, jsonb_build_object('id', 'X', 'requested_satang', 1, 'reserved_satang', 0))).*
                     FROM hold h WHERE h.id = $1`;
    const refused = 'armed hold .* does not reach this order';
    await record.owner.query(`UPDATE freeze_request SET state = 'requested' WHERE id = $1`, [requestId]);
    await expect(record.owner.query(again, [next?.id])).rejects.toThrow(new RegExp(refused));
    await record.owner.query(`UPDATE freeze_request SET state = 'approved', arm_satang = 60000 WHERE id = $1`, [
      requestId,
    ]);
    await expect(record.owner.query(again, [next?.id])).rejects.toThrow(new RegExp(refused));
  });
});
