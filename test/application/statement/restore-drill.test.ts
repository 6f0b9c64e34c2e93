import { askStatements } from '../../../src/application/statement/ask-statements.js';
import { readOwnStatement } from '../../../src/application/statement/read-own-statement.js';
import type { InstitutionPort } from '../../../src/institutions/port.js';
import { SIGNATURE_ALGORITHM } from '../../../src/signing/profile.js';
import type { HoldStatement } from '../../../src/wire/institution/institution-protocol.js';
import { sendMessages } from '../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

jest.setTimeout(300_000);

const COMPLAINTS = 20;
type Stated = HoldStatement['orders'][number];

/**
 * The centre loses the complaints after an instant, and its banks lose nothing. What the banks got before is
 * of one database, and what they got in the lost time of another, so that the restored centre never saw it.
 */
describe('a centre that is restored to 20 complaints ago', () => {
  let restored: FreshDatabase;
  let lostTime: FreshDatabase;
  let build: RecordBuilder;
  /** The book of each bank: all that it holds. */
  const books = new Map<string, Stated[]>();
  let lost: (Stated & { institution: string })[];

  beforeAll(async () => {
    [restored, lostTime] = [await freshDatabase(1), await freshDatabase(1)];
    build = await RecordBuilder.on(restored);
    await heldAt(build);
    lost = await heldAt(await RecordBuilder.on(lostTime));
  });
  afterAll(async () => {
    await restored.drop();
    await lostTime.drop();
  });

  /** Takes complaints whose money is held, and writes the orders into the books of the banks. */
  async function heldAt(centre: RecordBuilder): Promise<(Stated & { institution: string })[]> {
    for (let nth = 0; nth < COMPLAINTS; nth += 1) {
      const { caseId, holdIds } = await centre.complain();
      for (const holdId of holdIds) await centre.send(holdId, { result: 'HELD_FULL' });
      await centre.debits(caseId, 'CONFIRMED');
      await centre.advanceCase(caseId);
      for (const holdId of holdIds) await centre.send(holdId, { result: 'HELD_FULL' });
    }
    const held = [];
    for (const slug of await institutionsOf(centre)) {
      const { orders } = await readOwnStatement(centre.db.manager, slug, {});
      books.set(slug, [...(books.get(slug) ?? []), ...orders]);
      held.push(...orders.filter(({ state }) => state === 'HELD').map((order) => ({ ...order, institution: slug })));
    }
    return held;
  }
  async function institutionsOf({ owner }: RecordBuilder): Promise<string[]> {
    const rows: { slug: string }[] = await owner.query(`SELECT slug FROM party WHERE kind = 'institution'`);
    return rows.map(({ slug }) => slug);
  }
  const rows = <T>(sql: string): Promise<T[]> => restored.dataSource.query<T[]>(sql);

  /** The banks answer nothing but the protocol's question for their statement. */
  const institutions = {
    async readHoldStatement({ slug }) {
      const body = { asOf: new Date().toISOString(), orders: books.get(slug) ?? [], next: null };
      const { rawBody, proof } = await build.parties.answer(slug, 'statement.page', 'statement', body);
      const answer = { httpStatus: 200, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
      return { kind: 'answered', body, answer };
    },
  } as Partial<InstitutionPort> as InstitutionPort;

  it('finds every order of the lost time when its keeper begins, each with a break, and orders nothing by it', async () => {
    expect(lost).toHaveLength(COMPLAINTS);
    const holds = await rows('SELECT id, state, held_satang FROM hold ORDER BY id');
    await askStatements(build.db, { atOnce: true });
    while ((await sendMessages(build.db, { institutions })) > 0);

    const found = await rows<{ institution: string; orderId: string; heldSatang: string }>(
      `SELECT l.institution, l.order_id AS "orderId", l.held_satang AS "heldSatang" FROM lost_order l
         JOIN break_record b ON b.id = l.break_id AND b.closed_at IS NULL AND b.kind = 'UNKNOWN_TO_CENTRE' ORDER BY l.order_id`,
    );
    const expected = lost.map(({ institution, orderId, heldSatang }) => ({ institution, orderId, heldSatang }));
    expect(found).toEqual(expected.sort((one, other) => (one.orderId < other.orderId ? -1 : 1)));
    expect(await rows('SELECT id, state, held_satang FROM hold ORDER BY id')).toEqual(holds);
    expect(await rows('SELECT 1 FROM release_order')).toEqual([]);
    expect(await rows(`SELECT kind FROM break_record WHERE kind <> 'UNKNOWN_TO_CENTRE'`)).toEqual([]);
    expect(await violated(restored.dataSource)).toEqual([]);
  });
});
