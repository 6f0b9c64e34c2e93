import { answerAppeal } from '../../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../../src/application/appeal/file-appeal.js';
import { decideOwnFinding } from '../../../../src/application/appeal/own-findings.js';
import { requestFreeze } from '../../../../src/application/freeze-request/request-freeze.js';
import { recordOfficerResult } from '../../../../src/application/notice/record-officer-result.js';
import { newId } from '../../../../src/persistence/ids.js';
import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import {
  INQUIRY_OFFICER,
  OFFICER,
  OPERATOR,
  person,
  RecordBuilder,
  SUPERVISOR,
} from '../../../support/record-builder.js';
import { timePasses } from '../../../support/time-passes.js';
import { violated } from '../../../support/violated.js';
import { confirmedHold, transferToMule } from './support/confirmed-hold.js';

/** A later suspicion stands beside an order that a person gave, and beside the complaint; it takes the place of neither. */
describe('a suspicion that would last longer than what stands', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  const transfer = transferToMule('OVER-1');
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    ({ caseId, holdId } = await confirmedHold(build, transfer));
  });
  afterEach(() => database.drop());

  async function continued() {
    const until = new Date(Date.now() + 2 * 86_400_000).toISOString();
    const body = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on', until };
    expect(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL', receiptSeq: 2 });
    expect(await build.hold(holdId)).toMatchObject({ kind: 'continue_order' });
  }
  async function suspects() {
    const notice = {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime' as const,
      foundAt: new Date(Date.now() - 60_000).toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      transfers: [{ ...transfer, amountSatang: '100000', rail: 'promptpay' as const }],
    };
    await build.suspect('th-004', notice);
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL', receiptSeq: 3 });
  }
  async function upheldByBank() {
    const { noticeReference: reference } = await build.hold(holdId);
    const filed = await receiveAppeal(build.db, {
      reference,
      statement: 'A sale.',
      bodySha256: newId(),
      appellant: { by: 'desk', person: OPERATOR, idempotencyKey: newId() },
    });
    if (!filed.ok) throw new Error(filed.code);
    const appealId = filed.response.id;
    const uphold = { verdict: 'uphold' as const, reason: { en: 'A customer of ours.' } };
    const forwarded = await answerAppeal(build.db, {
      appealId,
      body: uphold,
      actor: person('officer-9', 'aoc_officer'),
    });
    const bank = { ...person('bank-1', 'institution_user'), institution: MULE_ACCOUNT.institution };
    const decided = await decideOwnFinding(build.db, { appealId, body: uphold, actor: bank });
    return { forwarded: forwarded.ok, decided: decided.ok ? 'ok' : decided.code };
  }

  it('leaves an inquiry officer’s order to the police when the holder’s bank lifts', async () => {
    await continued();
    await suspects();
    await upheldByBank();
    expect(await build.hold(holdId)).toMatchObject({ kind: 'continue_order', state: 'held' });
    const broken = (await violated(build.db)).filter(({ id }) => id !== 'GUARDS');
    expect(broken).toEqual([]);
  });

  it('leaves an inquiry officer’s order its own two days when AMLO finds it unfounded', async () => {
    await continued();
    const { expiresAt } = await build.hold(holdId);
    await suspects();
    expect((await build.hold(holdId)).expiresAt > expiresAt).toBe(true);
    await recordOfficerResult(build.db, {
      suspensionId: holdId,
      body: { result: 'lifted', reason: 'no laundering' },
      actor: person('amlo-1', 'amlo_officer'),
    });
    expect(await build.hold(holdId)).toMatchObject({ kind: 'continue_order', state: 'held', expiresAt });
  });

  it('leaves what the complaint gives when the centre and the bank found against theirs', async () => {
    const asked = await requestFreeze(build.db, {
      caseId,
      body: { kind: 'aoc_suspension', account: MULE_ACCOUNT, reason: 'black' },
      actor: OFFICER,
    });
    if (!asked.ok) throw new Error(asked.code);
    await build.approve(asked.response.id, SUPERVISOR);
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL', receiptSeq: 2 });
    await suspects();
    await upheldByBank();
    const { state } = await build.hold(holdId);
    expect(state).toBe('held');
  });

  it('goes back to the victim’s complaint when the holder’s bank lifts', async () => {
    await suspects();
    await upheldByBank();
    const { state } = await build.hold(holdId);
    if (state === 'release_ordered') await build.release(holdId);
    await build.advanceCase(caseId);
    await build.advanceCase(caseId);
    const live = (await build.holds(caseId)).filter(({ endedAt }) => endedAt === null).map((hold) => hold.kind);
    expect(live).toEqual(['section7']);
  });

  it('does not go back to the complaint that the centre ended by a finding, when the suspicion ends sooner', async () => {
    await suspects();
    await build.owner.query('ALTER TABLE hold_notice DISABLE TRIGGER USER');
    for (const table of ['hold', 'hold_order', 'hold_notice'])
      await build.owner.query(
        `UPDATE ${table} SET expires_at = expires_at - interval '2 days' WHERE expires_at > now() + interval '3 days'`,
      );
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL', receiptSeq: 4 });
    const { noticeReference: reference, kind } = await build.hold(holdId);
    expect(kind).toBe('section7');
    const filed = await receiveAppeal(build.db, {
      reference,
      statement: 'A sale.',
      bodySha256: newId(),
      appellant: { by: 'desk', person: OPERATOR, idempotencyKey: newId() },
    });
    if (!filed.ok) throw new Error(filed.code);
    const body = { verdict: 'uphold' as const, reason: { en: 'A sale.' } };
    await answerAppeal(build.db, { appealId: filed.response.id, body, actor: person('officer-9', 'aoc_officer') });
    expect(await build.hold(holdId)).toMatchObject({ kind: 'section6', state: 'held' });
    await build.advanceCase(caseId);
    expect(await build.hold(holdId)).toMatchObject({ kind: 'section6', state: 'held' });
  });

  it('goes back to the victim’s complaint when an officer of AMLO finds for the holder', async () => {
    await suspects();
    const { noticeReference: reference } = await build.hold(holdId);
    const filed = await receiveAppeal(build.db, {
      reference,
      statement: 'A sale.',
      bodySha256: newId(),
      appellant: { by: 'desk', person: OPERATOR, idempotencyKey: newId() },
    });
    if (!filed.ok) throw new Error(filed.code);
    const body = { verdict: 'uphold' as const, reason: { en: 'No laundering.' } };
    await answerAppeal(build.db, { appealId: filed.response.id, body, actor: person('officer-9', 'aoc_officer') });
    await answerAppeal(build.db, { appealId: filed.response.id, body, actor: person('amlo-9', 'amlo_officer') });
    expect(await build.hold(holdId)).toMatchObject({ kind: 'section7', state: 'held' });
  });

  it('on day 8 leaves the four days of an inquiry officer’s order', async () => {
    const until = new Date(Date.now() + 12 * 86_400_000).toISOString();
    const body = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on', until };
    expect(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL', receiptSeq: 2 });
    await timePasses(build.owner, '8 days');
    const [row] = await build.db.query<{ at: Date }[]>('SELECT transferred_at AS at FROM transfer');
    const notice = {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime' as const,
      foundAt: new Date(Date.now() - 60_000).toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      transfers: [
        { ...transfer, transferredAt: row?.at.toISOString() ?? '', amountSatang: '100000', rail: 'promptpay' as const },
      ],
    };
    await build.suspect('th-004', notice);
    await build.advanceCase(caseId);
    expect(await build.hold(holdId)).toMatchObject({ kind: 'continue_order', state: 'held' });
    await recordOfficerResult(build.db, {
      suspensionId: holdId,
      body: { result: 'lifted', reason: 'no laundering' },
      actor: person('amlo-1', 'amlo_officer'),
    });
    const hold = await build.hold(holdId);
    expect(hold).toMatchObject({ state: 'held' });
  });
});
