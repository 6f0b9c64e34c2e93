import type { Reported } from '../../../lab/explore/centre.js';
import type { Act } from '../../../lab/explore/play.js';
import type { CaseInMemory, HoldInMemory, MemoryRecord, Message, SumInMemory } from '../../../lab/explore/record.js';
import { keepMessage } from '../../../src/application/message/receive-message.js';
import { openKnownCase } from '../../../src/application/case/work/open-case.js';
import type { CaseWork } from '../../../src/application/case/work/case-work.js';
import { extendHold } from '../../../src/application/hold/order/extend-hold.js';
import { reduceHold } from '../../../src/application/hold/order/reduce-hold.js';
import { orderRelease } from '../../../src/application/hold/release/order-release.js';
import { after } from '../../../src/domain/time.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import {
  HoldOrderRow,
  HoldRow,
  type ReceiptRow,
  ReleaseOrderRow,
} from '../../../src/persistence/entities/money/hold.entities.js';
import { inTransaction } from '../../../src/persistence/unit-of-work.js';
import { complaintBody } from '../../support/complaint-body.js';
import type { RecordBuilder } from '../../support/record-builder.js';
import { setClock } from './still-clock.js';

/**
 * The centre on a database: what a story did in memory, by the product's own transactions, each at
 * the same instant.
 */
export class DatabaseCentre {
  private readonly holdIds = new Map<string, string>();
  private now: Date;
  /** Holds about which something is new since they were advanced: to advance others does nothing. */
  private readonly news = new Set<HoldInMemory>();

  private constructor(
    private readonly record: RecordBuilder,
    private readonly caseId: string,
    private readonly memory: MemoryRecord,
    begin: Date,
  ) {
    this.now = begin;
  }

  /** Takes the complaint with which a story begins. */
  static async open(
    record: RecordBuilder,
    reported: readonly Reported[],
    memory: MemoryRecord,
    begin: Date,
  ): Promise<DatabaseCentre> {
    await setClock(record.owner, begin);
    const transfers = reported.map(({ reference, amountSatang, account, transferredAt }) => ({
      reference,
      amountSatang: amountSatang.toString(),
      to: { account },
      transferredAt: transferredAt.toISOString(),
    }));
    const victimAccount = reported[0]?.victimAccount;
    if (victimAccount === undefined) throw new Error('a complaint is about transfers');
    const noticeGivenAt = after(begin, -60_000).toISOString();
    const { caseId } = await record.complain({ ...complaintBody(), victimAccount, noticeGivenAt, transfers });
    return new DatabaseCentre(record, caseId, memory, begin);
  }

  /** Does what a story did in one transaction. */
  async do(act: Act): Promise<void> {
    switch (act.act) {
      case 'pass':
        this.now = after(this.now, act.ms);
        for (const hold of this.memory.holds) this.news.add(hold);
        return setClock(this.record.owner, this.now);
      case 'receive':
        return this.receive(act.message);
      case 'advance': {
        if (!this.news.delete(act.hold)) return;
        await this.record.advanceHold(await this.idOf(act.hold));
        return;
      }
      case 'ask':
        await this.update('debit_confirmation', act.sum, 'reached_at = coalesce(reached_at, $3)', [this.now]);
        return;
      case 'answer':
        await this.update(
          'debit_confirmation',
          act.sum,
          'state = $3, debited_satang = $4, answered_at = $5, reached_at = coalesce(reached_at, $5)',
          [act.state, act.debitedSatang, this.now],
        );
        return;
      case 'look at case':
        await this.record.advanceCase(this.caseIdOf(act.file));
        for (const hold of this.memory.holds) this.news.add(hold);
        return;
      case 'withdraw':
      case 'complain':
      case 'notify':
      case 'find unfounded':
        throw new Error(`a story of one case without notices has no ${act.act}`);
      case 'release':
        return this.onHold(act.hold, (work, hold) => orderRelease(work, hold, act.reason));
      case 'extend':
        return this.onHold(act.hold, (work, hold) =>
          extendHold(work, hold, { ...act.extension, freezeRequestId: null, seizureWarrantNo: null }),
        );
      case 'reduce':
        return this.onHold(act.hold, (work, hold) => reduceHold(work, hold, act.keepSatang));
    }
  }

  private caseIdOf({ id }: CaseInMemory): string {
    if (id !== this.memory.cases[0]?.id) throw new Error(`a story of one case has no ${id}`);
    return this.caseId;
  }

  /** Writes what an institution said of a debit, as its message would. */
  private async update(table: string, { reference }: SumInMemory, set: string, parameters: unknown[]): Promise<void> {
    await this.record.owner.query(
      `UPDATE ${table} SET ${set} WHERE transfer_id = (
         SELECT transfer_id FROM stolen_sum s JOIN transfer t ON t.id = s.transfer_id WHERE s.case_id = $1 AND t.reference = $2)`,
      [this.caseId, reference, ...parameters],
    );
  }

  private async onHold(held: HoldInMemory, act: (work: CaseWork, hold: HoldRow) => Promise<unknown>): Promise<void> {
    const id = await this.idOf(held);
    this.news.add(held);
    await inTransaction(this.record.db, async (manager) => {
      const work = await openKnownCase(manager, this.caseId, 'system');
      await act(work, await manager.findOneByOrFail(HoldRow, { id }));
      await work.finish();
    });
  }

  /** An institution sends the message, which names the database's holds and orders. */
  private async receive(message: Message): Promise<void> {
    const hold = this.memory.holds.find(({ id }) => id === message.holdId);
    if (hold === undefined) throw new Error(`no hold ${message.holdId}`);
    this.news.add(hold);
    const holdId = await this.idOf(hold);
    const institution = hold.part.account?.institution ?? '';
    const subjectId = await this.subjectOf(hold, message);
    const named = {
      'hold.receipt': { orderId: subjectId },
      'release.receipt': { releaseOrderId: subjectId, holdId },
      'hold.lapsed': { orderId: subjectId, holdId },
      'order.rejected': { orderId: subjectId, code: 'REFUSED', reason: 'synthetic' },
    }[message.kind];
    if (message.kind !== 'order.rejected') {
      await this.record.callback(institution, message.kind, subjectId, { ...message.says, ...named });
      return;
    }
    // A refusal is a direct answer, which is kept as such.
    const answer = await this.record.answer(institution, message.kind, subjectId, named);
    await inTransaction(this.record.db, async (manager) => {
      const work = await openKnownCase(manager, this.caseId, 'system');
      await keepMessage(manager, answer, this.caseId, work.now);
      await work.finish();
    });
  }

  private async subjectOf(hold: HoldInMemory, { kind, subjectId }: Message): Promise<string> {
    const holdId = await this.idOf(hold);
    if (kind === 'release.receipt')
      return (await this.record.db.manager.findOneByOrFail(ReleaseOrderRow, { holdId, again: false })).id;
    const sequence = hold.orders.find(({ id }) => id === subjectId)?.sequence ?? 0;
    return (await this.record.db.manager.findOneByOrFail(HoldOrderRow, { holdId, sequence })).id;
  }

  /** Returns the hold on the same part that came as the same one after others. */
  private async idOf(hold: HoldInMemory): Promise<string> {
    const known = this.holdIds.get(hold.id);
    if (known !== undefined) return known;
    const nth = this.memory.holds.filter(({ part }) => part === hold.part).indexOf(hold);
    const rows = await this.record.db.query<{ id: string }[]>(
      'SELECT h.id FROM hold h JOIN transfer t ON t.id = h.transfer_id WHERE h.case_id = $1 AND t.reference = $2 ORDER BY h.id',
      [this.caseId, hold.part.reference],
    );
    const id = rows[nth]?.id;
    if (id === undefined) throw new Error(`the database has no hold ${nth + 1} for ${hold.part.reference}`);
    this.holdIds.set(hold.id, id);
    return id;
  }

  /** Reads all rows of the case in the words of `rowsInMemory`. */
  async rows(): Promise<object> {
    const { db } = this.record;
    const { caseId } = this;
    const holds = await db.manager.find(HoldRow, { where: { caseId }, order: { id: 'ASC' } });
    const orders = await db.manager.find(HoldOrderRow, { where: { caseId }, order: { sequence: 'ASC' } });
    const releases = await db.manager.find(ReleaseOrderRow, { where: { caseId }, order: { id: 'ASC' } });
    const breaks = await db.manager.findBy(BreakRecordRow, { caseId });
    const receipts = await db.query<(ReceiptRow & { sequence: number | null })[]>(
      `SELECT r.hold_id AS "holdId", r.kind, r.receipt_seq AS "receiptSeq", r.result, r.amount_satang AS "amountSatang",
              r.not_applied_reason AS "notAppliedReason", o.sequence
         FROM receipt r JOIN hold h ON h.id = r.hold_id LEFT JOIN hold_order o ON o.id = r.order_id WHERE h.case_id = $1 ORDER BY r.id`,
      [caseId],
    );
    const parts = await db.query<Record<string, unknown>[]>(
      `SELECT t.reference, l.hop, l.attributed_satang::text AS attributed, l.stop_reason AS stop, l.nth_account AS "nthAccount", p.reference AS parent
         FROM trail_link l JOIN transfer t ON t.id = l.transfer_id LEFT JOIN trail_link b ON b.id = l.parent_link_id LEFT JOIN transfer p ON p.id = b.transfer_id
        WHERE l.case_id = $1 ORDER BY t.reference`,
      [caseId],
    );
    const sums = await db.query<Record<string, unknown>[]>(
      `SELECT t.reference, s.reserved_satang::text AS reserved FROM stolen_sum s JOIN transfer t ON t.id = s.transfer_id
        WHERE s.case_id = $1 ORDER BY t.reference`,
      [caseId],
    );
    const referenceOf = await this.references();
    const told = holds.map((hold) => ({
      ...holdRow(referenceOf.get(hold.id) ?? '', hold),
      orders: orders.filter(({ holdId }) => holdId === hold.id).map((order) => orderRow(order)),
      releases: releases.filter(({ holdId }) => holdId === hold.id).map(releaseRow),
      receipts: receipts
        .filter(({ holdId }) => holdId === hold.id)
        .map(({ kind, receiptSeq, result, amountSatang, notAppliedReason, sequence }) =>
          [kind, sequence, receiptSeq, result, amountSatang, notAppliedReason].join(' '),
        ),
      breaks: breaks
        .filter(({ holdId }) => holdId === hold.id)
        .map(({ kind }) => kind)
        .sort(),
    }));
    return { sums, parts, holds: told.sort(byReference) };
  }

  private async references(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.record.db.query<{ id: string; reference: string }[]>(
      'SELECT h.id, t.reference FROM hold h JOIN transfer t ON t.id = h.transfer_id WHERE h.case_id = $1',
      [this.caseId],
    );
    return new Map(rows.map(({ id, reference }) => [id, reference]));
  }
}

/** Tells a record in memory in the words of `DatabaseCentre.rows`. */
export function rowsInMemory({ sums, holds, breaks }: MemoryRecord): object {
  const told = holds.map((held) => ({
    ...holdRow(held.part.reference, held.hold),
    orders: held.orders.map((order) => orderRow(order)),
    releases: [
      ...(held.release === null ? [] : [releaseRow({ ...held.release, again: false })]),
      ...held.releasesAgain.map((release) => releaseRow({ ...release, acknowledgedAt: null, again: true })),
    ],
    receipts: held.receipts.map(({ orderId, kind, receiptSeq, result, amountSatang, notApplied }) =>
      [
        kind,
        held.orders.find(({ id }) => id === orderId)?.sequence ?? null,
        receiptSeq,
        result,
        amountSatang,
        notApplied,
      ].join(' '),
    ),
    breaks: breaks
      .filter(({ holdId }) => holdId === held.id)
      .map(({ kind }) => kind)
      .sort(),
  }));
  const parts = sums.flatMap((sum) =>
    sum.parts.map(({ reference, hop, attributedSatang, stopReason, nthAccount, parent }) => ({
      reference,
      hop,
      attributed: attributedSatang.toString(),
      stop: stopReason,
      nthAccount,
      parent: parent?.reference ?? null,
    })),
  );
  return {
    sums: sums
      .map(({ reference, reservedSatang }) => ({ reference, reserved: reservedSatang.toString() }))
      .sort(byReference),
    parts: parts.sort(byReference),
    holds: told.sort(byReference),
  };
}

type HoldFields = Pick<
  HoldRow,
  | 'state'
  | 'kind'
  | 'stateReason'
  | 'requestedSatang'
  | 'heldSatang'
  | 'reservedSatang'
  | 'seizedSatang'
  | 'seizedBy'
  | 'letGoSatang'
  | 'expiresAt'
  | 'orderedAt'
  | 'section7From'
  | 'endedAt'
>;

function holdRow(reference: string, hold: HoldFields) {
  const { state, kind, stateReason, seizedBy } = hold;
  const { requestedSatang, heldSatang, reservedSatang, seizedSatang, letGoSatang } = hold;
  const amounts = [requestedSatang, heldSatang, reservedSatang, seizedSatang, letGoSatang].join(' ');
  const instants = instantsOf(hold.expiresAt, hold.orderedAt, hold.section7From, hold.endedAt);
  return { reference, state, kind, stateReason, seizedBy, amounts, instants };
}

type OrderFields = Pick<
  HoldOrderRow,
  | 'sequence'
  | 'kind'
  | 'requestedSatang'
  | 'expiryRuleRowId'
  | 'asksRest'
  | 'changesAmount'
  | 'receiptSeq'
  | 'issuedAt'
  | 'expiresAt'
  | 'answeredAt'
  | 'refusedAt'
>;

function orderRow(order: OrderFields): string {
  const { sequence, kind, requestedSatang, expiryRuleRowId, asksRest, changesAmount, receiptSeq } = order;
  const instants = instantsOf(order.issuedAt, order.expiresAt, order.answeredAt, order.refusedAt);
  return [sequence, kind, requestedSatang, expiryRuleRowId, asksRest, changesAmount, receiptSeq, instants].join(' ');
}

function releaseRow(release: Pick<ReleaseOrderRow, 'reason' | 'orderedAt' | 'acknowledgedAt' | 'again'>): string {
  return [release.reason, release.again, instantsOf(release.orderedAt, release.acknowledgedAt)].join(' ');
}

function instantsOf(...instants: readonly (Date | null)[]): string {
  return instants.map((at) => at?.toISOString() ?? '-').join(' ');
}

function byReference(one: { reference: string }, other: { reference: string }): number {
  if (one.reference === other.reference) return 0;
  return one.reference < other.reference ? -1 : 1;
}
