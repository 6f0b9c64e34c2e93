import { LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { maxSatang, minSatang, sumSatang } from '../../../../src/domain/money.js';
import { after, HOUR_MS, MINUTE_MS } from '../../../../src/domain/time.js';
import { driveDue } from '../../../support/drive-due.js';
import { In, IsNull } from 'typeorm';
import { HoldOrderRow, HoldRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { TransferRow } from '../../../../src/persistence/entities/money/trail.entities.js';
import type { ComplaintChanges } from '../../../support/complaint-body.js';
import type { RecordBuilder } from '../../../support/record-builder.js';
import { timePasses } from '../../../support/time-passes.js';
import { violated } from '../../../support/violated.js';

const BANKS = ['th-014', 'th-006', 'th-002'] as const;
const BAHT = 100n;
const ABOUT_MONEY: readonly string[] = ['LEDGER', 'I3', 'I8', 'I12', 'I24', 'I25', 'I26'];
let stories = 0;

/** Where the account before sent money on, in baht. */
export interface Spending {
  from: number;
  to: number;
  baht: bigint;
}

/** 65,000 baht reach account 0; of it 30,000 go to account 1, 20,000 to 2, and 25,000 from 1 to 3. */
const SPENT: readonly Spending[] = [
  { from: 0, to: 1, baht: 30_000n },
  { from: 0, to: 2, baht: 20_000n },
  { from: 1, to: 3, baht: 25_000n },
];

/**
 * The transfer of a victim, whose receiver has spent it onward already, with the banks of all
 * accounts: each holds what is there, and names the debits that took the rest.
 */
export class SpentMoney {
  private readonly story = (stories += 1);
  /** What a hold attributes to the debit to an account, by both, in satang. */
  private readonly explained = new Map<string, bigint>();
  /** Holds whose place another hold took at its bank. */
  private readonly takenOver = new Set<string>();
  private at = new Date(Date.now() - HOUR_MS);

  constructor(
    private readonly build: RecordBuilder,
    readonly stolenBaht = 65_000n,
    private readonly spent: readonly Spending[] = SPENT,
  ) {}

  account(place: number) {
    const serial = `${String(this.story).padStart(5, '0')}${String(place).padStart(2, '0')}`;
    return { institution: BANKS[place % BANKS.length] ?? 'th-014', accountNo: `912${serial}` };
  }

  get victim() {
    return { institution: 'th-004', accountNo: `911${String(this.story).padStart(7, '0')}` };
  }

  /** What a report of the transfer says, true or with changes. */
  report(facts: NonNullable<ComplaintChanges['transfers']>[number] = {}): ComplaintChanges {
    const transfer = {
      reference: `SPENT-${this.story}`,
      to: { account: this.account(0) },
      amountSatang: (this.stolenBaht * BAHT).toString(),
      transferredAt: this.at.toISOString(),
      ...facts,
    };
    return { victimAccount: this.victim, transfers: [transfer] };
  }

  /**
   * Lets time pass, in which the victim's bank has the question and is silent: the keeper releases
   * what is over. The banks let go when they are asked.
   */
  async timePasses(minutes: number): Promise<void> {
    await this.build.owner.query(
      `UPDATE debit_confirmation SET reached_at = asked_at WHERE sent_at IS NULL AND reached_at IS NULL`,
    );
    await timePasses(this.build.owner, `${minutes} minutes`);
    this.at = after(this.at, -minutes * MINUTE_MS);
    await driveDue(this.build.db, ['hold_end']);
  }

  /** What came to an account, in satang. */
  private came(place: number): bigint {
    const baht =
      place === 0 ? this.stolenBaht : sumSatang(this.spent.filter(({ to }) => to === place).map((one) => one.baht));
    return baht * BAHT;
  }

  /** What is left at an account, in satang. */
  left(place: number): bigint {
    return this.came(place) - sumSatang(this.spent.filter(({ from }) => from === place).map(({ baht }) => baht)) * BAHT;
  }

  get places(): number[] {
    return [0, ...this.spent.map(({ to }) => to)];
  }

  /** All holds on the money, in order of their orders. */
  async holds(): Promise<HoldRow[]> {
    const accounts = this.places.map((place) => this.account(place).accountNo);
    return this.build.db.manager
      .getRepository(HoldRow)
      .createQueryBuilder('h')
      .where('h.account_no = ANY (:accounts)', { accounts })
      .orderBy('h.id')
      .getMany();
  }

  /** What stands at each account now, held or ordered, in baht; accounts where nothing does are left out. */
  async standing(): Promise<Record<number, bigint>> {
    const live = (await this.holds()).filter(({ state }) => LIVE_HOLD_STATES.includes(state));
    const by: Record<number, bigint> = {};
    for (const { accountNo, reservedSatang } of live) {
      const place = this.places.find((each) => this.account(each).accountNo === accountNo) ?? -1;
      by[place] = (by[place] ?? 0n) + reservedSatang / BAHT;
    }
    return by;
  }

  /** Lets the banks answer every order and release until nothing is under way. */
  async settle(...caseIds: string[]): Promise<void> {
    await this.answer(caseIds, () => true);
  }

  /** Lets the banks answer every order, and no release. */
  async settleOrders(...caseIds: string[]): Promise<void> {
    await this.answer(caseIds, ({ state }) => state !== 'release_ordered');
  }

  private async answer(caseIds: readonly string[], answers: (hold: HoldRow) => boolean): Promise<void> {
    for (let round = 0; round < 12; round += 1) {
      const all = await this.holds();
      const asked = await this.build.db.manager.findBy(HoldOrderRow, {
        holdId: In(all.map(({ id }) => id)),
        answeredAt: IsNull(),
      });
      const waiting = all.filter(
        (hold) =>
          answers(hold) &&
          (hold.state === 'release_ordered' ||
            (LIVE_HOLD_STATES.includes(hold.state) && asked.some(({ holdId }) => holdId === hold.id))),
      );
      for (const hold of waiting) await this.play(hold);
      for (const caseId of caseIds) await this.build.advanceCase(caseId);
      if (waiting.length === 0 && round > 0) break;
    }
  }

  /** Lets a bank end a hold by itself, before its time. */
  async lapses({ id: holdId, institution, heldSatang }: HoldRow, at = new Date()): Promise<void> {
    const order = await this.build.db.manager.findOneOrFail(HoldOrderRow, {
      where: { holdId },
      order: { sequence: 'DESC' },
    });
    const report = { orderId: order.id, holdId, releasedAmountSatang: heldSatang.toString(), at: at.toISOString() };
    await this.build.callback(institution, 'hold.lapsed', order.id, report);
    await this.build.advanceHold(holdId);
  }

  /** The invariants of money that are broken; others see that a test moves time. */
  violations(): Promise<unknown[]> {
    return violated(this.build.db, ABOUT_MONEY);
  }

  /** Lets a bank answer the newest order of a hold, as the protocol asks: each satang counts once. */
  private async play(hold: HoldRow): Promise<void> {
    if (hold.state === 'release_ordered') {
      await this.build.release(hold.id);
      return;
    }
    await this.build.send(hold.id);
    const { manager } = this.build.db;
    const all = await this.holds();
    const orders = await manager.find(HoldOrderRow, {
      where: { holdId: In(all.map(({ id }) => id)) },
      order: { sequence: 'ASC' },
    });
    const order = orders.findLast(({ holdId }) => holdId === hold.id);
    if (order === undefined || order.answeredAt !== null) return;
    for (const { id, holdId } of orders) if (order.takesOver?.includes(id) === true) this.takenOver.add(holdId);
    const place = this.places.find((each) => this.account(each).accountNo === hold.accountNo) ?? 0;
    const others = all.filter(
      ({ id, accountNo, state }) =>
        id !== hold.id &&
        accountNo === hold.accountNo &&
        !this.takenOver.has(id) &&
        (LIVE_HOLD_STATES.includes(state) || state === 'no_funds'),
    );
    const live = sumSatang(others.map(({ state, heldSatang }) => (state === 'no_funds' ? 0n : heldSatang)));
    const debits = this.spent.filter(({ from }) => from === place);
    const namedBy = (holds: readonly HoldRow[], to: number) =>
      sumSatang(holds.map(({ id }) => this.explained.get(`${id} ${to}`) ?? 0n));
    // What was named for a hold that ended stays named while one goes on with its money, as far as no other has it.
    const goesOn = new Set([hold, ...others].flatMap(({ debitsNamedFor }) => debitsNamedFor ?? []));
    const kept = all.filter(
      ({ id, accountNo }) =>
        accountNo === hold.accountNo &&
        !others.some((other) => other.id === id) &&
        orders.some((each) => each.holdId === id && goesOn.has(each.id)),
    );
    const amountTo = (to: number) => sumSatang(debits.filter((one) => one.to === to).map(({ baht }) => baht)) * BAHT;
    const explainedBy = (to: number) => {
      const named = namedBy(others, to);
      return named + minSatang(namedBy(kept, to), maxSatang(amountTo(to) - named, 0n));
    };
    const explained = sumSatang(debits.map(({ to }) => explainedBy(to)));
    const ofCredit = minSatang(order.requestedSatang, maxSatang(this.came(place) - live - explained, 0n));
    const held = minSatang(ofCredit, maxSatang(this.left(place) - live, 0n));
    let lacks = ofCredit - held;
    const credit = await manager.findOneByOrFail(TransferRow, { id: hold.transferId });
    const onward = debits.flatMap(({ to, baht }, index) => {
      const attributed = minSatang(lacks, maxSatang(baht * BAHT - explainedBy(to), 0n));
      lacks -= attributed;
      if (attributed <= 0n) return [];
      this.explained.set(`${hold.id} ${to}`, attributed);
      return [
        {
          transferRef: `ON-${this.story}-${place}-${to}`,
          to: { account: this.account(to) },
          amountSatang: (baht * BAHT).toString(),
          attributedSatang: attributed.toString(),
          channel: 'promptpay' as const,
          at: new Date(credit.transferredAt.getTime() + (index + 1) * MINUTE_MS).toISOString(),
        },
      ];
    });
    const named =
      order.sequence > 1 ? [] : others.flatMap(({ id }) => orders.findLast(({ holdId }) => holdId === id)?.id ?? []);
    const nothing = named.length > 0 && onward.length === 0 ? 'HELD_BEFORE' : 'NO_FUNDS';
    const result = held === order.requestedSatang ? 'HELD_FULL' : held > 0n ? 'HELD_PARTIAL' : nothing;
    await this.build.receipt(hold.id, {
      result,
      heldAmountSatang: held.toString(),
      onward,
      ...(named.length === 0 ? {} : { heldBefore: named }),
    });
    await this.build.advanceHold(hold.id);
  }
}
