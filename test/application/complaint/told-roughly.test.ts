import { addTransfers } from '../../../src/application/complaint/intake/add-transfers.js';
import { readComplaintStatus } from '../../../src/application/complaint/view/read-complaint-status.js';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { takeQuestion } from '../../support/outgoing.js';
import { readEvidence } from '../../../src/application/evidence/read-evidence.js';
import { readQueue } from '../../../src/application/queue/read-queue.js';
import { personalFieldsOfCase } from '../../../src/application/reveal/personal-fields-of-case.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { DebitConfirmationRow, IncompleteTransferRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { ClaimRow, StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { TransferRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { ComplaintBody, LaterTransfersBody } from '../../../src/wire/case/complaint.js';
import { DebitConfirmationRequest } from '../../../src/wire/institution/calls/debit-question.js';
import { complaintBody, type ComplaintChanges, MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const AT = hoursAgo(2);

/** My bank, about 20,000 baht, about then. */
const ABOUT = { aboutAmountSatang: '2000000', aboutTime: { at: AT, withinMinutes: 30 } };
/** What it was: 19,850 baht, twenty minutes later. */
const FOUND = {
  reference: 'FOUND-1',
  amountSatang: '1985000',
  at: new Date(Date.parse(AT) + 20 * 60_000).toISOString(),
  to: MULE_ACCOUNT,
};

describe('a transfer that the victim tells roughly', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  async function complain(changes: ComplaintChanges = {}): Promise<string> {
    const { caseId } = await build.complain({ transfers: [], incompleteTransfers: [ABOUT], ...changes });
    return caseId;
  }
  const searches = (caseId: string) =>
    build.db.manager.find(DebitConfirmationRow, { where: { caseId }, order: { id: 'ASC' } });
  const incomplete = (caseId: string) =>
    build.db.manager.find(IncompleteTransferRow, { where: { caseId }, order: { no: 'ASC' } });
  const add = (caseId: string, body: object) =>
    addTransfers(build.db, {
      caseId,
      actor: OPERATOR,
      body: LaterTransfersBody.parse({ note: 'remembered later', transfers: [], ...body }),
    });

  async function answer(caseId: string, says: object, which = 0): Promise<void> {
    const question = (await searches(caseId))[which];
    if (question === undefined) throw new Error('nobody was asked');
    const { id, institution } = question;
    const said = { confirmationId: id, result: 'CONFIRMED', holder: 'MATCHES', at: new Date().toISOString(), ...says };
    const message = await build.answer(institution, 'debit.confirmation', id, said);
    await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
    await build.advanceCase(caseId);
  }

  async function tasks(caseId: string): Promise<string[]> {
    const { cases } = await readQueue(build.db.manager, { tab: 'all', limit: 100 });
    return cases.filter(({ id }) => id === caseId).map(({ task }) => task);
  }

  async function expectWhole(): Promise<void> {
    expect(await violated(build.db)).toEqual([]);
  }

  it('orders nothing before its bank has named the one debit, and then what the bank says exactly', async () => {
    const caseId = await complain();
    await build.advanceCase(caseId);
    for (const table of [TransferRow, StolenSumRow, ClaimRow]) expect(await build.db.manager.count(table)).toBe(0);
    expect(await build.holds(caseId)).toEqual([]);
    const [question] = await searches(caseId);
    const request = await takeQuestion(build.db, question?.id ?? '');
    expect(request?.search).toEqual({
      amountBetween: { fromSatang: '1800000', untilSatang: '2200000' },
      between: {
        from: new Date(Date.parse(AT) - 30 * 60_000).toISOString(),
        until: new Date(Date.parse(AT) + 30 * 60_000).toISOString(),
      },
    });
    expect(DebitConfirmationRequest.parse(request)).toEqual(request);
    await answer(caseId, { found: FOUND });
    expect(await build.db.manager.find(TransferRow)).toMatchObject([
      { amountSatang: 1_985_000n, transferredAt: new Date(FOUND.at), reportedBy: 'institution' },
    ]);
    expect(await build.holds(caseId)).toMatchObject([{ requestedSatang: 1_985_000n, kind: 'section7' }]);
    await expectWhole();
  });

  it.each<[string, object]>([
    ['of more than was told', { ...FOUND, amountSatang: '2200001' }],
    ['of less', { ...FOUND, amountSatang: '1799999' }],
    ['of another time', { ...FOUND, at: new Date(Date.parse(AT) + 31 * 60_000).toISOString() }],
  ])('is compared by a person where its bank names one %s', async (_what, found) => {
    const caseId = await complain();
    await answer(caseId, { found });
    expect(await build.db.manager.find(BreakRecordRow)).toMatchObject([{ kind: 'DEBIT_FOUND_DIFFERS' }]);
    expect(await build.holds(caseId)).toEqual([]);
    await expectWhole();
  });

  it.each<[string, object]>([
    ['about how much alone', { aboutAmountSatang: '2000000' }],
    [
      'about how much, within days',
      { aboutAmountSatang: '2000000', between: { from: hoursAgo(60), until: hoursAgo(1) } },
    ],
    ['about when alone', { aboutTime: ABOUT.aboutTime }],
  ])('is for a person, and no bank is asked, by %s', async (_what, told) => {
    const caseId = await complain({ incompleteTransfers: [told] });
    expect(await searches(caseId)).toEqual([]);
    expect(await tasks(caseId)).toEqual(['complete_transfer']);
    await expectWhole();
  });

  it('is shown as rough wherever it is read, and never as an amount or a time', async () => {
    const asTold = { receiver: 'กสิกรไทย 904-0000-90', reference: 'ab' };
    const caseId = await complain({ incompleteTransfers: [{ ...ABOUT, asTold }] });
    const status = await readComplaintStatus(build.db.manager, caseId);
    expect(status?.incompleteTransfers).toMatchObject([
      {
        amountSatang: null,
        between: null,
        ...ABOUT,
        missing: ['amount', 'time', 'reference', 'receiver'],
        wrong: ['reference', 'receiver'],
        asTold: { amount: null, time: null, reference: 'ab', receiverMasked: 'xxxxxxxxx0-90' },
      },
    ]);
    expect([status?.stolenSatang, status?.heldSatang]).toEqual(['0', '0']);
    expect(status?.readOut.en).toContain('about 20,000.00 baht');
    expect(status?.readOut.th).toContain('ประมาณ 20,000.00 บาท');
    const evidence = await readEvidence(build.db.manager, caseId);
    expect(evidence?.debitConfirmations).toMatchObject([{ told: { amountSatang: null, between: null, ...ABOUT } }]);
    const fields = await personalFieldsOfCase(build.db.manager, caseId);
    expect(fields?.filter(({ of }) => of === 'incomplete')).toMatchObject([
      { field: 'incomplete.1.as_told', value: asTold.receiver },
    ]);
  });

  it('holds no other transfer of its complaint up: the one that is known is ordered at once', async () => {
    const wrong = { amountSatang: '100000', asTold: { receiver: '014 90000000' } };
    const { holdIds } = await build.complain({ transfers: [{}], incompleteTransfers: [wrong] });
    expect(holdIds).toHaveLength(1);
    await expectWhole();
  });

  it('is taken in a later call as at intake: asked about, found and held', async () => {
    const { caseId } = await build.complain({ transfers: [{}], incompleteTransfers: [{ amountSatang: '500' }] });
    const [known] = ComplaintBody.parse(complaintBody({ transfers: [{ amountSatang: '700000' }] })).transfers;
    expect(await add(caseId, { transfers: [known], incompleteTransfers: [ABOUT, {}] })).toMatchObject({ ok: true });
    expect(await incomplete(caseId)).toMatchObject([
      { no: 1, toldNo: 1, additionId: null },
      { no: 2, toldNo: 1, state: 'open' },
      { no: 3, toldNo: 2, state: 'open' },
    ]);
    await build.advanceCase(caseId);
    expect((await build.holds(caseId)).map(({ requestedSatang }) => requestedSatang).sort()).toEqual([
      100_000n,
      700_000n,
    ]);
    const status = await readComplaintStatus(build.db.manager, caseId);
    expect(status?.incompleteTransfers.map(({ aboutAmountSatang }) => aboutAmountSatang)).toEqual([
      null,
      '2000000',
      null,
    ]);
    const which = (await searches(caseId)).findIndex(({ incompleteTransferId }) => incompleteTransferId !== null);
    await answer(caseId, { found: FOUND }, which);
    expect(await incomplete(caseId)).toMatchObject([{ state: 'open' }, { state: 'completed' }, { state: 'open' }]);
    expect((await build.holds(caseId)).map(({ requestedSatang }) => requestedSatang)).toContain(1_985_000n);
    await expectWhole();
  });

  it('is looked for in a later call up to that call, and not only up to the complaint', async () => {
    const { caseId } = await build.complain({ transfers: [{}] });
    await build.owner.query(`UPDATE case_file SET opened_at = opened_at - interval '3 hours' WHERE id = $1`, [caseId]);
    await add(caseId, { incompleteTransfers: [ABOUT] });
    const which = (await searches(caseId)).findIndex(({ incompleteTransferId }) => incompleteTransferId !== null);
    await answer(caseId, { found: FOUND }, which);
    expect(await build.db.manager.countBy(TransferRow, { reference: FOUND.reference })).toBe(1);
  });

  it('is refused in a later call with what cannot be, and told once', async () => {
    const { caseId } = await build.complain({ transfers: [{ reference: 'KNOWN-1' }] });
    const reported = { ...ABOUT, reference: 'KNOWN-1' };
    expect(await add(caseId, { incompleteTransfers: [reported] })).toMatchObject({
      code: 'COMPLAINT.REPORTED_ALREADY',
    });
    const early = { aboutTime: { at: '2010-01-01T00:00:00Z', withinMinutes: 30 } };
    expect(await add(caseId, { incompleteTransfers: [early] })).toMatchObject({
      code: 'COMPLAINT.INVALID',
      faults: [{ pointer: '/incompleteTransfers/0/aboutTime/at', code: 'FIELD.TOO_OLD' }],
    });
    expect(await incomplete(caseId)).toEqual([]);
    expect(LaterTransfersBody.safeParse({ note: 'x', transfers: [] }).success).toBe(false);
    const both = { amountSatang: '1', aboutAmountSatang: '1' };
    expect(LaterTransfersBody.safeParse({ note: 'x', transfers: [], incompleteTransfers: [both] }).success).toBe(false);
  });

  it('is searched five times a day and no more, in however many calls (P-LIMIT)', async () => {
    const { caseId } = await build.complain({ transfers: [{}] });
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const told = (no: number) => ({ ...ABOUT, aboutAmountSatang: String(2_000_000 + no) });
    await add(caseId, { incompleteTransfers: [told(1), told(2), told(3), told(4)] });
    await add(caseId, { incompleteTransfers: [told(5), told(6)] });
    const asked = (await searches(caseId)).filter(({ incompleteTransferId }) => incompleteTransferId !== null);
    expect(asked).toHaveLength(5);
    expect(await build.db.manager.find(BreakRecordRow)).toMatchObject([{ kind: 'SEARCH_LIMIT' }]);
    expect(await incomplete(caseId)).toHaveLength(6);
    await expectWhole();
  });
});
