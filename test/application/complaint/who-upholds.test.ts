import type { ComplaintChanges } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';
import { withdraw } from '../../support/withdraw.js';

const transferredAt = new Date(Date.now() - 3_600_000).toISOString();
const transfers = [{ reference: 'WITHDRAWN-1', transferredAt }];

/** What rests on the complaint alone ends with it; nobody else upholds it (VIC-7A, P-WITHDRAW). */
describe('a victim who withdraws, while somebody else reports the same transfer', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  async function withdrawnBeside(reporter: NonNullable<ComplaintChanges['reporter']>, first: 'victim' | 'other') {
    const other = first === 'other' ? await build.complain({ reporter, transfers }) : undefined;
    const { caseId } = await build.complain({ transfers });
    const beside = other ?? (await build.complain({ reporter, transfers }));
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const [hold] = await build.db.query<{ id: string }[]>('SELECT id FROM hold');
    const holdId = hold?.id ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(beside.caseId);
    await withdraw(build.db, caseId);
    for (const id of [caseId, beside.caseId, caseId]) await build.advanceCase(id);
    return build.hold(holdId);
  }

  it.each([
    ['a sister, who may not speak for him', { holdsVictimAccount: false, relationToVictim: 'sister' }, 'victim'],
    ['somebody of whom nothing is known', { holdsVictimAccount: false }, 'victim'],
    ['a sister who reported first', { holdsVictimAccount: false, relationToVictim: 'sister' }, 'other'],
  ] as const)('section 7 ends with his complaint beside %s', async (_who, reporter, first) => {
    const hold = await withdrawnBeside(reporter, first);
    expect(hold.state).toBe('release_ordered');
    expect((await build.releaseOrder(hold.id)).reason).toBe('WITHDRAWN');
    expect(await violated(build.db)).toEqual([]);
  });

  it('section 7 goes on where the other one holds the account too', async () => {
    const { id } = await withdrawnBeside({ name: 'Joint Holder Test' }, 'victim');
    expect((await build.hold(id)).state).toBe('held');
  });
});
