import { createHash } from 'node:crypto';
import { addTransfers } from '../../../src/application/complaint/intake/add-transfers.js';
import { receiveComplaint } from '../../../src/application/complaint/intake/receive-complaint.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { OutboxRow } from '../../../src/persistence/entities/traffic/outbox.entities.js';
import { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { complaintBody, type ComplaintChanges } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { askAgencies, OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';
import { withdraw } from '../../support/withdraw.js';

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

  async function report(transfers: ComplaintChanges['transfers'], changes: ComplaintChanges = {}) {
    const body = ComplaintBody.parse(complaintBody({ transfers, ...changes }));
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

  const signalled = async () =>
    (await build.db.manager.find(OutboxRow, { where: { kind: 'look' } })).map(({ workflowId }) => workflowId);

  it('of one victim in two calls count together: the second is ordered with its commit, and the first looks again', async () => {
    const first = await report([paid('6000', 1)]);
    await build.debits(first.id, 'CONFIRMED');
    await build.advanceCase(first.id);
    expect(first).toMatchObject({ holdsOrdered: 0, notOrderedBecause: ['SECTION7.TOO_SMALL'] });
    const second = await report([paid('6000', 1)]);
    expect(second).toMatchObject({ holdsOrdered: 1, notOrderedBecause: [] });
    expect(await signalled()).toContain(`complaint-${first.id}`);
    await build.advanceCase(first.id);
    expect(await build.holds(first.id)).toMatchObject([{ state: 'ordered', requestedSatang: 6_000n }]);
    expect(await violations()).toEqual([]);
  });

  it('and a large one later count together: the small one is ordered too', async () => {
    const first = await report([paid('6000', 1)]);
    const second = await report([paid('900000', 1)]);
    expect([first.holdsOrdered, second.holdsOrdered]).toEqual([0, 1]);
    expect(await signalled()).toContain(`complaint-${first.id}`);
    await build.advanceCase(first.id);
    expect(await build.holds(first.id)).toHaveLength(1);
    expect(await violations()).toEqual([]);
  });

  it('count by the person where another account was debited', async () => {
    const first = await report([paid('6000', 1)]);
    const other = { victimAccount: { institution: 'th-006', accountNo: '9400000001' } };
    const second = await report([paid('6000', 1)], other);
    expect([first.holdsOrdered, second.holdsOrdered]).toEqual([0, 1]);
  });

  it('of another person at the account do not count', async () => {
    await report([paid('6000', 1)]);
    const other = {
      victimAccount: { institution: 'th-006', accountNo: '9400000001' },
      victim: { name: 'Another Test', citizenId: '9900000000014', phone: '0812345678' },
    };
    expect(await report([paid('6000', 1)], other)).toMatchObject({ holdsOrdered: 0 });
    expect(await violations()).toEqual([]);
  });

  it('told twice are one payment, by the same words or by others', async () => {
    const one = {
      ...paid('6000', 1),
      reference: 'ONCE',
      transferredAt: new Date(Date.now() - 3_600_000).toISOString(),
    };
    expect(await report([one])).toMatchObject({ holdsOrdered: 0 });
    expect(await report([one])).toMatchObject({ holdsOrdered: 0 });
    const again = await report([{ ...one, amountSatang: '7000' }]);
    expect(again).toMatchObject({ holdsOrdered: 0 });
    await build.advanceCase(again.id);
    expect(await build.holds(again.id)).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it('that the bank denied, that were withdrawn, or that nobody reports who holds the account, do not count', async () => {
    const denied = await report([paid('6000', 1)]);
    await build.debits(denied.id, 'DENIED');
    await build.advanceCase(denied.id);
    const withdrawn = await report([paid('3000', 1)]);
    await withdraw(build.db, withdrawn.id);
    await build.advanceCase(withdrawn.id);
    const relative = { reporter: { name: 'A Relative', phone: '0812345999', holdsVictimAccount: false } };
    await report([paid('6000', 1)], relative);
    const own = await report([paid('6000', 1)]);
    expect(own).toMatchObject({ holdsOrdered: 0, notOrderedBecause: ['SECTION7.TOO_SMALL'] });
    await build.advanceCase(own.id);
    expect(await build.holds(own.id)).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it('that are added later to one call let the other call of the victim look again', async () => {
    const first = await report([paid('6000', 1)]);
    const second = await report([paid('3000', 1)]);
    const { transfers } = ComplaintBody.parse(complaintBody({ transfers: [paid('1000', 1)] }));
    const body = { note: 'He remembers another payment', transfers };
    expect(await addTransfers(build.db, { caseId: second.id, actor: OPERATOR, body })).toMatchObject({ ok: true });
    await build.advanceCase(second.id);
    expect(await build.holds(second.id)).toHaveLength(2);
    expect(await signalled()).toContain(`complaint-${first.id}`);
    await build.advanceCase(first.id);
    expect(await build.holds(first.id)).toHaveLength(1);
    expect(await violations()).toEqual([]);
  });
});
