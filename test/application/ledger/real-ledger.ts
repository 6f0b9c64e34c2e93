import type { DataSource } from 'typeorm';
import { overHold } from '../../../src/domain/ledger/ledger.js';
import { HoldOrderRow, HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { OVER_HELD_SATANG } from '../../../src/application/ledger/read-over-hold.js';
import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../src/application/hold/release/release-in-part.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { endInTime } from '../../../src/application/due/kinds/hold-end.js';
import { complaintBody } from '../../support/complaint-body.js';
import { INQUIRY_OFFICER, OFFICER, OPERATOR, person, type RecordBuilder } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';

/** What the database says of one hold. */
export interface HoldOnRecord {
  state: HoldRow['state'];
  takes: bigint;
  orders: number;
}

const BANKS = ['th-014', 'th-002'] as const;
const APPEAL_OFFICER = person('officer-appeals', 'aoc_officer');
/** Holds the power of every kind of hold here, so that only the ledger decides what is released. */
const RELEASER = person(OFFICER.subject, 'aoc_officer', 'inquiry_officer');
let accounts = 0;

/**
 * A complaint with two stolen sums at two banks, driven by the product's own transactions; nothing
 * acts by itself.
 */
export class RealLedger {
  private constructor(
    readonly record: RecordBuilder,
    readonly caseId: string,
    /**
     * First hop of each sum, and later ones as they are ordered: in the order in which the record
     * has them.
     */
    readonly holdIds: string[],
    readonly sums: readonly bigint[],
  ) {}

  static async open(record: RecordBuilder, sums: readonly [bigint, bigint]): Promise<RealLedger> {
    const transfers = sums.map((amount, index) => ({
      amountSatang: amount.toString(),
      to: { account: newAccount(BANKS[index] ?? 'th-014') },
      reference: newReference(),
    }));
    const { caseId } = await record.complain({ ...complaintBody(), transfers });
    await record.debits(caseId, 'CONFIRMED');
    await record.advanceCase(caseId);
    const holds = await record.holds(caseId);
    const order = await record.db.query<{ id: string; amount: string }[]>(
      `SELECT h.id, s.amount_satang AS amount FROM hold h JOIN stolen_sum s ON s.id = h.stolen_sum_id WHERE h.case_id = $1 ORDER BY h.id`,
      [caseId],
    );
    if (holds.length !== 2) throw new Error('two holds begin');
    return new RealLedger(
      record,
      caseId,
      order.map(({ id }) => id),
      order.map(({ amount }) => BigInt(amount)),
    );
  }

  get db(): DataSource {
    return this.record.db;
  }

  hold(index: number): Promise<HoldRow> {
    return this.record.hold(this.holdIds[index] ?? '');
  }

  /** The institution answers an order of a hold by callback, and the answer takes effect. */
  async receipt(
    index: number,
    says: { order: number; receiptSeq: number; result: string; held: bigint; onward: bigint; nextAccount: boolean },
  ): Promise<void> {
    const holdId = this.holdIds[index] ?? '';
    const { order, receiptSeq, result, held, onward, nextAccount } = says;
    const to = nextAccount ? { account: newAccount('th-006') } : { offRail: 'cash' };
    const debit = { transferRef: newReference(), amountSatang: onward.toString(), attributedSatang: onward.toString() };
    await this.record.receipt(
      holdId,
      {
        receiptSeq,
        result: result as 'HELD_FULL',
        ...(result === 'REFUSED_LEGAL' && { refusalKind: 'NOT_BOUND' as const }),
        heldAmountSatang: held.toString(),
        onward: onward > 0n ? [{ ...debit, to, at: new Date().toISOString(), channel: 'promptpay' }] : [],
      },
      order,
    );
    await this.record.advanceHold(holdId);
    await this.noteNewHolds();
  }

  /** What an inquiry officer's continue-order does; false when it is refused. */
  async extend(index: number): Promise<boolean> {
    const holdId = this.holdIds[index] ?? '';
    const body = { kind: 'continue_order' as const, holdId, reason: 'synthetic' };
    const before = await this.orders(holdId);
    const asked = await requestFreeze(this.db, { caseId: this.caseId, body, actor: INQUIRY_OFFICER });
    if (!asked.ok) return false;
    await this.record.advanceCase(this.caseId);
    return (await this.orders(holdId)) > before;
  }

  async release(index: number): Promise<boolean> {
    const body = { reason: 'synthetic', unrelated: false };
    return (await releaseByOfficer(this.db, { holdId: this.holdIds[index] ?? '', body, actor: RELEASER })).ok;
  }

  async releaseInPart(index: number, keep: bigint): Promise<boolean> {
    const body = { keepSatang: keep.toString(), reason: 'synthetic' };
    return (await releaseInPart(this.db, { holdId: this.holdIds[index] ?? '', body, actor: RELEASER })).ok;
  }

  /** The institution acknowledges the release; false when none was ordered. */
  async acknowledge(index: number): Promise<boolean> {
    const hold = await this.hold(index);
    if (hold.state !== 'release_ordered') return false;
    await this.record.release(hold.id);
    return true;
  }

  /** The time of the complaint is over, as if all had been long ago; returns how many holds that releases. */
  async expire(): Promise<number> {
    const earlier = (column: string) => `${column} = ${column} - interval '400 days'`;
    for (const [table, times, key] of [
      ['hold', ['ordered_at', 'section7_from', 'expires_at'], 'case_id'],
      ['hold_order', ['issued_at', 'expires_at'], 'case_id'],
      ['case_file', ['opened_at'], 'id'],
      ['claim', ['claimed_at'], 'case_id'],
    ] as const) {
      const set = times.map(earlier).join(', ');
      await this.record.owner.query(`UPDATE ${table} SET ${set} WHERE ${key} = $1`, [this.caseId]);
    }
    const released = [];
    for (const holdId of this.holdIds) if (await endInTime(this.db, holdId)) released.push(holdId);
    return released.length;
  }

  /** The institution says that the hold ended, by one of its orders; then the case is looked at. */
  async lapse(index: number, order: number): Promise<void> {
    const hold = await this.hold(index);
    const orders = await this.db.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } });
    const orderId = orders[order - 1]?.id ?? '';
    const now = new Date().toISOString();
    const lapsed = { orderId, holdId: hold.id, releasedAmountSatang: hold.heldSatang.toString(), at: now };
    await this.record.callback(hold.institution, 'hold.lapsed', orderId, lapsed);
    await this.record.advanceHold(hold.id);
    await this.record.advanceCase(this.caseId);
    await this.noteNewHolds();
  }

  /**
   * The desk files the holder's appeal and an officer upholds it, whole (null) or but for a part;
   * false when it is refused.
   */
  async appeal(index: number, keep: bigint | null): Promise<boolean> {
    const hold = await this.hold(index);
    const appellant = { by: 'desk' as const, person: OPERATOR, idempotencyKey: newReference() };
    const statement = `synthetic ${newReference()}`;
    const filing = { reference: hold.noticeReference, statement, bodySha256: 'd'.repeat(64), appellant };
    if (!(await receiveAppeal(this.db, filing)).ok) return false;
    const [row]: { id: string }[] = await this.db.query('SELECT id FROM appeal WHERE hold_id = $1', [hold.id]);
    const reason = { en: 'synthetic' };
    const answer =
      keep === null
        ? { verdict: 'uphold' as const, reason }
        : { verdict: 'uphold_in_part' as const, reason, keepSatang: keep.toString() };
    return (await answerAppeal(this.db, { appealId: row?.id ?? '', body: answer, actor: APPEAL_OFFICER })).ok;
  }

  async withdraw(): Promise<void> {
    await withdraw(this.db, this.caseId);
    await this.record.advanceCase(this.caseId);
  }

  /** All holds as the database has them, in the order of `holdIds`. */
  async holds(): Promise<HoldOnRecord[]> {
    const rows: { id: string; state: HoldRow['state']; takes: string; orders: number }[] = await this.db.query(
      `SELECT h.id, h.state, h.reserved_satang AS takes, (SELECT count(*)::int FROM hold_order o WHERE o.hold_id = h.id) AS orders
         FROM hold h WHERE h.id = ANY ($1)`,
      [this.holdIds],
    );
    return this.holdIds.map((id) => {
      const row = rows.find((each) => each.id === id);
      if (row === undefined) throw new Error('a hold is gone');
      return { state: row.state, takes: BigInt(row.takes), orders: row.orders };
    });
  }

  /**
   * What is wrong with the books, or undefined: sums and holds agree, and the meter reads 0, by
   * the domain's function and by the SQL that watches it.
   */
  async fault(): Promise<string | undefined> {
    const sums: { id: string; amount: string; reserved: string }[] = await this.db.query(
      `SELECT id, amount_satang AS amount, reserved_satang AS reserved FROM stolen_sum WHERE case_id = $1`,
      [this.caseId],
    );
    for (const sum of sums) {
      const holds = await this.db.manager.findBy(HoldRow, { stolenSumId: sum.id });
      const taken = holds.reduce((total, hold) => total + hold.reservedSatang, 0n);
      if (taken !== BigInt(sum.reserved)) return `sum ${sum.id} says ${sum.reserved}, its holds ${taken}`;
      const over = overHold(BigInt(sum.amount), holds);
      if (over !== 0n) return `the over-hold meter reads ${over}`;
    }
    const [meter]: { satang: string }[] = await this.db.query(`SELECT ${OVER_HELD_SATANG}::text AS satang`);
    return meter?.satang === '0' ? undefined : `the meter of the statistics reads ${meter?.satang}`;
  }

  private async noteNewHolds(): Promise<void> {
    const known = new Set(this.holdIds);
    for (const hold of await this.record.holds(this.caseId)) if (!known.has(hold.id)) this.holdIds.push(hold.id);
  }

  private async orders(holdId: string): Promise<number> {
    return this.db.manager.countBy(HoldOrderRow, { holdId });
  }
}

function newAccount(institution: string): { institution: string; accountNo: string } {
  accounts += 1;
  return { institution, accountNo: `9${String(accounts).padStart(9, '0')}` };
}

function newReference(): string {
  accounts += 1;
  return `MODEL-${String(process.pid)}-${String(accounts)}`;
}
