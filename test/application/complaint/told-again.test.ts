import { addToComplaint } from '../../../src/application/complaint/add-to-complaint.js';
import { addTransfers } from '../../../src/application/complaint/add-transfers.js';
import { readComplaintStatus } from '../../../src/application/complaint/read-complaint-status.js';
import { takeQuestion } from '../../support/outgoing.js';
import { DebitConfirmationRow, IncompleteTransferRow } from '../../../src/persistence/entities/debit.entities.js';
import { verifyRecord } from '../../../src/verify/verify-record.js';
import { LaterTransfersBody, SupplementBody } from '../../../src/wire/complaint.js';
import { complaintBody, type ComplaintChanges, MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OPERATOR, RecordBuilder } from '../../support/record-builder.js';

const AT = new Date(Date.now() - 2 * 3_600_000).toISOString();
const EXACT = { from: AT, until: AT };
const TO = { account: MULE_ACCOUNT };

describe('what a later call tells of transfers', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const complain = async (changes: ComplaintChanges) => (await build.complain({ transfers: [], ...changes })).caseId;
  const incomplete = (caseId: string) =>
    build.db.manager.find(IncompleteTransferRow, { where: { caseId }, order: { no: 'ASC' } });
  const searches = (caseId: string) =>
    build.db.manager.find(DebitConfirmationRow, { where: { caseId }, order: { id: 'ASC' } });
  const supplement = (caseId: string, body: object) =>
    addToComplaint(build.db, {
      caseId,
      actor: OPERATOR,
      kind: 'supplement',
      body: SupplementBody.parse({ note: 'remembered later', ...body }),
    });
  const transfers = (caseId: string, body: object) =>
    addTransfers(build.db, {
      caseId,
      actor: OPERATOR,
      body: LaterTransfersBody.parse({ note: 'remembered later', transfers: [], ...body }),
    });
  const ways = { supplement, transfers };

  async function expectWhole(): Promise<void> {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  }

  /** One schema and one code: what one route takes, the other takes with the same outcome. */
  describe.each(['supplement', 'transfers'] as const)('by %s', (way) => {
    const tell = (caseId: string, ...told: object[]) => ways[way](caseId, { incompleteTransfers: told });

    it('is looked for as at intake', async () => {
      const caseId = await complain({ transfers: [{}] });
      expect(await tell(caseId, { amountSatang: '500000', between: EXACT })).toMatchObject({ ok: true });
      expect(await incomplete(caseId)).toMatchObject([{ no: 1, state: 'open' }]);
      expect(await searches(caseId)).toHaveLength(2);
      await expectWhole();
    });

    it('is refused with what cannot be', async () => {
      const caseId = await complain({ transfers: [{ reference: 'KNOWN-1' }] });
      expect(await tell(caseId, { reference: 'KNOWN-1' })).toMatchObject({ code: 'COMPLAINT.REPORTED_ALREADY' });
      expect(await tell(caseId, { between: { from: '2010-01-01T00:00:00Z', until: AT } })).toMatchObject({
        code: 'COMPLAINT.INVALID',
      });
      expect(await tell(caseId, { tellsAgain: 'nobody' })).toMatchObject({ code: 'INCOMPLETE_TRANSFER.ABSENT' });
      expect(await incomplete(caseId)).toEqual([]);
    });

    it('stands in place of the digit that was wrong, and its bank is asked then', async () => {
      const wrong = { amountSatang: '500000', asTold: { receiver: '014 90000000', reference: 'ab' } };
      const caseId = await complain({ incompleteTransfers: [wrong] });
      expect(await searches(caseId)).toEqual([]);
      const [first] = await incomplete(caseId);
      expect(await tell(caseId, { tellsAgain: first?.id, reference: 'REF-9001' })).toMatchObject({ ok: true });
      expect(await incomplete(caseId)).toMatchObject([{ state: 'told_again' }, { no: 2, state: 'open', reason: null }]);
      const [asked] = await searches(caseId);
      const request = await takeQuestion(build.db, asked?.id ?? '');
      expect(request?.search).toEqual({ amountSatang: '500000', reference: 'REF-9001' });
      const status = await readComplaintStatus(build.db.manager, caseId);
      expect(status?.incompleteTransfers).toMatchObject([
        { state: 'told_again' },
        {
          state: 'open',
          amountSatang: '500000',
          reference: 'REF-9001',
          missing: ['time', 'receiver'],
          wrong: ['receiver'],
        },
      ]);
      expect(status?.readOut.en.match(/A transfer of/g)).toHaveLength(1);
      expect(await tell(caseId, { tellsAgain: first?.id })).toMatchObject({ code: 'INCOMPLETE_TRANSFER.SETTLED' });
      await expectWhole();
    });

    it('is reported, and ordered, as soon as nothing of it is missing', async () => {
      const wrong = { amountSatang: '500000', between: EXACT, reference: 'REF-9002', asTold: { receiver: '014 900' } };
      const caseId = await complain({ incompleteTransfers: [wrong] });
      const [first] = await incomplete(caseId);
      expect(await tell(caseId, { tellsAgain: first?.id, to: TO })).toMatchObject({ ok: true });
      expect(await incomplete(caseId)).toMatchObject([{ state: 'completed' }]);
      await build.advanceCase(caseId);
      expect(await build.holds(caseId)).toMatchObject([{ requestedSatang: 500_000n, kind: 'section7' }]);
      await expectWhole();
    });

    it('completes two at once, and never two by one reference', async () => {
      const told = { amountSatang: '500000', between: EXACT, to: TO };
      const caseId = await complain({ incompleteTransfers: [told, { ...told, amountSatang: '700000' }] });
      const [first, second] = await incomplete(caseId);
      const again = (one: string, other: string) =>
        tell(caseId, { tellsAgain: first?.id, reference: one }, { tellsAgain: second?.id, reference: other });
      expect(await again('REF-1', 'REF-1')).toMatchObject({ code: 'COMPLAINT.REPORTED_ALREADY' });
      expect(
        await tell(caseId, { tellsAgain: first?.id, reference: 'A-01' }, { tellsAgain: first?.id, reference: 'B-02' }),
      ).toMatchObject({ code: 'INCOMPLETE_TRANSFER.SETTLED' });
      expect(await again('REF-1', 'REF-2')).toMatchObject({ ok: true });
      await build.advanceCase(caseId);
      expect((await build.holds(caseId)).map(({ requestedSatang }) => requestedSatang).sort()).toEqual([
        500_000n,
        700_000n,
      ]);
      await expectWhole();
    });
  });

  it('costs a supplement that tells of no transfer nothing more, and keeps its suspects', async () => {
    const caseId = await complain({ transfers: [{}] });
    const contact = { kind: 'phone', value: '0600000201' };
    const told = { amountSatang: '500000', between: EXACT };
    expect(await supplement(caseId, { suspectContacts: [contact], incompleteTransfers: [told] })).toMatchObject({
      ok: true,
    });
    await build.advanceCase(caseId);
    const keys: unknown[] = await build.db.manager.query(
      `SELECT 1 FROM link_key WHERE case_id = $1 AND kind = 'phone' AND source = 'supplement'`,
      [caseId],
    );
    expect(keys).toHaveLength(1);
    await expectWhole();
  });

  it('is a supplement without transfers too, and none with what is no transfer', () => {
    expect(SupplementBody.safeParse({ note: 'x' }).success).toBe(true);
    const both = { amountSatang: '1', aboutAmountSatang: '1' };
    expect(SupplementBody.safeParse({ note: 'x', incompleteTransfers: [both] }).success).toBe(false);
    const [known] = complaintBody().transfers;
    expect(SupplementBody.safeParse({ note: 'x', transfers: [known] }).success).toBe(false);
  });
});
