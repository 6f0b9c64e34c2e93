import { readFreezeRequests } from '../../../src/application/freeze-request/read-freeze-requests.js';
import { decideFreezeRequest } from '../../../src/application/freeze-request/decide-freeze-request.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, INQUIRY_OFFICER, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { warrantOf } from '../../support/warrant.js';

describe('an approval', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let requestId: string;
  let [ours, elsewhere] = ['', ''];

  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const paid = { amountSatang: '100000', transferredAt: new Date(Date.now() - 3_600_000).toISOString() };
    const to = (accountNo: string) => ({ account: { institution: 'th-014', accountNo } });
    const made = await build.complain({
      transfers: [
        { ...paid, to: to('9000000021'), reference: 'STALE-1' },
        { ...paid, to: to('9000000022'), reference: 'STALE-2' },
      ],
    });
    caseId = made.caseId;
    [ours = '', elsewhere = ''] = made.holdIds;
    await build.advanceCase(caseId);
    const body = {
      kind: 'whole_account' as const,
      holdId: ours,
      ...(await warrantOf(build.db, caseId)),
      reason: 'A warrant.',
    };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    requestId = asked.response.id;
  });
  afterAll(() => database.drop());

  /** Reads what a supervisor sees before a decision. */
  async function read(): Promise<{ evidenceHash: string; blastRadiusSha256: string }> {
    const [request] = await readFreezeRequests(build.db.manager, { id: requestId });
    return { evidenceHash: request?.evidenceHash ?? '', blastRadiusSha256: request?.blastRadius?.sha256 ?? '' };
  }
  async function approve(seen: Awaited<ReturnType<typeof read>>, actor = SUPERVISOR): Promise<string> {
    const body = { verdict: 'approve' as const, reason: 'Read it.', ...seen };
    const decided = await decideFreezeRequest(build.db, { freezeRequestId: requestId, body, actor });
    return decided.ok ? decided.state : decided.code;
  }

  it('is refused when a receipt changed how much the order asks for, until the supervisor reads it again', async () => {
    const seen = await read();
    await build.send(ours, { result: 'HELD_PARTIAL', heldAmountSatang: '40000' });
    expect(await approve(seen)).toBe('APPROVAL.BLAST_RADIUS_CHANGED');
    await build.advanceCase(caseId);
    expect(await approve(await read())).toBe('half_approved');
  });

  it('stands when a receipt of another account changed nothing that is asked for', async () => {
    const seen = await read();
    await build.send(elsewhere, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    expect(await read()).toEqual(seen);
  });

  it('is refused when new evidence came, until the request, read again, shows its hash', async () => {
    const seen = await read();
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    expect(await approve(seen, INQUIRY_OFFICER)).toBe('APPROVAL.EVIDENCE_CHANGED');
    const now = await read();
    expect(now.evidenceHash).not.toBe(seen.evidenceHash);
    expect(await approve(now, INQUIRY_OFFICER)).toBe('approved');
    expect((await read()).evidenceHash).toBe(now.evidenceHash);
  });
});
