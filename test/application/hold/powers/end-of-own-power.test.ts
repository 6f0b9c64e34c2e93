import { requestFreeze } from '../../../../src/application/freeze-request/request-freeze.js';
import { driveDue } from '../../../support/drive-due.js';
import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, RecordBuilder, SUPERVISOR } from '../../../support/record-builder.js';
import { timePasses } from '../../../support/time-passes.js';
import { withdraw } from '../../../support/withdraw.js';
import { warrantOf } from '../../../support/warrant.js';
import { confirmedHold, transferToMule } from './support/confirmed-hold.js';

/** What the keeper alone does when the own power of an order is over beside a suspicion; no workflow drives the hold. */
describe('the end of an order beside a suspicion that stands', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  const transfer = transferToMule('OWN-1');
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    ({ caseId, holdId } = await confirmedHold(build, transfer));
  });
  afterEach(() => database.drop());

  async function suspects() {
    const [row] = await build.db.query<{ at: Date }[]>('SELECT transferred_at AS at FROM transfer');
    const notice = {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime' as const,
      foundAt: new Date(Date.now() - 60_000).toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      transfers: [
        { ...transfer, transferredAt: row?.at.toISOString() ?? '', amountSatang: '100000', rail: 'promptpay' as const },
      ],
    };
    await build.suspect('th-004', notice);
    await build.advanceCase(caseId);
  }
  const sweep = () => driveDue(build.db, ['hold_end']);

  it('the hold goes on by the suspicion, though no workflow looks at it', async () => {
    const body = { kind: 'aoc_suspension' as const, account: MULE_ACCOUNT, reason: 'black' };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await build.approve(asked.response.id, SUPERVISOR);
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL', receiptSeq: 2 });
    await timePasses(build.owner, '2 days');
    await suspects();
    await build.send(holdId, { result: 'HELD_FULL', receiptSeq: 3 });
    expect(await build.hold(holdId)).toMatchObject({ kind: 'aoc_suspension', state: 'held' });
    expect(await sweep()).toBe(0);

    await timePasses(build.owner, '5 days 1 hour');
    expect(await sweep()).toBe(1);
    expect(await build.hold(holdId)).toMatchObject({ kind: 'section6', state: 'held' });
    expect(await sweep()).toBe(0);
  });

  it.each([
    ['stands', () => Promise.resolve()],
    ['was withdrawn', () => withdraw(build.db, caseId)],
  ])('the suspicion holds the money again when a warrant is over, whether the complaint %s', async (_, meanwhile) => {
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const named = await warrantOf(build.db, caseId);
    const body = { kind: 'whole_account' as const, holdId, reason: 'A warrant.', until, ...named };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await build.decide(asked.response.id, SUPERVISOR);
    await build.decide(asked.response.id, INQUIRY_OFFICER);
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL', receiptSeq: 2 });
    await suspects();
    expect(await build.hold(holdId)).toMatchObject({
      kind: 'whole_account',
      state: 'held',
      expiresAt: new Date(until),
    });

    await meanwhile();

    await timePasses(build.owner, '25 hours');
    expect(await sweep()).toBe(1);
    await build.release(holdId);
    const [noticed] = await build.db.query<{ id: string }[]>('SELECT case_id AS id FROM notice');
    for (const id of [caseId, noticed?.id ?? '']) await build.advanceCase(id);
    const live = (await build.holds(caseId)).filter(({ endedAt }) => endedAt === null);
    expect(live.map(({ kind }) => kind)).toEqual(['section6']);
  });
});
