import { readOwnStatement } from '../../../src/application/statement/read-own-statement.js';
import { askStatements } from '../../../src/application/statement/ask-statements.js';
import type { InstitutionPort } from '../../../src/institutions/port.js';
import { SIGNATURE_ALGORITHM } from '../../../src/signing/profile.js';
import type { HoldStatement } from '../../../src/wire/institution/calls/hold-statement.js';
import { copyHold } from '../../support/copy-hold.js';
import { costOf } from '../../support/cost.js';
import { itInFullRun } from '../../support/full-run.js';
import { sendMessages } from '../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { switchPolicy } from '../../support/switch-policy.js';

/** Holds of the institution: those of a large bank on a bad day. */
const HOLDS = 100_000;

// The counted test of 10,000 orders runs in every run.
describe('a statement of many holds', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let institution: string;
  beforeAll(async () => {
    database = await freshDatabase(1);
    build = await RecordBuilder.on(database);
    await switchPolicy(database.dataSource, 'P-STATEMENT', { everyMs: 3_600_000, wholeMs: 86_400_000, graceMs: 1 });
    const { holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await build.send(holdId, { result: 'HELD_FULL' });
    ({ institution } = await build.hold(holdId));
    await copyHold(database.dataSource, holdId, HOLDS);
  });
  afterAll(() => database.drop());

  async function ownPages(): Promise<HoldStatement[]> {
    const pages: HoldStatement[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page: HoldStatement = await readOwnStatement(build.db.manager, institution, { after });
      pages.push(page);
      after = page.next;
    }
    return pages;
  }

  itInFullRun("of the centre's own book is read page by page, by two statements each", async () => {
    let pages: HoldStatement[] = [];
    const { statements } = await costOf(build.db, async () => (pages = await ownPages()));
    const orders = pages.flatMap((page) => page.orders);
    expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(HOLDS);
    expect(orders).toHaveLength(HOLDS);
    expect(statements).toBeLessThanOrEqual(2 * pages.length);
  });

  itInFullRun('costs one statement for 500 holds at most where the two books agree', async () => {
    const book = (await ownPages()).flatMap(({ orders }) => orders);
    const institutions = {
      async readHoldStatement({ slug }, query) {
        const from = Number(query.after ?? 0);
        const mine = slug === institution ? book : [];
        const page = mine.slice(from, from + 10_000);
        const body = {
          asOf: new Date().toISOString(),
          orders: page,
          next: from + 10_000 < mine.length ? `${from + 10_000}` : null,
        };
        const { rawBody, proof } = await build.parties.answer(slug, 'statement.page', `statement`, body);
        const answer = { httpStatus: 200, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
        return { kind: 'answered', body, answer };
      },
    } as Partial<InstitutionPort> as InstitutionPort;
    await askStatements(build.db, { atOnce: true });
    const asked = await database.dataSource.query<{ id: string }[]>(
      'SELECT id FROM hold_statement WHERE institution = $1',
      [institution],
    );
    await database.dataSource.query(
      `UPDATE outgoing_message SET next_attempt_at = now() + interval '1 hour' WHERE id <> ALL ($1)`,
      [asked.map(({ id }) => id)],
    );
    const { texts } = await costOf(build.db, async () => {
      while ((await sendMessages(build.db, { institutions })) > 0);
    });
    // The test itself sets questions aside before each round, and each round looks for what is due.
    const own = texts.filter((text) => !text.includes('placed AS') && !text.includes("interval '1 hour' WHERE kind"));
    const [sum]: { orders: number; differences: number }[] = await database.dataSource.query(
      'SELECT sum(orders)::int AS orders, sum(differences)::int AS differences FROM hold_statement',
    );
    expect(sum).toEqual({ orders: HOLDS, differences: 0 });
    expect(own.length * 500).toBeLessThanOrEqual(HOLDS);
  });
});
