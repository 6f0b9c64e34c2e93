import * as fc from 'fast-check';
import { attachToCase } from '../../../src/application/attachment/add-attachment.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import type { ActingPerson } from '../../../src/application/case/work/acting-person.js';
import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { decidePapers } from '../../../src/application/complaint/papers/decide-papers.js';
import { type PapersInput, proposePapers } from '../../../src/application/complaint/papers/propose-papers.js';
import { readComplaintStatus } from '../../../src/application/complaint/view/read-complaint-status.js';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { declareInterest } from '../../../src/application/handling/declare-interest.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { HolderPapersRow } from '../../../src/persistence/entities/case/complaint.entities.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { newId } from '../../../src/persistence/ids.js';
import { sha256Hex } from '../../../src/persistence/sha256.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { propertyRuns } from '../../support/property-runs.js';
import {
  OFFICER,
  OPERATOR,
  OTHER_SUPERVISOR,
  person,
  RecordBuilder,
  SUPERVISOR,
} from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';
import { withdraw } from '../../support/withdraw.js';

/** What of `verify` is about papers, persons and money; a test moves the time of what lapses. */
const ABOUT_PAPERS: readonly string[] = ['LEDGER', 'I2', 'I3', 'I8', 'I15', 'I16', 'I24', 'I25'];
jest.setTimeout(600_000);

const PAID_SATANG = 100_000n;
const FOUND_SATANG = '52300';

/** The official number of a holder is of no use here: the bank compares nothing, or the report gives none. */
const WORDS = {
  differs: { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang: FOUND_SATANG, holder: 'DIFFERS' },
  confirms_another: { result: 'CONFIRMED', holder: 'DIFFERS' },
  other_holder: { result: 'DENIED', reason: 'OTHER_HOLDER', holder: 'DIFFERS' },
  not_compared: {
    result: 'DENIED',
    reason: 'AMOUNT_DIFFERS',
    debitedAmountSatang: FOUND_SATANG,
    holder: 'NOT_COMPARED',
  },
} as const;

type Step =
  | { act: 'proposes'; who: number; of: number; finding: PapersInput['finding'] }
  | { act: 'confirms' | 'refuses'; who: number; of: number }
  | { act: 'answers'; of: number; word: keyof typeof WORDS }
  | { act: 'takes_a_call' | 'declares'; who: number; of: number }
  | { act: 'lapses' | 'withdraws' | 'appeals' | 'looks'; of: number };

const who = fc.nat({ max: 3 });
const of = fc.nat({ max: 1 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('proposes'), who, of, finding: fc.constant('belongs') }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('proposes'), who, of, finding: fc.constant('taken_back') }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('confirms'), who, of }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('refuses'), who, of }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('answers'),
      of,
      word: fc.constantFrom(...(Object.keys(WORDS) as (keyof typeof WORDS)[])),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('takes_a_call', 'declares'), who, of }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('lapses', 'withdraws', 'appeals', 'looks'), of }) },
);

/** Each report is known by papers, and one is taken back beside the other. */
const KNOWN_STORY: Step[] = [
  { act: 'answers', of: 0, word: 'not_compared' },
  { act: 'proposes', who: 0, of: 0, finding: 'belongs' },
  { act: 'proposes', who: 1, of: 1, finding: 'belongs' },
  { act: 'confirms', who: 0, of: 0 },
  { act: 'confirms', who: 1, of: 0 },
  { act: 'confirms', who: 2, of: 1 },
  { act: 'proposes', who: 2, of: 0, finding: 'taken_back' },
  { act: 'confirms', who: 2, of: 0 },
  { act: 'confirms', who: 0, of: 0 },
];

/** Two report one transfer, and persons say by papers whose account it is: in any order. */
describe('papers of holders, by chance', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  const store = {
    put: (_id: string, content: Uint8Array) => Promise.resolve(sha256Hex(content)),
    get: () => Promise.resolve({ is: 'missing' as const }),
    remove: () => Promise.resolve(),
  };

  async function paperOf(caseId: string, finding: PapersInput['finding']): Promise<PapersInput> {
    if (finding === 'taken_back') return { finding, reason: 'the passport was false' };
    const content = Buffer.from(`%PDF-1.7 a made-up passport ${newId()}`);
    const file = { kind: 'document' as const, mediaType: 'application/pdf' as const, content };
    const by = { addedBy: OPERATOR.subject, addedRole: 'hotline_operator' as const };
    const added = await attachToCase(build.db, store, { caseId, file, by });
    if (!added.ok) throw new Error(added.code);
    const document = { kind: 'passport' as const, number: 'AA1234567', attachmentId: added.attachment.id };
    return { finding, document, reason: 'the passport and the account book name one person' };
  }

  /** The persons of one story: names of others may have declared an interest in another story. */
  const personsOf = (story: string): ActingPerson[] =>
    [OFFICER, SUPERVISOR, OTHER_SUPERVISOR, person('officer-9', 'aoc_officer')].map(({ subject, roles }) =>
      person(`${subject}-${story}`, ...roles),
    );

  async function lookAt(caseId: string): Promise<void> {
    for (const { id, state } of await build.holds(caseId))
      if (state === 'ordered') await build.send(id, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
  }

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

  async function play(cases: readonly string[], persons: readonly ActingPerson[], step: Step): Promise<void> {
    const caseId = cases[step.of] ?? '';
    const actor = 'who' in step ? (persons[step.who] ?? OFFICER) : OFFICER;
    const waiting = await build.db.manager.findOneBy(HolderPapersRow, { caseId, state: 'requested' });
    switch (step.act) {
      case 'proposes':
        await proposePapers(build.db, { caseId, body: await paperOf(caseId, step.finding), actor });
        return;
      case 'confirms':
      case 'refuses': {
        if (waiting === null) return;
        const body = {
          verdict: step.act === 'confirms' ? 'confirm' : 'refuse',
          reason: 'I compared the file',
        } as const;
        const decided = await decidePapers(build.db, { id: waiting.id, body, actor });
        if (waiting.requestedBy === actor.subject) expect(decided).toMatchObject({ ok: false });
        await lookAt(caseId);
        return;
      }
      case 'answers': {
        const question = await build.db.manager.findOneBy(DebitConfirmationRow, { caseId, state: 'asked' });
        if (question === null) return;
        const { id, institution } = question;
        const { holder, ...says } = WORDS[step.word];
        // A question that proves no number is answered about the debit alone.
        const word = question.byPapers ? says : { ...says, holder };
        const message = await build.answer(institution, 'debit.confirmation', id, {
          confirmationId: id,
          at: new Date().toISOString(),
          ...word,
        });
        await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
        await lookAt(caseId);
        return;
      }
      case 'takes_a_call': {
        const body = { note: 'she called again', suspectContacts: [] };
        await addToComplaint(build.db, { caseId, kind: 'supplement', body, actor });
        return;
      }
      case 'declares':
        await declareInterest(build.db, { caseId, reason: 'my cousin', actor });
        return;
      case 'lapses':
        if (waiting !== null) await letTimePass(waiting.id);
        await lookAt(caseId);
        return;
      case 'withdraws':
        await withdraw(build.db, caseId).catch(refused);
        await lookAt(caseId);
        return;
      case 'appeals': {
        const [hold] = await build.holds(caseId);
        if (hold === undefined) return;
        const appellant = { by: 'desk' as const, person: person('desk-1', 'unfreeze_desk'), idempotencyKey: newId() };
        const { noticeReference: reference } = hold;
        await receiveAppeal(build.db, { reference, statement: 'A sale.', bodySha256: newId(), appellant });
        return;
      }
      case 'looks':
        await lookAt(caseId);
    }
  }

  /** A refusal of the support's own acts, which throws its code; anything else is a fault. */
  function refused(error: unknown): void {
    if (!(error instanceof Error) || !/^[A-Z_]+\.[A-Z_]+$/.test(error.message)) throw error;
  }

  async function expectWhole(cases: readonly string[]): Promise<void> {
    const held = (await Promise.all(cases.map((caseId) => build.holds(caseId)))).flat();
    expect(held.reduce((sum, { heldSatang }) => sum + heldSatang, 0n)).toBeLessThanOrEqual(PAID_SATANG);
    for (const caseId of cases) {
      const papers = await build.db.manager.find(HolderPapersRow, { where: { caseId }, order: { id: 'ASC' } });
      for (const { state, requestedBy, decidedBy } of papers)
        if (state === 'confirmed') expect([null, requestedBy]).not.toContain(decidedBy);
      const byTime = papers
        .filter(({ state }) => state === 'confirmed')
        .sort((one, other) => Number(one.decidedAt) - Number(other.decidedAt));
      const taken = byTime.filter(({ finding }) => finding === 'taken_back').length;
      const breaks = await build.db.manager.findBy(BreakRecordRow, { caseId, kind: 'HOLDER_TAKEN_BACK' });
      // Each taking back calls a person, and no program says that it is done.
      expect(breaks.map(({ closedBy }) => closedBy)).toEqual(breaks.map(() => null));
      if (taken > 0) expect(breaks.length).toBeGreaterThan(0);
      const isFoundTold = (await readComplaintStatus(build.db.manager, caseId))?.heldSatang === FOUND_SATANG;
      if (isFoundTold) expect(byTime.at(-1)?.finding).toBe('belongs');
    }
  }

  it('adopts and tells nothing without two persons, and keeps no more than was stolen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 14 }), async (steps) => {
        const story = newId();
        const transfers = [{ reference: `TEST${story}` }];
        const victim = { name: 'Joint Account Test', phone: '0812345678' };
        const one = await build.complain({ transfers });
        const other = await build.complain({ transfers, victim });
        const cases = [one.caseId, other.caseId];
        for (const caseId of cases) await lookAt(caseId);
        const persons = personsOf(story);
        for (const step of steps) {
          await play(cases, persons, step);
          await expectWhole(cases);
        }
      }),
      { numRuns: propertyRuns(12), examples: [[KNOWN_STORY]] },
    );
    // The story that is known was played.
    expect(await build.db.manager.countBy(HolderPapersRow, { state: 'confirmed' })).toBeGreaterThanOrEqual(3);
    expect(await violated(build.db, ABOUT_PAPERS)).toEqual([]);
  });
});
