import type { DataSource } from 'typeorm';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import type { Role } from '../../../src/domain/freeze-request/freeze-request.js';
import { LEAD_MS } from '../../../src/domain/rulebook/change/propose-change.js';
import { choice } from '../../../src/domain/rulebook/choices.js';
import { buildRulebook } from '../../../src/domain/rulebook/build.js';
import { createDataSource } from '../../../src/persistence/data-source.js';
import { addRulebookRows } from '../../../src/persistence/migrations/add-rulebook-rows.js';
import { loadRulebook, readRulebook, TTL_MS } from '../../../src/persistence/rulebook/load-rulebook.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { decideRuleChange } from '../../../src/application/rulebook/decide-rule-change.js';
import { proposeRuleChange, type RuleChangeInput } from '../../../src/application/rulebook/propose-rule-change.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import type { SubjectHash } from '../../../src/application/case/privacy/subject-hash.js';
import { RecordBuilder } from '../../support/record-builder.js';

const person = (subject: string, role: Role) => ({ subject, name: 'Test', roles: [role] });
const ADMINISTRATOR = person('admin-1', 'administrator');
const SUPERVISOR = person('supervisor-1', 'aoc_supervisor');

describe('a change of policy in the database', () => {
  let database: FreshDatabase;
  let db: DataSource;

  beforeEach(async () => {
    database = await freshDatabase();
    db = database.dataSource;
  });
  afterEach(() => database.drop());

  async function propose(over: Partial<RuleChangeInput> = {}): Promise<string> {
    const body: RuleChangeInput = {
      rulebook: 'th',
      ruleId: 'C4',
      parameters: { period: 'three_days' },
      effectiveFrom: null,
      reason: 'Counsel says so.',
      ...over,
    };
    const proposed = await proposeRuleChange(db, { body, actor: ADMINISTRATOR });
    return proposed.ok ? proposed.id : proposed.code;
  }
  const decide = (id: string, verdict: 'approve' | 'refuse' = 'approve', actor = SUPERVISOR) =>
    decideRuleChange(db, { id, body: { verdict, reason: 'Read it.' }, actor });

  it('becomes a row when a second person approves it, and begins when every process has read it', async () => {
    const before = await readRulebook(db.manager, 'th');
    const decided = await decide(await propose());
    if (!decided.ok || decided.row === null) throw new Error('not approved');
    const { rowId, effectiveFrom } = decided.row;
    const after = await readRulebook(db.manager, 'th');
    expect(after.filter((row) => !before.some((old) => old.rowId === row.rowId)).map((row) => row.rowId)).toEqual([
      rowId,
    ]);
    const chosen = (at: Date) => choice({ rulebook: after, now: at }, 'C4', 'period');
    expect([chosen(new Date(effectiveFrom.getTime() - 1)), chosen(effectiveFrom)]).toEqual([
      'seven_days_from_complaint',
      'three_days',
    ]);
    const [clock] = await db.query<{ lead: number }[]>(
      `SELECT extract(epoch FROM r.effective_from - c.decided_at) * 1000 AS lead FROM rule_change c JOIN rule_row r USING (row_id)`,
    );
    expect(Number(clock?.lead)).toBeGreaterThanOrEqual(LEAD_MS);
    expect(TTL_MS).toBeLessThan(LEAD_MS);
  });

  it('is not in the copy that a process keeps, and is in a copy that is read anew', async () => {
    const kept = await loadRulebook(db.manager, 'th');
    await decide(await propose());
    expect(await loadRulebook(db.manager, 'th')).toBe(kept);
    expect(await readRulebook(db.manager, 'th')).toHaveLength(kept.length + 1);
  });

  it('is on the audit chain of the system, with the proposer and the decider', async () => {
    const id = await propose();
    await decide(id);
    const events = await db.query<{ type: string; actor: string; payload: Record<string, unknown> }[]>(
      `SELECT type, actor, payload FROM audit_event WHERE chain = 'system' AND type LIKE 'rule_change.%' ORDER BY sequence`,
    );
    expect(events.map(({ type, actor }) => [type, actor])).toEqual([
      ['rule_change.proposed', 'admin-1'],
      ['rule_change.decided', 'supervisor-1'],
    ]);
    expect(events.map(({ payload }) => payload['ruleChangeId'])).toEqual([id, id]);
  });

  it('changes nothing when it is refused, and the rule may be proposed again', async () => {
    const before = await readRulebook(db.manager, 'th');
    expect(await propose()).toHaveLength(26);
    expect(await propose()).toBe('RULE_CHANGE.ALREADY_OPEN');
    const [open] = await db.query<{ id: string }[]>('SELECT id FROM rule_change');
    expect(await decide(open?.id ?? '', 'refuse')).toEqual({ ok: true, state: 'refused', row: null });
    expect(await readRulebook(db.manager, 'th')).toEqual(before);
    expect(await propose()).toHaveLength(26);
  });

  it('is decided once when two persons approve at the same moment', async () => {
    const id = await propose();
    const outcomes = await Promise.all([
      decide(id),
      decide(id, 'approve', person('admin-2', 'administrator')),
      decide(id, 'refuse', person('supervisor-2', 'aoc_supervisor')),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.code]))).toEqual([
      'APPROVAL.ALREADY_DECIDED',
      'APPROVAL.ALREADY_DECIDED',
    ]);
    const [count] = await db.query<{ rows: number }[]>(
      `SELECT count(*)::integer AS rows FROM rule_row WHERE rule_id = 'C4' AND rulebook = 'th'`,
    );
    expect(count?.rows).toBeLessThanOrEqual(2);
  });

  it('cannot be approved by its proposer: the application and the database refuse it', async () => {
    const id = await propose();
    expect(await decide(id, 'approve', person('admin-1', 'aoc_supervisor'))).toMatchObject({
      code: 'APPROVAL.OWN_REQUEST',
    });
    const forged = `UPDATE rule_change SET state = 'refused', decided_by = proposed_by, decided_role = 'administrator',
                           decision_reason = 'x', decided_at = now()`;
    await expect(db.query(forged)).rejects.toThrow('rule_change_check');
    await expect(db.query(`UPDATE rule_change SET state = 'approved'`)).rejects.toThrow('violates check constraint');
  });

  it('is never rewritten, removed or decided again', async () => {
    const id = await propose();
    await expect(db.query(`UPDATE rule_change SET parameters = '{}'`)).rejects.toThrow('never rewritten');
    await decide(id, 'refuse');
    await expect(db.query(`UPDATE rule_change SET state = 'proposed'`)).rejects.toThrow('decided once');
    await expect(db.query('DELETE FROM rule_change')).rejects.toThrow('never rewritten');
    await expect(db.query('TRUNCATE rule_change')).rejects.toThrow('append-only');
  });

  it('is refused as overtaken when the row that the proposer saw is no longer in force', async () => {
    const id = await propose();
    await db.query(
      `INSERT INTO rule_row SELECT 'th/C4/between', rulebook, rule_id, now() - interval '1 second', NULL,
              body || jsonb_build_object('rowId', 'th/C4/between', 'effectiveFrom', now() - interval '1 second')
         FROM rule_row WHERE rulebook = 'th' AND rule_id = 'C4'`,
    );
    expect(await decide(id)).toMatchObject({ code: 'RULE_CHANGE.OVERTAKEN' });
    expect(await decide(id, 'refuse')).toMatchObject({ ok: true });
  });

  it('is absent under an unknown id', async () => {
    expect(await decide('01K00000000000000000000000')).toMatchObject({ code: 'RULE_CHANGE.ABSENT' });
  });
});

describe('a judgement', () => {
  it('uses the rows in force at its time, and keeps them when the policy changes', async () => {
    const database = await freshDatabase();
    const { caseId, hash } = await judgedOnce(database);
    const citedNow = () =>
      database.dataSource.query<{ judgement: number; row: string }[]>(
        `SELECT judgement, rule_row_id AS row FROM finding WHERE case_id = $1 AND rule_id = 'P-AGE' ORDER BY judgement`,
        [caseId],
      );
    const before = await citedNow();
    expect(before).toEqual([{ judgement: 1, row: 'th/P-AGE/2025-04-13' }]);
    await database.dataSource.query(
      `INSERT INTO rule_row SELECT 'th/P-AGE/later', rulebook, rule_id, now() - interval '1 second', NULL,
              body || jsonb_build_object('rowId', 'th/P-AGE/later', 'effectiveFrom', now() - interval '1 second')
         FROM rule_row WHERE rulebook = 'th' AND rule_id = 'P-AGE'`,
    );
    const otherProcess = createDataSource({ url: database.url, poolSize: 2, applicationName: 'test' });
    await otherProcess.initialize();
    await advanceCase(otherProcess, caseId, AGENCY_DIALECTS, hash);
    await otherProcess.destroy();
    expect(await citedNow()).toEqual([...before, { judgement: 2, row: 'th/P-AGE/later' }]);
    await database.drop();
  });

  async function judgedOnce(database: FreshDatabase): Promise<{ caseId: string; hash: SubjectHash }> {
    const record = await RecordBuilder.on(database);
    const { caseId } = await record.complain();
    await record.advanceCase(caseId);
    return { caseId, hash: record.hash };
  }
});

describe('the rulebooks of a database that exists', () => {
  let database: FreshDatabase;

  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  /**
   * Makes the rulebook as an older version left it: without one rule, and with another in other
   * words.
   */
  async function makeOlder(): Promise<void> {
    await database.dataSource.query(`
      ALTER TABLE rule_row DISABLE TRIGGER rule_row_append_only;
      DELETE FROM rule_row WHERE rule_id = 'P-MDES';
      UPDATE rule_row SET body = body || '{"condition": "none"}' WHERE rule_id = 'P-BLACK';
      ALTER TABLE rule_row ENABLE TRIGGER rule_row_append_only;`);
  }
  async function upgrade(): Promise<void> {
    const runner = database.dataSource.createQueryRunner();
    await addRulebookRows(runner);
    await runner.release();
  }
  const rows = () => readRulebook(database.dataSource.manager, 'th');

  it('get the rows that they lack, and a later row where theirs is worded differently; theirs stay', async () => {
    await makeOlder();
    const older = await rows();
    await upgrade();
    const now = await rows();
    expect(now.filter((row) => older.some(({ rowId }) => rowId === row.rowId))).toEqual(older);
    const added = now.filter((row) => !older.some(({ rowId }) => rowId === row.rowId));
    expect(added.map(({ ruleId, condition }) => [ruleId, condition]).sort()).toEqual([
      ['P-BLACK', 'colourOnRecord'],
      ['P-MDES', 'none'],
    ]);
    await upgrade();
    expect(await rows()).toEqual(now);
  });

  it('keep what two persons changed', async () => {
    const body: RuleChangeInput = {
      rulebook: 'th',
      ruleId: 'C4',
      parameters: { period: 'three_days' },
      effectiveFrom: null,
      reason: 'Counsel says so.',
    };
    const proposed = await proposeRuleChange(database.application, { body, actor: ADMINISTRATOR });
    if (!proposed.ok) throw new Error(proposed.code);
    const decision = { verdict: 'approve' as const, reason: 'Read it.' };
    await decideRuleChange(database.application, { id: proposed.id, body: decision, actor: SUPERVISOR });
    const changed = await rows();
    await upgrade();
    expect(await rows()).toEqual(changed);
  });

  it('are as they are written when this version seeded them', async () => {
    await upgrade();
    expect(await rows()).toHaveLength(buildRulebook('th').length);
  });
});
