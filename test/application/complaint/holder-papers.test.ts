import { attachToCase } from '../../../src/application/attachment/add-attachment.js';
import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { decidePapers } from '../../../src/application/complaint/papers/decide-papers.js';
import { type PapersInput, proposePapers } from '../../../src/application/complaint/papers/propose-papers.js';
import { readComplaintStatus } from '../../../src/application/complaint/view/read-complaint-status.js';
import type { ActingPerson } from '../../../src/application/case/work/acting-person.js';
import { questionToSend, recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { declareInterest } from '../../../src/application/handling/declare-interest.js';
import { readCaseActs } from '../../../src/application/overview/read-case-acts.js';
import { readPendingRequests } from '../../../src/application/overview/read-pending-requests.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { ComplaintAdditionRow, HolderPapersRow } from '../../../src/persistence/entities/case/complaint.entities.js';
import { DebitConfirmationRow, IncompleteTransferRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { sha256Hex } from '../../../src/persistence/sha256.js';
import { type ComplaintChanges, MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import {
  OFFICER,
  OPERATOR,
  OTHER_SUPERVISOR,
  person,
  RecordBuilder,
  SUPERVISOR,
} from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

const TRUE_SATANG = '52300';
const NO_NUMBER: ComplaintChanges = { victim: { name: 'Joint Account Test', phone: '0812345678' } };
const DIFFERS = { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang: TRUE_SATANG };
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const TOLD = { amountSatang: '2000000', between: { from: hoursAgo(3), until: hoursAgo(1) } };
const FOUND = { reference: 'FOUND-1', amountSatang: '2000000', at: hoursAgo(2), to: MULE_ACCOUNT };

/** P-PAPERS: two persons say by a paper what no number could, and what follows. */
describe('a holder who is known by papers', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const questionsOf = (caseId: string) =>
    build.db.manager.find(DebitConfirmationRow, { where: { caseId }, order: { id: 'ASC' } });
  const breaksOf = async (caseId: string) =>
    (await build.db.manager.findBy(BreakRecordRow, { caseId })).map(({ kind }) => kind);

  async function answer(question: DebitConfirmationRow | undefined, says: object): Promise<void> {
    if (question === undefined) throw new Error('nothing was asked');
    const { id, institution, caseId } = question;
    const message = await build.answer(institution, 'debit.confirmation', id, {
      confirmationId: id,
      at: new Date().toISOString(),
      ...says,
    });
    await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
    await build.advanceCase(caseId);
  }

  async function held(changes: ComplaintChanges = {}): Promise<string> {
    const { caseId } = await build.complain(changes);
    await carriedOut(caseId);
    return caseId;
  }

  async function carriedOut(caseId: string): Promise<void> {
    for (const { id, state } of await build.holds(caseId))
      if (state === 'ordered' || state === 'held') await build.send(id, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
  }

  async function paperOf(caseId: string): Promise<PapersInput> {
    const file = {
      kind: 'document' as const,
      mediaType: 'application/pdf' as const,
      content: Buffer.from(`%PDF-1.7 a made-up passport for ${caseId}`),
    };
    const store = {
      put: (_id: string, content: Uint8Array) => Promise.resolve(sha256Hex(content)),
      get: () => Promise.resolve({ is: 'missing' as const }),
      remove: () => Promise.resolve(),
    };
    const by = { addedBy: OFFICER.subject, addedRole: 'aoc_officer' as const };
    const added = await attachToCase(build.db, store, { caseId, file, by });
    if (!added.ok) throw new Error(added.code);
    const document = { kind: 'passport' as const, number: 'AA1234567', attachmentId: added.attachment.id };
    return { finding: 'belongs', document, reason: 'the passport and the account book name one person' };
  }

  async function propose(caseId: string, body?: PapersInput, actor: ActingPerson = OFFICER) {
    return proposePapers(build.db, { caseId, body: body ?? (await paperOf(caseId)), actor });
  }

  async function decide(papersId: string, actor: ActingPerson = SUPERVISOR, verdict: 'confirm' | 'refuse' = 'confirm') {
    return decidePapers(build.db, { id: papersId, body: { verdict, reason: 'I compared the file' }, actor });
  }

  async function known(caseId: string, body?: PapersInput): Promise<string> {
    const proposed = await propose(caseId, body);
    if (!proposed.ok) throw new Error(proposed.code);
    const decided = await decide(proposed.id);
    if (!decided.ok) throw new Error(decided.code);
    await build.advanceCase(caseId);
    return proposed.id;
  }

  const shown = async (caseId: string) => (await readComplaintStatus(build.db.manager, caseId))?.heldSatang;

  async function expectWhole(): Promise<void> {
    expect(await violated(build.db)).toEqual([]);
  }

  it.each<[string, ComplaintChanges, object]>([
    ['the bank compared nothing', {}, { holder: 'NOT_COMPARED' }],
    ['the bank knows another number', {}, { holder: 'DIFFERS' }],
    ['the reporter gave no number', NO_NUMBER, {}],
  ])('hears what was found where %s', async (_how, changes, word) => {
    const caseId = await held(changes);
    await answer((await questionsOf(caseId))[0], { ...DIFFERS, ...word });
    await carriedOut(caseId);
    expect(await shown(caseId)).toBeNull();
    const id = await known(caseId);
    expect(await shown(caseId)).toBe(TRUE_SATANG);
    const row = await build.db.manager.findOneByOrFail(HolderPapersRow, { id });
    expect(row).toMatchObject({ state: 'confirmed', documentKind: 'passport', requestedBy: OFFICER.subject });
    expect(row.documentSha256).toMatch(/^[0-9a-f]{64}$/);
    await expectWhole();
  });

  it.each<[string, object]>([
    ['named nothing', { result: 'DENIED', reason: 'OTHER_HOLDER', holder: 'DIFFERS' }],
    ['confirmed the debit of another', { result: 'CONFIRMED', holder: 'DIFFERS' }],
  ])('lets the bank that %s be asked about the debit alone, and its money be held on', async (_how, says) => {
    const caseId = await held();
    await answer((await questionsOf(caseId))[0], says);
    expect(await questionsOf(caseId)).toMatchObject([{ state: 'disputed', reason: 'OTHER_HOLDER' }]);
    await known(caseId);
    const [, again] = await questionsOf(caseId);
    expect(again).toMatchObject({ state: 'asked', byPapers: true });
    expect((await questionToSend(build.db.manager, again?.id ?? '')).holder).toBeUndefined();
    // It says of no number what it was not asked.
    await answer(again, { result: 'DENIED', reason: 'OTHER_HOLDER', holder: 'DIFFERS' });
    expect((await questionsOf(caseId))[1]).toMatchObject({ state: 'asked' });
    await answer(again, { result: 'CONFIRMED' });
    await build.advanceCase(caseId);
    await carriedOut(caseId);
    expect(await questionsOf(caseId)).toMatchObject([{ transferId: null }, { state: 'confirmed' }]);
    expect(await build.holds(caseId)).toMatchObject([{ state: 'held', heldSatang: 100_000n }]);
    await expectWhole();
  });

  it('lets what the bank found of an incomplete transfer be held at once', async () => {
    for (const [changes, holder] of [
      [{}, 'DIFFERS'],
      [NO_NUMBER, 'NOT_COMPARED'],
    ] as const) {
      const { caseId } = await build.complain({ transfers: [], incompleteTransfers: [TOLD], ...changes });
      const reference = `FOUND-${holder}`;
      await answer((await questionsOf(caseId))[0], { result: 'CONFIRMED', holder, found: { ...FOUND, reference } });
      expect(await build.holds(caseId)).toEqual([]);
      const papers = await known(caseId);
      expect(await build.holds(caseId)).toMatchObject([{ requestedSatang: 2_000_000n, kind: 'section7' }]);
      const [found] = await build.db.manager.findBy(ComplaintAdditionRow, { caseId, kind: 'found' });
      expect(found).toMatchObject({ receivedBy: SUPERVISOR.subject, body: { papers } });
    }
    await expectWhole();
  });

  it('lets a bank search again that named nothing, and adopts what it then finds', async () => {
    const { caseId } = await build.complain({ transfers: [], incompleteTransfers: [TOLD] });
    await answer((await questionsOf(caseId))[0], { result: 'DENIED', reason: 'OTHER_HOLDER', holder: 'DIFFERS' });
    expect(await questionsOf(caseId)).toMatchObject([{ state: 'denied' }]);
    await known(caseId);
    const [first, again] = await questionsOf(caseId);
    expect(again).toMatchObject({ state: 'asked', byPapers: true, asksAgain: first?.id });
    expect(await questionToSend(build.db.manager, again?.id ?? '')).not.toHaveProperty('holder');
    // What it says of the first question again changes nothing.
    await answer(first, { result: 'PENDING' });
    await answer(again, { result: 'CONFIRMED', found: FOUND });
    const rows = await build.db.manager.findBy(IncompleteTransferRow, { caseId });
    expect(rows).toMatchObject([{ state: 'completed' }]);
    expect(await build.holds(caseId)).toMatchObject([{ requestedSatang: 2_000_000n }]);
    await expectWhole();
  });

  it('changes nothing before a second person confirms, nor when one refuses or nobody does', async () => {
    const caseId = await held(NO_NUMBER);
    await answer((await questionsOf(caseId))[0], DIFFERS);
    await carriedOut(caseId);
    const refused = await propose(caseId);
    if (!refused.ok) throw new Error(refused.code);
    expect(await shown(caseId)).toBeNull();
    expect((await decide(refused.id, SUPERVISOR, 'refuse')).ok).toBe(true);
    expect(await shown(caseId)).toBeNull();
    const waiting = await propose(caseId);
    if (!waiting.ok) throw new Error(waiting.code);
    await letTimePass(waiting.id);
    expect(await decide(waiting.id)).toMatchObject({ code: 'APPROVAL.EXPIRED' });
    await build.advanceCase(caseId);
    const row = await build.db.manager.findOneByOrFail(HolderPapersRow, { id: waiting.id });
    expect(row).toMatchObject({ state: 'lapsed', decidedBy: null });
    const file = await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
    expect(file.papersLapseAt).toBeNull();
    expect(await shown(caseId)).toBeNull();
  });

  /** Moves the instant at which a finding lapses into the past, as the database's owner could. */
  async function letTimePass(id: string): Promise<void> {
    await build.owner.transaction(async (manager) => {
      await manager.query('ALTER TABLE holder_papers DISABLE TRIGGER holder_papers_decided_once');
      await manager.query(
        `UPDATE holder_papers SET requested_at = requested_at - interval '2 days', lapses_at = lapses_at - interval '2 days' WHERE id = $1`,
        [id],
      );
      await manager.query('ALTER TABLE holder_papers ENABLE TRIGGER holder_papers_decided_once');
      await manager.query(
        `UPDATE case_file SET papers_lapse_at = papers_lapse_at - interval '2 days' WHERE papers_lapse_at IS NOT NULL`,
      );
    });
  }

  it('is taken back by two persons, and a supervisor is called', async () => {
    const caseId = await held(NO_NUMBER);
    await answer((await questionsOf(caseId))[0], DIFFERS);
    await carriedOut(caseId);
    await known(caseId);
    expect(await shown(caseId)).toBe(TRUE_SATANG);
    expect(await propose(caseId)).toMatchObject({ code: 'HOLDER_PAPERS.KNOWN_ALREADY' });
    await known(caseId, { finding: 'taken_back', reason: 'the passport was false' });
    expect(await shown(caseId)).toBeNull();
    expect(await breaksOf(caseId)).toContain('HOLDER_TAKEN_BACK');
    // And may be put on record again.
    await known(caseId);
    expect(await shown(caseId)).toBe(TRUE_SATANG);
    await expectWhole();
  });

  it('is said by nobody who took a part of the report, has an interest, or proposed it, and by no other role', async () => {
    const caseId = await held(NO_NUMBER);
    const taker = person(OPERATOR.subject, 'hotline_operator', 'aoc_officer');
    expect(await propose(caseId, undefined, taker)).toMatchObject({ code: 'APPROVAL.OWN_INTAKE' });
    expect(await propose(caseId, undefined, OPERATOR)).toMatchObject({ code: 'APPROVAL.ROLE' });
    const interested = person('sister', 'aoc_officer');
    const declared = { caseId, actor: interested, reason: 'she is my sister' };
    expect((await declareInterest(build.db, declared)).ok).toBe(true);
    expect(await propose(caseId, undefined, interested)).toMatchObject({ code: 'CASE.INTEREST' });
    const proposed = await propose(caseId);
    if (!proposed.ok) throw new Error(proposed.code);
    expect(await propose(caseId)).toMatchObject({ code: 'APPROVAL.ALREADY_OPEN' });
    expect(await decide(proposed.id, OFFICER)).toMatchObject({ code: 'APPROVAL.OWN_REQUEST' });
    expect(await decide(proposed.id, taker)).toMatchObject({ code: 'APPROVAL.OWN_INTAKE' });
    expect(await decide(proposed.id, interested)).toMatchObject({ code: 'CASE.INTEREST' });
    // A supervisor who took a later call is a taker too.
    const actor = person(OTHER_SUPERVISOR.subject, 'aoc_officer', 'aoc_supervisor');
    const body = { note: 'she called again', suspectContacts: [] };
    expect((await addToComplaint(build.db, { kind: 'supplement', caseId, body, actor })).ok).toBe(true);
    expect(await decide(proposed.id, OTHER_SUPERVISOR)).toMatchObject({ code: 'APPROVAL.OWN_INTAKE' });
    // Whichever program writes it.
    for (const [who, role] of [
      [OFFICER.subject, 'aoc_officer'],
      [OPERATOR.subject, 'aoc_officer'],
      ['sister', 'aoc_officer'],
    ])
      await expect(
        build.db.query(
          `UPDATE holder_papers SET state = 'confirmed', decided_by = $2, decided_role = $3, decided_at = now(), decision_reason = 'x' WHERE id = $1`,
          [proposed.id, who, role],
        ),
      ).rejects.toThrow();
    expect((await decide(proposed.id)).ok).toBe(true);
  });

  it('needs a file of the case, an account that was reported, and the report of who holds it', async () => {
    const caseId = await held(NO_NUMBER);
    const other = await held({ ...NO_NUMBER, transfers: [{ reference: 'OTHER-1' }] });
    const ofOther = await paperOf(other);
    expect(await propose(caseId, ofOther)).toMatchObject({ code: 'HOLDER_PAPERS.DOCUMENT_ABSENT' });
    const nowhere = { ...(await paperOf(caseId)), transferId: 'nowhere' };
    expect(await propose(caseId, nowhere)).toMatchObject({ code: 'HOLDER_PAPERS.NO_ACCOUNT' });
    expect(await propose('nowhere', ofOther)).toMatchObject({ code: 'CASE.ABSENT' });
    const { caseId: sisters } = await build.complain({
      reporter: { holdsVictimAccount: false, relationToVictim: 'sister' },
      transfers: [{ reference: 'OTHER-2' }],
    });
    expect(await propose(sisters)).toMatchObject({ code: 'HOLDER_PAPERS.NOT_HOLDER' });
  });

  it('is offered to who may say it, and waits among what a second person decides', async () => {
    const caseId = await held(NO_NUMBER);
    const offered = async (actor: ActingPerson) => (await readCaseActs(build.db.manager, caseId, actor))?.holders;
    expect(await offered(OFFICER)).toMatchObject({
      accounts: [
        { transferId: null, isKnown: false, whyNotBelongs: null, whyNotTakeBack: { code: 'HOLDER_PAPERS.NOT_KNOWN' } },
      ],
      waiting: null,
    });
    const proposed = await propose(caseId);
    if (!proposed.ok) throw new Error(proposed.code);
    const waits = (whyNot: object | null) => ({
      waiting: { papersId: proposed.id, whyNotConfirm: whyNot, whyNotRefuse: whyNot },
    });
    expect(await offered(OFFICER)).toMatchObject(waits({ code: 'APPROVAL.OWN_REQUEST' }));
    expect(await offered(SUPERVISOR)).toMatchObject(waits(null));
    const { requests } = await readPendingRequests(build.db.manager, { limit: 9 }, SUPERVISOR);
    expect(requests).toMatchObject([{ id: proposed.id, kind: 'holder_papers', ruleId: 'P-PAPERS' }]);
    expect((await readPendingRequests(build.db.manager, { limit: 9 }, OPERATOR)).requests).toEqual([]);
  });
});
