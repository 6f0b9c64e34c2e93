import { readComplaintStatus } from '../../../src/application/complaint/view/read-complaint-status.js';
import { type NextStep, NEXT_STEP_TEXT } from '../../../src/domain/complaint/intake/next-step.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';

describe('what a victim is told to do next', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const told = async (caseId: string) => (await readComplaintStatus(build.db.manager, caseId))?.nextSteps;
  const text = (step: Exclude<NextStep, 'none'>, until: Date | null = null) => [
    { ...NEXT_STEP_TEXT[step], until: until === null ? null : until.toISOString() },
  ];
  const untilOf = async (holdId: string) => (await build.hold(holdId)).expiresAt;

  it('names the end of the suspension that an inquiry officer decides about, and no end before and after', async () => {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await build.send(holdId, { result: 'HELD_FULL' });
    expect(await told(caseId)).toEqual(text('is_complaint')); // the debit is unconfirmed: an hour
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    expect(await told(caseId)).toEqual(text('give_statement', await untilOf(holdId)));
    await withdraw(build.db, caseId);
    expect(await told(caseId)).toEqual([]);
  });

  it('sends a relative to the victim, also while the holder has the same money suspended', async () => {
    const shared = { transfers: [{ reference: 'SAME-1' }] };
    const holder = await build.complain(shared);
    await build.debits(holder.caseId, 'CONFIRMED');
    await build.advanceCase(holder.caseId);
    const reporter = {
      name: 'A Daughter',
      phone: '0899999999',
      holdsVictimAccount: false,
      relationToVictim: 'daughter',
    };
    const relative = await build.complain({ ...shared, reporter });
    expect(await told(relative.caseId)).toEqual(text('victim_reports'));
    expect(await told(holder.caseId)).toEqual(text('give_statement', await untilOf(holder.holdIds[0] ?? '')));
  });

  it('tells a holder whose money no order reaches that the report is a complaint', async () => {
    const to = { account: { institution: 'exchange-abroad', accountNo: 'user_00012345' } };
    const { caseId } = await build.complain({ transfers: [{ to }] });
    expect(await told(caseId)).toEqual(text('is_complaint'));
  });
});
