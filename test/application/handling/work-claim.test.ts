import { signedIn } from '../../support/signed-in.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { assignCase } from '../../../src/application/handling/assign-case.js';
import { noteOnCase } from '../../../src/application/handling/note-on-case.js';
import { readHandling } from '../../../src/application/handling/read-handling.js';
import { claimCase, endClaim } from '../../../src/application/handling/work-claim.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { readQueue } from '../../../src/application/queue/read-queue.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, person, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

const OTHER = person('officer-2', 'aoc_officer');
const MULE = { institution: 'th-014', accountNo: '9000000002' };

describe('a claim on a case', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
    const complaint = await record.complain();
    ({ caseId } = complaint);
    holdId = complaint.holdIds[0] ?? '';
  });
  afterEach(() => database.drop());

  const claim = (actor: typeof OFFICER) => claimCase(record.db, { caseId, actor });
  const request = (actor: typeof OFFICER, kind: 'aoc_suspension' | 'break_glass') =>
    requestFreeze(record.db, { caseId, body: { kind, account: MULE, reason: 'because' }, actor });
  async function events(): Promise<string[]> {
    const rows: { type: string }[] = await record.db.query(
      `SELECT type FROM audit_event WHERE chain = $1 AND type LIKE 'case.%' AND type <> 'case.status' ORDER BY sequence`,
      [caseId],
    );
    return rows.map(({ type }) => type);
  }
  /** The events of claims, the newest first. */
  const newestClaims = (): Promise<{ at: Date; payload: Record<string, unknown> }[]> =>
    record.db.query(
      `SELECT at, payload FROM audit_event WHERE chain = $1 AND type = 'case.claimed' ORDER BY sequence DESC`,
      [caseId],
    );
  /** Makes the claim's time be over, as if fifteen minutes had passed. */
  const letItLapse = () =>
    record.owner.query(
      `UPDATE work_claim SET claimed_at = now() - interval '16 minutes', until_at = now() - interval '1 minute'`,
    );

  it('is one person’s: of two who claim at once one has the case, and the other is told', async () => {
    const outcomes = await Promise.all([claim(OFFICER), claim(OTHER)]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'claimed' : outcome.code)).sort()).toEqual([
      'CASE.CLAIMED_BY_ANOTHER',
      'claimed',
    ]);
    expect(await events()).toEqual(['case.claimed']);
  });

  it('is renewed without an event, and ends by the database’s clock without anybody', async () => {
    expect((await claim(OFFICER)).ok).toBe(true);
    expect((await claim(OFFICER)).ok).toBe(true);
    expect(await events()).toEqual(['case.claimed']);
    await letItLapse();
    expect((await readHandling(record.db.manager, caseId, ['aoc_officer']))?.claim).toBeNull();
    expect((await claim(OTHER)).ok).toBe(true);
    expect((await readHandling(record.db.manager, caseId, ['aoc_officer']))?.claim?.person).toBe('officer-2');
    expect(await events()).toEqual(['case.claimed', 'case.claimed']);
  });

  it('is on the chain with the end that its renewals gave it, when the next one follows', async () => {
    await claim(OFFICER);
    await claim(OFFICER);
    const [first] = await newestClaims();
    await record.owner.query('UPDATE work_claim SET until_at = now()');
    const [renewed]: { untilAt: Date }[] = await record.owner.query('SELECT until_at AS "untilAt" FROM work_claim');
    await claim(OTHER);
    await endClaim(record.db, { caseId, actor: OTHER });
    await claim(OFFICER);
    const [last, second] = await newestClaims();
    expect(first?.payload['before']).toBeNull();
    expect(second?.payload['before']).toEqual({
      person: 'officer-1',
      claimedAt: first?.at.toISOString(),
      untilAt: renewed?.untilAt.toISOString(),
    });
    expect(last?.payload['before']).toMatchObject({ person: 'officer-2', claimedAt: second?.at.toISOString() });
    expect(await violated(record.db, ['I17'])).toEqual([]);
  });

  it.each([
    ['another person in the row', `UPDATE work_claim SET until_at = now(); UPDATE work_claim SET person = 'officer-9'`],
    ['another instant in the row', `UPDATE work_claim SET claimed_at = claimed_at - interval '1 minute'`],
    ['another person before it', change(`jsonb_set(payload, '{before,person}', '"officer-9"')`)],
    ['no claim before it', change(`payload - 'before'`)],
    ['an end before its begin', change(`jsonb_set(payload, '{before,untilAt}', '"2020-01-01T00:00:00Z"')`)],
    [
      'another end than the event of it',
      change(`jsonb_set(payload, '{before,untilAt}', payload #> '{before,claimedAt}')`),
    ],
  ])('is found by verify, with %s', async (_what, tamper) => {
    await claim(OFFICER);
    await endClaim(record.db, { caseId, actor: OFFICER });
    await claim(OTHER);
    expect(await violated(record.db, ['I17'])).toEqual([]);
    await record.owner.query(tamper);
    expect(await violated(record.db, ['I17'])).toEqual([expect.objectContaining({ id: 'I17', violations: 1 })]);
  });

  it('ends by its own person, and not by another', async () => {
    await claim(OFFICER);
    expect(await endClaim(record.db, { caseId, actor: OTHER })).toEqual({ ok: true });
    expect((await readHandling(record.db.manager, caseId, ['aoc_officer']))?.claim?.person).toBe('officer-1');
    expect(await endClaim(record.db, { caseId, actor: OFFICER })).toEqual({ ok: true });
    expect((await readHandling(record.db.manager, caseId, ['aoc_officer']))?.claim).toBeNull();
    expect(await events()).toEqual(['case.claimed', 'case.claim_ended']);
  });

  it('is guarded by the database, whatever a program does', async () => {
    await claim(OFFICER);
    await expect(record.db.query(`UPDATE work_claim SET person = 'officer-2'`)).rejects.toThrow('claimed by another');
  });

  it('makes others wait with a request, and never with a release or broken glass', async () => {
    await claim(OFFICER);
    expect(await request(OTHER, 'aoc_suspension')).toMatchObject({ code: 'CASE.CLAIMED_BY_ANOTHER' });
    expect(await request(OFFICER, 'aoc_suspension')).not.toMatchObject({ code: 'CASE.CLAIMED_BY_ANOTHER' });
    expect(await request(SUPERVISOR, 'break_glass')).not.toMatchObject({ code: 'CASE.CLAIMED_BY_ANOTHER' });
    const released = await releaseByOfficer(record.db, {
      holdId,
      body: { reason: 'goods arrived', unrelated: false },
      actor: OTHER,
    });
    expect(released.ok).toBe(true);
    await letItLapse();
    expect(await request(OTHER, 'aoc_suspension')).not.toMatchObject({ code: 'CASE.CLAIMED_BY_ANOTHER' });
  });

  it('goes on with a handover: the giver’s claim ends, the note and the assignment stay, the queue shows whose it is', async () => {
    await claim(OFFICER);
    await signedIn(record.owner, 'officer-2', ['aoc_officer']);
    const handed = await assignCase(record.db, {
      caseId,
      body: { assignee: 'officer-2', note: 'The bank calls back at noon.' },
      actor: OFFICER,
    });
    expect(handed.ok).toBe(true);
    const handling = await readHandling(record.db.manager, caseId, ['aoc_officer']);
    expect(handling).toMatchObject({ claim: null, assignee: 'officer-2' });
    expect(handling?.assignments).toMatchObject([{ note: 'The bank calls back at noon.', assignedBy: 'officer-1' }]);
    expect(await events()).toEqual(['case.claimed', 'case.assigned', 'case.claim_ended']);
    const total = async (assignee: string) =>
      (await readQueue(record.db.manager, { tab: 'all', limit: 10, assignee })).total;
    expect([await total('officer-1'), await total('officer-2'), await total('nobody')]).toEqual([0, 1, 0]);
  });

  it('is handed over to nobody who is not known to work on cases', async () => {
    await signedIn(record.owner, 'hotline-9', ['hotline_operator']);
    for (const assignee of ['x'.repeat(200), 'Somying Test 0812345678', 'hotline-9'])
      expect(await assignCase(record.db, { caseId, body: { assignee }, actor: OFFICER })).toMatchObject({
        ok: false,
        code: 'CASE.ASSIGNEE_UNKNOWN',
      });
    expect((await readHandling(record.db.manager, caseId, ['aoc_officer']))?.assignments).toEqual([]);
  });

  it('of an officer who went away is ended by a supervisor’s assignment, not by another officer’s', async () => {
    await claim(OFFICER);
    await signedIn(record.owner, 'officer-2', ['aoc_officer']);
    await assignCase(record.db, { caseId, body: { assignee: 'officer-2' }, actor: OTHER });
    expect((await readHandling(record.db.manager, caseId, ['aoc_officer']))?.claim?.person).toBe('officer-1');
    await assignCase(record.db, { caseId, body: { assignee: 'officer-2' }, actor: SUPERVISOR });
    expect((await readHandling(record.db.manager, caseId, ['aoc_officer']))?.claim).toBeNull();
  });

  it('is refused on a closed case, and a note is not', async () => {
    await record.owner.query('UPDATE case_file SET closed_at = now()');
    expect(await claim(OFFICER)).toMatchObject({ code: 'CASE.CLOSED' });
    expect((await noteOnCase(record.db, { caseId, text: 'The victim called again.', actor: OFFICER })).ok).toBe(true);
    expect(await claimCase(record.db, { caseId: 'absent', actor: OFFICER })).toMatchObject({ code: 'CASE.ABSENT' });
    await expect(record.owner.query('UPDATE case_note SET text = $1', ['other'])).rejects.toThrow('append-only');
  });
});

/** SQL that changes the newest claim's event, as an owner of the database could. */
function change(payload: string): string {
  return `ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only;
    UPDATE audit_event SET payload = ${payload} WHERE type = 'case.claimed' AND sequence = (SELECT max(sequence) FROM audit_event WHERE type = 'case.claimed')`;
}
