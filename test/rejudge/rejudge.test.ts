import { readDuties } from '../../src/application/judgement/read-duties.js';
import { databaseErrorCode } from '../../src/persistence/unit-of-work.js';
import { readDraft } from '../../tools/rejudge/draft-rulebook.js';
import { readOnly, rejudgeCases, type Rejudgement } from '../../tools/rejudge/rejudge-cases.js';
import { maskedReport, reportLines } from '../../tools/rejudge/report-lines.js';
import { DutiesView } from '../../src/wire/case/judgement.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { RecordBuilder } from '../support/record-builder.js';

const HOUR = 3_600_000;
const READ_ONLY = '25006';

describe('judging stored cases anew', () => {
  let database: FreshDatabase;
  let held: { caseId: string; holdIds: string[] };
  let urgent: { caseId: string; holdIds: string[] };

  beforeAll(async () => {
    database = await freshDatabase();
    const record = await RecordBuilder.on(database);
    held = await record.complain();
    await record.send(held.holdIds[0] ?? '', {});
    await record.debits(held.caseId, 'CONFIRMED');
    await record.advanceCase(held.caseId);
    urgent = await record.complain();
    await record.advanceCase(urgent.caseId);
  });
  afterAll(() => database.drop());

  async function rejudge(caseName: string | null, asOf: string | null, ...rows: object[]): Promise<Rejudgement> {
    const draft = rows.length === 0 ? { ok: true as const, value: [] } : readDraft(JSON.stringify({ rows }));
    if (!draft.ok) throw new Error(draft.detail);
    const result = await rejudgeCases(database.application, {
      caseName,
      asOf: asOf === null ? null : new Date(`${asOf}T00:00:00+07:00`),
      draft: draft.value,
    });
    if (!result.ok) throw new Error(`${result.code} ${result.detail}`);
    return result.value;
  }

  it('by the same law changes nothing', async () => {
    const { cases, changed } = await rejudge(null, null);
    expect([cases, changed]).toEqual([2, []]);
    const today = new Date(Date.now() + 7 * HOUR).toISOString().slice(0, 10);
    expect((await rejudge(null, today)).changed).toEqual([]);
  });

  it('by a shorter P-EXP ends the hold of a confirmed debit sooner, and no other', async () => {
    const parameters = { statementMs: 120 * HOUR, sevenDaysBy: 'complaint' };
    const { cases, changed } = await rejudge(null, null, { ruleId: 'P-EXP', parameters });
    expect(cases).toBe(2);
    expect(changed.map(({ caseId }) => caseId)).toEqual([held.caseId]);
    const [hold] = changed[0]?.holds ?? [];
    expect(hold?.holdId).toBe(held.holdIds[0]);
    const shorter = (hold?.before.expiresAt?.getTime() ?? 0) - (hold?.after.expiresAt?.getTime() ?? 0);
    expect([shorter, hold?.after.expiryRuleRowId]).toEqual([48 * HOUR, 'draft/P-EXP/2026-11-30']);
    expect([hold?.before.obstacles, hold?.after.obstacles]).toEqual([[], []]);
  });

  it('by the law before Amendment No. 2 finds no complaint, no relayed notice, and no order with an end', async () => {
    const { changed } = await rejudge(held.caseId, '2025-04-12');
    const [found] = changed;
    const finding = (ruleId: string) => found?.findings.find((each) => each.ruleId === ruleId);
    expect(finding('VIC-7B')).toMatchObject({ before: { outcome: 'met' }, after: { outcome: 'unknown' } });
    expect(finding('AOC-85A')).toMatchObject({ before: { outcome: 'met' }, after: null });
    expect(found?.holds[0]?.after).toEqual({
      obstacles: ['no row of P-S7AOC is in force', 'no row of P-EXP is in force'],
      expiresAt: null,
      expiryRuleRowId: null,
    });
    const officers = found?.deadlines.find((each) => each.ruleId === 'OFF-7D');
    expect(officers).toMatchObject({ before: { state: 'open' }, after: null });
  });

  it('with another choice of C2 leaves the victim to complain within 72 hours', async () => {
    const { changed } = await rejudge(held.caseId, null, { ruleId: 'C2', parameters: { reportCountsAs: 'notice' } });
    const duty = changed[0]?.deadlines.find((each) => each.ruleId === 'VIC-7B');
    expect(duty).toMatchObject({ owedBy: 'victim', before: { state: 'fulfilled' }, after: { state: 'open' } });
    expect(duty?.after?.dueAt).toEqual(duty?.before?.dueAt);
  });

  it('with another choice of C1 changes no hold whose victim complained, and with C2 beside it gives 72 hours', async () => {
    const nothing = { ruleId: 'C1', parameters: { missedMeans: 'nothing' } };
    expect((await rejudge(null, null, nothing)).changed).toEqual([]);
    const notice = { ruleId: 'C2', parameters: { reportCountsAs: 'notice' } };
    const [hold] = (await rejudge(held.caseId, null, notice)).changed[0]?.holds ?? [];
    const shorter = (hold?.before.expiresAt?.getTime() ?? 0) - (hold?.after.expiresAt?.getTime() ?? 0);
    expect(Math.round(shorter / HOUR)).toBe(168 - 72);
  });

  it('with another choice of C4 ends the hold after the three days of the banks, by their rule', async () => {
    const period = { ruleId: 'C4', parameters: { period: 'three_days' } };
    const shorter = await rejudge(null, null, period, { ruleId: 'P-3+7', deadlineMs: 48 * HOUR });
    const [hold] = shorter.changed[0]?.holds ?? [];
    expect(hold?.after.expiryRuleRowId).toBe('draft/P-3+7/2025-09-15');
    const sooner = (hold?.before.expiresAt?.getTime() ?? 0) - (hold?.after.expiresAt?.getTime() ?? 0);
    expect(Math.round(sooner / HOUR)).toBe(168 - 48);
  });

  it('by stricter terms of P-AGE would not have given the order', async () => {
    const { changed } = await rejudge(held.caseId, null, { ruleId: 'P-AGE', parameters: { automaticMaxMs: 1 } });
    expect(changed[0]?.holds[0]?.after.obstacles).toEqual(['SECTION7.TOO_OLD']);
  });

  it('with a draft for next year changes nothing unless that year is asked for', async () => {
    const draft = { ruleId: 'P-URG', deadlineMs: HOUR / 2, effectiveFrom: '2570-01-01' };
    expect((await rejudge(null, null, draft)).changed).toEqual([]);
    expect((await rejudge(null, '2027-01-01', draft)).changed.map(({ caseId }) => caseId)).toEqual([urgent.caseId]);
  });

  it('finds a case by its number, and says when there is none', async () => {
    const [row] = await database.dataSource.query<{ case_no: string }[]>(
      'SELECT case_no FROM case_file WHERE id = $1',
      [held.caseId],
    );
    expect((await rejudge(row?.case_no ?? '', null)).cases).toBe(1);
    await expect(rejudge('RG0', null)).rejects.toThrow('REJUDGE.NO_CASE');
  });

  it('cannot write, because the database refuses it', async () => {
    const state = () =>
      database.dataSource.query<{ xid: string }[]>('SELECT max(xid::text::bigint)::text AS xid FROM audit_event');
    const before = await state();
    await rejudge(null, '2025-04-12');
    expect(await state()).toEqual(before);
    const write = readOnly(database.application, (manager) => manager.query('DELETE FROM outbox'));
    await write.then(
      () => expect('written').toBe('refused'),
      (error: unknown) => expect(databaseErrorCode(error)).toBe(READ_ONLY),
    );
  });

  it('reports to people and programs without an account number', async () => {
    const rejudgement = await rejudge(held.caseId, '2025-04-12');
    const lines = reportLines(rejudgement).join('\n');
    expect(lines).toMatch(/finding {3}VIC-7B of \S+: met -> unknown without inquiry_officer.statement/);
    expect(lines).toMatch(/hold {6}\S+, hop 0 at th-014, section7: until .* -> not given: no row of P-S7AOC/);
    expect(lines).toMatch(/1 case judged at .*: 1 would change. Nothing was written./);
    expect(lines + JSON.stringify(maskedReport(rejudgement))).not.toMatch(/th-\d{3}:\d{6,}/);
  });

  it('reads the duties of a case as documented, overdue ones first, accounts masked', async () => {
    const found = DutiesView.parse(await readDuties(database.dataSource.manager, held.caseId));
    const states = found.duties.map(({ ruleId, owedBy, state }) => `${ruleId} ${owedBy} ${state}`);
    expect(states).toEqual(
      expect.arrayContaining([
        'REC-8 centre fulfilled',
        'VIC-7A th-014 fulfilled',
        'VIC-7B victim fulfilled',
        'P-TELL th-014 open',
        'OFF-7D inquiry_officer open',
        'LIFT-7E th-014 open',
        'SHARE-4 th-004 fulfilled',
      ]),
    );
    expect(JSON.stringify(found)).not.toMatch(/th-\d{3}:\d{6,}/);
    expect(await readDuties(database.dataSource.manager, 'none')).toBeUndefined();
  });
});
