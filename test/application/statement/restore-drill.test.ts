import { settleBreak } from '../../../src/application/advance/look/settle-break.js';
import { askStatements } from '../../../src/application/statement/ask-statements.js';
import { decideOnLostOrder } from '../../../src/application/statement/lost/decide-on-lost-order.js';
import { proposeOnLostOrder } from '../../../src/application/statement/lost/propose-on-lost-order.js';
import { readOwnStatement } from '../../../src/application/statement/read-own-statement.js';

import type { InstitutionPort } from '../../../src/institutions/port.js';
import { driveDue } from '../../support/drive-due.js';
import { NoAnswerError } from '../../../src/signed-http/no-answer.js';
import { SIGNATURE_ALGORITHM } from '../../../src/signing/profile.js';
import type { HoldStatement } from '../../../src/wire/institution/calls/hold-statement.js';
import type { ReleaseOrder } from '../../../src/wire/institution/calls/release-order.js';
import { sendMessages } from '../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import {
  OFFICER,
  OPERATOR,
  OTHER_SUPERVISOR,
  RecordBuilder,
  receiptOf,
  SUPERVISOR,
} from '../../support/record-builder.js';
import { switchPolicy } from '../../support/switch-policy.js';
import { violated } from '../../support/violated.js';

jest.setTimeout(300_000);

const COMPLAINTS = 20;
const FEW = 4;
type Stated = HoldStatement['orders'][number];
type AsOrdered = NonNullable<Stated['asOrdered']>;

/** The banks of a drill, which answer nothing but the protocol: what they hold, and what they are told. */
class Banks {
  readonly books = new Map<string, Stated[]>();
  readonly released: ReleaseOrder[] = [];
  isSilent = false;

  constructor(private readonly build: () => RecordBuilder) {}

  /** What a bank holds by the centre's orders, in satang. */
  held(): bigint {
    return [...this.books.values()].flat().reduce((sum, { heldSatang }) => sum + BigInt(heldSatang), 0n);
  }
  change(slug: string, ofHold: (order: Stated) => boolean, change: Partial<Stated>): void {
    const now = new Date().toISOString();
    this.books.set(
      slug,
      (this.books.get(slug) ?? []).map((order) => (ofHold(order) ? { ...order, changedAt: now, ...change } : order)),
    );
  }

  private async signed(slug: string, kind: string, subject: string, body: object) {
    const { rawBody, proof } = await this.build().parties.answer(slug, kind as 'statement.page', subject, body);
    return { httpStatus: 200, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
  }

  readonly port = {
    readHoldStatement: async ({ slug }) => {
      const body = { asOf: new Date().toISOString(), orders: this.books.get(slug) ?? [], next: null };
      return { kind: 'answered', body, answer: await this.signed(slug, 'statement.page', 'statement', body) };
    },
    releaseHold: async ({ slug }, order) => {
      if (this.isSilent) throw new NoAnswerError(slug, 'TIMEOUT');
      const isOf = ({ holdId, state }: Stated) => holdId === order.holdId && state === 'HELD';
      const held = (this.books.get(slug) ?? []).filter(isOf).reduce((sum, each) => sum + BigInt(each.heldSatang), 0n);
      this.change(slug, isOf, { state: 'RELEASED', heldSatang: '0' });
      this.released.push(order);
      const { releaseOrderId, holdId } = order;
      const result = held > 0n ? ('RELEASED' as const) : ('NOTHING_HELD' as const);
      const body = {
        releaseOrderId,
        holdId,
        result,
        releasedAmountSatang: held.toString(),
        at: new Date().toISOString(),
      };
      return { kind: 'answered', body, answer: await this.signed(slug, 'lost.released', releaseOrderId, body) };
    },
    readHoldOrder: async ({ slug }, orderId) => {
      const known = (this.books.get(slug) ?? []).find((order) => order.orderId === orderId);
      if (known === undefined)
        return { kind: 'unknown_order', answer: await this.signed(slug, 'hold.receipt', orderId, {}) };
      const body = { ...receiptOf(orderId, known.askedSatang, { receiptSeq: 2 }), onward: [] };
      return { kind: 'answered', body, answer: await this.signed(slug, 'hold.receipt', orderId, body) };
    },
    placeHold: async ({ slug }, order) => {
      const { orderId, holdId, account, requestedAmountSatang, expiresAt } = order;
      const now = new Date().toISOString();
      const stated: Stated = {
        orderId,
        holdId,
        accountNo: account.accountNo,
        askedSatang: requestedAmountSatang,
        heldSatang: requestedAmountSatang,
        state: 'HELD',
        expiresAt,
        changedAt: now,
      };
      this.books.set(slug, [...(this.books.get(slug) ?? []), stated]);
      const body = { ...receiptOf(orderId, requestedAmountSatang, {}), onward: [] };
      return { kind: 'answered', body, answer: await this.signed(slug, 'hold.receipt', orderId, body) };
    },
  } as Partial<InstitutionPort> as InstitutionPort;
}

/**
 * The centre loses the complaints after an instant, and its banks lose nothing. What the banks got before is
 * of one database, and what they got in the lost time of another, so that the restored centre never saw it.
 */
describe('a restore to 20 complaints ago', () => {
  let restored: FreshDatabase;
  let lostTime: FreshDatabase;
  let build: RecordBuilder;
  let banks: Banks;
  let lost: (Stated & { institution: string })[];

  /** Takes so many complaints before the instant, and as many in the lost time. */
  async function begin(complaints: number): Promise<void> {
    [restored, lostTime] = [await freshDatabase(1), await freshDatabase(1)];
    await switchPolicy(restored.dataSource, 'P-STATEMENT', { everyMs: 1, wholeMs: 1, graceMs: 1 });
    build = await RecordBuilder.on(restored);
    banks = new Banks(() => build);
    await heldAt(build, complaints);
    lost = await heldAt(await RecordBuilder.on(lostTime), complaints);
    expect(lost).toHaveLength(complaints);
  }
  afterEach(async () => {
    await restored.drop();
    await lostTime.drop();
  });

  /** Takes complaints whose money is held, and writes the orders into the books of the banks. */
  async function heldAt(centre: RecordBuilder, complaints: number): Promise<(Stated & { institution: string })[]> {
    for (let nth = 0; nth < complaints; nth += 1) {
      const { caseId, holdIds } = await centre.complain();
      for (const holdId of holdIds) await centre.send(holdId, { result: 'HELD_FULL' });
      await centre.debits(caseId, 'CONFIRMED');
      await centre.advanceCase(caseId);
      for (const holdId of holdIds) await centre.send(holdId, { result: 'HELD_FULL' });
    }
    const held = [];
    for (const slug of await institutionsOf(centre)) {
      const { orders } = await readOwnStatement(centre.db.manager, slug, {});
      const kept: Stated[] = [];
      for (const order of orders) {
        const asOrdered = order.state === 'HELD' ? { asOrdered: await asOrderedOf(centre, order.orderId) } : {};
        kept.push({ ...order, ...asOrdered });
      }
      banks.books.set(slug, [...(banks.books.get(slug) ?? []), ...kept]);
      held.push(...kept.filter(({ state }) => state === 'HELD').map((order) => ({ ...order, institution: slug })));
    }
    return held;
  }
  /** Returns what a bank kept of an order as it came. */
  async function asOrderedOf({ owner }: RecordBuilder, orderId: string): Promise<AsOrdered> {
    const [row] = await owner.query<(Omit<AsOrdered, 'transfer'> & AsOrdered['transfer'])[]>(
      `SELECT f.case_no AS "caseNo", o.kind AS power, ARRAY(SELECT r.rule_id FROM rule_row r WHERE r.row_id = ANY (o.legal_basis)) AS "legalBasis",
              o.issued_at AS "issuedAt", t.from_institution AS "fromInstitution", t.reference, t.amount_satang AS "amountSatang", t.transferred_at AS at
         FROM hold_order o JOIN hold h ON h.id = o.hold_id JOIN case_file f ON f.id = o.case_id JOIN transfer t ON t.id = h.transfer_id WHERE o.id = $1`,
      [orderId],
    );
    if (row === undefined) throw new Error(`no order ${orderId}`);
    const { caseNo, power, legalBasis, issuedAt, fromInstitution, reference, amountSatang, at } = row;
    const transfer = { fromInstitution, reference: `lost ${reference}`, amountSatang, at: new Date(at).toISOString() };
    return { caseNo, power, legalBasis, issuedAt: new Date(issuedAt).toISOString(), transfer };
  }
  async function institutionsOf({ owner }: RecordBuilder): Promise<string[]> {
    const rows: { slug: string }[] = await owner.query(`SELECT slug FROM party WHERE kind = 'institution'`);
    return rows.map(({ slug }) => slug);
  }
  const rows = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
    restored.dataSource.query<T[]>(sql, parameters);
  /** Asks each bank for all, and sends what waits until nothing does. */
  async function compare(): Promise<void> {
    await askStatements(build.db, { atOnce: true });
    while ((await sendMessages(build.db, { institutions: banks.port })) > 0);
  }
  const found = () =>
    rows<{ id: string; institution: string; orderId: string; heldSatang: string; state: string; caseId: string }>(
      `SELECT id, institution, order_id AS "orderId", held_satang AS "heldSatang", state, case_id AS "caseId" FROM lost_order ORDER BY order_id`,
    );
  const openBreaks = () =>
    rows<{ kind: string; n: number }>(
      'SELECT kind, count(*)::int AS n FROM break_record WHERE closed_at IS NULL GROUP BY 1 ORDER BY 1',
    );
  /** Two persons do an act with a lost order. */
  async function byTwo(lostOrderId: string, act: 'release' | 'adopt'): Promise<void> {
    const reason = 'Cleared up with the bank.';
    const proposed = await proposeOnLostOrder(build.db, { lostOrderId, body: { act, reason }, actor: OFFICER });
    if (!proposed.ok) throw new Error(proposed.code);
    const body = { verdict: 'approve', reason } as const;
    const decided = await decideOnLostOrder(build.db, { requestId: proposed.id, body, actor: SUPERVISOR });
    if (!decided.ok) throw new Error(decided.code);
  }

  it('of the centre finds all 20 orders, each with a case, and two persons end or keep each', async () => {
    await begin(COMPLAINTS);
    const holds = await rows('SELECT id, state, held_satang FROM hold ORDER BY id');
    await compare();

    const expected = lost.map(({ institution, orderId, heldSatang }) => ({
      institution,
      orderId,
      heldSatang,
      state: 'found',
    }));
    expect(await found()).toMatchObject(expected.sort((one, other) => (one.orderId < other.orderId ? -1 : 1)));
    expect(await rows('SELECT id, state, held_satang FROM hold ORDER BY id')).toEqual(holds);
    expect(await openBreaks()).toEqual([{ kind: 'UNKNOWN_TO_CENTRE', n: COMPLAINTS }]);
    expect(await violated(restored.dataSource)).toEqual([]);

    for (const [nth, { id }] of (await found()).entries()) await byTwo(id, nth % 2 === 0 ? 'release' : 'adopt');
    while ((await sendMessages(build.db, { institutions: banks.port })) > 0);
    expect((await found()).map(({ state }) => state)).toEqual(
      lost.map((_, nth) => (nth % 2 === 0 ? 'over' : 'adopted')),
    );
    expect(banks.released).toHaveLength(COMPLAINTS / 2);
    expect(await openBreaks()).toEqual([]);
    await compare();
    expect(await openBreaks()).toEqual([]);
    expect(await violated(restored.dataSource)).toEqual([]);

    // What two persons keep ends at its time, by the centre's own release.
    await rows(`UPDATE lost_order SET until_at = now() - interval '1 second' WHERE state = 'adopted'`);
    expect(await driveDue(build.db, ['lost_order_end', 'silence'])).toBe(COMPLAINTS / 2);
    expect(await driveDue(build.db, ['lost_order_end', 'silence'])).toBe(0);
    while ((await sendMessages(build.db, { institutions: banks.port })) > 0);
    expect(new Set((await found()).map(({ state }) => state))).toEqual(new Set(['over']));
    const [ours] = await rows<{ held: string }>(
      `SELECT coalesce(sum(held_satang), 0)::text AS held FROM hold WHERE state IN ('held', 'partly_held')`,
    );
    expect(banks.held().toString()).toBe(ours?.held);
  });

  /** The banks forget the orders of the centre's last holds, as after a restore of theirs. Returns which. */
  async function forget(): Promise<string[]> {
    const forgotten = await rows<{ id: string; institution: string }>(
      `SELECT id, institution FROM hold WHERE state IN ('held', 'partly_held') ORDER BY id DESC LIMIT ${lost.length}`,
    );
    for (const { id, institution } of forgotten)
      banks.books.set(
        institution,
        (banks.books.get(institution) ?? []).filter(({ holdId }) => holdId !== id),
      );
    return forgotten.map(({ id }) => id);
  }
  const heldOf = (holdIds: readonly string[]) =>
    [...banks.books.values()].flat().filter(({ holdId, state }) => holdIds.includes(holdId) && state === 'HELD').length;

  it('of the banks instead has each forgotten order sent again, and money held by none of them is free', async () => {
    await begin(COMPLAINTS);
    for (const slug of banks.books.keys()) {
      const isLost = ({ orderId }: Stated) => lost.some((order) => order.orderId === orderId);
      banks.books.set(
        slug,
        (banks.books.get(slug) ?? []).filter((order) => !isLost(order) && order.state === 'HELD'),
      );
    }
    const forgotten = await forget();
    expect(forgotten).toHaveLength(COMPLAINTS);
    expect(heldOf(forgotten)).toBe(0);
    await compare();
    expect(heldOf(forgotten)).toBe(COMPLAINTS);
    await compare();
    expect(await openBreaks()).toEqual([]);
    expect(await violated(restored.dataSource)).toEqual([]);
  });

  it('of the centre and of the banks leaves 0 baht held without a case', async () => {
    await begin(COMPLAINTS);
    const forgotten = await forget();
    await compare();
    await compare();
    expect(heldOf(forgotten)).toBe(COMPLAINTS);
    expect(await openBreaks()).toEqual([{ kind: 'UNKNOWN_TO_CENTRE', n: COMPLAINTS }]);
    for (const { id } of await found()) await byTwo(id, 'release');
    while ((await sendMessages(build.db, { institutions: banks.port })) > 0);
    expect((await found()).map(({ state }) => state)).toEqual(lost.map(() => 'over'));
    const [ours] = await rows<{ held: string }>(
      `SELECT sum(held_satang)::text AS held FROM hold WHERE state IN ('held', 'partly_held')`,
    );
    expect(banks.held().toString()).toBe(ours?.held);
    expect(await violated(restored.dataSource)).toEqual([]);
  });

  it('settles what calls a person when the bank states later that its order is over', async () => {
    await begin(FEW);
    await compare();
    const [first, second, ...others] = await found();
    for (const { institution, orderId } of others)
      banks.change(institution, (order) => order.orderId === orderId, { state: 'LAPSED', heldSatang: '0' });
    // One is not named any more at all, though the statement names all by which money is held.
    const book = banks.books.get(first?.institution ?? '') ?? [];
    banks.books.set(
      first?.institution ?? '',
      book.filter(({ orderId }) => orderId !== first?.orderId),
    );
    await compare();
    expect((await found()).filter(({ state }) => state !== 'over').map(({ id }) => id)).toEqual([second?.id]);
    expect(await openBreaks()).toEqual([{ kind: 'UNKNOWN_TO_CENTRE', n: 1 }]);
    expect(await violated(restored.dataSource)).toEqual([]);

    // It says so again: a person is called again.
    const [again] = others;
    await rows(`SELECT pg_sleep(0.01)`);
    banks.change(again?.institution ?? '', ({ orderId }) => orderId === again?.orderId, {
      state: 'HELD',
      heldSatang: '100000',
    });
    await compare();
    expect(await openBreaks()).toEqual([{ kind: 'UNKNOWN_TO_CENTRE', n: 2 }]);
    expect(await violated(restored.dataSource)).toEqual([]);
  });

  it('refuses what one person, or the wrong one, may not do, and a second try', async () => {
    await begin(FEW);
    await compare();
    const [one, two] = await found();
    const reason = 'Cleared up with the bank.';
    const propose = (lostOrderId: string, act: 'release' | 'adopt', actor = OFFICER) =>
      proposeOnLostOrder(build.db, { lostOrderId, body: { act, reason }, actor });
    const decide = (requestId: string, actor = SUPERVISOR, verdict: 'approve' | 'refuse' = 'approve') =>
      decideOnLostOrder(build.db, { requestId, body: { verdict, reason }, actor });
    const id = one?.id ?? '';

    expect(await propose('01M8RMJ9SPSAWB9GM9SZDYXPXP', 'release')).toMatchObject({ code: 'LOST_ORDER.ABSENT' });
    expect(await propose(id, 'release', OPERATOR)).toMatchObject({ code: 'APPROVAL.ROLE' });
    const bySupervisor = await propose(id, 'adopt', SUPERVISOR);
    if (!bySupervisor.ok) throw new Error(bySupervisor.code);
    expect(await propose(id, 'release')).toMatchObject({ code: 'APPROVAL.ALREADY_OPEN' });
    expect(await decide(bySupervisor.id)).toMatchObject({ code: 'APPROVAL.OWN_REQUEST' });
    expect(await decide(bySupervisor.id, OFFICER)).toMatchObject({ code: 'APPROVAL.ROLE' });
    expect(await decide(bySupervisor.id, OTHER_SUPERVISOR, 'refuse')).toMatchObject({ ok: true, state: 'refused' });
    expect(await decide(bySupervisor.id, OTHER_SUPERVISOR)).toMatchObject({ code: 'APPROVAL.ALREADY_DECIDED' });
    await byTwo(id, 'adopt');
    expect(await propose(id, 'adopt')).toMatchObject({ code: 'LOST_ORDER.ADOPTED' });
    await byTwo(id, 'release');
    expect(await propose(id, 'release')).toMatchObject({ code: 'LOST_ORDER.OVER' });
    const [{ breakId } = { breakId: '' }] = await rows<{ breakId: string }>(
      'SELECT break_id AS "breakId" FROM lost_order WHERE id = $1',
      [two?.id],
    );
    const settled = await settleBreak(build.db, { breakId, body: { reason }, actor: SUPERVISOR });
    expect(settled).toMatchObject({ ok: false, code: 'BREAK.OF_LOST_ORDER' });
    expect(await violated(restored.dataSource)).toEqual([]);
  });

  it('repeats a release that the bank does not answer, and calls a person meanwhile', async () => {
    await begin(FEW);
    await compare();
    const [one] = await found();
    await byTwo(one?.id ?? '', 'release');
    banks.isSilent = true;
    await expect(sendMessages(build.db, { institutions: banks.port })).rejects.toThrow();
    expect((await found())[0]).toMatchObject({ state: 'releasing' });
    await rows(`UPDATE lost_order_release SET ordered_at = ordered_at - interval '16 minutes'`);
    await rows(`UPDATE outgoing_message SET look_at = look_at - interval '16 minutes'`);
    expect(await driveDue(build.db, ['lost_order_end', 'silence'])).toBe(1);
    expect(await driveDue(build.db, ['lost_order_end', 'silence'])).toBe(0);
    expect(await openBreaks()).toEqual([
      { kind: 'LOST_RELEASE_UNANSWERED', n: 1 },
      { kind: 'UNKNOWN_TO_CENTRE', n: FEW - 1 },
    ]);
    banks.isSilent = false;
    await rows(`UPDATE outgoing_message SET next_attempt_at = now(), leased_until = NULL WHERE kind = 'lost.release'`);
    while ((await sendMessages(build.db, { institutions: banks.port })) > 0);
    expect((await found())[0]).toMatchObject({ state: 'over' });
    expect(await openBreaks()).toEqual([{ kind: 'UNKNOWN_TO_CENTRE', n: FEW - 1 }]);
  });

  it('keeps nothing without the power and the instant of the order, and nothing past its time', async () => {
    await begin(FEW);
    for (const [slug, book] of banks.books)
      banks.books.set(
        slug,
        book.map(({ asOrdered: _asOrdered, ...order }) => order),
      );
    await compare();
    const [one] = await found();
    const body = { act: 'adopt', reason: 'Cleared up with the bank.' } as const;
    const proposed = await proposeOnLostOrder(build.db, { lostOrderId: one?.id ?? '', body, actor: OFFICER });
    expect(proposed).toMatchObject({ ok: false, code: 'LOST_ORDER.NOT_STATED' });
    await byTwo(one?.id ?? '', 'release');
    expect(await rows(`SELECT DISTINCT f.case_type FROM lost_order o JOIN case_file f ON f.id = o.case_id`)).toEqual([
      { case_type: 'lost.order' },
    ]);
  });

  it('takes the case of the credit as the home of its order, and one case for the orders of one that was lost', async () => {
    await begin(FEW);
    const [known] = await rows<{ reference: string; from: string; caseId: string }>(
      `SELECT reference, from_institution AS "from", first_case_id AS "caseId" FROM transfer ORDER BY id LIMIT 1`,
    );
    const credit = { reference: known?.reference ?? '', fromInstitution: known?.from ?? '' };
    const change = (orderId: string | undefined, to: (asOrdered: AsOrdered) => AsOrdered) => {
      for (const [slug, book] of banks.books)
        banks.books.set(
          slug,
          book.map((order) =>
            order.orderId === orderId && order.asOrdered ? { ...order, asOrdered: to(order.asOrdered) } : order,
          ),
        );
    };
    const [first, second, third] = lost;
    change(first?.orderId, (one) => ({ ...one, transfer: { ...one.transfer, ...credit } }));
    change(third?.orderId, (one) => ({ ...one, caseNo: second?.asOrdered?.caseNo ?? '' }));
    await compare();
    const caseOf = async (orderId: string | undefined) =>
      (await found()).find((order) => order.orderId === orderId)?.caseId;
    expect(await caseOf(first?.orderId)).toBe(known?.caseId);
    expect(await caseOf(third?.orderId)).toBe(await caseOf(second?.orderId));
    expect(await violated(restored.dataSource)).toEqual([]);
  });

  it.each([
    ['its case is closed', `UPDATE case_file SET closed_at = now() WHERE case_type = 'lost.order'`],
    [
      'nobody is called to decide',
      `UPDATE lost_order SET state = 'found', until_at = NULL, until_rule_row_id = NULL, over_at = NULL`,
    ],
    ['without two persons, or longer', `UPDATE lost_order_request SET state = 'refused' WHERE act = 'adopt'`],
    [
      'without two persons, or longer',
      `UPDATE lost_order SET issued_at = issued_at - interval '8 days' WHERE state = 'adopted'`,
    ],
    [
      'past its time',
      `UPDATE lost_order SET until_at = now() - interval '2 minutes', expires_at = now() - interval '2 minutes' WHERE state = 'adopted'`,
    ],
    ['without the word of two persons, before', `UPDATE lost_order_release SET request_id = NULL`],
    ['nothing is sent for it', `UPDATE outgoing_message SET acknowledged_at = now() WHERE kind = 'lost.release'`],
    [
      'by no signed word',
      `UPDATE lost_order SET state = 'over', over_at = now() + interval '1 day' WHERE state = 'releasing'`,
    ],
  ])('is found by verify where money %s', async (why, plant) => {
    await begin(FEW);
    await compare();
    for (const [nth, { id }] of (await found()).entries()) await byTwo(id, nth % 2 === 0 ? 'release' : 'adopt');
    expect(await violated(restored.dataSource, ['I30'])).toEqual([]);
    for (const table of ['lost_order', 'lost_order_request', 'case_file'])
      await rows(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await rows(plant);
    const [broken] = await violated(restored.dataSource, ['I30']);
    expect(broken?.examples.join()).toContain(why);
  });

  it.each([
    ['is neither on record nor of a case', `DELETE FROM lost_order`],
    [
      'nobody asked again or was called',
      `UPDATE hold SET held_satang = held_satang - 1 WHERE id = (SELECT min(id) FROM hold WHERE state = 'held')`,
    ],
  ])('is compared by verify with what the banks stated, without their books: %s', async (why, plant) => {
    await begin(FEW);
    const changedAt = new Date(Date.now() - 600_000).toISOString();
    for (const slug of banks.books.keys()) banks.change(slug, () => true, { changedAt });
    await compare();
    expect(await violated(restored.dataSource, ['I20'])).toEqual([]);
    for (const table of ['lost_order', 'hold', 'receipt', 'hold_order'])
      await rows(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    // The orders are older than the statement by more than what may be on its way.
    for (const [table, column] of [
      ['hold_order', 'issued_at'],
      ['hold_order', 'sent_at'],
      ['hold_order', 'answered_at'],
      ['receipt', 'received_at'],
    ])
      await rows(`UPDATE ${table} SET ${column} = ${column} - interval '10 minutes'`);
    await rows(plant);
    const [broken] = await violated(restored.dataSource, ['I20']);
    expect(broken?.examples.join()).toContain(why);
  });
});
