import { readOrderDocument } from '../../../src/application/hold/view/read-order-document.js';
import { readFreezeRequests } from '../../../src/application/freeze-request/read-freeze-requests.js';
import { requestFreeze, type RequestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { AttachmentRow } from '../../../src/persistence/entities/findings/attachment.entities.js';
import { HoldOrderRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, OTHER_SUPERVISOR, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { warrantOf } from '../../support/warrant.js';

describe('a hold of a whole account', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const made = await build.complain();
    caseId = made.caseId;
    [holdId = ''] = made.holdIds;
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
  });
  afterAll(() => database.drop());

  const ask = (changes: Partial<RequestFreeze['body']>, actor = OFFICER) =>
    requestFreeze(build.db, {
      caseId,
      body: { kind: 'whole_account', holdId, reason: 'A warrant.', ...changes },
      actor,
    });

  it('needs the warrant itself, not a number that anybody may type', async () => {
    expect(await ask({ seizureWarrantNo: 'x' })).toMatchObject({ code: 'WARRANT.NUMBER' });
    const { warrant, seizureWarrantNo } = await warrantOf(build.db, caseId);
    expect(await ask({ seizureWarrantNo })).toMatchObject({ code: 'WARRANT.AUTHORITY' });
    const ofAnotherCase = { ...warrant, attachmentId: (await other()).attachmentId };
    expect(await ask({ seizureWarrantNo, warrant: ofAnotherCase })).toMatchObject({ code: 'WARRANT.DOCUMENT' });
  });

  async function other() {
    const { caseId: otherCase } = await build.complain();
    return (await warrantOf(build.db, otherCase)).warrant;
  }

  it('is not ordered by the centre alone; a person of the police confirms it, and the order cites it', async () => {
    const named = await warrantOf(build.db, caseId);
    const asked = await ask(named);
    if (!asked.ok) throw new Error(asked.code);
    const { id } = asked.response;
    expect(await build.decide(id, SUPERVISOR)).toMatchObject({ ok: true, state: 'half_approved' });
    expect(await build.decide(id, OTHER_SUPERVISOR)).toMatchObject({ code: 'APPROVAL.AUTHORITY' });
    expect(await build.decide(id, INQUIRY_OFFICER)).toMatchObject({ ok: true, state: 'approved' });
    const { attachmentId, ...said } = named.warrant;
    const { sha256 } = await build.db.manager.findOneByOrFail(AttachmentRow, { id: attachmentId });
    const [request] = await readFreezeRequests(build.db.manager, { id });
    expect(request).toMatchObject({ warrant: { ...said, attachmentId, sha256 } });
    const order = await build.db.manager.findOneByOrFail(HoldOrderRow, { holdId, kind: 'whole_account' });
    const printed = await readOrderDocument(build.db.manager, order.id, null);
    expect(printed?.document.reasonsTh.join()).toContain(`${named.seizureWarrantNo} ออกโดย ${said.authority}`);
    expect(printed?.document.reasonsTh.join()).toContain(sha256);
  });

  it('is renewed by the warrant as well', async () => {
    expect(await ask({ seizureWarrantNo: 'W-2' }, INQUIRY_OFFICER)).toMatchObject({ code: 'WARRANT.NUMBER' });
    expect(await ask(await warrantOf(build.db, caseId), INQUIRY_OFFICER)).toMatchObject({ ok: true });
  });

  it('and the invariants of the database are whole', async () => {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter((check) => check.violations > 0)).toEqual([]);
  });
});
