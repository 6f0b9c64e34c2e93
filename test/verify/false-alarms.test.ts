import { receiveMessage } from '../../src/application/message/receive-message.js';
import { addToComplaint } from '../../src/application/complaint/intake/add-to-complaint.js';
import { requestFreeze } from '../../src/application/freeze-request/request-freeze.js';
import { verifyRecord } from '../../tools/verify/verify-record.js';
import { MULE_ACCOUNT } from '../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { OFFICER, OPERATOR, RecordBuilder } from '../support/record-builder.js';
import { withdraw } from '../support/withdraw.js';

describe('npm run verify raises no alarm', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;

  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  it('about a telling without `of`, whose time has another offset: it is kept as it is read', async () => {
    const { holdIds } = await build.complain();
    const holdId = holdIds[0] ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    const { institution } = await build.hold(holdId);
    const at = new Date();
    const inBangkok = `${new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, -1)}+07:00`;
    const sent = await build.parties.callback(institution, 'holder.notified', holdId, {
      holdId,
      notifiedAt: inBangkok,
    });
    const read = { holdId, of: 'hold', notifiedAt: at.toISOString() };
    expect(await receiveMessage(build.db, { ...sent, content: read })).toMatchObject({ ok: true });
    await build.advanceHold(holdId);
    expect((await build.hold(holdId)).holderNotifiedAt).toEqual(at);
    expect(await broken()).toEqual({});
  });

  it('about a message that is read otherwise than its bytes say, but this one', async () => {
    const { holdIds } = await build.complain();
    const holdId = holdIds[0] ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    const { institution } = await build.hold(holdId);
    const notifiedAt = new Date().toISOString();
    const sent = await build.parties.callback(institution, 'holder.notified', holdId, { holdId, notifiedAt });
    await receiveMessage(build.db, { ...sent, content: { holdId, of: 'release', notifiedAt } });
    expect(Object.keys(await broken())).toEqual(['I21']);
  });

  it('about words that also stand in codes, in names of fields and in our own sentences', async () => {
    const { caseId } = await build.complain({ narrative: 'other', reporter: { holdsVictimAccount: false } });
    await build.advanceCase(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await build.advanceCase(caseId);
    const body = { kind: 'aoc_suspension' as const, account: MULE_ACCOUNT, reason: 'again' };
    expect(await requestFreeze(build.db, { caseId, body, actor: OFFICER })).toMatchObject({ ok: true });
    const note = { note: 'account', suspectContacts: [] };
    expect(await addToComplaint(build.db, { caseId, kind: 'supplement', body: note, actor: OPERATOR })).toMatchObject({
      ok: true,
    });
    const { caseId: otherCaseId } = await build.complain({ narrative: 'against' });
    await build.advanceCase(otherCaseId); // both paid one account: they are linked, each names the other
    const [linked]: { n: number }[] = await build.db.query(
      `SELECT count(*)::int AS n FROM audit_event WHERE payload ? 'otherCaseId'`,
    );
    expect(linked?.n).toBeGreaterThan(0);
    expect(await broken()).toEqual({});
  });

  it.each([
    ['a withdrawal says no more than a code of ours', { reason: 'NO_SUCH_TRANSFER' }],
    ['a withdrawal names a state in one long word', { reason: 'release_ordered' }],
    ['a withdrawal names an event', { reason: 'complaint.received' }],
    ['a victim is called like a state', { name: 'confirmed' }],
    ['a victim is called like who acts by itself', { name: 'system' }],
  ])('where %s', async (_what, { reason, name = 'Somying Test' }: { reason?: string; name?: string }) => {
    const victim = { name, citizenId: '9123456789010', phone: '0812345678' };
    const { caseId, holdIds } = await build.complain({ victim });
    await build.send(holdIds[0] ?? '', { result: 'HELD_FULL' });
    await build.debits(caseId, 'DENIED');
    await build.advanceCase(caseId);
    const other = await build.complain({ victim });
    await build.debits(other.caseId, 'CONFIRMED');
    await build.advanceCase(other.caseId);
    await withdraw(build.db, other.caseId, reason);
    await build.advanceCase(other.caseId);
    expect(await broken()).toEqual({});
  });

  async function broken(): Promise<Record<string, string[]>> {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    return Object.fromEntries(
      checks.flatMap(({ id, violations, examples }) => (violations > 0 ? [[id, examples]] : [])),
    );
  }
});
