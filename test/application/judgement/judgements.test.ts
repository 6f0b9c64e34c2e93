import { evidenceHash } from '../../../src/application/evidence/evidence-hash.js';
import { newestFindings } from '../../../src/application/judgement/judge-record.js';
import { readCaseToJudge } from '../../../src/application/judgement/read-case-to-judge.js';
import { readFindings } from '../../../src/application/judgement/read-findings.js';
import type { Finding } from '../../../src/domain/judgement/facts.js';
import { judgeCase } from '../../../src/domain/judgement/judge.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { costOf } from '../../support/cost.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

const ACCOUNTS = 6;

describe('the judgements of a case', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  beforeAll(async () => {
    database = await freshDatabase(1);
    build = await RecordBuilder.on(database);
  });
  beforeEach(async () => {
    const transfers = Array.from({ length: ACCOUNTS }, (_, index) => ({
      to: { account: { institution: 'th-014', accountNo: `914000080${index}` } },
    }));
    ({ caseId } = await build.complain({ transfers }));
    await build.advanceCase(caseId);
  });
  afterAll(() => database.drop());

  const count = async (from: string): Promise<number> => {
    const [row]: { n: number }[] = await database.dataSource.query(`SELECT count(*)::int AS n FROM ${from}`, [caseId]);
    return row?.n ?? 0;
  };
  const written = () => count('finding WHERE case_id = $1');
  /** The registry answers that one account of the trail is black. */
  const black = (account: number) =>
    build.agencyAnswers(caseId, 'bot', {
      colours: [{ account: { institution: 'th-014', accountNo: `914000080${account}` }, colour: 'black' }],
    });
  const text = ({ ruleRowId, choiceRowIds, subject, outcome, reasons, missing, evidenceIds }: Finding): string =>
    JSON.stringify([
      ruleRowId,
      choiceRowIds,
      subject,
      outcome,
      reasons.map(({ th, en }) => [th, en]),
      missing,
      evidenceIds,
    ]);
  /** What the law says of the case now, without anything that was kept. */
  async function judgedAfresh(): Promise<string[]> {
    const { facts, rulebook } = await readCaseToJudge(build.db.manager, caseId);
    return judgeCase(facts, rulebook, new Date()).map(text).sort();
  }
  async function standing(): Promise<string[]> {
    const caseFile = await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
    return (await newestFindings({ manager: build.db.manager, caseFile })).map(text).sort();
  }
  /** Reads judgement `number` as it was made. */
  const findingsOf = async (number: number): Promise<string[]> => {
    const rows: { id: string }[] = await database.dataSource.query(
      `SELECT id FROM finding WHERE case_id = $1 AND judgement <= $2
       EXCEPT SELECT unnest(ended_finding_ids) FROM judgement WHERE case_id = $1 AND number <= $2 ORDER BY id`,
      [caseId, number],
    );
    return rows.map(({ id }) => id);
  };

  it('write what changed, and carry over the rest', async () => {
    const first = await written();
    await black(0);
    await build.advanceCase(caseId);
    const found = (await readFindings(build.db.manager, caseId))?.findings ?? [];
    const now = new Set(await findingsOf(2));
    const kept = (await findingsOf(1)).filter((id) => now.has(id)).length;
    expect(now.size).toBe(found.length);
    expect(await written()).toBe(first + found.length - kept);
    expect(kept).toBeGreaterThan(first / 2);
    expect(kept).toBeLessThan(first);
    expect(await count('judgement WHERE case_id = $1')).toBe(2);
  });

  it('read whole, whatever was carried over', async () => {
    await black(1);
    await build.advanceCase(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    expect(await standing()).toEqual(await judgedAfresh());
    const { judgedAt, findings } = (await readFindings(build.db.manager, caseId)) ?? {};
    expect(findings).toHaveLength((await standing()).length);
    const [newest] = await database.dataSource.query<{ at: Date }[]>(
      `SELECT max(judged_at) AS at FROM judgement WHERE case_id = $1`,
      [caseId],
    );
    expect(judgedAt).toBe(newest?.at.toISOString());
  });

  it('give a finding that went and came back a row of its own, and keep old judgements as they were', async () => {
    const hash = () => evidenceHash(build.db.manager, caseId);
    const [first, before] = [await findingsOf(1), await hash()];
    const decide = (state: string) =>
      database.dataSource.query('UPDATE debit_confirmation SET state = $2 WHERE case_id = $1', [caseId, state]);
    await decide('confirmed');
    await build.advanceCase(caseId);
    expect(await hash()).not.toBe(before);
    await decide('asked');
    await build.advanceCase(caseId);
    expect(await count('judgement WHERE case_id = $1')).toBe(3);
    // The approval that was bound to the evidence of the first judgement is bound to it again.
    expect(await hash()).toBe(before);
    const [second, third] = [await findingsOf(2), await findingsOf(3)];
    expect([second.length, third.length]).toEqual([first.length, first.length]);
    expect(third).not.toEqual(first);
    expect(await findingsOf(1)).toEqual(first);
    expect(await standing()).toEqual(await judgedAfresh());
  });

  it('are whole for verify, and sealed', async () => {
    await black(2);
    await build.advanceCase(caseId);
    const { checks } = await verifyRecord({ db: database.dataSource });
    const judged = checks.find(({ id }) => id === 'JUDGED');
    expect(judged).toMatchObject({ violations: 0 });
    expect(judged?.checked).toBeGreaterThan(1);
    const [sealed]: { events: number }[] = await database.dataSource.query(
      `SELECT count(*)::int AS events FROM audit_event WHERE chain = $1 AND seals::text LIKE '%judgement%'`,
      [caseId],
    );
    expect(sealed?.events).toBe(2);
  });

  it('cost the same rows when nothing changed', async () => {
    await build.advanceCase(caseId);
    const again = await costOf(database.application, () => build.advanceCase(caseId));
    expect(again.texts.filter((sql) => sql.includes('INSERT INTO finding'))).toEqual([]);
  });
});
