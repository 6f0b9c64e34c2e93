import { decideWithdrawal } from '../../../src/application/complaint/correct/decide-withdrawal.js';
import { requestWithdrawal } from '../../../src/application/complaint/correct/request-withdrawal.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { WithdrawalRow } from '../../../src/persistence/entities/case/complaint.entities.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { ASKS, askWithdrawal, CONFIRMS, withdraw } from '../../support/withdraw.js';

/** P-WITHDRAW on the record: what one person asks for has no effect by itself. */
describe('a request for withdrawal', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  const caseFile = (id: string) => build.db.manager.findOneByOrFail(CaseFileRow, { id });
  const withdrawal = (id: string) => build.db.manager.findOneByOrFail(WithdrawalRow, { id });
  const decide = (withdrawalId: string, actor = CONFIRMS) =>
    decideWithdrawal(build.db, { id: withdrawalId, body: { verdict: 'confirm', reason: 'heard' }, actor });

  async function held(): Promise<{ caseId: string; holdId: string }> {
    const { caseId, holdIds } = await build.complain();
    const holdId = holdIds[0] ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    return { caseId, holdId };
  }

  /** Moves the instant at which a request lapses into the past, as the database's owner could. */
  async function letTimePass(id: string): Promise<void> {
    await build.owner.transaction(async (manager) => {
      await manager.query('ALTER TABLE withdrawal DISABLE TRIGGER withdrawal_decided_once');
      await manager.query(
        `UPDATE withdrawal SET called_back_at = called_back_at - interval '2 days', requested_at = requested_at - interval '2 days',
                lapses_at = lapses_at - interval '2 days' WHERE id = $1`,
        [id],
      );
      await manager.query('ALTER TABLE withdrawal ENABLE TRIGGER withdrawal_decided_once');
      await manager.query(
        `UPDATE case_file SET withdrawal_lapses_at = withdrawal_lapses_at - interval '2 days'
          WHERE id = (SELECT case_id FROM withdrawal WHERE id = $1)`,
        [id],
      );
    });
  }

  it('leaves the hold as it is while it waits, and the case goes on', async () => {
    const { caseId, holdId } = await held();
    await askWithdrawal(build.db, caseId);
    const { wakeAtMs } = await build.advanceCase(caseId);
    expect(await build.hold(holdId)).toMatchObject({ state: 'held' });
    const file = await caseFile(caseId);
    expect(file).toMatchObject({ withdrawnAt: null, status: 'holding' });
    expect(wakeAtMs).toBeLessThanOrEqual(file.withdrawalLapsesAt?.getTime() ?? 0);
  });

  it('lapses without effect, and may be made again', async () => {
    const { caseId, holdId } = await held();
    const id = await askWithdrawal(build.db, caseId);
    await letTimePass(id);
    expect(await decide(id)).toMatchObject({ code: 'APPROVAL.EXPIRED' });
    await build.advanceCase(caseId);
    expect(await withdrawal(id)).toMatchObject({ state: 'lapsed', decidedBy: null });
    expect(await decide(id)).toMatchObject({ code: 'APPROVAL.EXPIRED' });
    expect(await build.hold(holdId)).toMatchObject({ state: 'held' });
    expect(await caseFile(caseId)).toMatchObject({ withdrawnAt: null, withdrawalLapsesAt: null });
    const again = await askWithdrawal(build.db, caseId);
    await letTimePass(again);
    // Nobody looked at the case since: the next request settles the old one first.
    await askWithdrawal(build.db, caseId);
    expect(await withdrawal(again)).toMatchObject({ state: 'lapsed' });
  });

  it('is refused in a case that no caller opened, because no number was recorded', async () => {
    const { caseId } = await held();
    await build.owner.transaction(async (manager) => {
      await manager.query('ALTER TABLE complaint DISABLE TRIGGER complaint_append_only');
      await manager.query(`UPDATE complaint SET body = body - 'reporter' WHERE id = $1`, [caseId]);
      await manager.query('ALTER TABLE complaint ENABLE TRIGGER complaint_append_only');
    });
    const body = { reason: 'x', identifiedBy: 'call_back' as const, calledBackAt: new Date().toISOString() };
    expect(await requestWithdrawal(build.db, { caseId, body, actor: ASKS })).toMatchObject({
      code: 'WITHDRAWAL.NO_RECORDED_NUMBER',
    });
  });

  it('is decided by two persons in the database too', async () => {
    const { caseId } = await held();
    const id = await askWithdrawal(build.db, caseId);
    const confirm = (by: string) =>
      build.owner.query(
        `UPDATE withdrawal SET state = 'confirmed', decided_by = $2, decided_role = 'hotline_operator', decision_reason = 'x', decided_at = clock_timestamp()
          WHERE id = $1`,
        [id, by],
      );
    await expect(
      build.owner.query('UPDATE case_file SET withdrawn_at = now() WHERE id = $1', [caseId]),
    ).rejects.toThrow('four eyes');
    await expect(confirm(ASKS.subject)).rejects.toThrow('violates check constraint');
    await expect(confirm(OPERATOR.subject)).rejects.toThrow('four eyes');
    await expect(build.owner.query(`UPDATE withdrawal SET reason = 'else' WHERE id = $1`, [id])).rejects.toThrow(
      'once',
    );
    await expect(build.owner.query(`DELETE FROM withdrawal WHERE id = $1`, [id])).rejects.toThrow('once');
    const copied = `INSERT INTO withdrawal SELECT 'x', case_id, 'confirmed', reason, identified_by, called_back_at, rule_row_id, requested_by,
        requested_role, requested_at, lapses_at, 'nobody', 'hotline_operator', 'x', requested_at FROM withdrawal WHERE id = $1`;
    await expect(build.owner.query(copied, [id])).rejects.toThrow('once');
    await confirm(CONFIRMS.subject);
  });

  it('leaves a trail that verify finds whole', async () => {
    const own = await freshDatabase();
    const record = await RecordBuilder.on(own);
    const { caseId, holdIds } = await record.complain();
    await record.send(holdIds[0] ?? '', { result: 'HELD_FULL' });
    const refused = await askWithdrawal(record.db, caseId);
    const body = { verdict: 'refuse' as const, reason: 'another voice' };
    expect(await decideWithdrawal(record.db, { id: refused, body, actor: CONFIRMS })).toMatchObject({
      ok: true,
      state: 'refused',
    });
    await withdraw(record.db, caseId);
    await record.advanceCase(caseId);
    await record.release(holdIds[0] ?? '');
    await record.advanceCase(caseId);
    const { checks } = await verifyRecord({ db: record.db, judgedAt: 'last_activity' });
    expect(checks.filter((check) => check.violations > 0)).toEqual([]);
    await own.drop();
  });
});
