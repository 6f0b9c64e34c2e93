import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { timePasses } from '../../support/time-passes.js';

const REFERENCE = 'SUSPECTED-LATE';
const TRANSFERRED_AT = new Date(Date.now() - 2 * 3_600_000).toISOString();

describe('a notice of suspicion that comes when the time of a hold is over, and nobody has noted that', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  it('suspends the money once the hold is let go', async () => {
    const to = { account: { institution: MULE_ACCOUNT.institution, accountNo: '2000000099' } };
    const transfer = { reference: REFERENCE, transferredAt: TRANSFERRED_AT, to };
    const { caseId, holdIds } = await build.complain({ transfers: [transfer] });
    const [holdId = ''] = holdIds;
    await build.send(holdId, { result: 'HELD_FULL' });
    await timePasses(build.owner, '61 minutes');
    const notice = {
      ground: 'The customer says that he was told to pay.',
      suspected: 'technology_crime' as const,
      foundAt: new Date(Date.now() - 60_000).toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      transfers: [
        {
          to,
          reference: REFERENCE,
          amountSatang: '100000',
          rail: 'promptpay',
          transferredAt: new Date(Date.parse(TRANSFERRED_AT) - 61 * 60_000).toISOString(),
        },
      ],
    };
    const { cases } = await build.suspect(VICTIM_ACCOUNT.institution, notice);
    await build.advanceHold(holdId);
    await build.release(holdId);
    expect(await build.hold(holdId)).toMatchObject({ kind: 'section7', state: 'released' });
    for (const id of [caseId, ...cases.map((each) => each.id)]) await build.advanceCase(id);
    const holds = (await Promise.all([caseId, ...cases.map(({ id }) => id)].map((id) => build.holds(id)))).flat();
    const suspended = [...new Map(holds.map((hold) => [hold.id, hold])).values()].filter(({ id }) => id !== holdId);
    expect(suspended).toMatchObject([{ kind: 'section6', state: 'ordered', requestedSatang: 100_000n }]);
  });
});
