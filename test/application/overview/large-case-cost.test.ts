import { type FindingsAsked, readFindings } from '../../../src/application/judgement/read-findings.js';
import { readDuties } from '../../../src/application/judgement/read-duties.js';
import { readHolds } from '../../../src/application/hold/view/read-holds.js';
import { readCaseActs } from '../../../src/application/overview/read-case-acts.js';
import { readCaseView } from '../../../src/application/overview/read-case-view.js';
import { readTimeline } from '../../../src/application/overview/read-timeline.js';
import { readTrail } from '../../../src/application/trail/read-trail.js';
import { type Cost, costOf } from '../../support/cost.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { person, RecordBuilder } from '../../support/record-builder.js';
import { bringIntoEverySituation, openLargeCase } from '../support/large-case.js';

const [FEW, MANY] = [50, 500];
/** Rows that a reading of a case of many accounts may read of each, beside one of few; indexes and plans differ a little. */
const PER_ACCOUNT = 2;
/** So many rows stand on a page first. */
const FIRST = 40;

const READER = person('supervisor-9', 'aoc_supervisor', 'aoc_officer');

type Reader = (caseId: string) => Promise<unknown>;

describe('the cost of a case of 500 accounts', () => {
  let database: FreshDatabase;
  let few: string;
  let many: string;
  beforeAll(async () => {
    database = await freshDatabase(1);
    const build = await RecordBuilder.on(database);
    few = await openLargeCase(build, FEW);
    many = await openLargeCase(build, MANY);
    for (const caseId of [few, many]) await bringIntoEverySituation(database.dataSource, caseId);
  });
  afterAll(() => database.drop());

  const manager = () => database.application.manager;
  const rowsOf = ({ rows }: Cost) => Object.values(rows).reduce((sum, count) => sum + count, 0);

  it.each<[string, Reader]>([
    ['the case', (caseId) => readCaseView(manager(), caseId)],
    ['what can be done on it', (caseId) => readCaseActs(manager(), caseId, READER)],
    ['its trail', (caseId) => readTrail(manager(), caseId)],
    ['its holds', (caseId) => readHolds(manager(), caseId)],
    ['its findings', (caseId) => readFindings(manager(), caseId)],
    ['the first of its findings', (caseId) => readFindings(manager(), caseId, { first: FIRST })],
    ['its duties', (caseId) => readDuties(manager(), caseId)],
    ['its timeline', (caseId) => readTimeline(manager(), caseId, ['aoc_officer'])],
  ])('is for %s the statements of a case of 50, and rows by their number', async (_what, read) => {
    await read(few);
    await read(many);
    const ofFew = await costOf(database.application, () => read(few));
    const ofMany = await costOf(database.application, () => read(many));
    expect(ofMany.statements).toBe(ofFew.statements);
    expect(rowsOf(ofMany) / MANY).toBeLessThan((PER_ACCOUNT * rowsOf(ofFew)) / FEW);
  });

  it.each<[string, (caseId: string) => Promise<FindingsAsked>]>([
    ['the first', () => Promise.resolve({ first: FIRST })],
    ['the first of a rule', () => Promise.resolve({ first: FIRST, rules: ['AOC-85B'] })],
    ['those of an account and of the case', async (caseId) => ({ parts: [await aPart(caseId)] })],
  ])('sends as many bytes of findings as of a case of 50: %s', async (_what, asked) => {
    const sent = async (caseId: string) => {
      const view = await readFindings(manager(), caseId, await asked(caseId));
      expect(view?.findings.length).toBeGreaterThan(0);
      return JSON.stringify(view).length;
    };
    const [ofFew, ofMany] = [await sent(few), await sent(many)];
    expect(Math.abs(ofMany - ofFew) / ofFew).toBeLessThan(0.1);
  });

  it('gives every finding once, page by page, and what blocks first', async () => {
    const all = await readFindings(manager(), many);
    const some = await readFindings(manager(), many, { first: FIRST });
    expect(all?.findings).toHaveLength(all?.total ?? 0);
    expect(some?.total).toBe(all?.total);
    expect(some?.findings).toEqual(all?.findings.slice(0, FIRST));
    const order = ['unknown', 'not_met', 'met'];
    const outcomes = (all?.findings ?? []).map(({ outcome }) => order.indexOf(outcome));
    expect(outcomes).toEqual(outcomes.toSorted((one, other) => one - other));
    const ofPart = await readFindings(manager(), many, { parts: [await aPart(many)], rules: ['AOC-85B'] });
    expect(ofPart?.findings).toHaveLength(1);
  });

  /** A part of the trail that reached an account. */
  async function aPart(caseId: string): Promise<string> {
    const view = await readCaseView(manager(), caseId);
    return view?.accounts.at(-1)?.partId ?? '';
  }
});
