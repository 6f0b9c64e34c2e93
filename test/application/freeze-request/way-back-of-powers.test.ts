import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../src/application/hold/release/release-in-part.js';
import type { ActingPerson } from '../../../src/application/case/work/acting-person.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import {
  INQUIRY_OFFICER,
  OFFICER,
  OTHER_SUPERVISOR,
  person,
  RecordBuilder,
  SUPERVISOR,
} from '../../support/record-builder.js';
import { timePasses } from '../../support/time-passes.js';
import { violated } from '../../support/violated.js';
import { warrantOf } from '../../support/warrant.js';
import { withdraw } from '../../support/withdraw.js';

const OTHER_INQUIRY_OFFICER = person('inquiry-2', 'inquiry_officer');
const THIRD_INQUIRY_OFFICER = person('inquiry-3', 'inquiry_officer');

/** P-BACK: what comes back is judged by what the power of the hold rested on, not by the complaint. */
describe('the way back of a power that a complaint did not give', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  /** The test wrote past the programs, so that the audit no longer tells what the tables say. */
  let isArranged: boolean;
  beforeEach(async () => {
    isArranged = false;
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(async () => {
    const found = isArranged ? [] : await violated(build.db);
    await database.drop();
    expect(found).toEqual([]);
  });

  interface Held {
    caseId: string;
    holdId: string;
  }

  /** A hold of section 7 in full, on a debit that the victim's bank confirmed. */
  async function held(): Promise<Held> {
    const { caseId, holdIds } = await build.complain();
    const holdId = holdIds[0] ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    return { caseId, holdId };
  }

  /** The same, which an inquiry officer's order carries on. */
  async function continued(): Promise<Held> {
    const hold = await held();
    const body = { kind: 'continue_order' as const, holdId: hold.holdId, reason: 'the inquiry goes on' };
    await requestFreeze(build.db, { caseId: hold.caseId, body, actor: INQUIRY_OFFICER });
    await build.advanceCase(hold.caseId);
    await build.send(hold.holdId, { result: 'HELD_FULL' });
    return hold;
  }

  /** The same, under a seizure warrant. */
  async function seized(): Promise<Held> {
    const hold = await held();
    const warrant = await warrantOf(build.db, hold.caseId);
    const body = { kind: 'whole_account' as const, holdId: hold.holdId, ...warrant, reason: 'a warrant' };
    const made = await requestFreeze(build.db, { caseId: hold.caseId, body, actor: OFFICER });
    if (!made.ok) throw new Error(made.code);
    await build.decide(made.response.id, SUPERVISOR);
    await build.decide(made.response.id, INQUIRY_OFFICER);
    await build.send(hold.holdId, { result: 'HELD_FULL' });
    return hold;
  }

  async function denied({ caseId }: Held): Promise<void> {
    await build.debits(caseId, 'DENIED');
    await build.advanceCase(caseId);
  }
  const withdrawn = ({ caseId }: Held) => withdraw(build.db, caseId).then(() => build.advanceCase(caseId));

  async function released({ holdId, caseId }: Held, actor: ActingPerson): Promise<void> {
    const done = await releaseByOfficer(build.db, { holdId, body: { reason: 'synthetic', unrelated: false }, actor });
    expect(done).toMatchObject({ ok: true });
    await build.release(holdId);
    await build.advanceCase(caseId);
  }

  async function ask({ caseId, holdId }: Held, partialReleaseId?: string): Promise<string> {
    const body = { kind: 'reinstatement' as const, holdId, partialReleaseId, reason: 'a mistake' };
    const made = await requestFreeze(build.db, { caseId, body, actor: OTHER_INQUIRY_OFFICER });
    if (!made.ok) throw new Error(made.code);
    return made.response.id;
  }

  async function approve(requestId: string, kind: string): Promise<void> {
    const all = kind === 'whole_account' ? [OTHER_SUPERVISOR, INQUIRY_OFFICER] : [INQUIRY_OFFICER];
    for (const actor of all)
      expect({ code: 'none', ...(await build.decide(requestId, actor)) }).toMatchObject({ ok: true, code: 'none' });
  }

  const powers: [string, () => Promise<Held>][] = [
    ['continue_order', continued],
    ['whole_account', seized],
  ];
  const ends: [string, (hold: Held) => Promise<unknown>][] = [
    ['a denial of the debit', denied],
    ['a withdrawal', withdrawn],
  ];
  const rows = powers.flatMap(([kind, make]) => ends.map(([end, happens]) => ({ kind, make, end, happens })));

  it.each(rows)('brings $kind back after $end before the release', async ({ kind, make, happens }) => {
    const hold = await make();
    await happens(hold);
    const { expiresAt } = await build.hold(hold.holdId);
    await released(hold, THIRD_INQUIRY_OFFICER);
    await approve(await ask(hold), kind);
    await build.advanceCase(hold.caseId);
    const back = (await build.holds(hold.caseId)).at(-1);
    expect(back).toMatchObject({ kind, state: 'ordered', requestedSatang: 100_000n, expiresAt });
    await build.send(back?.id ?? '', { result: 'HELD_FULL' });
    await build.advanceCase(hold.caseId);
    expect(await build.hold(back?.id ?? '')).toMatchObject({ state: 'held', heldSatang: 100_000n });
  });

  it.each(rows)('brings $kind back after $end between the release and the approval', async (row) => {
    const { kind, make, happens } = row;
    const hold = await make();
    await released(hold, THIRD_INQUIRY_OFFICER);
    const id = await ask(hold);
    await happens(hold);
    await approve(id, kind);
    await build.advanceCase(hold.caseId);
    expect((await build.holds(hold.caseId)).at(-1)).toMatchObject({ kind, state: 'ordered' });
  });

  it('counts an order of an inquiry officer that comes back as given when it was, also after the seven days', async () => {
    isArranged = true; // Time is moved by hand.
    const hold = await continued();
    await timePasses(build.owner, '8 days');
    await released(hold, THIRD_INQUIRY_OFFICER);
    await approve(await ask(hold), 'continue_order');
    await build.advanceCase(hold.caseId);
    const back = (await build.holds(hold.caseId)).at(-1);
    expect(back).toMatchObject({ kind: 'continue_order', state: 'ordered' });
    await build.send(back?.id ?? '', { result: 'HELD_FULL' });
    await build.advanceCase(hold.caseId);
    expect(await build.db.query(`SELECT kind FROM break_record WHERE kind = 'CONTINUE_ORDER_LATE'`)).toEqual([]);
    const again = { caseId: hold.caseId, holdId: back?.id ?? '' };
    await released(again, THIRD_INQUIRY_OFFICER);
    await approve(await ask(again), 'continue_order');
    await build.advanceCase(hold.caseId);
    expect((await build.holds(hold.caseId)).at(-1)).toMatchObject({ kind: 'continue_order', state: 'ordered' });
  });

  it.each(ends)('keeps the case open after %s while the hold may come back', async (_end, happens) => {
    isArranged = true;
    const hold = await continued();
    await happens(hold);
    for (const table of ['evidence_request', 'debit_confirmation'])
      await build.owner.query(`UPDATE ${table} SET state = 'unknown' WHERE state = 'asked'`);
    await released(hold, THIRD_INQUIRY_OFFICER);
    const file = () => build.db.manager.findOneByOrFail(CaseFileRow, { id: hold.caseId });
    expect(await file()).toMatchObject({ closedAt: null });
    const later = `SET ended_at = ended_at - interval '31 minutes' WHERE id = $1`;
    await build.owner.query(`UPDATE hold ${later}`, [hold.holdId]);
    await build.advanceCase(hold.caseId);
    expect(await file()).toMatchObject({ status: 'closed' });
  });

  it.each(ends)('brings a part of a continue-order back after %s', async (_end, happens) => {
    const hold = await continued();
    await happens(hold);
    const body = { keepSatang: '20000', reason: 'synthetic' };
    const part = await releaseInPart(build.db, { holdId: hold.holdId, body, actor: THIRD_INQUIRY_OFFICER });
    if (!part.ok) throw new Error(part.code);
    await build.send(hold.holdId, { result: 'HELD_FULL' });
    await build.advanceCase(hold.caseId);
    await approve(await ask(hold, part.partialReleaseId), 'continue_order');
    await build.advanceCase(hold.caseId);
    await build.send(hold.holdId, { result: 'HELD_FULL' });
    await build.advanceCase(hold.caseId);
    expect(await build.hold(hold.holdId)).toMatchObject({ kind: 'continue_order', heldSatang: 100_000n });
  });
});
