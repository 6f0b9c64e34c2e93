import { registerOf } from '../../../simulator/agencies/dialects.js';
import { openEvaluator, withTokens } from '../../../simulator/agencies/person-tokens.js';
import { HOP_FEATURES, readHopFeatures } from '../../../src/analysis/features/hop-features.js';
import { makeReady } from '../../../src/analysis/features/history.js';
import { viewHops } from '../../../src/analysis/features/hop-view.js';
import { FACT_KINDS, REF_KINDS, REPORTED_FACT_KINDS, REPORTED_REF_KINDS } from '../../../src/analysis/observed.js';
import { traceTaint } from '../../../src/analysis/trace/taint.js';
import { readCaseToAnalyse } from '../../../src/application/advice/read-case-to-analyse.js';
import { questionsToSend } from '../../../src/application/evidence/deliver-questions.js';
import type { CaseToAnalyse } from '../../../src/contract/analysis.js';
import { AGENCIES, type Agency, accountKey } from '../../../src/domain/party.js';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { LinkKeyRow } from '../../../src/persistence/entities/findings/link.entities.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { nameByTokens } from '../../support/name-by-tokens.js';
import { RecordBuilder } from '../../support/record-builder.js';

const PERSON = 'd'.repeat(64);
const EARLIER = { institution: 'th-002', accountNo: '9555000077' };
const PAID = { institution: 'th-014', accountNo: '9000000077' };
const NUMBER = '0890000077';
const DEVICE = 'DEVICE-OF-GANG-77';
const EVALUATOR = openEvaluator(Buffer.alloc(32, 9));
const SINCE = '2026-01-02T03:04:05Z';

describe.each([
  ['by plain references', null],
  ['by tokens', 'case-links-1'],
])('what agencies answer of who stands behind an account, %s', (_mode, purpose) => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  const registers = Object.fromEntries(AGENCIES.map((agency) => [agency, registerOf(agency)])) as Record<
    Agency,
    ReturnType<typeof registerOf>
  >;
  /** The questions that were asked, by agency. */
  const asked: Partial<Record<Agency, object>> = {};
  /** All that agencies answered. */
  const answered: string[] = [];
  let earlier: string;
  let paid: string;
  let input: CaseToAnalyse;

  /** Every agency of the simulator answers the product's own question by what is on its lists. */
  async function agenciesAnswer(caseId: string): Promise<void> {
    const questions = await database.dataSource.query<{ id: string; agency: Agency }[]>(
      `SELECT id, agency FROM evidence_request WHERE case_id = $1 AND state = 'asked' ORDER BY id`,
      [caseId],
    );
    for (const { id, agency } of questions) {
      const [parts] = await questionsToSend(record.db.manager, [id]);
      if (parts === undefined) throw new Error(`no question ${id}`);
      asked[agency] = AGENCY_DIALECTS.writeQuestion(agency, parts);
      const read = registers[agency].read(asked[agency]);
      expect(read).toMatchObject({ ok: true });
      const { requestId: _, ...plain } = registers[agency].answer(asked[agency]) as { requestId: string };
      const { personTokens } = parts;
      const fields = personTokens === null ? plain : await withTokens(plain, personTokens, EVALUATOR);
      answered.push(JSON.stringify(fields));
      await record.agencyAnswers(caseId, agency, fields);
    }
    await record.advanceCase(caseId);
  }

  async function read(caseId: string): Promise<CaseToAnalyse> {
    const found = await readCaseToAnalyse(record.db.manager, caseId);
    if (!found.asked) throw new Error(found.because);
    return found.input;
  }

  function featuresOf({ stolen, asOfMs, ...observed }: CaseToAnalyse, account: string): Record<string, number> {
    const ready = makeReady(observed);
    const trace = traceTaint({ stolen }, ready.history, asOfMs);
    if (trace === null) throw new Error('no trace');
    const views = viewHops(trace, ready, asOfMs);
    const row = readHopFeatures(views)[views.findIndex(({ reached }) => reached.account === account)];
    if (row === undefined) throw new Error(`the trace does not reach ${account}`);
    return Object.fromEntries(HOP_FEATURES.map(({ name }, place) => [name, row[place] ?? NaN]));
  }

  beforeAll(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
    if (purpose !== null) await nameByTokens(record, purpose, EVALUATOR);
    for (const account of [EARLIER, PAID]) {
      registers.ccib.add({ account, policeCaseNo: '12/2569', status: 'accepted', receivedAt: SINCE });
      registers.dsi.add({ account, specialCaseNo: '7/2569', openedAt: SINCE });
    }
    registers.amlo.add({ account: EARLIER, list: 'HR-03-1', since: SINCE, personRef: PERSON });
    registers.amlo.add({ account: PAID, list: 'HR-03-2', since: SINCE });
    registers.bot.add({ account: PAID, colour: 'black', since: SINCE });
    registers.nbtc.add({ number: NUMBER, registration: 'identified', suspended: false, personRef: PERSON });

    const first = await record.complain({ transfers: [{ to: { account: EARLIER }, reference: 'EARLIER-77' }] });
    earlier = first.caseId;
    await record.send(first.holdIds[0] ?? '', { result: 'HELD_FULL', deviceIds: [DEVICE] });
    await agenciesAnswer(earlier);

    const promptPay = { kind: 'phone' as const, value: NUMBER };
    const second = await record.complain({ transfers: [{ to: { promptPay }, reference: 'PAID-77' }] });
    paid = second.caseId;
    await agenciesAnswer(paid);
    await record.debits(paid, 'CONFIRMED', PAID);
    await record.advanceCase(paid);
    await agenciesAnswer(paid);
    const [hold] = await record.holds(paid);
    await record.send(hold?.id ?? '', {
      result: 'HELD_FULL',
      accountOpenedAt: SINCE,
      simOwner: 'other',
      deviceIds: [DEVICE.toLowerCase()],
    });
    await record.advanceCase(paid);
    input = await read(paid);
  });
  afterAll(() => database.drop());

  it('is asked of NBTC by the number that was paid, apart from numbers that reached the victim', () => {
    expect(asked.nbtc).toMatchObject({ numbers: [], paidNumbers: [NUMBER] });
    expect(JSON.stringify(asked)).not.toMatch(/\b9[0-9]{12}\b/);
  });

  it('reaches every served feature of agencies and joins that a protocol carries', () => {
    const features = featuresOf(input, accountKey(PAID));
    const empty = HOP_FEATURES.filter(
      ({ name, group }) =>
        (group === 'agencies' || group === 'joins') && (Number.isNaN(features[name]) || features[name] === 0),
    ).map(({ name }) => name);
    // Its neighbours are the victim's alone; and nobody says which account has a wallet or pays to one.
    expect(empty).toEqual(['flaggedWallets', 'neighboursKnown', 'joinedWallet']);
    expect(Math.expm1(features['joinedPerson'] ?? NaN)).toBeCloseTo(1, 9);
    expect(Math.expm1(features['joinedDevice'] ?? NaN)).toBeCloseTo(1, 9);
    expect(Math.expm1(features['joinedKnown'] ?? NaN)).toBeCloseTo(1, 9);
    // What agencies said of the other account in its case is no complaint about this one.
    expect(Math.round(features['earlierComplaints'] ?? NaN)).toBe(1);
  });

  it('has the kinds that reported trails are trained with, and no other', () => {
    expect([...new Set(input.refs.map(({ kind }) => kind))].sort()).toEqual(['device', 'person', 'sim']);
    expect([...REPORTED_REF_KINDS].sort()).toEqual(['device', 'person', 'sim']);
    expect(REF_KINDS.filter((kind) => !REPORTED_REF_KINDS.includes(kind))).toEqual(['wallet']);
    expect(FACT_KINDS.filter((kind) => !REPORTED_FACT_KINDS.includes(kind))).toEqual(['flagged_wallet']);
  });

  it('names nobody: no citizen id, no reference of an agency and no device comes to the analysis', () => {
    const told = JSON.stringify(input, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    expect(told).not.toContain(PERSON);
    expect(told.toUpperCase()).not.toContain(DEVICE);
    expect(told).not.toContain(NUMBER);
    expect(told).not.toMatch(/\b9[0-9]{12}\b/);
  });

  it('goes by what the mode names persons with, and no party is told a reference of another', async () => {
    const kept = await database.dataSource.query<object[]>('SELECT content FROM evidence');
    const [, name = ''] = /"personRef":"([0-9a-f]{64})"/.exec(answered.join()) ?? [];
    expect(name === PERSON).toBe(purpose === null);
    expect(JSON.stringify(kept)).toContain(name);
    expect(JSON.stringify(kept).includes(PERSON)).toBe(purpose === null);
    expect(JSON.stringify(asked)).not.toContain(name);
    expect(asked.nbtc).toEqual(
      purpose === null
        ? expect.not.objectContaining({ personTokens: expect.anything() as unknown })
        : expect.objectContaining({ personTokens: { purpose, publicKey: await EVALUATOR.publicKey(purpose) } }),
    );
  });

  it('counts from the answer on, and links the cases by the same subjects', async () => {
    const before = Math.min(...input.refs.map(({ knownAt }) => knownAt)) - 1;
    const features = featuresOf({ ...input, asOfMs: before }, accountKey(PAID));
    expect([features['joinedPerson'], features['joinedDevice'], features['joinedKnown']]).toEqual([0, 0, 0]);
    const keys = await database.dataSource.manager.findBy(LinkKeyRow, { caseId: paid });
    const ofEarlier = await database.dataSource.manager.findBy(LinkKeyRow, { caseId: earlier });
    const shared = keys.filter(({ kind, key }) => ofEarlier.some((one) => one.kind === kind && one.key === key));
    expect(shared.map(({ kind }) => kind).sort()).toEqual(['device', 'person']);
  });

  it('holds nothing against anybody: that a SIM is registered badly meets no rule where the number was only paid', async () => {
    registers.nbtc.add({ number: '0890000078', registration: 'unidentifiable', suspended: true });
    const promptPay = { kind: 'phone' as const, value: '0890000078' };
    const { caseId } = await record.complain({ transfers: [{ to: { promptPay }, reference: 'PAID-78' }] });
    await agenciesAnswer(caseId);
    expect(asked.nbtc).toMatchObject({ paidNumbers: ['0890000078'] });
    const findings = await database.dataSource.query<{ ruleId: string; outcome: string }[]>(
      `SELECT DISTINCT f.rule_id AS "ruleId", f.outcome FROM finding f WHERE f.case_id = $1 AND f.rule_id IN ('NBTC-5', 'P-EV85B', 'AOC-85B')`,
      [caseId],
    );
    expect(findings.filter(({ outcome }) => outcome === 'met')).toEqual([]);
  });
});
