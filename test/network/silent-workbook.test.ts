import { askStatements } from '../../src/application/statement/ask-statements.js';
import { driveDue } from '../support/drive-due.js';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/time.js';
import { generateSigningKey } from '../../src/signing/keys.js';
import { verifyRecord } from '../../tools/verify/verify-record.js';
import { Centre, countEvents, type Person } from '../liars-day/support/centre.js';
import { ShiftedClock } from '../liars-day/support/shifted-clock.js';
import { Town } from '../liars-day/support/town.js';
import { freePorts } from '../support/free-ports.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

const SILENT = 'th-014';
const OPERATOR: Person = { subject: 'operator-1', role: 'hotline_operator' };
const SUPERVISOR: Person = { subject: 'supervisor-1', role: 'aoc_supervisor' };

describe('an institution without an address that never takes its workbook', () => {
  let database: FreshDatabase;
  let clock: ShiftedClock;
  let town: Town;
  let centre: Centre;
  let passedMs = 0;

  beforeAll(async () => {
    database = await freshDatabase();
    clock = await ShiftedClock.begin(database.dataSource);
    const key = generateSigningKey('centre-1');
    const [port = 0] = await freePorts(1);
    town = await Town.found(`http://127.0.0.1:${port}`, key);
    await town.start();
    const parties = town.parties.map((party) =>
      party.slug === SILENT ? { ...party, baseUrl: '', exchangesBy: 'spreadsheet' as const, keys: [] } : party,
    );
    centre = await Centre.open(database, { parties }, key, port);
  }, HOUR_MS);
  afterAll(async () => {
    await centre.close();
    await town.end();
    if (clock.isMoved) await clock.end();
    await database.drop();
  });

  /** Lets time pass until so long after the report, and the centre do what is due. */
  async function until(ms: number): Promise<void> {
    await centre.drain();
    await clock.pass(ms - passedMs);
    passedMs = ms;
    for (let before = -1, rounds = 0; rounds < 40; rounds += 1) {
      await askStatements(database.dataSource);
      await centre.keep();
      await driveDue(database.dataSource, ['silence', 'break_cause']);
      await centre.drain();
      const events = await countEvents(database.dataSource);
      if (events === before) return;
      before = events;
    }
    throw new Error('the centre does not come to rest');
  }
  const rows = <T>(sql: string): Promise<T[]> => database.dataSource.query<T[]>(sql);
  /** The hold as it stands, what waits for persons, and what a supervisor is shown of it. */
  async function seen() {
    const [hold] = await rows<{ state: string; held: string; lasts: string }>(
      `SELECT state, held_satang::text AS held, round(extract(epoch FROM expires_at - ordered_at) / 3600)::text AS lasts FROM hold`,
    );
    const { body } = await centre.call(SUPERVISOR, 'GET', '/v1/breaks');
    const breaks = body['breaks'] as { kind: string }[];
    return { ...hold, breaks: breaks.map(({ kind }) => kind) };
  }

  it(
    'holds nothing on record and calls a person, ends by its time, and the release that nobody answers calls one again',
    async () => {
      const from = { institution: 'th-004', accountNo: '9000000001' };
      const to = { institution: SILENT, accountNo: '9000000002' };
      await town.open(from, 500_000_000n);
      await town.open(to, 0n);
      const at = await town.pay({
        from,
        to,
        amountSatang: 5_000_000n,
        reference: 'SILENT-1',
        at: new Date(Date.now() - 600_000),
      });
      const voice = { name: 'Somying Synthetic', phone: '0800000001' };
      const body = {
        reporter: { name: voice.name, phone: voice.phone, holdsVictimAccount: true },
        victim: { name: voice.name, phone: voice.phone, passportNo: 'SYN0000001' },
        victimAccount: from,
        transfers: [{ to: { account: to }, amountSatang: '5000000', transferredAt: at, reference: 'SILENT-1' }],
        channel: 'phone',
        noticeGivenAt: new Date(Date.now() - MINUTE_MS).toISOString(),
        caseType: 'call_centre',
        narrative: 'A caller made the victim transfer the money.',
        language: 'en',
      };
      const said = await centre.call(OPERATOR, 'POST', '/v1/complaints', body, 'silent-1');
      expect(said).toMatchObject({ status: 201 });
      const waits = { state: 'ordered', held: '0', lasts: '168' };
      // The order waits in the workbook: the question about the debit was answered, so P-URG ends nothing.
      for (const hours of [0, 0.2, 0.3, 0.9, 1.1, 24, 71, 74, 166]) {
        await until(hours * HOUR_MS);
        const breaks = hours < 0.25 ? [] : ['ORDER_UNANSWERED'];
        expect({ hours, ...(await seen()) }).toEqual({ hours, ...waits, breaks });
      }
      // Seven days from the complaint are over (LIFT-7E).
      await until(169 * HOUR_MS);
      expect(await seen()).toEqual({ ...waits, state: 'release_ordered', breaks: [] });
      await until(170 * HOUR_MS);
      expect(await seen()).toEqual({ ...waits, state: 'release_ordered', breaks: ['RELEASE_UNANSWERED'] });
      const { checks } = await verifyRecord({ db: clock.forReader() });
      expect(checks.filter(({ id, violations }) => id !== 'GUARDS' && violations > 0)).toEqual([]);
    },
    HOUR_MS,
  );
});
