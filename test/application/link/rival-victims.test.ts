import { tryBlastRadius } from '../../../src/application/freeze-request/read-blast-radius.js';
import { readGroupTotals } from '../../../src/application/judgement/read-linked-group.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { MULE, toMule } from '../support/arrivals.js';

/** One reference is one debit: claims about it that contradict each other are no further victims. */
describe('claims about one reference that name other debited accounts', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  /** A complaint about a transfer to the mule from an account of the same institution. */
  async function claims(reference: string, accountNo: string): Promise<string> {
    const [transfer] = toMule().transfers ?? [];
    const victimAccount = { institution: 'th-004', accountNo };
    const { caseId } = await record.complain({ victimAccount, transfers: [{ ...transfer, reference }] });
    await record.advanceCase(caseId);
    return caseId;
  }

  async function counted(caseId: string): Promise<{ victims: number; others: number }> {
    const totals = await readGroupTotals(record.db.manager, caseId, 100);
    const seen = await tryBlastRadius(record.db.manager, caseId, { kind: 'aoc_suspension', account: MULE });
    if (!seen.ok) throw new Error(seen.code);
    return { victims: totals.victims, others: seen.radius.order.otherVictims };
  }

  it('count as one victim, and as no other victim of each other', async () => {
    const first = await claims('RIVAL-1', '9000000001');
    const second = await claims('RIVAL-1', '9000000002');
    for (const caseId of [first, second]) expect(await counted(caseId)).toEqual({ victims: 1, others: 0 });
  });

  it('count as one other victim of a third', async () => {
    await claims('RIVAL-1', '9000000001');
    await claims('RIVAL-1', '9000000002');
    const third = await claims('OTHER-1', '9000000003');
    expect(await counted(third)).toEqual({ victims: 2, others: 1 });
  });

  it('count the one that the institution confirmed', async () => {
    const first = await claims('RIVAL-1', '9000000001');
    const second = await claims('RIVAL-1', '9000000002');
    await record.debits(second, 'CONFIRMED');
    await record.advanceCase(second);
    expect(await counted(first)).toEqual({ victims: 1, others: 1 });
    expect(await counted(second)).toEqual({ victims: 1, others: 0 });
  });
});
