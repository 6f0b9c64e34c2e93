import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { giveOrderBack, takeOrder } from '../../support/outgoing.js';
import { decideFreezeRequest } from '../../../src/application/freeze-request/decide-freeze-request.js';
import { readFreezeRequests } from '../../../src/application/freeze-request/read-freeze-requests.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { readHolds } from '../../../src/application/hold/view/read-holds.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../src/application/hold/release/release-in-part.js';
import { receiveMessage } from '../../../src/application/message/receive-message.js';
import { createDataSource } from '../../../src/persistence/data-source.js';
import { FreezeRequestRow } from '../../../src/persistence/entities/case/freeze-request.entities.js';
import { HoldOrderRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { InboxMessageRow } from '../../../src/persistence/entities/traffic/message.entities.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { HoldOrder } from '../../../src/wire/institution/calls/hold-order.js';
import { NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { switchResidualWatch } from '../../support/residual-policy.js';
import { withdraw } from '../../support/withdraw.js';

describe('the watch for the part that was not held (P-RESID)', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
  });
  afterEach(async () => {
    const { checks } = await verifyRecord({ db: record.db });
    await database.drop();
    expect(checks.filter(({ violations, id }) => violations > 0 && id !== 'I22')).toEqual([]);
  });

  /** Of 1,000 stolen baht 300 are held at the mule, 500 went on, and no debit explains 200. */
  async function partlyHeld(policy: boolean | null = true, onward = '50000'): Promise<void> {
    if (policy !== null) await switchResidualWatch(record.db, policy);
    ({ caseId, holdIds: [holdId = ''] = [] } = await record.complain());
    const amounts = { amountSatang: onward, attributedSatang: onward };
    const at = new Date().toISOString();
    const went = {
      transferRef: 'ONWARD-1',
      to: { account: NEXT_ACCOUNT },
      ...amounts,
      at,
      channel: 'promptpay' as const,
    };
    const said = { result: 'HELD_PARTIAL' as const, heldAmountSatang: '30000' };
    await record.send(holdId, { ...said, onward: onward === '0' ? [] : [went] });
    await record.advanceCase(caseId);
  }
  const hold = () => record.hold(holdId);
  const requests = () =>
    record.db.manager.find(FreezeRequestRow, { where: { kind: 'residual' }, order: { id: 'ASC' } });
  const orders = () => record.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
  const reserved = async () => (await record.db.manager.findOneByOrFail(StolenSumRow, {})).reservedSatang;

  /** Reports a credit as the institution, and returns the outcome. */
  async function credited(amountSatang: string): Promise<string | null> {
    const { institution } = await hold();
    const data = { holdId, amountSatang, at: new Date().toISOString() };
    const taken = await record.callback(institution, 'account.credited', holdId, data);
    if (!taken.ok) throw new Error(taken.code);
    await record.advanceHold(holdId);
    const where = { kind: 'account.credited' } as const;
    return (await record.db.manager.findOne(InboxMessageRow, { where, order: { id: 'DESC' } }))?.outcome ?? null;
  }
  async function approved(index = 0): Promise<void> {
    await record.approve((await requests())[index]?.id ?? '', SUPERVISOR);
    await record.advanceCase(caseId);
  }

  /** Reports a credit and approves its catch. */
  async function caught(amountSatang: string): Promise<void> {
    await credited(amountSatang);
    await approved();
  }

  /** Continues the hold as the inquiry officer. */
  async function continued(): Promise<void> {
    const body = { kind: 'continue_order' as const, holdId, reason: 'synthetic' };
    expect(await requestFreeze(record.db, { caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
    await record.advanceCase(caseId);
  }

  it('asks an officer about a later credit, and has the hold raised by what is missing once he approves', async () => {
    await partlyHeld();
    const before = await reserved();
    expect(await credited('15000')).toBe('CATCH_REQUESTED');
    // The credit by itself holds nothing.
    expect(await hold()).toMatchObject({ heldSatang: 30_000n, reservedSatang: 30_000n });
    expect(await requests()).toMatchObject([
      {
        state: 'requested',
        requestedBy: 'system',
        raiseSatang: 15_000n,
        holdId,
        blastRadius: { order: { amountSatang: '15000' } },
      },
    ]);
    await approved();
    expect(await hold()).toMatchObject({ state: 'partly_held', heldSatang: 30_000n, reservedSatang: 45_000n });
    expect(await reserved()).toBe(before + 15_000n);
    const [shown] = (await readHolds(record.db.manager, caseId))?.holds ?? [];
    expect(shown?.laterCredits).toMatchObject([
      { amountSatang: '15000', outcome: 'CATCH_REQUESTED', request: { state: 'approved', raiseSatang: '15000' } },
    ]);
    expect(shown?.orders.at(-1)?.raiseRequestId).toBe(shown?.laterCredits[0]?.request?.id);
    const [first, raise] = await orders();
    expect(raise).toMatchObject({ requestedSatang: 45_000n, replacesOrderId: first?.id, expiresAt: first?.expiresAt });
    expect(raise?.legalBasis).toContain('th/P-RESID/true');
    expect(raise?.legalBasis).toEqual(expect.arrayContaining(first?.legalBasis ?? []));
    await record.send(holdId, { result: 'HELD_FULL' });
    expect(await hold()).toMatchObject({ state: 'partly_held', heldSatang: 45_000n, reservedSatang: 45_000n });
  });

  it('gives a duty to inform the holder of what was caught, and none when nothing was caught', async () => {
    await partlyHeld();
    await caught('15000');
    await record.send(holdId, { result: 'HELD_FULL' });
    expect((await orders()).map(({ changesAmount, holderNotifiedAt }) => [changesAmount, holderNotifiedAt])).toEqual([
      [false, null],
      [true, null],
    ]);
    const notifiedAt = new Date().toISOString();
    const { institution } = await hold();
    await record.callback(institution, 'holder.notified', holdId, { holdId, of: 'part', notifiedAt });
    await record.advanceHold(holdId);
    expect((await orders())[1]?.holderNotifiedAt?.toISOString()).toBe(notifiedAt);
    await credited('15000');
    await approved(1);
    await record.send(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '45000' });
    expect((await orders())[2]?.changesAmount).toBe(false);
  });

  it('is asked for on the wire, in the same words each time, and not while it is off', async () => {
    await partlyHeld();
    await caught('15000');
    const sent = async () => {
      const order = HoldOrder.parse(await takeOrder(record.db, holdId));
      await giveOrderBack(record.db, order.orderId);
      return order;
    };
    const once = await sent();
    expect(once).toMatchObject({ watchCredits: true, catchesLaterCredit: true, requestedAmountSatang: '45000' });
    expect(await sent()).toEqual(once);
    expect((await orders()).map(({ watchesCredits }) => watchesCredits)).toEqual([true, true]);
  });

  it.each([[null], [false]])('does nothing while the policy is off (%s)', async (policy) => {
    await partlyHeld(policy);
    expect((await orders()).map(({ watchesCredits }) => watchesCredits)).toEqual([false]);
    expect(await credited('15000')).toBe('RESIDUAL.OFF');
    expect(await requests()).toEqual([]);
  });

  it('is not approved after the centre switched the policy off', async () => {
    await partlyHeld();
    await credited('15000');
    const [asked] = await requests();
    const [request] = await readFreezeRequests(record.db.manager, { id: asked?.id ?? '' });
    const seen = { evidenceHash: request?.evidenceHash ?? '', blastRadiusSha256: request?.blastRadius?.sha256 ?? '' };
    await switchResidualWatch(record.db, false, '1 second');
    // This process keeps its copy of the rulebook for a minute; another process has no copy yet.
    const otherProcess = createDataSource({ url: database.url, poolSize: 2, applicationName: 'test' });
    await otherProcess.initialize();
    const decided = await decideFreezeRequest(otherProcess, {
      freezeRequestId: asked?.id ?? '',
      body: { verdict: 'approve', reason: 'synthetic', ...seen },
      actor: SUPERVISOR,
    });
    await advanceCase(otherProcess, caseId, AGENCY_DIALECTS, record.hash);
    await otherProcess.destroy();
    expect(decided).toMatchObject({ ok: false, code: 'RESIDUAL.OFF' });
    expect(await orders()).toHaveLength(1);
  });

  it('catches no more than is missing, however much comes in, and nothing once nothing is missing', async () => {
    await partlyHeld();
    await caught('90000');
    await record.send(holdId, { result: 'HELD_FULL' });
    expect(await hold()).toMatchObject({ heldSatang: 50_000n, reservedSatang: 50_000n });
    expect(await credited('90000')).toBe('RESIDUAL.NOTHING_MISSING');
    expect(await requests()).toHaveLength(1);
  });

  it('makes the hold held when the rest of it came in', async () => {
    await partlyHeld(true, '0');
    await caught('70000');
    await record.send(holdId, { result: 'HELD_FULL' });
    expect(await hold()).toMatchObject({ state: 'held', heldSatang: 100_000n });
  });

  it('catches several credits one after the other, and none twice', async () => {
    await partlyHeld();
    await credited('12000');
    await credited('12000');
    await approved(0);
    await approved(1);
    // The second catch finds 8,000 satang missing beside what the first asks for.
    expect((await orders()).map(({ requestedSatang }) => requestedSatang)).toEqual([100_000n, 42_000n, 50_000n]);
    await record.receipt(holdId, { result: 'HELD_FULL' }, 2);
    await record.advanceHold(holdId);
    expect(await hold()).toMatchObject({ heldSatang: 42_000n, reservedSatang: 50_000n });
    await record.receipt(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '45000' }, 3);
    await record.advanceHold(holdId);
    expect(await hold()).toMatchObject({ heldSatang: 45_000n, reservedSatang: 45_000n });
  });

  it('gives the reservation back when the institution refuses to hold later money, and what it held stays', async () => {
    await partlyHeld();
    await caught('15000');
    await record.send(holdId, { result: 'REFUSED_LEGAL', heldAmountSatang: '0' });
    expect(await hold()).toMatchObject({ state: 'partly_held', heldSatang: 30_000n, reservedSatang: 30_000n });
    expect(await reserved()).toBe(80_000n);
    // The next order replaces the one that stands.
    await continued();
    const [first, , third] = await orders();
    expect(third).toMatchObject({ replacesOrderId: first?.id, requestedSatang: 30_000n, raiseRequestId: null });
  });

  it('goes on after an extension that comes first', async () => {
    await partlyHeld();
    await caught('15000');
    await continued();
    const [, raise, extension] = await orders();
    expect(extension).toMatchObject({
      kind: 'continue_order',
      requestedSatang: 45_000n,
      raiseRequestId: raise?.raiseRequestId,
    });
    await record.receipt(holdId, { result: 'HELD_FULL' }, 3);
    await record.advanceHold(holdId);
    expect(await hold()).toMatchObject({ heldSatang: 45_000n, reservedSatang: 45_000n });
  });

  it('ends with the hold: its request expires, and the release lets all of it go', async () => {
    await partlyHeld();
    await credited('15000');
    const [request] = await requests();
    expect(request?.expiresAt.getTime()).toBeLessThanOrEqual((await hold()).expiresAt.getTime());
    await releaseByOfficer(record.db, { holdId, body: { reason: 'synthetic', unrelated: false }, actor: OFFICER });
    await expect(record.approve(request?.id ?? '', SUPERVISOR)).rejects.toThrow('RESIDUAL.NOT_PARTLY_HELD');
    expect(await credited('15000')).toBe('RESIDUAL.NOT_PARTLY_HELD');
    await record.advanceCase(caseId);
    expect(await requests()).toMatchObject([{ state: 'expired' }]);
    await record.release(holdId);
    expect(await hold()).toMatchObject({ state: 'released', reservedSatang: 0n });
  });

  it('is released with the rest when the complaint is withdrawn, also while the order is under way', async () => {
    await partlyHeld(true, '0');
    await caught('15000');
    await withdraw(record.db, caseId);
    await record.advanceCase(caseId);
    await record.release(holdId);
    expect(await hold()).toMatchObject({ state: 'released', reservedSatang: 0n });
    expect(await reserved()).toBe(0n);
  });

  it('does not watch for money that an officer let go', async () => {
    await partlyHeld();
    const body = { keepSatang: '10000', reason: 'synthetic' };
    expect(await releaseInPart(record.db, { holdId, body, actor: OFFICER })).toMatchObject({ ok: true });
    await record.send(holdId, { result: 'HELD_FULL' });
    expect(await hold()).toMatchObject({ heldSatang: 10_000n });
    expect(await credited('15000')).toBe('RESIDUAL.NOT_WATCHED');
    expect((await orders()).at(-1)?.watchesCredits).toBe(false);
  });

  it('asks once, however often the same message comes', async () => {
    await partlyHeld();
    const { institution } = await hold();
    const message = await record.parties.callback(institution, 'account.credited', holdId, {
      holdId,
      amountSatang: '15000',
      at: new Date().toISOString(),
    });
    await receiveMessage(record.db, message);
    await record.advanceHold(holdId);
    await receiveMessage(record.db, message);
    await record.advanceHold(holdId);
    expect(await requests()).toHaveLength(1);
  });

  it('takes a report of a credit only from the holding institution', async () => {
    await partlyHeld();
    const data = { holdId, amountSatang: '15000', at: new Date().toISOString() };
    await record.callback('th-006', 'account.credited', holdId, data);
    await record.advanceHold(holdId);
    expect(await requests()).toEqual([]);
  });

  it('shows on the hold, with the person who decided on the catch', async () => {
    await partlyHeld();
    const read = async () => (await readHolds(record.db.manager, caseId))?.holds[0];
    // Of the 700 baht that are not held, the debit of 500 explains its own.
    expect(await read()).toMatchObject({ requestedSatang: '100000', heldSatang: '30000', missingSatang: '20000' });
    await caught('15000');
    const view = await read();
    expect(view?.missingSatang).toBe('5000');
    const [request] = await requests();
    expect(view?.orders).toMatchObject([
      { watchesCredits: true, raiseRequestId: null },
      { watchesCredits: true, raiseRequestId: request?.id, refusedAt: null },
    ]);
    expect(view?.deciders.map(({ act, person }) => [act, person])).toEqual([
      ['request', 'system'],
      ['approve', 'supervisor-1'],
    ]);
  });

  it('is refused by the database when a person asks for it', async () => {
    await partlyHeld();
    await credited('15000');
    const [request] = await requests();
    await expect(
      database.dataSource.manager.update(FreezeRequestRow, { id: request?.id ?? '' }, { requestedBy: 'officer-1' }),
    ).rejects.toThrow('freeze_request_residual');
  });
});
