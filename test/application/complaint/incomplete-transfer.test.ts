import { IsNull } from 'typeorm';
import { settleBreak } from '../../../src/application/advance/look/settle-break.js';
import { addTransfers } from '../../../src/application/complaint/intake/add-transfers.js';
import { adoptFound } from '../../../src/application/complaint/incomplete/adopt-found.js';
import { readComplaintStatus } from '../../../src/application/complaint/view/read-complaint-status.js';
import { setAsideIncompleteTransfer } from '../../../src/application/complaint/incomplete/settle-incomplete-transfer.js';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { takeQuestion } from '../../support/outgoing.js';
import { holderProof } from '../../../src/application/debit/holder-proof.js';
import { readEvidence } from '../../../src/application/evidence/read-evidence.js';
import { readCaseRow } from '../../../src/application/overview/read-case-list.js';
import { readQueue } from '../../../src/application/queue/read-queue.js';
import type { ActingPerson } from '../../../src/application/case/work/acting-person.js';
import { complaintWorkflowId } from '../../../src/contract/ids.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { ComplaintAdditionRow } from '../../../src/persistence/entities/case/complaint.entities.js';
import { DebitConfirmationRow, IncompleteTransferRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { ClaimRow, StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { OutboxRow } from '../../../src/persistence/entities/traffic/outbox.entities.js';
import { TransferRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { DebitConfirmationRequest } from '../../../src/wire/institution/calls/debit-question.js';
import { complaintBody, type ComplaintChanges, MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, OPERATOR, person, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';
import { violated } from '../../support/violated.js';

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** My bank, about then, 20,000 baht, to somebody. */
const TOLD = { amountSatang: '2000000', between: { from: hoursAgo(3), until: hoursAgo(1) } };
const FOUND = { reference: 'FOUND-1', amountSatang: '2000000', at: hoursAgo(2), to: MULE_ACCOUNT };

describe('a transfer that the victim does not know well enough', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  /** A complaint about such transfers alone, or beside ordinary ones. */
  async function complain(changes: ComplaintChanges = {}): Promise<string> {
    const { caseId } = await build.complain({ transfers: [], incompleteTransfers: [TOLD], ...changes });
    return caseId;
  }

  const incomplete = (caseId: string) => build.db.manager.findBy(IncompleteTransferRow, { caseId });
  const caseOf = (id: string) => build.db.manager.findOneByOrFail(CaseFileRow, { id });
  const search = (caseId: string) => build.db.manager.findOneByOrFail(DebitConfirmationRow, { caseId });

  async function answer(caseId: string, says: object): Promise<void> {
    const { id, institution } = await search(caseId);
    const said = { confirmationId: id, result: 'CONFIRMED', holder: 'MATCHES', at: new Date().toISOString(), ...says };
    const message = await build.answer(institution, 'debit.confirmation', id, said);
    await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
    await build.advanceCase(caseId);
  }

  function complete(
    caseId: string,
    completes: string,
    changes: NonNullable<ComplaintChanges['transfers']>[number] = {},
  ) {
    const [transfer] = ComplaintBody.parse(complaintBody({ transfers: [changes] })).transfers;
    if (transfer === undefined) throw new Error('no transfer');
    const transfers = [{ ...transfer, completes }];
    return addTransfers(build.db, { caseId, actor: OPERATOR, body: { note: 'found on the slip', transfers } });
  }

  async function tasks(caseId: string): Promise<string[]> {
    const { cases } = await readQueue(build.db.manager, { tab: 'all', limit: 100 });
    return cases.filter(({ id }) => id === caseId).map(({ task }) => task);
  }

  async function expectWhole(): Promise<void> {
    expect(await violated(build.db)).toEqual([]);
  }

  it('is taken with a case number, and is no stolen sum, claim, hold or transfer', async () => {
    const caseId = await complain({ incompleteTransfers: [TOLD, {}, { to: { account: MULE_ACCOUNT } }] });
    await build.advanceCase(caseId);
    expect(await incomplete(caseId)).toMatchObject([{ state: 'open', no: 1 }, { no: 2 }, { no: 3 }]);
    for (const table of [TransferRow, StolenSumRow, ClaimRow]) expect(await build.db.manager.count(table)).toBe(0);
    expect(await build.holds(caseId)).toEqual([]);
    const { caseNo, stolenSatang, status, closedAt } = await caseOf(caseId);
    expect(caseNo).toMatch(/^RG/);
    expect({ stolenSatang, status, closedAt }).toEqual({ stolenSatang: 0n, status: 'received', closedAt: null });
    await expectWhole();
  });

  it('says why nothing is ordered, and that the victim should look for it', async () => {
    const body = ComplaintBody.parse(complaintBody({ transfers: [], incompleteTransfers: [TOLD] }));
    expect(body.transfers).toEqual([]);
    const empty = ComplaintBody.safeParse(complaintBody({ transfers: [], incompleteTransfers: [] }));
    expect(empty.success).toBe(false);
    const caseId = await complain();
    const status = await readComplaintStatus(build.db.manager, caseId);
    expect(status?.transfers).toEqual([]);
    expect(status?.incompleteTransfers).toMatchObject([
      { no: 1, state: 'open', amountSatang: '2000000', receiverKnown: false, search: { state: 'asked' } },
    ]);
  });

  it('does not touch the holds of transfers that are known', async () => {
    const caseId = await complain({ transfers: [{}] });
    const [hold] = await build.holds(caseId);
    expect(hold).toMatchObject({ requestedSatang: 100_000n, state: 'ordered' });
    expect(await build.db.manager.count(TransferRow)).toBe(1);
  });

  it('is asked about at the institution of the victim, with what was told and no more, by P-URG', async () => {
    const to = { account: { institution: 'BOFAUS3N', accountNo: 'US-1234' } };
    const caseId = await complain({ incompleteTransfers: [{ ...TOLD, to, toName: 'Somchai' }] });
    const { id, deadlineAt, askedAt } = await search(caseId);
    expect(deadlineAt.getTime() - askedAt.getTime()).toBe(3_600_000);
    const { confirmations } = await build.advanceCase(caseId);
    expect(confirmations).toEqual([{ confirmationId: id, institution: VICTIM_ACCOUNT.institution }]);
    const question = await takeQuestion(build.db, id);
    expect(question).toMatchObject({ account: VICTIM_ACCOUNT, search: TOLD });
    expect(question?.search).toEqual(TOLD);
    expect(DebitConfirmationRequest.parse(question)).toEqual(question);
    expect(await tasks(caseId)).toContain('find_transfer');
  });

  it('is asked about nowhere by an amount alone, and is a task of the centre', async () => {
    const caseId = await complain({ incompleteTransfers: [{ amountSatang: '2000000' }] });
    expect(await build.db.manager.count(DebitConfirmationRow)).toBe(0);
    expect(await tasks(caseId)).toEqual(['complete_transfer']);
    await expectWhole();
  });

  it('becomes a confirmed report of the institution when it is found, and is held like any other', async () => {
    const caseId = await complain();
    await answer(caseId, { found: FOUND });
    const [transfer] = await build.db.manager.find(TransferRow);
    expect(transfer).toMatchObject({ reference: 'FOUND-1', reportedBy: 'institution', amountSatang: 2_000_000n });
    expect(await search(caseId)).toMatchObject({ state: 'confirmed', transferId: transfer?.id });
    expect(await incomplete(caseId)).toMatchObject([
      { state: 'completed', transferId: transfer?.id, settledBy: VICTIM_ACCOUNT.institution },
    ]);
    const [addition] = await build.db.manager.findBy(ComplaintAdditionRow, { caseId });
    expect(addition).toMatchObject({ kind: 'found', receivedBy: VICTIM_ACCOUNT.institution });
    const [hold] = await build.holds(caseId);
    expect(hold).toMatchObject({ requestedSatang: 2_000_000n, accountNo: MULE_ACCOUNT.accountNo, kind: 'section7' });
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    expect(await readCaseRow(build.db.manager, caseId)).toMatchObject({
      stolenSatang: '2000000',
      heldSatang: '2000000',
    });
    await answer(caseId, { found: FOUND });
    expect(await build.holds(caseId)).toHaveLength(1);
    await expectWhole();
  });

  const unconfirmed: [string, object, ComplaintChanges][] = [
    ['says nothing of the holder', { holder: undefined }, {}],
    ['knows another holder', { holder: 'DIFFERS' }, {}],
    ['could not compare', { holder: 'NOT_COMPARED' }, { victim: { name: 'Somying Test', phone: '0812345678' } }],
    ['knows the holder, for whom another reports', {}, { reporter: { holdsVictimAccount: false } }],
  ];
  it.each(unconfirmed)('holds nothing, and waits for a person, where the bank %s', async (_how, says, changes) => {
    const caseId = await complain(changes);
    await answer(caseId, { found: FOUND, ...says });
    expect(await build.holds(caseId)).toEqual([]);
    for (const table of [TransferRow, StolenSumRow, ClaimRow, ComplaintAdditionRow])
      expect(await build.db.manager.count(table)).toBe(0);
    expect(await incomplete(caseId)).toMatchObject([{ state: 'open', transferId: null }]);
    expect(await search(caseId)).toMatchObject({ state: 'disputed' });
    const ofDebit = { kind: 'DEBIT_HOLDER_NOT_CONFIRMED' };
    expect(await build.db.manager.countBy(BreakRecordRow, ofDebit)).toBe(1);
    expect(await tasks(caseId)).toContain('complete_transfer');
    const evidence = JSON.stringify(await readEvidence(build.db.manager, caseId));
    for (const hidden of [FOUND.reference, FOUND.to.accountNo.slice(-4), FOUND.at])
      expect(evidence).not.toContain(hidden);
    expect(JSON.stringify(await readComplaintStatus(build.db.manager, caseId))).not.toContain(FOUND.reference);
    await answer(caseId, { found: FOUND, ...says });
    expect(await build.db.manager.countBy(BreakRecordRow, ofDebit)).toBe(1);
    await expectWhole();
  });

  const adoptAs = (caseId: string, transferId: string, actor: ActingPerson) =>
    adoptFound(build.db, { caseId, transferId, reason: 'passport and bank book seen at the station', actor });

  it('is adopted by another person than took the complaint, who says why, and is then held', async () => {
    const caseId = await complain();
    const [row] = await incomplete(caseId);
    const id = row?.id ?? '';
    expect(await adoptAs(caseId, id, OFFICER)).toMatchObject({ ok: false, code: 'INCOMPLETE_TRANSFER.NOTHING_FOUND' });
    await answer(caseId, { found: FOUND, holder: undefined });
    expect(await adoptAs(caseId, id, OPERATOR)).toMatchObject({ ok: false, code: 'APPROVAL.ROLE' });
    const taker = person(OPERATOR.subject, 'aoc_officer');
    expect(await adoptAs(caseId, id, taker)).toMatchObject({ ok: false, code: 'APPROVAL.OWN_INTAKE' });
    expect(await build.holds(caseId)).toEqual([]);
    expect(await adoptAs(caseId, id, OFFICER)).toMatchObject({ ok: true });
    expect(await adoptAs(caseId, id, OFFICER)).toMatchObject({ ok: false, code: 'INCOMPLETE_TRANSFER.SETTLED' });
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toMatchObject([{ requestedSatang: 2_000_000n, kind: 'section7' }]);
    expect(await incomplete(caseId)).toMatchObject([{ state: 'completed', settledBy: OFFICER.subject }]);
    await expectWhole();
  });

  it('is not adopted by a person where it is not what was told', async () => {
    const caseId = await complain();
    const [row] = await incomplete(caseId);
    await answer(caseId, { found: { ...FOUND, amountSatang: '9000000' }, holder: undefined });
    expect(await adoptAs(caseId, row?.id ?? '', OFFICER)).toMatchObject({
      ok: false,
      code: 'INCOMPLETE_TRANSFER.NOTHING_FOUND',
    });
    expect(await build.holds(caseId)).toEqual([]);
  });

  it('carries what proves the holder of the account, and neither the number nor the name', async () => {
    const caseId = await complain();
    const { caseNo } = await caseOf(caseId);
    const question = await takeQuestion(build.db, (await search(caseId)).id);
    expect(question?.holder).toEqual({ kind: 'citizen_id', proof: await holderProof('9123456789010', caseNo) });
    expect(JSON.stringify(question)).not.toContain('9123456789010');
    expect(DebitConfirmationRequest.parse(question)).toEqual(question);
    const unnamed = await complain({ victim: { name: 'Somying Test', phone: '0812345678' } });
    expect((await takeQuestion(build.db, (await search(unnamed)).id))?.holder).toBeUndefined();
  });

  it('is for a person when what was found is not what was told: nothing is held', async () => {
    const caseId = await complain();
    await answer(caseId, { found: { ...FOUND, amountSatang: '9000000' } });
    expect(await build.db.manager.find(BreakRecordRow)).toMatchObject([{ kind: 'DEBIT_FOUND_DIFFERS' }]);
    expect(await build.db.manager.count(TransferRow)).toBe(0);
    await answer(caseId, { found: { ...FOUND, amountSatang: '8000000' } });
    expect(await search(caseId)).toMatchObject({ state: 'disputed', transferId: null });
    await answer(caseId, { found: FOUND });
    expect(await build.holds(caseId)).toHaveLength(1);
    await expectWhole();
  });

  it('is for a person once for each transfer of a complaint that differs', async () => {
    const caseId = await complain({ incompleteTransfers: [TOLD, { ...TOLD, amountSatang: '3000000' }] });
    for (const { id, institution } of await build.db.manager.findBy(DebitConfirmationRow, { caseId })) {
      for (const amountSatang of ['9000000', '9100000']) {
        const found = { ...FOUND, amountSatang };
        const said = {
          confirmationId: id,
          result: 'CONFIRMED',
          holder: 'MATCHES',
          found,
          at: new Date().toISOString(),
        };
        const message = await build.answer(institution, 'debit.confirmation', id, said);
        await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
        await build.advanceCase(caseId);
      }
    }
    const breaks = await build.db.manager.find(BreakRecordRow);
    expect(breaks.map(({ kind }) => kind)).toEqual(['DEBIT_FOUND_DIFFERS', 'DEBIT_FOUND_DIFFERS']);
  });

  it('is for a person when the institution names a transfer of which it said something else', async () => {
    const first = await complain({ transfers: [{ ...asReported, reference: 'FOUND-1' }], incompleteTransfers: [] });
    await build.debits(first, 'CONFIRMED');
    await build.advanceCase(first);
    const caseId = await complain();
    const other = { ...MULE_ACCOUNT, accountNo: '9000000009' };
    await answer(caseId, { found: { ...FOUND, to: other } });
    expect(await incomplete(caseId)).toMatchObject([{ state: 'open' }]);
    expect(await build.holds(caseId)).toEqual([]);
    await expectWhole();
  });
  const asReported = { amountSatang: '2000000', transferredAt: FOUND.at };

  it('adds a claim when another complaint reported the same transfer, and holds its money once', async () => {
    const first = await complain({ transfers: [{ ...asReported, reference: 'FOUND-1' }], incompleteTransfers: [] });
    const caseId = await complain();
    await answer(caseId, { found: FOUND });
    expect(await build.db.manager.count(TransferRow)).toBe(1);
    expect(await build.db.manager.count(ClaimRow)).toBe(2);
    expect([...(await build.holds(first)), ...(await build.holds(caseId))]).toHaveLength(1);
    await expectWhole();
  });

  it('is asked about up to the complaint only, and no debit after it is held', async () => {
    const caseId = await complain({
      incompleteTransfers: [{ ...TOLD, between: { from: hoursAgo(3), until: hoursAgo(-9) } }],
    });
    const { openedAt } = await caseOf(caseId);
    const question = await takeQuestion(build.db, (await search(caseId)).id);
    const until = Date.parse(question?.search?.between?.until ?? '');
    expect(until - openedAt.getTime()).toBe(120_000);
    await answer(caseId, { found: { ...FOUND, at: new Date(until + 1).toISOString() } });
    expect(await build.db.manager.find(BreakRecordRow)).toMatchObject([{ kind: 'DEBIT_FOUND_DIFFERS' }]);
    expect(await build.holds(caseId)).toEqual([]);
    await expectWhole();
  });

  it.each<[string, (caseId: string, id: string) => Promise<unknown>]>([
    ['a person completed it', (caseId, id) => complete(caseId, id)],
    [
      'a person set it aside',
      (caseId, transferId) =>
        setAsideIncompleteTransfer(build.db, { caseId, transferId, reason: 'given up', actor: OFFICER }),
    ],
    ['the complaint was withdrawn', (caseId) => withdraw(build.db, caseId)],
  ])('is asked about no more once %s', async (_how, settle) => {
    const caseId = await complain();
    const [row] = await incomplete(caseId);
    const { id } = await search(caseId);
    await settle(caseId, row?.id ?? '');
    expect(await takeQuestion(build.db, id)).toBeUndefined();
    const { confirmations } = await build.advanceCase(caseId);
    expect(confirmations).not.toContainEqual(expect.objectContaining({ confirmationId: id }));
    const ended = await build.db.manager.findOneByOrFail(DebitConfirmationRow, { id });
    expect(ended).toMatchObject({ state: 'unknown', reason: 'not_needed', sentAt: null });
    expect(await tasks(caseId)).not.toContain('find_transfer');
    await expectWhole();
  });

  it('is not adopted between the withdrawal of the complaint and the next look at it', async () => {
    const caseId = await complain();
    await withdraw(build.db, caseId);
    await answer(caseId, { found: FOUND });
    expect(await build.db.manager.count(TransferRow)).toBe(0);
    expect(await incomplete(caseId)).toMatchObject([{ state: 'set_aside', reason: 'COMPLAINT_WITHDRAWN' }]);
    expect(await build.holds(caseId)).toEqual([]);
    await expectWhole();
  });

  /** What the bank was asked about the transfer `FOUND-1` when another complaint reported it. */
  const questionOf = (caseId: string) => build.db.manager.findOneByOrFail(DebitConfirmationRow, { caseId });

  it.each(['asked', 'unknown', 'disputed'] as const)(
    'confirms the debit that another complaint reported and whose question is %s',
    async (state) => {
      const first = await complain({ transfers: [{ ...asReported, reference: 'FOUND-1' }], incompleteTransfers: [] });
      if (state === 'disputed') await answer(first, { result: 'DENIED', reason: 'TIME_DIFFERS' });
      if (state === 'unknown')
        await build.owner.query(
          `UPDATE debit_confirmation SET asked_at = asked_at - interval '2 hours', deadline_at = deadline_at - interval '2 hours',
                  reached_at = asked_at - interval '2 hours' WHERE case_id = $1`,
          [first],
        );
      await build.advanceCase(first);
      expect(await questionOf(first)).toMatchObject({ state });
      const caseId = await complain();
      await answer(caseId, { found: FOUND });
      expect(await questionOf(first)).toMatchObject({ state: 'confirmed', reason: null });
      expect(await incomplete(caseId)).toMatchObject([{ state: 'completed' }]);
      await build.advanceCase(first);
      expect([...(await build.holds(first)), ...(await build.holds(caseId))]).toHaveLength(1);
      // The time of the other question was put back by hand, which the check finds.
      if (state !== 'unknown') await expectWhole();
    },
  );

  it('is for a person when the institution denied the debit that it names now: nothing rests on it', async () => {
    const first = await complain({ transfers: [{ ...asReported, reference: 'FOUND-1' }], incompleteTransfers: [] });
    await build.debits(first, 'DENIED');
    await build.advanceCase(first);
    const caseId = await complain();
    await answer(caseId, { found: FOUND });
    const kind = 'DEBIT_CONTRADICTS_EARLIER_ANSWER';
    expect(await build.db.manager.findBy(BreakRecordRow, { caseId })).toMatchObject([{ kind }]);
    expect(await questionOf(first)).toMatchObject({ state: 'denied' });
    expect(await incomplete(caseId)).toMatchObject([{ state: 'open', transferId: null }]);
    expect(await build.holds(caseId)).toEqual([]);
    await expectWhole();
  });

  it('ends the hold of another complaint that said something else of the reference', async () => {
    const other = { ...MULE_ACCOUNT, accountNo: '9000000009' };
    const elsewhere = { ...asReported, reference: 'FOUND-1', to: { account: other } };
    const first = await complain({ transfers: [elsewhere], incompleteTransfers: [] });
    const [before] = await build.holds(first);
    const signals = () =>
      build.db.manager.countBy(OutboxRow, { workflowId: complaintWorkflowId(first), message: 'evidenceArrived' });
    expect(before).toMatchObject({ accountNo: other.accountNo, state: 'ordered' });
    await build.send(before?.id ?? '', { result: 'HELD_FULL' });
    await build.advanceCase(first);
    const caseId = await complain();
    const signalsBefore = await signals();
    await answer(caseId, { found: FOUND });
    expect(await build.holds(caseId)).toMatchObject([{ accountNo: MULE_ACCOUNT.accountNo }]);
    expect(await signals()).toBe(signalsBefore + 1);
    await build.advanceCase(first);
    const [hold] = await build.holds(first);
    expect(hold).toMatchObject({ state: 'release_ordered' });
    await expectWhole();
  });

  it('is compared by a person when another reference was reported for it meanwhile', async () => {
    const caseId = await complain();
    const [row] = await incomplete(caseId);
    const { id, institution } = await search(caseId);
    await recordConfirmation(build.db, { confirmationId: id, caseId }, null);
    await complete(caseId, row?.id ?? '');
    const said = { confirmationId: id, result: 'CONFIRMED', at: new Date().toISOString(), found: FOUND };
    const message = await build.answer(institution, 'debit.confirmation', id, said);
    await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
    await build.advanceCase(caseId);
    expect(await build.db.manager.findBy(BreakRecordRow, { caseId })).toMatchObject([{ kind: 'DEBIT_FOUND_DIFFERS' }]);
    expect(await build.db.manager.findOneByOrFail(DebitConfirmationRow, { id })).toMatchObject({ state: 'disputed' });
    expect(await build.db.manager.countBy(TransferRow, { reference: FOUND.reference })).toBe(0);
    await expectWhole();
  });

  it.each(['mistyped', 'closed before'] as const)(
    'keeps its case open while a person compares the debit that the bank named: %s',
    async (when) => {
      const caseId = await complain();
      const [row] = await incomplete(caseId);
      const { id, institution } = await search(caseId);
      await recordConfirmation(build.db, { confirmationId: id, caseId }, null);
      await complete(caseId, row?.id ?? '', { reference: 'FUOND-1', ...asReported });
      await build.advanceCase(caseId);
      const [hold] = await build.holds(caseId);
      await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
      const agencies = () =>
        build.owner.query(
          `UPDATE evidence_request SET state = 'unknown', asked_at = asked_at - interval '1 day', deadline_at = deadline_at - interval '1 day'`,
        );
      await agencies();
      const find = async () => {
        const said = { confirmationId: id, result: 'CONFIRMED', at: new Date().toISOString(), found: FOUND };
        await recordConfirmation(
          build.db,
          { confirmationId: id, caseId },
          await build.answer(institution, 'debit.confirmation', id, said),
        );
        await build.advanceCase(caseId);
      };
      const deny = async () => {
        const asked = await build.db.manager.findOneByOrFail(DebitConfirmationRow, {
          caseId,
          incompleteTransferId: IsNull(),
        });
        const said = {
          confirmationId: asked.id,
          result: 'DENIED',
          reason: 'NO_SUCH_TRANSFER',
          at: new Date().toISOString(),
        };
        await recordConfirmation(
          build.db,
          { confirmationId: asked.id, caseId },
          await build.answer(institution, 'debit.confirmation', asked.id, said),
        );
        await build.advanceCase(caseId);
        await build.release(hold?.id ?? '');
        await build.advanceCase(caseId);
      };
      if (when === 'mistyped') {
        await find();
        await deny();
      } else {
        await build.owner.query(`UPDATE debit_confirmation SET state = 'unknown' WHERE id = $1`, [id]);
        await deny();
        expect(await caseOf(caseId)).toMatchObject({ status: 'closed' });
        await find();
      }
      expect(await caseOf(caseId)).toMatchObject({ status: 'received', closedAt: null });
      expect(await tasks(caseId)).not.toEqual([]);
      const status = await readComplaintStatus(build.db.manager, caseId);
      expect(status?.nextSteps[0]?.en).toContain('A person at the centre compares');
      expect(status?.toTell?.text.en).toContain('A person at the centre compares');
      expect(status?.toTell?.text.en).not.toContain('closed:');

      const [open] = await build.db.manager.findBy(BreakRecordRow, { caseId });
      const body = { reason: 'the victim was heard again' };
      const settled = await settleBreak(build.db, { breakId: open?.id ?? '', body, actor: SUPERVISOR });
      const workflowId = complaintWorkflowId(caseId);
      expect(settled).toMatchObject({ ok: true, signals: [{ workflowId, message: 'complaintAdded' }] });
      expect((await build.advanceCase(caseId)).done).toBe(true);
      const after = await readComplaintStatus(build.db.manager, caseId);
      expect(after?.toTell?.text.en).toContain('your bank says that it made no such transfer');
      expect(after?.toTell?.text.en).not.toContain('A person at the centre compares');
    },
  );

  it('goes back to the centre when it was not found, or nobody answered in time', async () => {
    const caseId = await complain();
    await answer(caseId, { result: 'DENIED', reason: 'SEVERAL_TRANSFERS' });
    expect(await search(caseId)).toMatchObject({ state: 'denied', reason: 'SEVERAL_TRANSFERS' });
    expect(await tasks(caseId)).toContain('complete_transfer');
    expect(await caseOf(caseId)).toMatchObject({ status: 'received', closedAt: null });

    const silent = await complain();
    await build.owner.query(
      `UPDATE debit_confirmation SET asked_at = asked_at - interval '2 hours', deadline_at = deadline_at - interval '2 hours',
                  reached_at = asked_at - interval '2 hours' WHERE case_id = $1`,
      [silent],
    );
    await build.advanceCase(silent);
    expect(await search(silent)).toMatchObject({ state: 'unknown' });
    expect(await tasks(silent)).toContain('complete_transfer');
  });

  it('is completed by hand once, by a transfer that is asked about and held', async () => {
    const caseId = await complain();
    const [row] = await incomplete(caseId);
    expect(await complete(caseId, row?.id ?? '')).toMatchObject({ ok: true });
    expect(await incomplete(caseId)).toMatchObject([{ state: 'completed', settledBy: OPERATOR.subject }]);
    expect(await complete(caseId, row?.id ?? '')).toMatchObject({ ok: false, code: 'INCOMPLETE_TRANSFER.SETTLED' });
    expect(await complete(caseId, caseId)).toMatchObject({ ok: false, code: 'INCOMPLETE_TRANSFER.ABSENT' });
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toMatchObject([{ requestedSatang: 100_000n }]);
    await expectWhole();
  });

  it('is set aside by who took the complaint, or by an officer, of whom a supervisor is told', async () => {
    const end = async (actor: ActingPerson) => {
      const caseId = await complain();
      const [row] = await incomplete(caseId);
      const input = { caseId, transferId: row?.id ?? '', reason: 'the victim found the slip', actor };
      const ended = await setAsideIncompleteTransfer(build.db, input);
      const breaks = await build.db.manager.findBy(BreakRecordRow, { caseId });
      return [ended.ok || ended.code, ...breaks.map(({ kind }) => kind)];
    };
    const another: ActingPerson = { ...OPERATOR, subject: 'another-operator' };
    expect(await end(another)).toEqual(['INCOMPLETE_TRANSFER.NOT_TAKER']);
    expect(await end(OFFICER)).toEqual([true, 'SEARCH_ENDED']);
    expect(await end(OPERATOR)).toEqual([true, 'SEARCH_ENDED']);
    const unasked = await complain({ incompleteTransfers: [{}] });
    const [row] = await incomplete(unasked);
    const input = { caseId: unasked, transferId: row?.id ?? '', reason: 'given up', actor: OPERATOR };
    expect(await setAsideIncompleteTransfer(build.db, input)).toMatchObject({ ok: true });
    expect(await build.db.manager.countBy(BreakRecordRow, { caseId: unasked })).toBe(0);
    await expectWhole();
  });

  it('is set aside by a person, or with its complaint, and then nobody owes anything for it', async () => {
    const caseId = await complain({ incompleteTransfers: [{}] });
    const [row] = await incomplete(caseId);
    const setAside = () =>
      setAsideIncompleteTransfer(build.db, { caseId, transferId: row?.id ?? '', reason: 'given up', actor: OFFICER });
    expect(await setAside()).toMatchObject({ ok: true });
    expect(await setAside()).toMatchObject({ ok: false, code: 'INCOMPLETE_TRANSFER.SETTLED' });
    expect(await tasks(caseId)).not.toContain('complete_transfer');

    const other = await complain();
    await withdraw(build.db, other);
    await build.advanceCase(other);
    expect(await incomplete(other)).toMatchObject([{ state: 'set_aside', reason: 'COMPLAINT_WITHDRAWN' }]);
    await answer(other, { found: FOUND });
    expect(await build.holds(other)).toEqual([]);
    await expectWhole();
  });

  it('keeps its case open until it is settled, however long that takes', async () => {
    const caseId = await complain({ incompleteTransfers: [{}] });
    await build.owner.query(`UPDATE case_file SET opened_at = opened_at - interval '30 days' WHERE id = $1`, [caseId]);
    await build.owner.query(
      `UPDATE evidence_request SET state = 'unknown', asked_at = asked_at - interval '1 day', deadline_at = deadline_at - interval '1 day'`,
    );
    await build.advanceCase(caseId);
    expect(await caseOf(caseId)).toMatchObject({ closedAt: null });
    const [row] = await incomplete(caseId);
    const input = { caseId, transferId: row?.id ?? '', reason: 'nobody answers any more', actor: OFFICER };
    await setAsideIncompleteTransfer(build.db, input);
    expect((await build.advanceCase(caseId)).done).toBe(true);
  });
});
