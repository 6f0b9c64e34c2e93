import { createHash, randomUUID } from 'node:crypto';
import { In } from 'typeorm';
import { receiveComplaint } from '../../../../src/application/complaint/intake/receive-complaint.js';
import { recordConfirmation } from '../../../../src/application/debit/deliver-debit-question.js';
import { HOLDING_STATES } from '../../../../src/domain/hold/hold.js';
import type { Account } from '../../../../src/domain/party.js';
import { AuditEventRow } from '../../../../src/persistence/entities/traffic/audit.entities.js';
import { HoldRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { TransferRow } from '../../../../src/persistence/entities/money/trail.entities.js';
import { ComplaintBody } from '../../../../src/wire/case/complaint.js';
import { complaintBody, type ComplaintChanges } from '../../../support/complaint-body.js';
import { askAgencies, OPERATOR, type RecordBuilder } from '../../../support/record-builder.js';
import { violated } from '../../../support/violated.js';

type Facts = NonNullable<ComplaintChanges['transfers']>[number];

/** What one report says otherwise than the true one: facts of the transfer, or the debited account. */
export interface Report {
  facts?: Facts;
  from?: string;
}

/** The truth about a transfer of one reference. */
export interface Truth {
  readonly reference: string;
  readonly victim: Account;
  readonly facts: Facts;
}

/** Reports of one reference that contradict each other, on a real record. */
export class Rivals {
  constructor(
    readonly build: RecordBuilder,
    private readonly truth: Truth,
  ) {}

  /** Takes a report, by this process or by another. Throws when it is refused. */
  async take({ facts, from = this.truth.victim.accountNo }: Report = {}, by = this.build) {
    const transfer = { ...this.truth.facts, reference: this.truth.reference, ...facts };
    const victimAccount = { ...this.truth.victim, accountNo: from };
    const body = ComplaintBody.parse(complaintBody({ victimAccount, transfers: [transfer] }));
    const received = await receiveComplaint(by.db, {
      body,
      bodySha256: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
      idempotencyKey: randomUUID(),
      actor: OPERATOR,
      rulebook: 'th',
      askAgencies,
      signRecord: (bytes) => this.build.parties.signBytes(bytes),
    });
    if (!received.ok) throw new Error(`${received.code} ${JSON.stringify(received.faults ?? [])}`);
    return received.response;
  }

  /** Lets the bank of the debited account answer about what a case reported. */
  async answer(caseId: string, words: object, by = this.build): Promise<void> {
    const [asked] = await by.db.query<{ id: string; institution: string; caseId: string }[]>(
      `SELECT d.id, d.institution, d.case_id AS "caseId" FROM debit_confirmation d
        WHERE d.transfer_id = (SELECT s.transfer_id FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id
                                WHERE c.case_id = $1 AND c.reported)`,
      [caseId],
    );
    if (asked === undefined) throw new Error('no bank was asked about what this case reported');
    const body = { confirmationId: asked.id, at: new Date().toISOString(), ...words };
    const message = await by.answer(asked.institution, 'debit.confirmation', asked.id, body);
    await recordConfirmation(by.db, { confirmationId: asked.id, caseId: asked.caseId }, message);
    await by.advanceCase(asked.caseId);
  }

  /** Plays the banks and the workflows until a round changes nothing: each change is an event. */
  async settle(...caseIds: string[]): Promise<void> {
    let before = -1;
    for (let round = 0; round < 6; round += 1) {
      const events = await this.build.db.manager.count(AuditEventRow);
      if (events === before) return;
      before = events;
      for (const hold of await this.holds()) await this.play(hold);
      for (const caseId of caseIds) await this.build.advanceCase(caseId);
    }
  }

  /** Sends what a hold has to be sent; its bank holds all of it, or acknowledges the release. */
  async play({ id, state }: Pick<HoldRow, 'id' | 'state'>, by = this.build): Promise<void> {
    if (state === 'release_ordered') await by.release(id);
    else if (state !== 'released') await by.send(id, { result: 'HELD_FULL' });
  }

  /** Reads all holds of the reference, in order. */
  async holds(): Promise<HoldRow[]> {
    const { manager } = this.build.db;
    const claims = await manager.findBy(TransferRow, { reference: this.truth.reference });
    const where = { transferId: In(claims.map(({ id }) => id)) };
    return manager.find(HoldRow, { where, order: { id: 'ASC' } });
  }

  /** What is held now, by account. */
  async held(): Promise<Record<string, string>> {
    const sums: Record<string, bigint> = {};
    for (const { state, accountNo, heldSatang } of await this.holds())
      if (HOLDING_STATES.includes(state)) sums[accountNo] = (sums[accountNo] ?? 0n) + heldSatang;
    return Object.fromEntries(Object.entries(sums).map(([account, satang]) => [account, satang.toString()]));
  }

  /** Expects that no invariant of the record is broken. */
  async expectWhole(): Promise<void> {
    expect(await violated(this.build.db)).toEqual([]);
  }
}
