import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EntityManager } from 'typeorm';
import type { BankHold } from '../../tools/verify/read/bank-books.js';
import { CannotKnow } from '../../tools/verify/cannot-know.js';
import { bankBooks } from '../../tools/verify/checks/money/i20-bank-books.js';
import { NEWEST_BYTES, readLogFiles } from '../../tools/verify/read/log-files.js';
import type { RecordedHistory } from '../../tools/verify/read/recorded-histories.js';
import { reportLines } from '../../tools/verify/report-lines.js';
import { checkSnapshot, verifyRecord, type CheckReport, type VerifyInput } from '../../tools/verify/verify-record.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { tamper, tamperedAndUndone } from './support/database-copy.js';
import { buildRichRecord, type RichRecord } from './support/rich-record.js';

describe('what verify checks beside the database', () => {
  let database: FreshDatabase;
  let record: RichRecord;
  let balanced: BankHold[];
  let institutions: string[];

  beforeAll(async () => {
    database = await freshDatabase();
    record = await buildRichRecord(database);
    // Something this young counts as on its way to the other side.
    await tamper(database.dataSource, (m) => m.query(`UPDATE audit_event SET at = at - interval '5 minutes'`));
    balanced = await booksOf(database.dataSource.manager);
    institutions = [...new Set(balanced.map(({ party }) => party))];
  });
  afterAll(() => database.drop());

  it('is reported as not checked when it is not available', async () => {
    const { I20, I22, lines } = await look({});
    expect([I20, I22]).toMatchObject([{ violations: 0 }, { violations: 0 }]);
    expect(lines).toContain(
      '         (compared with what institutions signed; none shows its books; no institution has stated all that it knows yet)',
    );
    expect(lines).toContain('         (not checked: no Temporal is known)');
    expect(lines).toContain('         (log files not searched: none at hand)');
  });

  describe('the books of the institutions', () => {
    const books = (change: (holds: BankHold[]) => BankHold[]): VerifyInput['books'] => ({
      read: () => Promise.resolve({ institutions, holds: change(balanced) }),
    });
    const only = (holdId: string, change: Partial<BankHold>) => (holds: BankHold[]) =>
      holds.map((hold) => (hold.holdId === holdId ? { ...hold, ...change } : hold));

    it('agree with what the product wrote', async () => {
      const { I20 } = await look({ books: books((holds) => holds) });
      expect(I20).toMatchObject({ violations: 0 });
      expect(I20.checked).toBeGreaterThan(10);
    });

    it.each<[string, (of: RichRecord) => [string, (holds: BankHold[]) => BankHold[]], string]>([
      [
        'a hold that nobody ordered',
        ({ suspended: { holdId } }) => [
          'NOBODYS',
          (holds) => [
            ...holds,
            ...holds.filter((hold) => hold.holdId === holdId).map((h) => ({ ...h, holdId: 'NOBODYS' })),
          ],
        ],
        'is held at th-014 and not on record',
      ],
      [
        'a hold that the banks do not have',
        ({ suspended: { holdId } }) => [holdId, (holds) => holds.filter((hold) => hold.holdId !== holdId)],
        'is held on record and not active at its bank',
      ],
      [
        'a released hold that is still active',
        ({ released: { holdId } }) => [holdId, only(holdId, { state: 'active' })],
        'is released on record and active at its bank',
      ],
      [
        'another amount',
        ({ suspended: { holdId } }) => [holdId, only(holdId, { heldSatang: '1' })],
        'is held with 1 satang at its bank and 100000 on record',
      ],
      [
        'a later end',
        ({ suspended: { holdId } }) => [holdId, only(holdId, { expiresAt: '2999-01-01T00:00:00.000Z' })],
        'is held longer at its bank than on record',
      ],
      [
        'another transfer',
        ({ suspended: { holdId } }) => [holdId, only(holdId, { transferRef: 'ELSE' })],
        'is another account or transfer at its bank',
      ],
    ])('with %s are a violation that names it', async (_name, plant, why) => {
      const [holdId, change] = plant(record);
      const { I20 } = await look({ books: books(change) });
      expect(I20.examples).toEqual([`${holdId}: ${why}`]);
    });

    it('are not compared for an institution outside them, and the report says so', async () => {
      const { party } = balanced.find(({ holdId }) => holdId === record.suspended.holdId) ?? fail('hold');
      const others = { institutions: institutions.filter((slug) => slug !== party) };
      const { I20 } = await look({
        books: { read: () => Promise.resolve({ ...others, holds: balanced.filter((hold) => hold.party !== party) }) },
      });
      expect(I20.examples).toEqual([]);
      expect(I20.note).toMatch(
        /^\d+ holds compared with signed words only: their institutions show no books, or have moved/,
      );
    });

    it('of the simulator are not those of an institution that has moved to another address', async () => {
      const { holdId } = record.released;
      const { party } = balanced.find((hold) => hold.holdId === holdId) ?? fail('hold');
      await tamperedAndUndone(database.dataSource, async (m) => {
        await m.query(`UPDATE party SET address_change = 'moved' WHERE slug = $1`, [party]);
        const I20 = await lookAtBooks(m, only(holdId, { state: 'active' }));
        expect(I20.examples).toEqual([]);
        expect(I20.note).toContain('or have moved to another address');
      });
    });

    it('with a hold that is not on record are no violation once it is over, or a break tells of it', async () => {
      const { holdId } = record.suspended;
      const foreign = (state: BankHold['state']) => (holds: BankHold[]) => [
        ...holds,
        ...holds.filter((hold) => hold.holdId === holdId).map((hold) => ({ ...hold, holdId: 'NOBODYS', state })),
      ];
      expect((await look({ books: books(foreign('lapsed')) })).I20.examples).toEqual([]);
      await tamperedAndUndone(database.dataSource, async (m) => {
        await m.query(
          `WITH told AS (UPDATE break_record SET kind = 'NOT_ON_RECORD'
             WHERE id = (SELECT id FROM break_record WHERE inbox_message_id IS NOT NULL ORDER BY id LIMIT 1) RETURNING inbox_message_id)
           UPDATE inbox_message SET content = content || '{"holdId":"NOBODYS"}' WHERE id = (SELECT inbox_message_id FROM told)`,
        );
        const I20 = await lookAtBooks(m, foreign('active'));
        expect(I20.examples).toEqual([]);
        expect(I20.note).toContain('are not on record, and are over or told by a break');
      });
      await tamperedAndUndone(database.dataSource, async (m) => {
        await m.query(
          `INSERT INTO lost_order (id, institution, order_id, hold_id, account_no, asked_satang, held_satang, expires_at, case_id, state, inbox_message_id, break_id, found_at)
           SELECT 'LOST', m.party, 'ORDER', 'NOBODYS', '1112223334', 1, 1, now() + interval '1 day', b.case_id, 'found', m.id, b.id, now()
             FROM break_record b JOIN inbox_message m ON m.id = b.inbox_message_id ORDER BY b.id LIMIT 1`,
        );
        expect((await lookAtBooks(m, foreign('active'))).examples).toEqual([]);
      });
    });

    it('that nobody shows any more cannot be known', async () => {
      const read = () => Promise.reject(new CannotKnow('the simulator did not answer: away'));
      const { I20, report } = await look({ books: { read } });
      expect([I20.violations, I20.unknown]).toEqual([0, ['the simulator did not answer: away']]);
      expect(report.isComplete).toBe(false);
    });

    it('may differ where a break says so, and where an answer is on its way', async () => {
      const { excess, denied } = record;
      const differing = (holds: BankHold[]): BankHold[] =>
        only(denied.holdId, { state: 'released' })(
          only(excess.holdId, { state: 'active', heldSatang: '100001' })(holds),
        );
      expect((await look({ books: books(differing) })).I20.examples).toEqual([]);
    });
  });

  describe('what institutions signed', () => {
    const held = `(SELECT r.id FROM receipt r JOIN hold h ON h.id = r.hold_id WHERE r.hold_id = $1 AND r.applied
                    ORDER BY r.received_at DESC, r.id DESC LIMIT 1)`;

    it.each<[string, string, string]>([
      ['another amount', 'amount_satang = 1', 'is held with another amount on record than its institution signed last'],
      [
        'that it let go',
        `kind = 'lapse'`,
        'is held on record, and its institution signed last that it holds nothing by it',
      ],
    ])('is compared also where nobody shows books: %s', async (_name, change, why) => {
      const { holdId } = record.suspended;
      await tamperedAndUndone(database.dataSource, async (m) => {
        await m.query(`UPDATE receipt SET ${change} WHERE id = ${held}`, [holdId]);
        expect((await lookAtBooks(m)).examples).toEqual([`${holdId}: ${why}`]);
      });
    });

    it('cannot be known of an institution that has not answered', async () => {
      const { holdId } = record.suspended;
      await tamperedAndUndone(database.dataSource, async (m) => {
        await m.query(
          `UPDATE hold_order SET answered_at = NULL, issued_at = issued_at - interval '1 hour' WHERE hold_id = $1`,
          [holdId],
        );
        const I20 = await lookAtBooks(m);
        expect(I20.examples).toEqual([]);
        expect(I20.unknown).toEqual([
          expect.stringMatching(/^what th-\d+ holds by 1 of our holds: it has not answered since /),
        ]);
      });
    });
  });

  describe('the histories that Temporal keeps', () => {
    const encrypted = { metadata: { encoding: bytes('binary/encrypted') }, data: bytes('Somying Test') };
    const history = (change: object = {}): RecordedHistory => ({
      workflowId: `complaint-${record.released.caseId}`,
      shown: { memo: {} },
      history: { events: [{ eventId: 1, started: { input: { payloads: [encrypted] }, ...change } }] },
    });
    const histories = (recorded: RecordedHistory, failed: string[] = []): VerifyInput['histories'] => ({
      newestAndOldest: () => Promise.resolve([recorded]),
      replay: () => Promise.resolve(failed),
    });

    it('are clean when their payloads are encrypted', async () => {
      const { I14, I22 } = await look({ histories: histories(history()) });
      expect([I14.examples, I22]).toMatchObject([[], { checked: 1, violations: 0 }]);
    });

    it.each<[string, object, string]>([
      [
        'a payload that is not encrypted',
        { input: { ...encrypted, metadata: { encoding: bytes('json/plain') } } },
        'not encrypted',
      ],
      ['a name in a failure', { failure: { message: 'no account of Somying Test' } }, 'shows a personal text'],
      ['a citizen id in an activity’s id', { activityId: 'ask 9123456789010' }, 'shows a personal number'],
    ])('with %s are a violation that names the workflow', async (_name, change, why) => {
      const { I14 } = await look({ histories: histories(history(change)) });
      expect(I14.examples.length).toBeGreaterThan(0);
      for (const example of I14.examples) expect(example).toContain(`workflow complaint-${record.released.caseId}`);
      expect(I14.examples.join()).toContain(why);
    });

    it('must replay; those that do not are named', async () => {
      const failed = ['hold-1: DeterminismViolationError'];
      expect((await look({ histories: histories(history(), failed) })).I22.examples).toEqual(failed);
    });

    it('cannot be known of a Temporal that does not answer', async () => {
      const newestAndOldest = () => Promise.reject(new CannotKnow('Temporal did not answer: away'));
      const { I22, lines } = await look({ histories: { newestAndOldest } });
      expect(I22).toMatchObject({ violations: 0, unknown: ['Temporal did not answer: away'] });
      expect(lines).toContain('         ? Temporal did not answer: away');
    });

    it('are not replayed without the keys of their payloads, and the report says so', async () => {
      const { I22 } = await look({ histories: { newestAndOldest: () => Promise.resolve([history()]) } });
      expect(I22).toMatchObject({ checked: 0, note: 'not checked: the keys of the payloads are not at hand' });
    });
  });

  describe('the log files of an embedded home', () => {
    let logDir: string;
    beforeEach(() => {
      logDir = mkdtempSync(path.join(tmpdir(), 'rangap-logs-'));
      writeFileSync(path.join(logDir, 'api.log'), '{"level":30,"caseId":"01K","msg":"taken","time":1795555218317}\n');
    });
    afterEach(() => rmSync(logDir, { recursive: true }));
    const log = (name: string, text: string): void => writeFileSync(path.join(logDir, name), text);

    it('are clean when they have only ids and codes, whatever other files lie beside them', async () => {
      log('postgres.log', 'LOG:  a "quoted\\path" of its own\n');
      log('notes.txt', `told by ${await phone()}\n`);
      const { I14 } = await look({ logs: readLogFiles(logDir) });
      expect([I14.examples, I14.note]).toEqual([[], undefined]);
    });

    it.each<[string, string, (phone: string) => string, string]>([
      ['a telephone number', 'worker.log', (no) => `{"msg":"calling ${no} 200 times"}\n`, 'a personal number'],
      ['the same, of the start before', 'api.log.1', (no) => `ERROR: ${no}\n`, 'a personal number'],
      ['a name', 'keeper.log', () => '{"by":"Somying Test"}\n', 'a personal text'],
    ])('with %s are a violation that names the file, never what it shows', async (_name, file, line, what) => {
      const told = await phone();
      log(file, `{"msg":"ready"}\n${line(told)}${line(told)}`);
      const { I14 } = await look({ logs: readLogFiles(logDir) });
      expect(I14.examples).toEqual([`log ${file}: 2 of its lines show ${what}`]);
    });

    it('are searched from their end when they are long, and the report says so', async () => {
      const long = `${'x'.repeat(NEWEST_BYTES)}\n`;
      log('worker.log', `${await phone()}\n${long}`);
      const early = await look({ logs: readLogFiles(logDir) });
      expect([early.I14.examples, early.I14.note]).toEqual([[], 'of long log files the newest part was searched']);
      log('worker.log', `${long}${await phone()}\n`);
      const late = await look({ logs: readLogFiles(logDir) });
      expect(late.I14.examples).toEqual(['log worker.log: 1 of its lines show a personal number']);
    });

    /** Returns the telephone number of a reporter in the database. */
    async function phone(): Promise<string> {
      const [row]: { phone: string }[] = await database.dataSource.query(
        `SELECT body->'reporter'->>'phone' AS phone FROM complaint WHERE body->'reporter'->>'phone' IS NOT NULL LIMIT 1`,
      );
      return row?.phone ?? fail('phone');
    }
  });

  async function look(outside: Pick<VerifyInput, 'books' | 'histories' | 'logs'>) {
    const report = await verifyRecord({ db: database.application, judgedAt: 'last_activity', ...outside });
    const of = (id: string): CheckReport => report.checks.find((check) => check.id === id) ?? fail(id);
    return { I14: of('I14'), I20: of('I20'), I22: of('I22'), lines: reportLines(report), report };
  }

  /** Looks at I20 alone, beside books of which some were changed, or without any. */
  async function lookAtBooks(m: EntityManager, change?: (holds: BankHold[]) => BankHold[]): Promise<CheckReport> {
    const [clock]: { at: Date }[] = await m.query('SELECT clock_timestamp() AS at');
    const books = change && { institutions, holds: change(balanced), readAt: clock?.at ?? fail('clock') };
    const { checks } = await checkSnapshot(m, { books }, 'last_activity', [bankBooks]);
    return checks[0] ?? fail('I20');
  }
});

/** Returns books that agree with the database. */
async function booksOf(manager: EntityManager): Promise<BankHold[]> {
  const rows: (Omit<BankHold, 'account'> & { accountNo: string })[] = await manager.query(
    `SELECT h.institution AS party, h.id AS "holdId", h.account_no AS "accountNo", t.reference AS "transferRef", t.amount_satang AS "transferSatang", h.held_satang AS "heldSatang",
            CASE WHEN h.state IN ('held', 'partly_held', 'release_ordered') THEN 'active' WHEN h.state = 'released' THEN 'released' ELSE 'empty' END AS state,
            to_char(h.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "expiresAt"
       FROM hold h JOIN transfer t ON t.id = h.transfer_id`,
  );
  return rows.map(({ accountNo, ...row }) => ({ ...row, account: { institution: row.party, accountNo } }));
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function fail(id: string): never {
  throw new Error(`no check ${id}`);
}
