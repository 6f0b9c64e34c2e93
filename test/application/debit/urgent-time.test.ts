import { setTimeout } from 'node:timers/promises';
import type { InstitutionPort } from '../../../src/institutions/port.js';
import { lookerForWorkflow } from '../../../src/keeper/advance-without-workflow.js';
import { driveDue } from '../../support/drive-due.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { HoldOrderRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { NoAnswerError } from '../../../src/signed-http/no-answer.js';
import type { VerifyContext } from '../../../tools/verify/check.js';
import { letGo } from '../../../tools/verify/checks/time/i26-let-go.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { sendAbout } from '../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';

const MINUTE_MS = 60_000;

/** The centre's own silence, and a line that is down, say nothing about a debit (P-URG). */
describe('a debit about which the bank was not asked', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  /** Moves everything of the record some minutes into the past, as the database's owner could. */
  async function pass(minutes: number): Promise<void> {
    const before = `- interval '${minutes} minutes'`;
    const moved: Record<string, string[]> = {
      debit_confirmation: ['asked_at', 'deadline_at', 'ask_by', 'urgent_from', 'reached_at'],
      outgoing_message: ['written_at', 'next_attempt_at'],
      hold: ['ordered_at', 'section7_from', 'expires_at'],
      hold_order: ['issued_at', 'expires_at', 'urgent_from'],
      claim: ['claimed_at'],
      case_file: ['opened_at', 'next_deadline_at'],
    };
    for (const [table, columns] of Object.entries(moved))
      await build.owner.query(
        `UPDATE ${table} SET ${columns.map((column) => `${column} = ${column} ${before}`).join(', ')}`,
      );
  }

  async function held(): Promise<{ caseId: string; holdId: string }> {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await build.send(holdId, {});
    await build.advanceCase(caseId);
    return { caseId, holdId };
  }

  const question = (caseId: string) => build.db.manager.findOneByOrFail(DebitConfirmationRow, { caseId });
  const orders = (holdId: string) =>
    build.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
  const breaks = (caseId: string) =>
    build.db.query<{ kind: string; dueAt: Date }[]>(
      `SELECT kind, due_at AS "dueAt" FROM break_record WHERE case_id = $1 AND kind = 'BANK_NOT_ASKED'`,
      [caseId],
    );
  /** How many minutes from now. */
  const inMinutes = (at: Date | undefined): number => Math.round(((at?.getTime() ?? 0) - Date.now()) / MINUTE_MS);

  /** A call to the bank that ends so. */
  async function asked(caseId: string, error: NoAnswerError): Promise<void> {
    const institutions = { confirmDebit: () => Promise.reject(error) } as Partial<InstitutionPort> as InstitutionPort;
    await expect(sendAbout(build.db, { institutions }, (await question(caseId)).id)).rejects.toBe(error);
  }

  const keeperLooks = () =>
    driveDue(build.db, ['debit_not_asked'], {
      look: lookerForWorkflow(build.db, build.hash, { passOnCase: () => undefined }),
    });

  it('lets nothing go: the order at the bank is replaced before its end, and a person is called', async () => {
    const { caseId, holdId } = await held();
    await pass(44);
    // The time of the agencies is over.
    await keeperLooks();
    expect(await orders(holdId)).toHaveLength(1);
    await pass(2);
    expect(await keeperLooks()).toBe(1);
    expect(await question(caseId)).toMatchObject({ state: 'asked', urgentFrom: expect.any(Date) as Date });
    expect(inMinutes((await question(caseId)).deadlineAt)).toBe(60);
    expect(inMinutes((await build.hold(holdId)).expiresAt)).toBe(60);
    const [, second] = await orders(holdId);
    expect(second).toMatchObject({ sequence: 2, kind: 'section7', urgentFrom: expect.any(Date) as Date });
    const called = await breaks(caseId);
    expect(called.map(({ dueAt }) => inMinutes(dueAt))).toEqual([60]);
    // Once more, without a second call of a person.
    await build.send(holdId, {});
    await pass(46);
    expect(await keeperLooks()).toBe(1);
    expect(inMinutes((await build.hold(holdId)).expiresAt)).toBe(60);
    expect(await breaks(caseId)).toHaveLength(1);
  });

  it.each(['CONNECTION', 'CIRCUIT_OPEN', 'TOO_MANY_CALLS'] as const)(
    'was not asked by a call that did not come to it: %s',
    async (reason) => {
      const { caseId, holdId } = await held();
      await asked(caseId, new NoAnswerError('th-004', reason));
      await pass(46);
      await build.advanceCase(caseId);
      expect([(await question(caseId)).state, inMinutes((await build.hold(holdId)).expiresAt)]).toEqual(['asked', 60]);
    },
  );

  it.each(['TIMEOUT', 'BUSY', 'SERVER_FAULT', 'SIGNATURE.INVALID'] as const)(
    'was asked by a call that came to it, and its silence lets the money go: %s',
    async (reason) => {
      const { caseId, holdId } = await held();
      await asked(caseId, new NoAnswerError('th-004', reason as 'TIMEOUT'));
      expect(await question(caseId)).toMatchObject({ reachedAt: expect.any(Date) as Date, sentAt: null });
      await pass(46);
      expect(await keeperLooks()).toBe(0);
      await build.advanceCase(caseId);
      expect(await orders(holdId)).toHaveLength(1);
      await pass(15);
      await build.advanceCase(caseId);
      expect((await question(caseId)).state).toBe('unknown');
      expect(await driveDue(build.db, ['hold_end'])).toBe(1);
      expect((await build.releaseOrder(holdId)).reason).toBe('DEBIT_NOT_CONFIRMED');
      expect(await breaks(caseId)).toEqual([]);
      expect((await letGo.run({ manager: build.db.manager } as VerifyContext)).violations).toEqual([]);
      // Verify finds money that was let go although nobody was asked.
      await build.owner.query('UPDATE debit_confirmation SET reached_at = NULL');
      expect((await letGo.run({ manager: build.db.manager } as VerifyContext)).violations).toEqual([
        expect.stringContaining(holdId),
      ]);
    },
  );

  /** A process outage through the end of the urgent time: the bank lets go by its own clock. */
  async function outage(holdId: string, first: 'keeper looks' | 'hold ends'): Promise<void> {
    await pass(70);
    if (first === 'keeper looks') await keeperLooks();
    const { institution, heldSatang, expiresAt } = await build.hold(holdId);
    const [{ id = '' } = {}] = await orders(holdId);
    const report = { orderId: id, holdId, releasedAmountSatang: heldSatang.toString(), at: expiresAt.toISOString() };
    await build.callback(institution, 'hold.lapsed', id, report);
    await build.advanceHold(holdId);
    await driveDue(build.db, ['hold_end']);
  }

  it.each(['keeper looks', 'hold ends'] as const)(
    'is held again after an outage that lasted over the end of the urgent time, when first the %s',
    async (first) => {
      const { caseId, holdId } = await held();
      await outage(holdId, first);
      expect((await build.hold(holdId)).state).toBe('released');
      await build.advanceCase(caseId);
      const [, again] = await build.holds(caseId);
      if (again === undefined) throw new Error('nothing was ordered again');
      expect(await question(caseId)).toMatchObject({ state: 'asked', urgentFrom: expect.any(Date) as Date });
      expect([again.state, inMinutes(again.expiresAt)]).toEqual(['ordered', 60]);
      const [order] = await orders(again.id);
      expect(order).toMatchObject({ urgentFrom: expect.any(Date) as Date });
      expect(await breaks(caseId)).toHaveLength(1);
      expect((await letGo.run({ manager: build.db.manager } as VerifyContext)).violations).toEqual([]);
      // The bank is asked now, and silent: its silence lets the money go, once.
      await build.send(again.id, {});
      await asked(caseId, new NoAnswerError('th-004', 'TIMEOUT'));
      await pass(61);
      await build.advanceCase(caseId);
      expect((await question(caseId)).state).toBe('unknown');
      await driveDue(build.db, ['hold_end']);
      await build.release(again.id);
      await build.advanceCase(caseId);
      expect(await build.holds(caseId)).toHaveLength(2);
    },
  );

  it('is not held again after an outage where the bank was asked before, and was silent', async () => {
    const { caseId, holdId } = await held();
    await asked(caseId, new NoAnswerError('th-004', 'TIMEOUT'));
    await outage(holdId, 'hold ends');
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toHaveLength(1);
  });

  it('is held again by no outage beyond the seven days of the complaint', async () => {
    const { caseId, holdId } = await held();
    await pass(168 * 60);
    await outage(holdId, 'hold ends');
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toHaveLength(1);
  });

  it('has its time from when it was asked, where that was too late', async () => {
    const { caseId, holdId } = await held();
    await pass(50);
    await asked(caseId, new NoAnswerError('th-004', 'TIMEOUT'));
    await build.advanceCase(caseId);
    expect(inMinutes((await build.hold(holdId)).expiresAt)).toBe(60);
    // The bank was asked: nobody needs to telephone.
    expect(await breaks(caseId)).toEqual([]);
    await pass(46);
    await build.advanceCase(caseId);
    expect(inMinutes((await build.hold(holdId)).expiresAt)).toBe(14);
  });

  it.each(['comes to the bank', 'is answered', 'is withdrawn'] as const)(
    'calls a person no more once the question %s',
    async (what) => {
      const { caseId } = await held();
      await pass(46);
      await keeperLooks();
      const open = () =>
        build.db.query('SELECT closed_by AS by FROM break_record WHERE kind = $1 AND closed_at IS NULL', [
          'BANK_NOT_ASKED',
        ]);
      expect([await driveDue(build.db, ['break_cause']), await open()]).toEqual([0, [{ by: null }]]);
      if (what === 'comes to the bank') await asked(caseId, new NoAnswerError('th-004', 'TIMEOUT'));
      else if (what === 'is answered') await build.debits(caseId, 'DENIED');
      else await withdraw(build.db, caseId);
      await build.advanceCase(caseId);
      expect([await driveDue(build.db, ['break_cause']), await open()]).toEqual([1, []]);
    },
  );

  it('lets nothing go for the silence of the centre, as long as the complaint gives time, and no longer', async () => {
    const { caseId, holdId } = await held();
    const { orderedAt } = await build.hold(holdId);
    let passed = 0;
    for (let look = 0; look < 240; look++) {
      await pass(46);
      passed += 46;
      await build.advanceCase(caseId);
      const { expiresAt } = await build.hold(holdId);
      if (expiresAt.getTime() <= Date.now()) break;
    }
    const { section7From, expiresAt } = await build.hold(holdId);
    expect(expiresAt.getTime() - section7From.getTime()).toBeLessThanOrEqual(168 * 60 * MINUTE_MS);
    expect(passed).toBeGreaterThan(166 * 60);
    expect(await breaks(caseId)).toHaveLength(1);
    expect(orderedAt).toBeDefined();
  });

  it('is let go after a withdrawal, and nobody is called', async () => {
    const { caseId } = await held();
    await withdraw(build.db, caseId);
    await pass(61);
    await build.advanceCase(caseId);
    expect([(await question(caseId)).state, await breaks(caseId)]).toEqual(['unknown', []]);
  });

  it('breaks no invariant of the record, by the seconds of the demonstration', async () => {
    const { caseId, holdIds } = await build.complain({}, 'demo');
    const [holdId = ''] = holdIds;
    await build.send(holdId, {});
    await build.advanceCase(caseId);
    while ((await orders(holdId)).length < 2) {
      await keeperLooks();
      await setTimeout(500);
    }
    expect((await question(caseId)).urgentFrom).not.toBeNull();
    await build.send(holdId, {});
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
