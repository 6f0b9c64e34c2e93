import type { DataSource, EntityManager } from 'typeorm';
import { createDataSource } from '../../../../src/persistence/data-source.js';
import { CaseFileRow } from '../../../../src/persistence/entities/case/case.entities.js';
import { verifyRecord } from '../../../../tools/verify/verify-record.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT } from '../../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OPERATOR, RecordBuilder } from '../../../support/record-builder.js';
import { addTransfers } from '../../../../src/application/complaint/intake/add-transfers.js';
import { withdraw } from '../../../support/withdraw.js';

const DAY_MS = 86_400_000;
const AT = new Date(Date.now() - 3_600_000).toISOString();
const REFERENCE = 'BETWEEN-1';
const PERSONS = [
  { name: 'Somying Test', phone: '0812345001', citizenId: '9900000000014' },
  { name: 'Somchai Test', phone: '0812345002', citizenId: '9123456789010' },
];

/** A gate in a transaction: who comes to it waits, and the test sees that he came. */
class Gate {
  readonly reached: Promise<void>;
  private come: () => void = () => undefined;
  private readonly opened: Promise<void>;
  open: () => void = () => undefined;

  constructor() {
    this.reached = new Promise((resolve) => (this.come = resolve));
    this.opened = new Promise((resolve) => (this.open = resolve));
  }

  async pass(): Promise<void> {
    this.come();
    await this.opened;
  }
}

/**
 * What the time of section 7 is counted from changes in transactions of other cases. An order counts by what stood
 * when it was issued, whichever of the two commits first.
 */
describe('the clock of section 7, while another case changes it', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let otherDb: DataSource;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    otherDb = await createDataSource({ url: database.url, poolSize: 3, applicationName: 'other' }).initialize();
  });
  afterEach(async () => {
    await otherDb.destroy();
    await database.drop();
  });

  const reports = (who: 0 | 1, changes: object = {}, by = build) =>
    by.complain({ victim: PERSONS[who], transfers: [{ reference: REFERENCE, transferredAt: AT, ...changes }] });
  const sevenDaysOf = async (caseId: string) => {
    const { openedAt } = await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
    return new Date(openedAt.getTime() + 7 * DAY_MS);
  };
  const violations = async () => {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    return checks.filter((check) => check.violations > 0);
  };
  const confirmed = async (caseId: string) => {
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
  };
  const endsOf = async (holdId = ''): Promise<Date> => (await build.hold(holdId)).expiresAt;

  /** Another process, whose transactions wait at a gate after a statement that matches. */
  function waitingAfter(gate: Gate, statement: RegExp): RecordBuilder {
    const slow = (manager: EntityManager): EntityManager =>
      new Proxy(manager, {
        get: (target, key) => {
          const value: unknown = Reflect.get(target, key, target);
          if (typeof value !== 'function') return value;
          if (key !== 'query') return value.bind(target) as unknown;
          return async (sql: string, parameters?: unknown[]): Promise<unknown> => {
            const rows: unknown = await target.query(sql, parameters);
            if (statement.test(sql)) await gate.pass();
            return rows;
          };
        },
      });
    return build.through(
      new Proxy(otherDb, {
        get: (target, key) => {
          const value: unknown = Reflect.get(target, key, target);
          if (key === 'transaction')
            return (work: (manager: EntityManager) => Promise<unknown>) =>
              target.transaction((manager) => work(slow(manager)));
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      }),
    );
  }

  it('counts for who upholds a complaint from the withdrawal of the other on, not from the look that ends his claim', async () => {
    const { caseId: first, holdIds } = await reports(0);
    const { caseId: second } = await reports(1);
    await build.send(holdIds[0] ?? '', { result: 'HELD_FULL' });
    await confirmed(first);
    expect(await endsOf(holdIds[0])).toEqual(await sevenDaysOf(first));
    await withdraw(build.db, first);
    await build.advanceCase(second);
    expect(await endsOf(holdIds[0])).toEqual(await sevenDaysOf(second));
    expect(await violations()).toEqual([]);
    await build.advanceCase(first);
    expect(await violations()).toEqual([]);
  });

  it('lets the others look when a claim on their money ends', async () => {
    const { caseId: first, holdIds } = await reports(0);
    const { caseId: second } = await reports(1);
    await build.send(holdIds[0] ?? '', { result: 'HELD_FULL' });
    await confirmed(first);
    await build.advanceCase(second);
    await withdraw(build.db, first);
    await build.advanceCase(first);
    const waiting = await build.db.query<{ message: string }[]>(
      `SELECT message FROM outbox WHERE workflow_id = $1 AND read_at IS NULL AND kind = 'look'`,
      [`complaint-${second}`],
    );
    expect(waiting).not.toEqual([]);
  });

  it('counts a report that was taken down before the order and committed after it as made after it', async () => {
    const { caseId: first, holdIds } = await reports(0);
    const { caseId: second } = await reports(1);
    await build.send(holdIds[0] ?? '', { result: 'HELD_FULL' });
    await confirmed(first);
    await withdraw(build.db, first);
    await build.advanceCase(first);
    const gate = new Gate();
    const third = reports(0, {}, waitingAfter(gate, /case_no_seq/));
    await gate.reached;
    await build.advanceCase(second);
    gate.open();
    const { caseId } = await third;
    await build.advanceCase(caseId);
    expect(await violations()).toEqual([]);
  });

  it('counts a transfer that was added before the order and committed after it as added after it', async () => {
    const { caseId: early } = await build.complain({
      victim: PERSONS[0],
      transfers: [{ reference: 'OTHER-1', to: { account: NEXT_ACCOUNT } }],
    });
    const { caseId, holdIds } = await reports(1);
    await build.send(holdIds[0] ?? '', { result: 'HELD_FULL' });
    await build.debits(caseId, 'CONFIRMED');
    const gate = new Gate();
    const transfer = {
      to: { account: MULE_ACCOUNT },
      amountSatang: '100000',
      transferredAt: AT,
      reference: REFERENCE,
      rail: 'other' as const,
    };
    const body = { note: 'the victim found the slip', transfers: [transfer] };
    const added = addTransfers(waitingAfter(gate, /FROM case_file r JOIN audit_head/).db, {
      caseId: early,
      actor: OPERATOR,
      body,
    });
    await gate.reached;
    await build.advanceCase(caseId);
    gate.open();
    expect(await added).toMatchObject({ ok: true });
    await build.advanceCase(early);
    expect(await violations()).toEqual([]);
  });

  /** Resolves when a transaction has ended, or waits for a lock that another one has. */
  async function endedOrWaits(act: Promise<unknown>): Promise<void> {
    let hasEnded = false;
    const ends = act.then(() => (hasEnded = true));
    for (;;) {
      const waiting: unknown[] = await build.owner.query('SELECT 1 FROM pg_locks WHERE NOT granted');
      if (hasEnded || waiting.length > 0) return;
      await Promise.race([ends, build.owner.query('SELECT pg_sleep(0.01)')]);
    }
  }

  it('counts the long time from what the bank has confirmed of another claim, when the order is issued', async () => {
    const { caseId: mistaken, holdIds: there } = await reports(0, { to: { account: NEXT_ACCOUNT } });
    const { caseId, holdIds } = await reports(1);
    await build.send(there[0] ?? '', { result: 'NO_FUNDS', heldAmountSatang: '0' });
    await build.debits(mistaken, 'CONFIRMED', MULE_ACCOUNT);
    const gate = new Gate();
    const onward = [
      {
        transferRef: 'ON-1',
        to: { account: { institution: 'th-002', accountNo: '9020000077' } },
        amountSatang: '80000',
        attributedSatang: '80000',
        channel: 'promptpay' as const,
        at: new Date(Date.now() - 1_800_000).toISOString(),
      },
    ];
    const slow = waitingAfter(gate, /JOIN audit_head head/);
    const answered = slow.send(holdIds[0] ?? '', { result: 'HELD_PARTIAL', heldAmountSatang: '20000', onward });
    await gate.reached;
    const looked = build.advanceCase(mistaken);
    await endedOrWaits(looked);
    gate.open();
    await Promise.all([answered, looked]);
    for (const id of [mistaken, caseId]) await build.advanceCase(id);
    expect((await build.holds(caseId)).map(({ hop, kind }) => [hop, kind])).toContainEqual([1, 'section7']);
    expect(await violations()).toEqual([]);
  });
});
