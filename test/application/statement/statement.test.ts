import { readOwnStatement } from '../../../src/application/statement/read-own-statement.js';
import { askStatements } from '../../../src/application/statement/ask-statements.js';
import type { InstitutionPort } from '../../../src/institutions/port.js';
import { newId } from '../../../src/persistence/ids.js';
import { NoAnswerError } from '../../../src/signed-http/no-answer.js';
import { SIGNATURE_ALGORITHM } from '../../../src/signing/profile.js';
import type { HoldStatement } from '../../../src/wire/institution/calls/hold-statement.js';
import { costOf } from '../../support/cost.js';
import { sendMessages } from '../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { receiptOf, RecordBuilder } from '../../support/record-builder.js';
import { switchPolicy } from '../../support/switch-policy.js';
import { violated } from '../../support/violated.js';

type Stated = HoldStatement['orders'][number];

describe('a statement of the orders that an institution knows', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let holdId: string;
  let institution: string;
  /** What the institution states, as it was asked; its answers to polls and orders. */
  let book: Stated[];
  let asked: { since?: string; after?: string }[];
  let newestReceipt: ReturnType<typeof receiptOf> | null;
  let sentAgain: string[];
  let pageSize: number;

  beforeEach(async () => {
    database = await freshDatabase(1);
    build = await RecordBuilder.on(database);
    await switchPolicy(database.dataSource, 'P-STATEMENT', { everyMs: 3_600_000, wholeMs: 86_400_000, graceMs: 1 });
    const { caseId, holdIds } = await build.complain();
    [holdId = ''] = holdIds;
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    ({ institution } = await build.hold(holdId));
    [asked, sentAgain, newestReceipt, pageSize] = [[], [], null, 10_000];
    book = (await readOwnStatement(build.db.manager, institution, {})).orders;
  });
  afterEach(() => database.drop());

  const rows = <T>(sql: string, ...parameters: unknown[]): Promise<T[]> =>
    database.dataSource.query<T[]>(sql, parameters);
  const signed = async (slug: string, subject: string, body: object) => {
    const { rawBody, proof } = await build.parties.answer(slug, 'statement.page', subject, body);
    return { httpStatus: 200, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
  };
  const institutions = {
    async readHoldStatement({ slug }, query) {
      const orders = slug === institution ? book : [];
      if (slug === institution) asked.push(query);
      const from = query.after === undefined ? 0 : Number(query.after);
      const page = orders.slice(from, from + pageSize);
      const next = from + pageSize < orders.length ? String(from + pageSize) : null;
      const body = { asOf: new Date().toISOString(), orders: page, next };
      return { kind: 'answered', body, answer: await signed(slug, 'statement', body) };
    },
    async readHoldOrder({ slug }, orderId) {
      if (newestReceipt === null) return { kind: 'unknown_order', answer: await signed(slug, orderId, {}) };
      return { kind: 'answered', body: newestReceipt, answer: await signed(slug, orderId, newestReceipt) };
    },
    async placeHold({ slug }, order) {
      sentAgain.push(order.orderId);
      const body = receiptOf(order.orderId, order.requestedAmountSatang, {});
      return { kind: 'answered', body, answer: await signed(slug, order.orderId, body) };
    },
  } as Partial<InstitutionPort> as InstitutionPort;

  /** Lets the next statement of all be due, and sends what waits until nothing does. */
  async function compare(): Promise<void> {
    await askStatements(build.db, { atOnce: true });
    while ((await sendMessages(build.db, { institutions })) > 0);
  }
  const breaks = () =>
    rows<{ kind: string; open: boolean; caseId: string | null }>(
      `SELECT kind, closed_at IS NULL AS open, case_id AS "caseId" FROM break_record ORDER BY id`,
    );
  const mine = (): Stated => {
    const [entry] = book.filter((each) => each.state === 'HELD');
    if (entry === undefined) throw new Error('the book names no hold');
    return entry;
  };
  const state = (change: Partial<Stated>): void => {
    book = book.map((entry) => (entry === mine() ? { ...entry, ...change } : entry));
  };

  it('that agrees changes nothing, and is kept with its bytes and its exchange', async () => {
    const before = await build.hold(holdId);
    await compare();
    expect(await breaks()).toEqual([]);
    expect(await build.hold(holdId)).toEqual(before);
    expect(asked).toEqual([{}]);
    expect(
      await rows(
        `SELECT s.is_last AS last, s.orders, s.differences, m.kind, x.purpose, o.acknowledged_at IS NOT NULL AS acknowledged
           FROM hold_statement s JOIN inbox_message m ON m.id = s.inbox_message_id JOIN exchange x ON x.message_id = m.id
           JOIN outgoing_message o ON o.id = s.id WHERE s.institution = $1`,
        institution,
      ),
    ).toEqual([
      {
        last: true,
        orders: book.length,
        differences: 0,
        kind: 'statement.page',
        purpose: 'which orders of the centre an institution knows',
        acknowledged: true,
      },
    ]);
    expect(await violated(database.dataSource)).toEqual([]);
  });

  it('is asked for what changed each hour, and again of all after one that differed', async () => {
    await compare();
    expect(await askStatements(build.db)).toBe(0);
    await compare();
    expect(asked[1]?.since).toBeDefined();
    state({ heldSatang: '1' });
    newestReceipt = receiptOf(mine().orderId, mine().askedSatang, {});
    await compare();
    await compare();
    expect(asked.map(({ since }) => since === undefined)).toEqual([true, false, false, true]);
  });

  it('that lies holds, releases and changes nothing: it is asked about again, and then a person looks', async () => {
    const before = await build.hold(holdId);
    state({ state: 'RELEASED', heldSatang: '0' });
    newestReceipt = receiptOf(mine_orderId(), before.requestedSatang.toString(), {});
    await compare();
    expect(await breaks()).toEqual([]);
    await compare();
    expect(await breaks()).toEqual([{ kind: 'STATEMENT_STATE', open: true, caseId: before.caseId }]);
    await compare();
    expect(await breaks()).toHaveLength(1);
    expect(await build.hold(holdId)).toMatchObject({
      state: before.state,
      heldSatang: before.heldSatang,
      expiresAt: before.expiresAt,
    });
    expect(await rows(`SELECT 1 FROM release_order`)).toEqual([]);
    // Its word agrees again.
    book = (await readOwnStatement(build.db.manager, institution, {})).orders;
    await compare();
    expect(await breaks()).toMatchObject([{ kind: 'STATEMENT_STATE', open: false }]);
    expect(await violated(database.dataSource)).toEqual([]);
  });
  const mine_orderId = (): string => book.at(-1)?.orderId ?? '';

  it('brings a receipt that was lost, which is applied as one that came by callback', async () => {
    const { orderId, askedSatang } = mine();
    newestReceipt = {
      ...receiptOf(orderId, askedSatang, {}),
      receiptSeq: 2,
      result: 'HELD_PARTIAL',
      heldAmountSatang: '100',
    };
    state({ heldSatang: '100' });
    await compare();
    expect(await build.hold(holdId)).toMatchObject({ heldSatang: 100n });
    await compare();
    expect((await breaks()).filter(({ kind }) => kind.startsWith('STATEMENT'))).toEqual([]);
    expect(await violated(database.dataSource)).toEqual([]);
  });

  it('that does not name an order has it sent again', async () => {
    const { orderId } = mine();
    book = [];
    await compare();
    expect(sentAgain).toEqual([orderId]);
    expect(await breaks()).toEqual([]);
    await compare();
    expect(await breaks()).toMatchObject([{ kind: 'UNKNOWN_TO_BANK', open: true }]);
    expect(sentAgain).toEqual([orderId]);
  });

  it('finds an order that the centre does not know, once, and holds nothing by it', async () => {
    const lost = { ...mine(), orderId: newId(), holdId: newId() };
    book = [...book, lost, { ...lost, orderId: newId(), state: 'LAPSED', heldSatang: '0' }];
    await compare();
    await compare();
    expect(await breaks()).toEqual([{ kind: 'UNKNOWN_TO_CENTRE', open: true, caseId: expect.any(String) as string }]);
    expect(
      await rows('SELECT order_id AS "orderId", hold_id AS "holdId", held_satang AS held FROM lost_order'),
    ).toEqual([{ orderId: lost.orderId, holdId: lost.holdId, held: lost.heldSatang }]);
    expect(await rows('SELECT id FROM hold')).toEqual([{ id: holdId }]);
    expect(await violated(database.dataSource)).toEqual([]);
  });

  it('costs one statement for 500 orders at most where nothing differs', async () => {
    await rows(
      `INSERT INTO hold_order (id, hold_id, case_id, sequence, kind, requested_satang, legal_basis, expiry_rule_row_id, issued_at, expires_at,
                               sent_at, answered_at, notice_id)
       SELECT 'X' || lpad(n::text, 25, '0'), o.hold_id, o.case_id, -n, o.kind, o.requested_satang, o.legal_basis, o.expiry_rule_row_id,
              o.issued_at, o.expires_at, o.sent_at, o.answered_at, o.notice_id
         FROM (SELECT * FROM hold_order WHERE hold_id = $1 ORDER BY sequence LIMIT 1) o, generate_series(1, 9990) n`,
      holdId,
    );
    const replaced = mine();
    book = [
      ...book,
      ...Array.from({ length: 9_990 }, (_, index): Stated => ({
        ...replaced,
        orderId: `X${String(index + 1).padStart(25, '0')}`,
        state: 'REPLACED',
        heldSatang: '0',
        expiresAt: book[0]?.expiresAt ?? '',
      })),
    ];
    await askStatements(build.db, { atOnce: true });
    const [page] = await rows<{ id: string }>('SELECT id FROM hold_statement WHERE institution = $1', institution);
    await rows(`UPDATE outgoing_message SET next_attempt_at = now() + interval '1 hour' WHERE id <> $1`, page?.id);
    const texts: string[] = [];
    for (let sent = 1; sent > 0;) {
      const { texts: ran } = await costOf(
        build.db,
        async () => (sent = await sendMessages(build.db, { institutions })),
      );
      texts.push(...ran);
    }
    expect(asked).toHaveLength(1);
    expect(
      await rows('SELECT sum(orders)::int AS orders, sum(differences)::int AS differences FROM hold_statement'),
    ).toEqual([{ orders: book.length, differences: 0 }]);
    // The test itself sets questions aside before each round, and each round looks for what is due.
    const own = texts.filter((text) => !text.includes('placed AS') && !text.includes("interval '1 hour' WHERE kind"));
    expect(own.length * 500).toBeLessThanOrEqual(book.length);
  });

  it('is read page by page, and what a page does not name is not missing', async () => {
    const lost = (): Stated => ({ ...mine(), orderId: newId(), holdId: newId() });
    book = [...book, lost(), lost(), lost()];
    pageSize = 1;
    await compare();
    expect(asked).toHaveLength(book.length);
    expect(await breaks()).toEqual(
      Array.from({ length: 3 }, () => ({
        kind: 'UNKNOWN_TO_CENTRE',
        open: true,
        caseId: expect.any(String) as string,
      })),
    );
    expect(sentAgain).toEqual([]);
  });

  it.each<[string, (after: string | undefined) => { orders: Stated[]; next: string }]>([
    ['names one place again and again', () => ({ orders: book, next: 'here' })],
    ['leads round in a ring', (after) => ({ orders: book, next: after === 'a' ? 'b' : 'a' })],
    ['goes on from place to place and names nothing', (after) => ({ orders: [], next: `${after ?? ''}+` })],
  ])('that %s is read until it says nothing new, accuses nobody, and calls a person once', async (_what, pageAfter) => {
    const endless: InstitutionPort = {
      ...institutions,
      async readHoldStatement({ slug }: { slug: string }, query: { after?: string }) {
        if (slug === institution && asked.push(query) > 5) throw new Error('the statement is read for ever');
        const page = slug === institution ? pageAfter(query.after) : { orders: [], next: null };
        const body = { asOf: new Date().toISOString(), ...page };
        return { kind: 'answered', body, answer: await signed(slug, 'statement', body) };
      },
    } as unknown as InstitutionPort;
    await askStatements(build.db, { atOnce: true });
    while ((await sendMessages(build.db, { institutions: endless })) > 0);
    expect(await breaks()).toEqual([{ kind: 'MESSAGE_UNREADABLE', open: true, caseId: null }]);
    expect(await rows('SELECT 1 FROM hold_statement WHERE answered_at IS NULL')).toEqual([]);
    expect(sentAgain).toEqual([]);
    // The next one is of all, and whole again.
    await compare();
    expect(
      await rows('SELECT since, differences FROM hold_statement WHERE institution = $1 AND is_last', institution),
    ).toEqual([{ since: null, differences: 0 }]);
    expect(await violated(build.db)).toEqual([]);
  });

  it('that cannot be read calls a person, and is asked for again', async () => {
    const unreadable = {
      async readHoldStatement({ slug }: { slug: string }) {
        return { kind: 'unreadable', why: 'orders.0.state: is none', answer: await signed(slug, 'statement', {}) };
      },
    } as unknown as InstitutionPort;
    await askStatements(build.db, { atOnce: true });
    await sendMessages(build.db, { institutions: unreadable });
    const open = await rows('SELECT party FROM break_record WHERE kind = $1', 'MESSAGE_UNREADABLE');
    expect(open).toContainEqual({ party: institution });
    expect(await rows('SELECT 1 FROM hold_statement WHERE answered_at IS NOT NULL')).toEqual([]);
  });

  it('is asked for again where the institution is silent, and by one keeper alone', async () => {
    const silent = {
      readHoldStatement: () => Promise.reject(new NoAnswerError('th-014', 'TIMEOUT')),
    } as unknown as InstitutionPort;
    await Promise.all([askStatements(build.db), askStatements(build.db)]);
    expect(await rows('SELECT count(*)::int AS n FROM hold_statement WHERE institution = $1', institution)).toEqual([
      { n: 1 },
    ]);
    await expect(sendMessages(build.db, { institutions: silent })).rejects.toThrow();
    expect(await askStatements(build.db, { atOnce: true })).toBe(0);
  });
});
