import { createHash, randomUUID } from 'node:crypto';
import { answerAppeal } from '../../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../../src/application/appeal/file-appeal.js';
import { requestFreeze } from '../../../../src/application/freeze-request/request-freeze.js';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../../src/application/hold/release/release-in-part.js';
import { receiveNotice } from '../../../../src/application/notice/receive-notice.js';
import { openCaseOfHold } from '../../../../src/application/case/work/open-case.js';
import { orderRelease } from '../../../../src/application/hold/release/order-release.js';
import { recordOfficerResult } from '../../../../src/application/notice/record-officer-result.js';
import { inTransaction } from '../../../../src/persistence/unit-of-work.js';
import { violated } from '../../../support/violated.js';
import { driveDue } from '../../../support/drive-due.js';
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
import { confirmedHold, transferToMule } from './support/confirmed-hold.js';

const AMLO = person('amlo-1', 'amlo_officer');
const OTHER_INQUIRY = person('inquiry-2', 'inquiry_officer');

describe('AMLO’s suspension beside an order of the centre or of an inquiry officer', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const transfer = transferToMule('BOTH-1');
    ({ caseId, holdId } = await confirmedHold(build, transfer));
    const body = {
      kind: 'officer' as const,
      ground: 'Laundering is suspected.',
      suspected: 'money_laundering' as const,
      foundAt: new Date(Date.now() - 1_000).toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      authority: { office: 'amlo' as const, position: 'Officer', documentNo: 'AMLO 1/2569' },
      transfers: [{ ...transfer, amountSatang: '100000', rail: 'promptpay' as const }],
    };
    const received = await receiveNotice(build.db, {
      body,
      bodySha256: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
      notifier: { by: 'officer', person: AMLO, office: 'amlo', idempotencyKey: randomUUID() },
      rulebook: 'th',
    });
    if (!received.ok)
      throw new Error(`${received.code} ${JSON.stringify('faults' in received ? received.faults : [])}`);
    await build.advanceCase(caseId);
    const rests = await build.db.query<unknown[]>('SELECT 1 FROM hold_notice WHERE hold_id = $1', [holdId]);
    expect(rests).toHaveLength(1);
  });
  afterEach(() => database.drop());

  async function suspended() {
    const body = { kind: 'aoc_suspension' as const, account: MULE_ACCOUNT, reason: 'black' };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await build.approve(asked.response.id, SUPERVISOR);
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL', receiptSeq: 2 });
    expect(await build.hold(holdId)).toMatchObject({ kind: 'aoc_suspension', state: 'held' });
  }
  async function continued(until?: string) {
    const body = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on', ...(until && { until }) };
    expect(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL', receiptSeq: 2 });
    expect(await build.hold(holdId)).toMatchObject({ kind: 'continue_order', state: 'held' });
  }
  async function file() {
    const { noticeReference: reference } = await build.hold(holdId);
    const appellant = { by: 'desk' as const, person: OPERATOR, idempotencyKey: newId() };
    const filed = await receiveAppeal(build.db, { reference, statement: 'A sale.', bodySha256: newId(), appellant });
    if (!filed.ok) throw new Error(filed.code);
    return filed.response.id;
  }
  const uphold = { verdict: 'uphold' as const, reason: { en: 'The sale is proved.' } };

  it('beside section 7 is not released by an officer of the centre', async () => {
    expect(
      await releaseByOfficer(build.db, { holdId, body: { reason: 'x', unrelated: true }, actor: OFFICER }),
    ).toMatchObject({ ok: false });
  });

  it('one officer of the centre ends the centre’s suspension: AMLO’s own seven days go on', async () => {
    await suspended();
    const released = await releaseByOfficer(build.db, {
      holdId,
      body: { reason: 'not connected', unrelated: true },
      actor: person('officer-7', 'aoc_officer'),
    });
    const hold = await build.hold(holdId);
    expect([released.ok, hold.kind, hold.state]).toEqual([expect.any(Boolean), expect.any(String), 'held']);
  });

  it('the centre upholds an appeal against its own suspension: AMLO’s own seven days go on', async () => {
    await suspended();
    const id = await file();
    await answerAppeal(build.db, { appealId: id, body: uphold, actor: person('officer-7', 'aoc_officer') });
    expect(await build.hold(holdId)).toMatchObject({ state: 'held' });
  });

  it('an inquiry officer ends his continue-order: AMLO’s own seven days go on', async () => {
    await continued();
    await releaseByOfficer(build.db, {
      holdId,
      body: { reason: 'not connected', unrelated: false },
      actor: OTHER_INQUIRY,
    });
    expect(await build.hold(holdId)).toMatchObject({ state: 'held' });
  });

  it('a continue-order of one day runs out: AMLO’s other six days go on', async () => {
    await continued(new Date(Date.now() + 24 * 3_600_000).toISOString());
    await timePasses(build.owner, '25 hours');
    await build.owner.query('ALTER TABLE hold_notice DISABLE TRIGGER USER');
    await build.owner.query(
      `UPDATE hold_notice SET expires_at = expires_at - interval '25 hours', notified_at = notified_at - interval '25 hours'`,
    );
    await build.advanceCase(caseId);
    await driveDue(build.db, ['hold_end']);
    const [notice] = await build.db.query<{ left: number }[]>(
      `SELECT extract(epoch FROM expires_at - now()) / 86400 AS left FROM hold_notice`,
    );
    const hold = await build.hold(holdId);
    expect({ state: hold.state, amloDaysLeft: Math.round(Number(notice?.left)) }).toEqual({
      state: 'held',
      amloDaysLeft: 6,
    });
  });

  it('an officer of the centre lets a part of its own suspension go: what AMLO suspends stays', async () => {
    await suspended();
    const part = await releaseInPart(build.db, {
      holdId,
      body: { keepSatang: '10000', reason: 'salary' },
      actor: person('officer-7', 'aoc_officer'),
    });
    expect(part).toMatchObject({ ok: false });
  });

  it('is missed where a release ends it all the same: verify says so (I25)', async () => {
    await suspended();
    await inTransaction(build.db, async (manager) => {
      const work = await openCaseOfHold(manager, holdId, 'officer-7');
      await orderRelease(work, await build.hold(holdId), 'UNRELATED', { note: 'not connected', role: 'aoc_officer' });
      await work.finish();
    });
    const broken = (await violated(build.db)).find(({ id }) => id === 'I25');
    expect(broken?.examples).toEqual([
      `${holdId}: was released by a person while a suspicion that others examine let its money stay`,
    ]);
  });

  it('AMLO lifts its own suspension: the centre’s suspension stays', async () => {
    await suspended();
    expect(
      await recordOfficerResult(build.db, {
        suspensionId: holdId,
        body: { result: 'lifted', reason: 'no' },
        actor: AMLO,
      }),
    ).toMatchObject({ ok: true });
    expect(await build.hold(holdId)).toMatchObject({ kind: 'aoc_suspension', state: 'held' });
  });
});
