import { decideFreezeRequest } from '../../../src/application/freeze-request/decide-freeze-request.js';
import { readFreezeRequests } from '../../../src/application/freeze-request/read-freeze-requests.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { endInTime } from '../../../src/application/due/kinds/hold-end.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OTHER_SUPERVISOR, person, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';

const THIRD_SUPERVISOR = person('supervisor-3', 'aoc_supervisor');

describe('a break-glass request', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  /**
   * Sets up a mule account that the registry has as black; its money is held under section 7, or
   * not.
   */
  async function black(holdsVictimAccount: boolean): Promise<string> {
    const { caseId, holdIds } = await record.complain({ reporter: { holdsVictimAccount } });
    for (const holdId of holdIds) await record.send(holdId, { result: 'HELD_FULL' });
    await record.advanceCase(caseId);
    await record.debits(caseId, 'CONFIRMED');
    await record.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await record.advanceCase(caseId);
    return caseId;
  }
  async function breakGlass(caseId: string): Promise<string> {
    const body = { kind: 'break_glass' as const, account: MULE_ACCOUNT, reason: 'the money is leaving' };
    const asked = await requestFreeze(record.db, { caseId, body, actor: SUPERVISOR });
    if (!asked.ok) throw new Error(asked.code);
    await record.advanceCase(caseId);
    return asked.response.id;
  }
  /** What a person sees who decides the request. */
  async function readSeen(requestId: string) {
    const [request] = await readFreezeRequests(record.db.manager, { id: requestId });
    return {
      evidenceHash: request?.evidenceHash ?? '',
      blastRadiusSha256: request?.blastRadius?.sha256 ?? '',
    };
  }
  /** Lets the time to confirm pass. */
  const expire = (requestId: string) =>
    database.dataSource.query(`UPDATE freeze_request SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      requestId,
    ]);

  it('holds at once, for half an hour, and is reversed when no second person confirms', async () => {
    const caseId = await black(false);
    const requestId = await breakGlass(caseId);
    const [hold] = await record.holds(caseId);
    expect(hold).toMatchObject({ kind: 'break_glass', state: 'ordered' });
    expect((hold?.expiresAt.getTime() ?? 0) - (hold?.orderedAt.getTime() ?? 0)).toBe(30 * 60_000);
    await record.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await expire(requestId);
    await record.advanceCase(caseId);
    expect(await record.hold(hold?.id ?? '')).toMatchObject({
      state: 'release_ordered',
      stateReason: 'REQUEST_NOT_CONFIRMED',
    });
    expect(await endInTime(record.db, hold?.id ?? '')).toBe(false);
  });

  it('is given again, after it lapsed, by another person only', async () => {
    const caseId = await black(false);
    await expire(await breakGlass(caseId));
    await record.advanceCase(caseId);
    for (const { id } of await record.holds(caseId)) await record.release(id);
    const body = { kind: 'break_glass' as const, account: MULE_ACCOUNT, reason: 'it is still there' };
    const again = await requestFreeze(record.db, { caseId, body, actor: SUPERVISOR });
    expect(again).toMatchObject({ ok: false, code: 'APPROVAL.ANOTHER_PERSON' });
    expect(await requestFreeze(record.db, { caseId, body, actor: OTHER_SUPERVISOR })).toMatchObject({ ok: true });
  });

  it('is given again, after a colleague refused it, by another person only', async () => {
    const caseId = await black(false);
    const requestId = await breakGlass(caseId);
    const body = { verdict: 'refuse' as const, reason: 'not in danger' };
    const seen = await readSeen(requestId);
    expect(
      await decideFreezeRequest(record.db, {
        freezeRequestId: requestId,
        body: { ...body, ...seen },
        actor: OTHER_SUPERVISOR,
      }),
    ).toMatchObject({ ok: true });
    await record.advanceCase(caseId);
    for (const { id } of await record.holds(caseId)) await record.release(id);
    const again = { kind: 'break_glass' as const, account: MULE_ACCOUNT, reason: 'it is still there' };
    expect(await requestFreeze(record.db, { caseId, body: again, actor: SUPERVISOR })).toMatchObject({
      ok: false,
      code: 'APPROVAL.ANOTHER_PERSON',
    });
    expect(await requestFreeze(record.db, { caseId, body: again, actor: THIRD_SUPERVISOR })).toMatchObject({
      ok: true,
    });
  });

  it('is given three times a day at one account, also by many persons in many cases at one instant', async () => {
    const cases: string[] = [];
    for (let number = 0; number < 5; number++) cases.push(await black(false));
    const body = { kind: 'break_glass' as const, account: MULE_ACCOUNT, reason: 'the money is leaving' };
    const given = await Promise.all(
      cases.map((caseId, number) =>
        requestFreeze(record.db, { caseId, body, actor: person(`supervisor-${number}`, 'aoc_supervisor') }),
      ),
    );
    expect(given.filter(({ ok }) => ok)).toHaveLength(3);
    for (const refused of given.filter(({ ok }) => !ok))
      expect(refused).toMatchObject({ code: 'APPROVAL.TARGET_LIMIT' });
  });

  it('confirmed by a second supervisor, goes on as a suspension of the centre', async () => {
    const caseId = await black(false);
    const requestId = await breakGlass(caseId);
    const [hold] = await record.holds(caseId);
    await record.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await record.approve(requestId, OTHER_SUPERVISOR);
    await record.advanceCase(caseId);
    expect(await record.hold(hold?.id ?? '')).toMatchObject({ kind: 'aoc_suspension', state: 'held' });
  });

  it('leaves a hold of section 7 as it is, also when nobody confirms', async () => {
    const caseId = await black(true);
    const [before] = await record.holds(caseId);
    const requestId = await breakGlass(caseId);
    expect(await record.holds(caseId)).toEqual([before]);
    await expire(requestId);
    await record.advanceCase(caseId);
    expect(await record.holds(caseId)).toEqual([before]);
  });

  it('takes a hold of section 7 along once it is confirmed', async () => {
    const caseId = await black(true);
    const requestId = await breakGlass(caseId);
    await record.approve(requestId, OTHER_SUPERVISOR);
    await record.advanceCase(caseId);
    expect(await record.holds(caseId)).toMatchObject([{ kind: 'aoc_suspension', state: 'held' }]);
  });
});
