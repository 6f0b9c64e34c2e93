import { createHash } from 'node:crypto';
import { addTransfers } from '../../../src/application/complaint/intake/add-transfers.js';
import { receiveComplaint } from '../../../src/application/complaint/intake/receive-complaint.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { complaintBody, type ComplaintChanges } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { askAgencies, OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

/** True payments of a satang cost their payer nothing: they freeze and notify nobody (P-SMALL). */
describe('tiny payments', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let made = 0;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const account = (at: number) => ({ institution: 'th-014', accountNo: `93${String(at).padStart(8, '0')}` });
  const paid = (amountSatang: string, at: number) => ({ amountSatang, to: { account: account(at) } });

  async function report(transfers: ComplaintChanges['transfers']) {
    const body = ComplaintBody.parse(complaintBody({ transfers }));
    const received = await receiveComplaint(build.db, {
      body,
      bodySha256: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
      idempotencyKey: `tiny-${(made += 1)}`,
      actor: OPERATOR,
      rulebook: 'th',
      askAgencies,
      signRecord: (bytes) => build.parties.signBytes(bytes),
    });
    if (!received.ok) throw new Error(received.code);
    return received.response;
  }
  const violations = () => violated(build.db);

  it('are taken and asked about, and give no order though the bank confirms them', async () => {
    const answer = await report(Array.from({ length: 20 }, (_, at) => paid('1', at)));
    expect(answer).toMatchObject({ holdsOrdered: 0, notOrderedBecause: ['SECTION7.TOO_SMALL'] });
    expect(answer.readOut).toContain('too little to be suspended at once');
    expect(await build.db.manager.countBy(DebitConfirmationRow, { caseId: answer.id })).toBe(20);
    await build.debits(answer.id, 'CONFIRMED');
    await build.advanceCase(answer.id);
    expect(await build.holds(answer.id)).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it('to one account count together, also those that are added later', async () => {
    expect(await report([paid('5000', 1), paid('5000', 1), paid('9999', 2)])).toMatchObject({
      holdsOrdered: 2,
      notOrderedBecause: ['SECTION7.TOO_SMALL'],
    });
    const first = await report([paid('5000', 3)]);
    expect(first).toMatchObject({ holdsOrdered: 0 });
    const { transfers } = ComplaintBody.parse(complaintBody({ transfers: [paid('5000', 3)] }));
    const body = { note: 'He remembers a second payment', transfers };
    expect(await addTransfers(build.db, { caseId: first.id, actor: OPERATOR, body })).toMatchObject({ ok: true });
    await build.advanceCase(first.id);
    expect(await build.holds(first.id)).toMatchObject([{ state: 'ordered' }, { state: 'ordered' }]);
    expect(await violations()).toEqual([]);
  });
});
