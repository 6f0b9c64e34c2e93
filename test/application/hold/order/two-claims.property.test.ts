import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { recordDelivery } from '../../../../src/application/advance/send/deliver-hold-order.js';
import { recordRelease } from '../../../../src/application/advance/send/record-release.js';
import { recordConfirmation } from '../../../../src/application/debit/deliver-debit-question.js';
import { LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { sumSatang } from '../../../../src/domain/money.js';
import { HOUR_MS, MINUTE_MS } from '../../../../src/domain/time.js';
import { driveDue } from '../../../support/drive-due.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import { isFullRun } from '../../../support/full-run.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { takeOrder, takeRelease } from '../../../support/outgoing.js';
import { propertyRuns } from '../../../support/property-runs.js';
import { RecordBuilder } from '../../../support/record-builder.js';
import { timePasses } from '../../../support/time-passes.js';
import { withdraw } from '../../../support/withdraw.js';
import { violated } from '../../../support/violated.js';
import { HonestBanks } from '../../trail/conservation/honest-banks.js';

/** Stories by chance, which only the full run tells; `npm test` tells those that are known. */
const RUNS = isFullRun ? propertyRuns(20) : 0;
const MULE_BANKS = ['th-014', 'th-006', 'th-002', 'th-014', 'th-006'];
// I26 compares instants of debits and credits, of which a test moves some.
const ABOUT_MONEY: readonly string[] = ['LEDGER', 'I3', 'I8', 'I12', 'I24', 'I25'];
/** The urgent time ends no more often. */
const MOST_ENDS = 2;
/** A little more than the urgent time (P-URG). */
const URGENT_MS = 61 * MINUTE_MS;
/** When the money was paid, before the first call: longer ago than all urgent times together. */
const PAID_AGO_MS = 3.5 * HOUR_MS;

/** Money goes on from one account to a later one: so much of what may leave. */
interface Moves {
  from: number;
  to: number;
  percent: number;
}

type Step =
  | { act: 'reports' | 'confirms'; victim: number }
  | { act: 'lies'; victim: number; percent: number }
  | { act: 'denies' | 'takes_back' | 'answers'; which: number }
  | ({ act: 'moves' } & Moves)
  | { act: 'urgent_time_ends' };

interface Story {
  /** What each victim paid, in thousands of baht, and to which account. */
  paid: readonly { thousands: number; to: number }[];
  before: readonly Moves[];
  steps: readonly Step[];
  /** The banks name no debit for what is missing, while other holds at the account keep as much. */
  banksAreSilent: boolean;
}

const anyMove: fc.Arbitrary<Moves> = fc
  .record({
    from: fc.nat({ max: 2 }),
    by: fc.integer({ min: 1, max: 3 }),
    percent: fc.constantFrom(100, 80, 50, 30),
  })
  .map(({ from, by, percent }) => ({ from, to: Math.min(from + by, 3), percent }));
const victim = fc.nat({ max: 1 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('reports' as const), victim }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('confirms' as const), victim }) },
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant('answers' as const),
      which: fc.nat({ max: 9 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ act: 'urgent_time_ends' as const }) },
  { weight: 2, arbitrary: anyMove.map((move) => ({ act: 'moves' as const, ...move })) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('lies' as const), victim, percent: fc.constantFrom(30, 60, 100, 150) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constantFrom('takes_back' as const, 'denies' as const), which: fc.nat({ max: 1 }) }),
  },
);
const anyStory: fc.Arbitrary<Story> = fc.record({
  paid: fc.tuple(
    fc.record({ thousands: fc.integer({ min: 20, max: 400 }), to: fc.constant(0) }),
    fc.record({ thousands: fc.integer({ min: 20, max: 400 }), to: fc.nat({ max: 1 }) }),
  ),
  before: fc.array(anyMove, { maxLength: 4 }),
  steps: fc.array(anyStep, { minLength: 4, maxLength: 16 }),
  banksAreSilent: fc.boolean(),
});

const all = (from: number): Moves => ({ from, to: from + 1, percent: 100 });
/** A lie is ordered again before the victim, whose money stands at a hop; the lie's order then finds nothing. */
const liedAbout = (hop: number): Story => ({
  banksAreSilent: false,
  paid: [
    { thousands: 100, to: 0 },
    { thousands: 20, to: 1 },
  ],
  before: Array.from({ length: hop }, (_, from) => all(from)),
  steps: [
    { act: 'reports', victim: 0 },
    ...Array.from({ length: hop + 1 }, () => ({ act: 'answers' as const, which: 0 })),
    { act: 'urgent_time_ends' },
    { act: 'answers', which: 0 },
    { act: 'lies', victim: 0, percent: 30 },
    { act: 'confirms', victim: 0 },
    { act: 'answers', which: 1 },
  ],
});
/** Both victims' money stands at a hop, where the bank gave the balance to the first one, whose hold time lets go. */
const behindTheOther = (hop: number): Story => ({
  banksAreSilent: true,
  paid: [
    { thousands: 100, to: 0 },
    { thousands: 60, to: 0 },
  ],
  before: [...Array.from({ length: hop }, (_, from) => all(from)), { from: hop, to: hop + 1, percent: 30 }],
  steps: [
    { act: 'reports', victim: 0 },
    ...Array.from({ length: hop + 1 }, () => ({ act: 'answers' as const, which: 0 })),
    { act: 'reports', victim: 1 },
    { act: 'confirms', victim: 1 },
    ...Array.from({ length: hop + 2 }, () => ({ act: 'answers' as const, which: 0 })),
    { act: 'urgent_time_ends' },
    { act: 'answers', which: 0 },
    { act: 'answers', which: 0 },
  ],
});
/**
 * Money went on before anybody called, and the first victim's hold had all of his all the same. When he is held again,
 * the second victim's hold has what is left, and nobody has named the debit.
 */
const neverNamed = (hop: number): Story => ({
  banksAreSilent: false,
  paid: [
    { thousands: 21, to: 0 },
    { thousands: 26, to: 0 },
  ],
  before: [...Array.from({ length: hop }, (_, from) => all(from)), { from: hop, to: hop + 1, percent: 30 }],
  steps: [
    { act: 'reports', victim: 0 },
    ...Array.from({ length: hop + 1 }, () => ({ act: 'answers' as const, which: 0 })),
    { act: 'urgent_time_ends' },
    { act: 'answers', which: 0 },
    { act: 'reports', victim: 1 },
    ...Array.from({ length: hop + 1 }, () => ({ act: 'answers' as const, which: 0 })),
  ],
});
/**
 * A lie takes over what the bank said of the victim's own claim, so that both have a part of the debit by which the
 * money went on, together with all of the second victim's.
 */
const tookOver: Story = {
  banksAreSilent: false,
  paid: [
    { thousands: 322, to: 0 },
    { thousands: 395, to: 0 },
  ],
  before: [{ from: 0, to: 2, percent: 100 }],
  steps: [
    { act: 'reports', victim: 0 },
    { act: 'answers', which: 0 },
    { act: 'answers', which: 0 },
    { act: 'reports', victim: 1 },
    { act: 'urgent_time_ends' },
    { act: 'answers', which: 0 },
    { act: 'lies', victim: 0, percent: 30 },
    { act: 'answers', which: 2 },
    { act: 'answers', which: 2 },
    { act: 'urgent_time_ends' },
    { act: 'lies', victim: 1, percent: 100 },
    { act: 'takes_back', which: 1 },
  ],
};
/** Stories that are told each time; the full run tells both at every hop. */
const KNOWN: [Story][] = isFullRun
  ? [
      [tookOver],
      ...[0, 1, 2, 3].flatMap((hop): [Story][] => [[liedAbout(hop)], [behindTheOther(hop)], [neverNamed(hop)]]),
    ]
  : [
      [liedAbout(0)],
      [behindTheOther(1)],
      [liedAbout(2)],
      [behindTheOther(3)],
      [neverNamed(0)],
      [neverNamed(2)],
      [tookOver],
    ];

let stories = 0;

/** Two victims on the same accounts, and liars beside them; the banks answer in any order, by books of their own. */
describe('any story of claims on the same accounts', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  it(
    `ends with all that is there of the stolen money held, once both debits are confirmed: ${RUNS + KNOWN.length} stories`,
    async () => {
      const seen = { orders: 0, rests: 0, added: 0, further: 0 };
      await fc.assert(
        fc.asyncProperty(anyStory, async (story) => {
          const told = new Told(story);
          await told.tell();
          for (const { hop, asks, adds } of await told.orders()) {
            seen.orders += 1;
            seen.rests += asks ? 1 : 0;
            seen.added += adds ? 1 : 0;
            seen.further += adds && hop > 0 ? 1 : 0;
          }
        }),
        { numRuns: RUNS + KNOWN.length, examples: KNOWN, endOnFailure: true },
      );
      // Stories without them would prove nothing.
      expect(seen.added).toBeGreaterThan(0);
      expect(seen.further).toBeGreaterThan(0);
      expect(seen.rests).toBeGreaterThan(seen.added);
      process.stdout.write(`${RUNS + KNOWN.length} stories of claims on one account: ${JSON.stringify(seen)}\n`);
    },
    HOUR_MS,
  );

  /** A story as it is told. */
  class Told {
    private readonly banks = new HonestBanks();
    private readonly no = (stories += 1);
    private readonly mules = MULE_BANKS.map((institution, place) => this.account(institution, place));
    private readonly cases: string[] = [];
    private readonly reported = new Map<number, string>();
    private readonly lies: { caseId: string; victim: number }[] = [];
    private readonly ended = new Set<string>();
    private payments = 0;
    private ends = 0;

    constructor(private readonly story: Story) {
      for (const mule of this.mules) this.banks.open(mule, 0n);
      for (const place of story.paid.keys()) {
        this.banks.open(this.victim(place), 100_000_000n);
        const at = Date.now() - PAID_AGO_MS;
        const amount = this.paidSatang(place);
        const to = { account: this.paidTo(place) };
        this.banks.pay({ from: this.victim(place), to, amount, reference: this.reference(place), at }, null);
      }
      for (const [index, move] of story.before.entries())
        this.moves(move, Date.now() - PAID_AGO_MS + (index + 1) * MINUTE_MS);
    }

    async tell(): Promise<void> {
      for (const step of this.story.steps) {
        await this.happens(step);
        await this.lookWhereWoken();
        await this.expectNoMoreThanStolen();
      }
      for (const place of this.story.paid.keys()) await this.happens({ act: 'reports', victim: place });
      for (const place of this.story.paid.keys()) await this.happens({ act: 'confirms', victim: place });
      for (const which of this.lies.keys()) await this.happens({ act: 'denies', which });
      await this.comesToRest();
      await this.expectNoMoreThanStolen();
      expect({ free: await this.free(), stops: await this.stops() }).toEqual({ free: [], stops: [] });
      expect(await violated(build.db, ABOUT_MONEY)).toEqual([]);
    }

    /** All orders of the story's holds. */
    orders(): Promise<{ hop: number; asks: boolean; adds: boolean }[]> {
      return build.db.query(
        `SELECT h.hop, o.asks_rest AS asks, o.adds_satang > 0 AS adds FROM hold_order o JOIN hold h ON h.id = o.hold_id WHERE h.account_no = ANY ($1)`,
        [this.mules.map(({ accountNo }) => accountNo)],
      );
    }

    private async happens(step: Step): Promise<void> {
      switch (step.act) {
        case 'reports':
          return this.reports(step.victim);
        case 'confirms':
          return this.confirms(step.victim);
        case 'lies':
          return this.lie(step.victim, step.percent);
        case 'denies':
          return this.denies(step.which);
        case 'takes_back':
          return this.takesBack(step.which);
        case 'answers':
          return this.answers(step.which);
        case 'moves':
          return this.moves(step, Date.now());
        case 'urgent_time_ends':
          return this.urgentTimeEnds();
      }
    }

    private account(institution: string, place: number) {
      return { institution, accountNo: `93${String(this.no).padStart(6, '0')}${String(place).padStart(2, '0')}` };
    }

    private victim(place: number) {
      return this.account(place === 0 ? 'th-004' : 'th-002', 10 + place);
    }

    private reference(place: number): string {
      return `CLAIMS-${this.no}-${place}`;
    }

    private paidSatang(place: number): bigint {
      return BigInt(this.story.paid[place]?.thousands ?? 0) * 100_000n;
    }

    private paidTo(place: number) {
      const to = this.mules[this.story.paid[place]?.to ?? 0];
      if (to === undefined) throw new Error('there is no mule');
      return to;
    }

    private moves({ from, to, percent }: Moves, at: number): void {
      const [payer, payee] = [this.mules[from], this.mules[to]];
      if (payer === undefined || payee === undefined) return;
      const amount = ((this.banks.mayLeave(payer) * BigInt(percent)) / 10_000_000n) * 100_000n;
      if (amount <= 0n) return;
      this.payments += 1;
      const reference = `ON-${this.no}-${this.payments}`;
      this.banks.pay({ from: payer, to: { account: payee }, amount, reference, at }, null);
    }

    private async claim(place: number, amountSatang: bigint): Promise<string> {
      const person = `SYN${randomUUID().slice(0, 8).toUpperCase()}`;
      const { caseId } = await build.complain({
        reporter: { phone: `08${String(this.no * 50 + this.cases.length).padStart(8, '0')}` },
        victim: { name: 'Somying Test', passportNo: person, phone: '0812345678' },
        victimAccount: this.victim(place),
        transfers: [
          {
            to: { account: this.paidTo(place) },
            amountSatang: amountSatang.toString(),
            reference: this.reference(place),
            // As the record has it by now.
            transferredAt: new Date(Date.now() - PAID_AGO_MS - this.ends * URGENT_MS).toISOString(),
          },
        ],
      });
      this.cases.push(caseId);
      return caseId;
    }

    private async reports(place: number): Promise<void> {
      if (!this.reported.has(place)) this.reported.set(place, await this.claim(place, this.paidSatang(place)));
    }

    private async lie(place: number, percent: number): Promise<void> {
      if (this.lies.length >= 2) return;
      const caseId = await this.claim(place, (this.paidSatang(place) * BigInt(percent)) / 100n);
      this.lies.push({ caseId, victim: place });
    }

    private async confirms(place: number): Promise<void> {
      const caseId = this.reported.get(place);
      if (caseId !== undefined) await this.says(caseId, { result: 'CONFIRMED' });
    }

    /** The victim's bank says of a lie how much was debited in truth. */
    private async denies(which: number): Promise<void> {
      const lie = this.lies[which % Math.max(1, this.lies.length)];
      if (lie === undefined) return;
      const debitedAmountSatang = this.paidSatang(lie.victim).toString();
      await this.says(lie.caseId, { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang });
    }

    private async takesBack(which: number): Promise<void> {
      const lie = this.lies[which % Math.max(1, this.lies.length)];
      if (lie === undefined || this.ended.has(lie.caseId)) return;
      this.ended.add(lie.caseId);
      await withdraw(build.db, lie.caseId);
    }

    /** The bank of the debited account answers about what a case reported, once. */
    private async says(caseId: string, words: object): Promise<void> {
      const rows = await build.db.query<{ id: string; institution: string }[]>(
        `SELECT d.id, d.institution FROM debit_confirmation d
          WHERE d.answered_at IS NULL AND d.case_id = $1 AND d.transfer_id IN (SELECT s.transfer_id FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id
                                                        WHERE c.case_id = $1 AND c.reported)`,
        [caseId],
      );
      for (const { id, institution } of rows) {
        const body = { confirmationId: id, at: new Date().toISOString(), ...words };
        const message = await build.answer(institution, 'debit.confirmation', id, body);
        await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
        await build.advanceCase(caseId);
      }
    }

    private async urgentTimeEnds(): Promise<void> {
      if (this.ends >= MOST_ENDS) return;
      this.ends += 1;
      await build.owner.query(
        `UPDATE debit_confirmation SET reached_at = asked_at WHERE sent_at IS NULL AND reached_at IS NULL`,
      );
      await timePasses(build.owner, `${URGENT_MS} milliseconds`);
      this.banks.timePasses(URGENT_MS);
      // An order for a rest is compared with what the banks said before it.
      await build.owner.query('ALTER TABLE receipt DISABLE TRIGGER receipt_append_only');
      await build.owner.query(
        `UPDATE receipt SET at = at - $1 * interval '1 millisecond', received_at = received_at - $1 * interval '1 millisecond'`,
        [URGENT_MS],
      );
      await build.owner.query('ALTER TABLE receipt ENABLE TRIGGER receipt_append_only');
      await driveDue(build.db, ['hold_end']);
    }

    /** Holds whose bank has an order to answer, or a release to obey, the oldest first. */
    private async waiting(): Promise<{ id: string; state: string }[]> {
      return build.db.query(
        `SELECT h.id, h.state FROM hold h WHERE h.account_no = ANY ($1) AND (h.state = 'release_ordered'
            OR h.state IN (${sqlList(LIVE_HOLD_STATES)}) AND (SELECT o.answered_at IS NULL FROM hold_order o WHERE o.hold_id = h.id ORDER BY o.sequence DESC LIMIT 1)) ORDER BY h.id`,
        [this.mules.map(({ accountNo }) => accountNo)],
      );
    }

    private async answers(which: number): Promise<void> {
      const waiting = await this.waiting();
      const hold = waiting[which % Math.max(1, waiting.length)];
      if (hold?.state === 'release_ordered') await this.lets(hold.id);
      else if (hold !== undefined) await this.takes(hold.id);
    }

    private async takes(holdId: string): Promise<void> {
      for (;;) {
        const order = await takeOrder(build.db, holdId);
        if (order === undefined) return;
        const receipt = this.banks.take(order, this.story.banksAreSilent);
        const message = await build.answer(order.account.institution, 'hold.receipt', order.orderId, receipt);
        await recordDelivery(build.db, holdId, { orderId: order.orderId, outcome: 'answered', message });
      }
    }

    private async lets(holdId: string): Promise<void> {
      const release = await takeRelease(build.db, holdId);
      if (release === undefined) throw new Error(`hold ${holdId} has no release to send`);
      const { institution, order } = release;
      const receipt = this.banks.release(institution, order);
      const message = await build.answer(institution, 'release.receipt', order.releaseOrderId, receipt);
      await recordRelease(build.db, holdId, message);
    }

    /** Each case that has news looks, as its workflow does; nobody else looks. */
    private async lookWhereWoken(): Promise<void> {
      for (let round = 0; round < 20; round += 1) {
        const rows = await build.db.query<{ id: string }[]>(
          `SELECT DISTINCT substr(workflow_id, 11) AS id FROM outbox WHERE read_at IS NULL AND workflow_id = ANY ($1)`,
          [this.cases.map((caseId) => `complaint-${caseId}`)],
        );
        if (rows.length === 0) return;
        for (const { id } of rows) await build.advanceCase(id);
      }
      throw new Error('the cases wake each other for ever');
    }

    private async comesToRest(): Promise<void> {
      for (let round = 0; round < 60; round += 1) {
        await this.lookWhereWoken();
        if ((await this.waiting()).length === 0) return;
        await this.answers(0);
      }
      throw new Error('the banks are asked for ever');
    }

    private async expectNoMoreThanStolen(): Promise<void> {
      const [row] = await build.db.query<{ satang: string }[]>(
        `SELECT coalesce(sum(h.reserved_satang), 0)::text AS satang FROM hold h WHERE h.account_no = ANY ($1) AND h.state IN (${sqlList(LIVE_HOLD_STATES)})`,
        [this.mules.map(({ accountNo }) => accountNo)],
      );
      const stolen = sumSatang(this.story.paid.map((_, place) => this.paidSatang(place)));
      const claimed = this.lies.some(({ caseId }) => !this.ended.has(caseId)) ? stolen * 2n : stolen;
      expect(BigInt(row?.satang ?? 0)).toBeLessThanOrEqual(claimed);
    }

    /**
     * The accounts that have stolen money free. Where banks name no debit, the money may be beyond what is known;
     * then those where a part is neither held nor gone on, though there is money.
     */
    private async free(): Promise<unknown[]> {
      const free = this.mules.filter((mule) => this.banks.mayLeave(mule) > 0n).map(({ accountNo }) => accountNo);
      if (!this.story.banksAreSilent) return free;
      return build.db.query(
        `SELECT t.to_account_no FROM trail_link l JOIN transfer t ON t.id = l.transfer_id
            JOIN claim c ON c.stolen_sum_id = l.stolen_sum_id AND c.reported AND c.case_id = ANY ($2)
          WHERE t.to_account_no = ANY ($1)
            AND l.attributed_satang > (SELECT coalesce(sum(o.attributed_satang), 0) FROM trail_link o WHERE o.parent_link_id = l.id)
                  + (SELECT coalesce(sum(h.held_satang), 0) FROM hold h WHERE h.trail_link_id = l.id AND h.state IN (${sqlList(LIVE_HOLD_STATES)}))`,
        [free, [...this.reported.values()]],
      );
    }

    /** Where the trail ended for a reason of its own. */
    private stops(): Promise<unknown[]> {
      return build.db.query(
        `SELECT DISTINCT l.stop_reason FROM trail_link l JOIN claim c ON c.stolen_sum_id = l.stolen_sum_id
          WHERE c.case_id = ANY ($1) AND l.stop_reason <> 'fully_reserved'`,
        [this.cases],
      );
    }
  }
});
