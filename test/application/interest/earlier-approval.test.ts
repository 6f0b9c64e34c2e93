import type { ActingPerson } from '../../../src/application/case/work/acting-person.js';
import { decideWithdrawal } from '../../../src/application/complaint/correct/decide-withdrawal.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { declareInterest } from '../../../src/application/handling/declare-interest.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { AuditEventRow } from '../../../src/persistence/entities/traffic/audit.entities.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import {
  INQUIRY_OFFICER,
  OFFICER,
  OTHER_SUPERVISOR,
  person,
  RecordBuilder,
  SUPERVISOR,
} from '../../support/record-builder.js';
import { warrantOf } from '../../support/warrant.js';
import { ASKS, askWithdrawal, CONFIRMS } from '../../support/withdraw.js';
import { violated } from '../../support/violated.js';

/** What a person said before an interest of that person became known. */
describe('a word that was given before an interest became known', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  async function held(): Promise<{ caseId: string; holdId: string }> {
    const { caseId, holdIds } = await build.complain();
    const holdId = holdIds[0] ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.debits(caseId, 'CONFIRMED');
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await build.advanceCase(caseId);
    return { caseId, holdId };
  }

  async function declare(caseId: string, actor: ActingPerson): Promise<void> {
    const declared = await declareInterest(build.db, { caseId, reason: 'my cousin', actor });
    if (!declared.ok) throw new Error(declared.code);
  }

  const breaksOf = async (caseId: string) =>
    (await build.db.manager.findBy(BreakRecordRow, { caseId })).map(({ kind }) => kind);
  const eventsOf = async (chain: string, type: string) =>
    (await build.db.manager.findBy(AuditEventRow, { chain, type })).map(({ payload }) => payload);

  async function violations(): Promise<string[]> {
    return (await violated(build.owner)).map(({ id }) => id);
  }

  async function wholeAccount({ caseId, holdId }: { caseId: string; holdId: string }): Promise<string> {
    const body = {
      kind: 'whole_account' as const,
      holdId,
      reason: 'A warrant.',
      ...(await warrantOf(build.db, caseId)),
    };
    const made = await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER });
    if (!made.ok) throw new Error(made.code);
    return made.response.id;
  }

  it('does not count as the first approval of two: the order waits for another person', async () => {
    const at = await held();
    const id = await wholeAccount(at);
    const confirms = person('inquiry-2', 'inquiry_officer');
    expect(await build.decide(id, SUPERVISOR)).toMatchObject({ ok: true, state: 'half_approved' });
    await declare(at.caseId, SUPERVISOR);
    expect(await build.decide(id, confirms)).toMatchObject({ ok: true, state: 'half_approved' });
    expect(await eventsOf(at.caseId, 'decision.not_counted')).toMatchObject([
      { requestId: id, maker: false, persons: [SUPERVISOR.subject] },
    ]);
    // Nothing was carried out by the word: nobody is called.
    expect(await breaksOf(at.caseId)).not.toContain('DECIDED_BY_INTERESTED');
    await expect(build.db.query(`UPDATE freeze_request SET state = 'approved' WHERE id = $1`, [id])).rejects.toThrow(
      'interest:',
    );
    expect(await build.decide(id, OTHER_SUPERVISOR)).toMatchObject({ ok: true, state: 'approved' });
    expect(await violations()).toEqual([]);
  });

  it('of who asked for an order lets one more person approve it', async () => {
    const { caseId } = await held();
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const body = { kind: 'aoc_suspension' as const, account: MULE_ACCOUNT, until, reason: 'synthetic' };
    const made = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!made.ok) throw new Error(made.code);
    const { id } = made.response;
    await declare(caseId, OFFICER);
    expect(await build.decide(id, SUPERVISOR)).toMatchObject({ ok: true, state: 'half_approved' });
    expect(await build.decide(id, OTHER_SUPERVISOR)).toMatchObject({ ok: true, state: 'approved' });
    expect(await violations()).toEqual([]);
  });

  it('of who asked for a withdrawal ends nothing by the word of one other: another one asks anew', async () => {
    const { caseId } = await held();
    const asks = person(ASKS.subject, 'hotline_operator', 'aoc_officer');
    const withdrawalId = await askWithdrawal(build.db, caseId, asks);
    await declare(caseId, asks);
    const decide = (verdict: 'confirm' | 'refuse') =>
      decideWithdrawal(build.db, { id: withdrawalId, body: { verdict, reason: 'x' }, actor: CONFIRMS });
    expect(await decide('confirm')).toMatchObject({ ok: false, code: 'APPROVAL.MAKER_INTEREST' });
    await expect(
      build.db.query(
        `UPDATE withdrawal SET state = 'confirmed', decided_by = 'x', decided_role = 'aoc_officer', decision_reason = 'x', decided_at = now() WHERE id = $1`,
        [withdrawalId],
      ),
    ).rejects.toThrow('interest:');
    expect(await decide('refuse')).toMatchObject({ ok: true, state: 'refused' });
    expect((await askWithdrawal(build.db, caseId, OFFICER)).length).toBeGreaterThan(0);
    expect(await violations()).toEqual([]);
  });

  it('stands where it took effect, and a supervisor is called once to look at it', async () => {
    const { caseId, holdId } = await held();
    const released = await releaseByOfficer(build.db, {
      holdId,
      body: { reason: 'a sale', unrelated: false },
      actor: SUPERVISOR,
    });
    expect(released.ok).toBe(true);
    await declare(caseId, SUPERVISOR);
    await declare(caseId, SUPERVISOR);
    expect((await breaksOf(caseId)).filter((kind) => kind === 'DECIDED_BY_INTERESTED')).toHaveLength(1);
    await declare(caseId, OTHER_SUPERVISOR);
    expect((await breaksOf(caseId)).filter((kind) => kind === 'DECIDED_BY_INTERESTED')).toHaveLength(1);
    expect(await violations()).toEqual([]);
    await build.owner.query('ALTER TABLE break_record DISABLE TRIGGER USER');
    await build.owner.query(`UPDATE break_record SET kind = 'ANOTHER' WHERE kind = 'DECIDED_BY_INTERESTED'`);
    await build.owner.query('ALTER TABLE break_record ENABLE TRIGGER USER');
    expect(await violations()).toContain('I2');
  });
});
