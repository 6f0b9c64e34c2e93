import { readComplaintStatus } from '../../../../src/application/complaint/view/read-complaint-status.js';
import { readHolds } from '../../../../src/application/hold/view/read-holds.js';
import { readTrail } from '../../../../src/application/trail/read-trail.js';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { HoldOrderRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../../src/persistence/entities/money/ledger.entities.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, RecordBuilder, type ReceiptSays } from '../../../support/record-builder.js';
import { violated } from '../../../support/violated.js';

describe('money that another authority holds', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  let asked: bigint;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const { caseId: id, holdIds } = await build.complain();
    [caseId, holdId] = [id, holdIds[0] ?? ''];
    asked = (await hold()).requestedSatang;
  });
  afterEach(async () => {
    const found = await violated(build.db);
    await database.drop();
    expect(found).toEqual([]);
  });

  const hold = () => build.hold(holdId);
  const reserved = async () => (await build.db.manager.findOneByOrFail(StolenSumRow, {})).reservedSatang;
  const breaks = async () => {
    const rows = await build.db.query<{ kind: string }[]>(
      'SELECT kind FROM break_record WHERE hold_id = $1 ORDER BY id',
      [holdId],
    );
    return rows.map(({ kind }) => kind);
  };
  const refused = (says: ReceiptSays = {}): ReceiptSays => ({
    result: 'REFUSED_LEGAL',
    heldAmountSatang: '0',
    ...says,
  });
  const under = (authority: 'amlo' | 'court', satang: bigint): ReceiptSays =>
    refused({ heldUnder: { authority, amountSatang: satang.toString(), reference: 'YS 1/2569' } });
  const told = async () => (await readComplaintStatus(build.db.manager, caseId))?.toTell?.text.en ?? '';

  /** The institution reports the end of what is held, in an amount. */
  async function lapses(satang: bigint, authority?: 'amlo' | 'court'): Promise<void> {
    const { institution } = await hold();
    const order = await build.db.manager.findOneOrFail(HoldOrderRow, {
      where: { holdId },
      order: { sequence: 'DESC' },
    });
    const at = new Date().toISOString();
    const report = { orderId: order.id, holdId, releasedAmountSatang: satang.toString(), authority, at };
    await build.callback(institution, 'hold.lapsed', order.id, report);
    await build.advanceHold(holdId);
  }

  it('is seized and stays reserved, a person is told to ask, and the victim hears who holds it', async () => {
    await build.send(holdId, under('amlo', asked));
    expect(await hold()).toMatchObject({ state: 'seized', stateReason: 'HELD_UNDER_AMLO', heldSatang: asked });
    expect(await reserved()).toBe(asked);
    expect(await breaks()).toEqual(['HELD_UNDER_AMLO']);
    expect(await told()).toContain('is held by order of the Anti-Money Laundering Office (AMLO). We do not know yet');
    expect(await told()).not.toContain('refused');
    const body = { reason: 'synthetic', unrelated: false };
    expect(await releaseByOfficer(build.db, { holdId, body, actor: OFFICER })).toMatchObject({ ok: false });
  });

  it('is no more than the authority holds; the rest is free', async () => {
    await build.send(holdId, under('court', asked - 1n));
    expect(await hold()).toMatchObject({ state: 'seized', stateReason: 'HELD_UNDER_COURT', heldSatang: asked - 1n });
    expect(await reserved()).toBe(asked - 1n);
  });

  it('is never more than was ordered', async () => {
    await build.send(holdId, under('amlo', asked + 1n));
    expect(await hold()).toMatchObject({ state: 'ordered' });
    expect(await breaks()).toEqual(['MORE_THAN_REQUESTED']);
  });

  it('may be held by the centre before', async () => {
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.receipt(holdId, { ...under('amlo', asked), receiptSeq: 2 });
    await build.advanceHold(holdId);
    expect(await hold()).toMatchObject({ state: 'seized', heldSatang: asked, reservedSatang: asked });
  });

  it('is free when that authority has ended it, by the same amount, and a person decides', async () => {
    await build.send(holdId, under('amlo', asked));
    await lapses(asked - 1n);
    expect(await hold()).toMatchObject({ state: 'seized' });
    await lapses(asked);
    expect(await hold()).toMatchObject({ state: 'released', stateReason: 'AUTHORITY_ENDED', reservedSatang: 0n });
    expect(await reserved()).toBe(0n);
    expect(await breaks()).toEqual(['HELD_UNDER_AMLO', 'NOT_WHAT_WAS_HELD', 'AUTHORITY_ENDED']);
    expect(await told()).toContain('an officer decides whether it is held again');
  });

  const split = (ours: bigint, satang: bigint, authority: 'amlo' | 'court' = 'amlo'): ReceiptSays => ({
    result: 'HELD_PARTIAL',
    heldAmountSatang: ours.toString(),
    heldUnder: { authority, amountSatang: satang.toString(), reference: 'YS 1/2569' },
  });
  const PART = 30_000n;

  it('may be a part: the rest is held by us, by its own clock, and both are reserved', async () => {
    const { expiresAt } = await hold();
    await build.send(holdId, split(asked - PART, PART));
    const both = { heldSatang: asked - PART, reservedSatang: asked - PART, seizedSatang: PART, seizedBy: 'amlo' };
    expect(await hold()).toMatchObject({ state: 'partly_held', expiresAt, ...both });
    expect(await reserved()).toBe(asked);
    expect(await breaks()).toEqual(['HELD_UNDER_AMLO']);
    expect(await told()).toContain('has suspended 700.00 baht');
    expect(await told()).toContain('300.00 baht is held by order of the Anti-Money Laundering Office (AMLO)');
  });

  it('may become a part of a hold that is running: the rest goes on', async () => {
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.receipt(holdId, { ...split(asked - PART, PART), receiptSeq: 2 });
    await build.advanceHold(holdId);
    expect(await hold()).toMatchObject({ state: 'held', heldSatang: asked - PART, seizedSatang: PART });
    expect(await reserved()).toBe(asked);
    expect(await breaks()).toEqual(['HELD_UNDER_AMLO']);
    expect(await told()).not.toContain('let part of it go');
  });

  it('goes on when the rest is released, and an authority ends it by itself', async () => {
    await build.send(holdId, split(asked - PART, PART));
    await releaseByOfficer(build.db, { holdId, body: { reason: 'synthetic', unrelated: false }, actor: OFFICER });
    await build.release(holdId);
    expect(await hold()).toMatchObject({ state: 'released', reservedSatang: 0n, seizedSatang: PART });
    expect(await reserved()).toBe(PART);
    const [view] = (await readHolds(build.db.manager, caseId))?.holds ?? [];
    expect(view).toMatchObject({ heldSatang: '0', heldUnder: { authority: 'amlo', amountSatang: PART.toString() } });
    await lapses(PART, 'court');
    expect(await reserved()).toBe(PART);
    await lapses(PART, 'amlo');
    expect(await hold()).toMatchObject({ state: 'released', seizedSatang: 0n, seizedBy: null });
    expect(await reserved()).toBe(0n);
    expect(await breaks()).toEqual(['HELD_UNDER_AMLO', 'NOT_WHAT_WAS_HELD', 'AUTHORITY_ENDED']);
  });

  it('ends beside a hold that goes on', async () => {
    await build.send(holdId, split(asked - PART, PART));
    await lapses(PART, 'amlo');
    expect(await hold()).toMatchObject({ state: 'partly_held', heldSatang: asked - PART, seizedSatang: 0n });
    expect(await reserved()).toBe(asked - PART);
    expect(await told()).toContain('an officer decides whether it is held again');
  });

  it('grows to all of it, and is seized then', async () => {
    await build.send(holdId, split(asked - PART, PART));
    await build.receipt(holdId, { ...under('amlo', asked), receiptSeq: 2 });
    await build.advanceHold(holdId);
    const all = { state: 'seized', stateReason: 'HELD_UNDER_AMLO', heldSatang: asked, seizedSatang: 0n };
    expect(await hold()).toMatchObject(all);
    expect(await reserved()).toBe(asked);
  });

  it('is of one authority: of another, a person asks', async () => {
    await build.send(holdId, split(asked - PART, PART));
    await build.receipt(holdId, { ...split(asked - PART - 1n, 1n, 'court'), receiptSeq: 2 });
    await build.advanceHold(holdId);
    expect(await hold()).toMatchObject({ heldSatang: asked - PART, seizedSatang: PART, seizedBy: 'amlo' });
    expect(await breaks()).toEqual(['HELD_UNDER_AMLO', 'INCONSISTENT']);
  });

  it('is shown where the money is, beside what is held', async () => {
    await build.send(holdId, split(asked - PART, PART));
    const became = (await readTrail(build.db.manager, caseId))?.graph?.accounts.map((account) => account.became);
    expect(became).toContainEqual(
      expect.objectContaining({ held: (asked - PART).toString(), seized: PART.toString() }),
    );
  });

  it('may be behind a refusal in words alone: a person asks, and the answer counts', async () => {
    await build.send(holdId, refused());
    expect(await hold()).toMatchObject({ state: 'ordered', reservedSatang: asked });
    expect(await breaks()).toEqual(['REFUSED_UNEXPLAINED']);
    await build.receipt(holdId, { ...under('amlo', asked), receiptSeq: 2 });
    await build.advanceHold(holdId);
    expect(await hold()).toMatchObject({ state: 'seized' });
  });

  it('is not behind a refusal that says why', async () => {
    await build.send(holdId, refused({ refusalKind: 'NOT_BOUND' }));
    expect(await hold()).toMatchObject({ state: 'refused', reservedSatang: 0n });
    expect(await breaks()).toEqual([]);
  });
});
