import { codeOfDocument, readOrderDocument } from '../../../../src/application/hold/view/read-order-document.js';
import { requestFreeze } from '../../../../src/application/freeze-request/request-freeze.js';
import { HoldOrderRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { MULE_ACCOUNT } from '../../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, RecordBuilder, SUPERVISOR } from '../../../support/record-builder.js';

describe('the document of an order says why', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  async function documentOf(caseId: string) {
    const order = await build.db.manager.findOneOrFail(HoldOrderRow, { where: { caseId }, order: { id: 'DESC' } });
    const read = await readOrderDocument(build.db.manager, order.id, null);
    if (read === undefined) throw new Error('there is no such order');
    return read.document;
  }

  it('by the victim’s notice, before anything is judged and after', async () => {
    const { caseId } = await build.complain();
    const first = await documentOf(caseId);
    expect(first.reasonsTh).toEqual([
      'ผู้เสียหายซึ่งเป็นเจ้าของบัญชี หรือผู้แจ้งแทนตามกฎหมาย แจ้งรายการโอนนี้ ซึ่งเข้าข่ายเกี่ยวข้องกับอาชญากรรมทางเทคโนโลยี',
    ]);
    expect(first.standards).toEqual([]);
    expect(first.releasedBy).toEqual(['aoc_officer', 'aoc_supervisor', 'inquiry_officer']);
    await build.advanceCase(caseId);
    expect(codeOfDocument(await documentOf(caseId)).code).toBe(codeOfDocument(first).code);
  });

  it('by the request and the findings that stood when the officers decided, and by no later one', async () => {
    const { caseId } = await build.complain({ reporter: { holdsVictimAccount: false } });
    await build.advanceCase(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await build.advanceCase(caseId);
    const body = { kind: 'aoc_suspension' as const, account: MULE_ACCOUNT, reason: 'บัญชีม้าสีดำ' };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await build.approve(asked.response.id, SUPERVISOR);
    await build.advanceCase(caseId);
    const document = await documentOf(caseId);
    expect(document.standards).toEqual(['reason_to_believe']);
    expect(document.releasedBy).toEqual(['aoc_officer', 'aoc_supervisor']);
    expect(document.reasonsTh).toContain('บัญชีม้าสีดำ');
    expect(document.reasonsTh.some((reason) => reason.startsWith('ทะเบียนกลางจัดบัญชีเป็น'))).toBe(true);
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'none' }] });
    await build.advanceCase(caseId);
    expect(codeOfDocument(await documentOf(caseId))).toEqual(codeOfDocument(document));
  });
});
