import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { takeAbout } from '../../../src/outgoing/take.js';
import { takeQuestion } from '../../support/outgoing.js';
import { questionsToSend, recordQuestion } from '../../../src/application/evidence/deliver-questions.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { EvidenceRequestRow } from '../../../src/persistence/entities/findings/evidence.entities.js';
import { costOf } from '../../support/cost.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

/**
 * The most statements of each step of an ordinary complaint, BEGIN and COMMIT included. Lower a
 * number when its step takes fewer.
 */
const MOST = {
  intake: 6,
  'order sent, receipt applied, nothing more to send': 13,
  'first look at the case': 8,
  'debit question read, taken and built': 3,
  'debit answer kept': 1,
  'questions to agencies taken and read together': 2,
  'agency answer kept': 1,
  'answers applied': 13,
  'look at the case without news': 5,
  'look at the hold without news': 4,
};

describe('an ordinary complaint', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase(1);
    build = await RecordBuilder.on(database);
    // The first complaint also reads the rulebook and the parties, which the process keeps.
    await play('9100000001', async (_name, work) => work());
  });
  afterAll(() => database.drop());

  type Step = <T>(name: keyof typeof MOST, work: () => Promise<T>) => Promise<T>;

  /** Takes questions to agencies, as their workflow does. */
  async function taken(ids: readonly string[]): Promise<void> {
    const messages = await takeAbout(build.db, 'evidence.question', ids);
    expect(messages.map(({ subjectId }) => subjectId).sort()).toEqual([...ids].sort());
    await questionsToSend(build.db.manager, ids);
  }

  /** Plays a complaint from intake to the last answer, each transaction as its own step. */
  async function play(accountNo: string, step: Step): Promise<void> {
    const account = { institution: 'th-014', accountNo };
    const { caseId, holdIds } = await step('intake', () => build.complain({ transfers: [{ to: { account } }] }));
    const holdId = holdIds[0] ?? '';
    await step('order sent, receipt applied, nothing more to send', () => build.send(holdId, {}));
    await step('first look at the case', () => build.advanceCase(caseId));
    for (const { id, institution } of await build.owner.manager.findBy(DebitConfirmationRow, { caseId })) {
      await step('debit question read, taken and built', () => takeQuestion(build.db, id));
      const confirmed = { confirmationId: id, result: 'CONFIRMED', at: new Date().toISOString() };
      const answer = await build.answer(institution, 'debit.confirmation', id, confirmed);
      await step('debit answer kept', () => recordConfirmation(build.db, { confirmationId: id, caseId }, answer));
    }
    const nothingBad: Readonly<Record<string, object>> = {
      ccib: { complaints: [] },
      dsi: { specialCases: [] },
      amlo: { listings: [] },
      bot: { colours: [{ account, colour: 'none' }] },
    };
    const requests = await build.owner.manager.findBy(EvidenceRequestRow, { caseId });
    await step('questions to agencies taken and read together', () => taken(requests.map(({ id }) => id)));
    for (const { id, agency } of requests) {
      const answer = await build.answer(agency, 'evidence.answer', id, { requestId: id, ...nothingBad[agency] });
      await step('agency answer kept', () => recordQuestion(build.db, { requestId: id, caseId }, answer));
    }
    await step('answers applied', () => build.advanceCase(caseId));
    await step('look at the case without news', () => build.advanceCase(caseId));
    await step('look at the hold without news', () => build.advanceHold(holdId));
  }

  it('takes few statements', async () => {
    const taken: string[] = [];
    const texts: string[] = [];
    await play('9100000002', async (name, work) => {
      const done: Awaited<ReturnType<typeof work>>[] = [];
      const cost = await costOf(build.db, async () => done.push(await work()));
      const excess = cost.statements > MOST[name] ? `, not ${MOST[name]}` : '';
      taken.push(`${name}: ${cost.statements}${excess}`);
      texts.push(`-- ${name}: ${cost.statements}`, ...cost.texts);
      return done[0] as Awaited<ReturnType<typeof work>>;
    });
    if (process.env['STATEMENT_TEXTS'] !== undefined) process.stderr.write(`${texts.join('\n')}\n`);
    expect(taken.length).toBeGreaterThan(11);
    expect(taken.filter((line) => line.includes(', not '))).toEqual([]);
  });
});
