import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OTHER_SUPERVISOR, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';

/** The caps of P-GLASS and P-CONT in the rulebook `th`. */
const GLASS_PER_PERSON = 10;
const CONTINUED_PER_HOLD = 12;

describe('the orders that one person gives alone', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  /** Writes earlier requests like one that stands: settled, and at other accounts if asked. */
  const repeat = (requestId: string, times: number, elsewhere: boolean) =>
    database.dataSource.query(
      `INSERT INTO freeze_request
       SELECT (jsonb_populate_record(r, jsonb_build_object('id', 'EARLIER-' || n, 'state', 'approved',
                 'account_no', CASE WHEN $3 THEN '95' || lpad(n::text, 8, '0') ELSE r.account_no END))).*
         FROM freeze_request r, generate_series(1, $2) n WHERE r.id = $1`,
      [requestId, times, elsewhere],
    );

  async function black(): Promise<string> {
    const { caseId } = await record.complain({ reporter: { holdsVictimAccount: false } });
    await record.advanceCase(caseId);
    await record.debits(caseId, 'CONFIRMED');
    await record.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await record.advanceCase(caseId);
    return caseId;
  }

  it('by break-glass are ten in a day for each person, wherever they are', async () => {
    const body = { kind: 'break_glass' as const, account: MULE_ACCOUNT, reason: 'the money is leaving' };
    const first = await requestFreeze(record.db, { caseId: await black(), body, actor: SUPERVISOR });
    if (!first.ok) throw new Error(first.code);
    await repeat(first.response.id, GLASS_PER_PERSON - 1, true);
    const caseId = await black();
    expect(await requestFreeze(record.db, { caseId, body, actor: SUPERVISOR })).toMatchObject({
      ok: false,
      code: 'APPROVAL.PERSON_LIMIT',
    });
    expect(await requestFreeze(record.db, { caseId, body, actor: OTHER_SUPERVISOR })).toMatchObject({ ok: true });
  });

  it('that continue a hold are twelve in a year for each hold', async () => {
    const { caseId, holdIds } = await record.complain();
    const [holdId = ''] = holdIds;
    await record.send(holdId, { result: 'HELD_FULL' });
    await record.advanceCase(caseId);
    await record.debits(caseId, 'CONFIRMED');
    const complaintReceivedAt = new Date().toISOString();
    const statement = { policeCaseNo: '1/2569', station: 'Synthetic', complaintReceivedAt };
    await addToComplaint(record.db, { caseId, kind: 'statement', body: statement, actor: INQUIRY_OFFICER });
    await record.advanceCase(caseId);
    const body = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on' };
    const ask = () => requestFreeze(record.db, { caseId, body, actor: INQUIRY_OFFICER });
    const first = await ask();
    if (!first.ok) throw new Error(first.code);
    await repeat(first.response.id, CONTINUED_PER_HOLD - 2, false);
    expect(await ask()).toMatchObject({ ok: true });
    expect(await ask()).toMatchObject({ ok: false, code: 'APPROVAL.TARGET_LIMIT' });
  });
});
