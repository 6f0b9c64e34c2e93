import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { VICTIM_ACCOUNT, MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, RecordBuilder } from '../../support/record-builder.js';

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR);

/** One mistyped date frees nobody's money, in whatever case it is typed. */
describe('the date of a statement in another case of the same money', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());
  const transferredAt = ago(100).toISOString();
  const expires = async () =>
    (await build.db.query<{ h: number }[]>(`SELECT extract(epoch FROM expires_at - now()) / 3600 AS h FROM hold`)).map(
      ({ h }) => Math.round(Number(h)),
    );

  it('waits where it is typed into the case of the notice of the bank of the victim', async () => {
    const told = await build.customerTold(VICTIM_ACCOUNT.institution, {
      victimAccount: VICTIM_ACCOUNT,
      toldAt: ago(1).toISOString(),
      caseType: 'job',
      transfers: [
        {
          to: { account: MULE_ACCOUNT },
          amountSatang: '100000',
          transferredAt,
          reference: 'STAT-1',
          rail: 'promptpay',
        },
      ],
    });
    if (!told.ok) throw new Error(told.code);
    const noticeCase = told.response.cases[0]?.id ?? '';
    await build.advanceCase(noticeCase);
    const { caseId } = await build.complain({ transfers: [{ reference: 'STAT-1', transferredAt }] });
    await build.advanceCase(caseId);
    expect(await expires()).toEqual([168]);
    const body = { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt: ago(95).toISOString() };
    const added = await addToComplaint(build.db, {
      caseId: noticeCase,
      kind: 'statement',
      body,
      actor: INQUIRY_OFFICER,
    });
    await build.advanceCase(noticeCase);
    await build.advanceCase(caseId);
    expect({ waits: added.ok && added.waitsUntil !== null, left: await expires() }).toEqual({
      waits: true,
      left: [168],
    });
  });

  it('waits where it is typed into the case of a relative who called first', async () => {
    const relative = await build.complain({
      reporter: { holdsVictimAccount: false, relationToVictim: 'sister' },
      transfers: [{ reference: 'STAT-2', transferredAt }],
    });
    await build.advanceCase(relative.caseId);
    const { caseId } = await build.complain({ transfers: [{ reference: 'STAT-2', transferredAt }] });
    await build.debits(relative.caseId, 'CONFIRMED');
    await build.advanceCase(relative.caseId);
    await build.advanceCase(caseId);
    expect(await expires()).toEqual([168]);
    const body = { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt: ago(95).toISOString() };
    const added = await addToComplaint(build.db, {
      caseId: relative.caseId,
      kind: 'statement',
      body,
      actor: INQUIRY_OFFICER,
    });
    await build.advanceCase(relative.caseId);
    await build.advanceCase(caseId);
    expect({ waits: added.ok && added.waitsUntil !== null, left: await expires() }).toEqual({
      waits: true,
      left: [168],
    });
  });
});
