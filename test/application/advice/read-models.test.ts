import { foundOfAccounts } from '../../../src/application/advice/advice.queries.js';
import { giveVerdict } from '../../../src/application/advice/give-verdict.js';
import { keepAdvice } from '../../../src/application/advice/keep-advice.js';
import { readModelAlarms, readModels } from '../../../src/application/advice/read-models.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { recordOfficerResult } from '../../../src/application/notice/record-officer-result.js';
import { type AccountFound, type AdviceDraft, isReviewSlot } from '../../../src/domain/advice/advice.js';
import { AdviceRow } from '../../../src/persistence/entities/findings/advice.entities.js';
import { sha256Hex } from '../../../src/persistence/sha256.js';
import { adviceDraft } from '../../support/advice-draft.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, person, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { warrantOf } from '../../support/warrant.js';

const MULE = 'th-014:9000000002';
const OTHER_OFFICER = person('officer-2', 'aoc_officer');
/** What the champion says of the receiver of a complaint, and the challenger in its shadow. */
const CHAMPION = adviceDraft({ subject: MULE, score: 0.9, band: 'high', modelVersion: 'champion-2' });
const CHALLENGER = adviceDraft({ ...CHAMPION, score: 0.3, band: 'unsure', modelVersion: 'challenger-3', shadow: true });
const IN_USE = [{ modelVersion: 'champion-2', trained: [] }];

const account = (index: number): string => `th-014:${9_000_001_000 + index}`;
/** Accounts that chance draws for review. */
const drawn = (count: number): string[] =>
  Array.from({ length: 100 * count + 1_000 }, (_, index) => account(index))
    .filter((subject) => isReviewSlot(sha256Hex(`review ${subject}`), 200))
    .slice(0, count);

describe('what came of the advice of models', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  /** A case whose money is held in full, on a confirmed debit, about which both models advised. */
  async function advised(reference: string) {
    const { caseId, holdIds } = await build.complain({ transfers: [{ reference }] });
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    await keepAdvice(build.db, caseId, Date.now(), [CHAMPION, CHALLENGER]);
    return { caseId, holdId };
  }
  async function say(
    caseId: string,
    subject: string,
    verdict: 'agree' | 'wrong',
    { actor = OFFICER, found }: { actor?: typeof OFFICER; found?: AccountFound } = {},
  ) {
    const { id: adviceId } = await build.db.manager.findOneByOrFail(AdviceRow, { caseId, subject, shadow: false });
    const why = verdict === 'wrong' ? 'synthetic' : undefined;
    const given = await giveVerdict(build.db, { adviceId, verdict, why, found, actor });
    if (!given.ok) throw new Error(given.code);
  }
  const allowed = <T extends { ok: boolean }>(outcome: T): Extract<T, { ok: true }> => {
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    return outcome as Extract<T, { ok: true }>;
  };
  const found = async () =>
    (await foundOfAccounts(build.db.manager)).map(({ modelVersion, proved, found: said }) => [
      modelVersion,
      proved,
      said,
    ]);
  const ofBoth = (proved: boolean | null, said: string | null) => [
    ['challenger-3', proved, said],
    ['champion-2', proved, said],
  ];

  it('is nothing where officers agree with what the model chose, or call it wrong', async () => {
    const { caseId } = await advised('FOUND-0');
    await say(caseId, MULE, 'agree');
    await say(caseId, MULE, 'wrong', { actor: OTHER_OFFICER });
    expect(await found()).toEqual(ofBoth(null, null));
    const { models } = await readModels(build.db.manager, IN_USE);
    expect(models.map(({ bands, calibration, agreed, wrong }) => [bands, calibration, agreed, wrong])).toEqual([
      [[], [], 0, 0],
      [[], [], 1, 1],
    ]);
  });

  it('is what the newest officer found of what chance drew, for champion and challenger, each by its own score', async () => {
    const { caseId } = await build.complain();
    const [subject = ''] = drawn(1);
    await keepAdvice(build.db, caseId, Date.now(), [
      { ...CHAMPION, subject },
      { ...CHALLENGER, subject },
    ]);
    await expect(say(caseId, subject, 'agree')).rejects.toThrow('ADVICE.FOUND_MISSING');
    await say(caseId, subject, 'wrong', { found: 'innocent' });
    await say(caseId, subject, 'agree', { actor: OTHER_OFFICER, found: 'mule' });
    expect(await found()).toEqual(ofBoth(null, 'mule'));
    const { models } = await readModels(build.db.manager, IN_USE);
    expect(models.map(({ modelVersion, shadow, bands }) => [modelVersion, shadow, bands])).toMatchObject([
      ['challenger-3', true, [{ band: 'unsure', count: 1, ofRecord: null, expected: null, actual: null }]],
      ['champion-2', false, [{ band: 'high', count: 1, ofRecord: null, expected: null, actual: null }]],
    ]);
  });

  it('is what a denied debit proves, whatever officers had said', async () => {
    const { caseId, holdIds } = await build.complain();
    await build.send(holdIds[0] ?? '', { result: 'HELD_FULL' });
    await keepAdvice(build.db, caseId, Date.now(), [CHAMPION, CHALLENGER]);
    await say(caseId, MULE, 'agree');
    await build.debits(caseId, 'DENIED');
    await build.advanceCase(caseId);
    expect(await found()).toEqual(ofBoth(false, null));
  });

  it('is that an account is unrelated, unless that release was a mistake that was taken back', async () => {
    const { caseId, holdId } = await advised('FOUND-2');
    allowed(await releaseByOfficer(build.db, { holdId, body: { reason: 'a shop', unrelated: true }, actor: OFFICER }));
    expect(await found()).toEqual(ofBoth(false, null));
    const body = { kind: 'reinstatement' as const, holdId, reason: 'the papers were false' };
    const asked = allowed(await requestFreeze(build.db, { caseId, body, actor: OTHER_OFFICER }));
    expect(await build.decide(asked.response.id, SUPERVISOR)).toMatchObject({ state: 'approved' });
    expect(await found()).toEqual([]);
  });

  it('is no proof when an officer lets a hold go without one', async () => {
    const { holdId } = await advised('FOUND-3');
    allowed(await releaseByOfficer(build.db, { holdId, body: { reason: 'enough', unrelated: false }, actor: OFFICER }));
    expect(await found()).toEqual([]);
  });

  it('is a mule’s account where an order names a seizure warrant', async () => {
    const { caseId, holdId } = await advised('FOUND-4');
    const body = {
      kind: 'whole_account' as const,
      holdId,
      ...(await warrantOf(build.db, caseId)),
      reason: 'A warrant.',
    };
    const asked = allowed(await requestFreeze(build.db, { caseId, body, actor: OFFICER }));
    await build.decide(asked.response.id, SUPERVISOR);
    expect(await found()).toEqual([]);
    await build.decide(asked.response.id, INQUIRY_OFFICER);
    expect(await found()).toEqual(ofBoth(true, null));
  });

  it('is what the officer found within the time of section 6', async () => {
    const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
    const notice = {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime' as const,
      foundAt: at(5),
      fromAccount: { institution: 'th-004', accountNo: '9000000003' },
      transfers: [
        {
          to: { account: MULE_ACCOUNT },
          amountSatang: '250000',
          transferredAt: at(60),
          rail: 'promptpay',
          reference: 'SUSPECTED-2',
          suspended: { amountSatang: '250000', suspendedAt: at(5) },
          onward: [],
        },
      ],
    };
    const { cases, suspensions } = await build.suspect('th-014', notice);
    await keepAdvice(build.db, cases[0]?.id ?? '', Date.now(), [CHAMPION, CHALLENGER]);
    const body = { result: 'proceeded' as const, reason: 'A warrant is sought.', reference: 'TEST 3/2569' };
    const suspensionId = suspensions[0]?.id ?? '';
    allowed(await recordOfficerResult(build.db, { suspensionId, body, actor: INQUIRY_OFFICER }));
    expect(await found()).toEqual(ofBoth(true, null));
  });

  it('counts for nothing what a model said only after it was known', async () => {
    const { caseId, holdIds } = await build.complain();
    await build.send(holdIds[0] ?? '', { result: 'HELD_FULL' });
    await build.debits(caseId, 'DENIED');
    await build.advanceCase(caseId);
    await keepAdvice(build.db, caseId, Date.now(), [CHAMPION]);
    expect(await found()).toEqual([]);
  });

  const accounts = (count: number, change: (index: number) => Partial<AdviceDraft>) =>
    Array.from({ length: count }, (_, index) =>
      adviceDraft({ ...CHAMPION, subject: account(index), ...change(index) }),
    );
  const drawnAccounts = (count: number, change: Partial<AdviceDraft> = {}) =>
    drawn(count).map((subject) => adviceDraft({ ...CHAMPION, subject, ...change }));

  it('raises an alarm for the model in use whose band leaves the interval, and for no other', async () => {
    const { caseId } = await build.complain();
    const drafts = drawnAccounts(12);
    await keepAdvice(build.db, caseId, Date.now(), drafts);
    const innocent = (subject = '') => say(caseId, subject, 'wrong', { found: 'innocent' });
    for (const { subject } of drafts.slice(0, 9)) await innocent(subject);
    const alarms = () => readModelAlarms(build.db.manager, IN_USE);
    expect(await alarms()).toEqual([{ modelVersion: 'champion-2', offBands: [], driftedFeatures: [] }]);
    await innocent(drafts[9]?.subject);
    expect((await alarms())[0]?.offBands).toMatchObject([{ band: 'high', count: 10, actual: 0 }]);
    expect(await readModelAlarms(build.db.manager, [{ modelVersion: 'challenger-3', trained: [] }])).toEqual([]);
  });

  it('measures the middle by what officers found where the advice was unsure, of what chance drew', async () => {
    const { caseId } = await build.complain();
    const unsure = { score: 0.4, band: 'unsure' } as const;
    const drafts = [...drawnAccounts(10, unsure), ...accounts(10, () => unsure)];
    await keepAdvice(build.db, caseId, Date.now(), drafts);
    for (const { subject } of drafts) await say(caseId, subject, 'agree', { found: 'mule' });
    const { models } = await readModels(build.db.manager, IN_USE);
    expect(models[0]?.bands).toMatchObject([{ band: 'unsure', count: 10, actual: 1, isOff: true }]);
    expect(models[0]?.calibration).toMatchObject([{ from: 0.4, count: 10, actual: 1 }]);
  });

  it('sees which figure of a model is served otherwise than it was in training', async () => {
    const { caseId } = await build.complain();
    const spread = { limits: [1], shares: [0.5, 0.5, 0] };
    const trained = ['hop', 'waited'].map((feature) => ({ feature, ...spread }));
    const bins = (index: number) => ({ detail: { bins: index % 2 === 0 ? '01' : '00' } });
    const inUse = [{ modelVersion: 'champion-2', trained }];
    const drift = async () => (await readModels(build.db.manager, inUse)).models[0]?.featureDrift;
    await keepAdvice(build.db, caseId, Date.now(), accounts(499, bins));
    expect(await drift()).toEqual([]);
    await keepAdvice(build.db, caseId, Date.now(), accounts(500, bins));
    expect(await drift()).toMatchObject([
      { feature: 'hop', calls: 'stop' },
      { feature: 'waited', calls: 'none' },
    ]);
    const [alarm] = await readModelAlarms(build.db.manager, inUse);
    expect(alarm?.driftedFeatures.map(({ feature }) => feature)).toEqual(['hop']);
  });
});
