import type { AgencyPort } from '../../src/agencies/port.js';
import { recordQuestion } from '../../src/application/evidence/deliver-questions.js';
import { answerMessage } from '../../src/application/message/answer-message.js';
import { writeShareNotices } from '../../src/application/exchange/write-share-notices.js';
import type { InstitutionPort } from '../../src/institutions/port.js';
import { KINDS } from '../../src/outgoing/kinds/all.js';
import { OutgoingMessageRow } from '../../src/persistence/entities/traffic/outgoing.entities.js';
import type { Endpoint } from '../../src/signed-http/signed-client.js';
import { SIGNATURE_ALGORITHM } from '../../src/signing/profile.js';
import { answers } from '../../tools/verify/checks/evidence/answers.js';
import { sendMessages } from '../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import type { RecordBuilder } from '../support/record-builder.js';
import { tamperedAndUndone } from './support/database-copy.js';
import { ANSWERED_PLANTS } from './support/plants/answer-plants.js';
import { buildRichRecord } from './support/rich-record.js';

/** What parties say to everything, in turn. */
type Says = 'refuses' | 'is not understood' | 'acknowledges';

describe('ANSWERS, where parties refuse, cannot be read, acknowledge and contradict themselves', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let says: Says;

  const signed = async (slug: string, subjectId: string, content: object, status: number) => {
    const { rawBody, proof } = await build.parties.answer(slug, 'order.rejected', subjectId, content, status);
    return { httpStatus: status, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
  };
  const said = async ({ slug }: Pick<Endpoint, 'slug'>, subjectId: string, body: object) => {
    if (says === 'refuses') {
      const answer = await signed(slug, subjectId, { code: 'PARTY.NO' }, 422);
      return { kind: 'rejected' as const, httpStatus: 422, code: 'PARTY.NO', answer };
    }
    if (says === 'is not understood') {
      const answer = await signed(slug, subjectId, { what: 'is this' }, 200);
      return { kind: 'unreadable' as const, why: 'body: result is missing', answer };
    }
    return { kind: 'answered' as const, answer: await signed(slug, subjectId, body, 200), body };
  };
  const institutions = {
    sendSuspensionResult: (to, { resultId }) => said(to, resultId, { resultId, result: 'LIFTED' }),
    // Most of the listings stay refused.
    sendListingNotice: async (to, { noticeId }) => {
      const before = says;
      if (says === 'acknowledges' && to.slug !== 'th-002') says = 'refuses';
      const answer = await said(to, noticeId, { noticeId, result: 'LISTED' });
      says = before;
      return answer;
    },
    releaseHold: (to, { releaseOrderId }) => {
      says = 'refuses';
      return said(to, releaseOrderId, {});
    },
  } as InstitutionPort;
  const agencies = { sendShareNotice: (to, { noticeId }) => said(to, noticeId, { noticeId }) } as AgencyPort;

  const rows = <T>(sql: string, ...parameters: unknown[]) => database.dataSource.query<T[]>(sql, parameters);
  const found = () =>
    build.db.transaction(async (manager) => (await answers.run({ manager, asOf: new Date() })).violations);

  async function sendAll(now: Says): Promise<void> {
    says = now;
    await writeShareNotices(build.db);
    await rows(
      `UPDATE outgoing_message SET next_attempt_at = now() - interval '1 second'
        WHERE acknowledged_at IS NULL AND kind IN ('suspension.result', 'listing.notice', 'share.notice')`,
    );
    await rows(`UPDATE outgoing_message SET next_attempt_at = now() + interval '1 hour' WHERE kind = 'release.order'`);
    for (let round = 0; round < 3; round += 1) await sendMessages(build.db, { institutions, agencies });
  }

  beforeAll(async () => {
    database = await freshDatabase();
    ({ build } = await buildRichRecord(database));
  });
  afterAll(() => database.drop());

  it.each<Says>(['refuses', 'is not understood', 'acknowledges'])('finds nothing when each party %s', async (now) => {
    await sendAll(now);
    const [kept] = await rows<{ refused: number; acknowledged: number }>(
      `SELECT (SELECT count(*)::int FROM inbox_message WHERE outcome = 'REFUSED') AS refused,
              (SELECT count(*)::int FROM outgoing_message WHERE kind <> 'hold.order' AND kind <> 'release.order' AND answer IS NOT NULL) AS acknowledged`,
    );
    expect(kept?.refused).toBeGreaterThan(0);
    if (now === 'acknowledges') expect(kept?.acknowledged).toBeGreaterThan(1);
    expect(await found()).toEqual([]);
  });

  it('finds nothing when a party says another thing later: the first word counts, and one against an officer is a break', async () => {
    const message = await build.db.manager.findOneByOrFail(OutgoingMessageRow, { kind: 'suspension.result' });
    const body = { resultId: message.id, result: 'NOTED' };
    const { rawBody, proof } = await signed(message.party, message.id, body, 200);
    const answer = answerMessage(
      message.party,
      'suspension.receipt',
      message.id,
      { httpStatus: 200, rawBody, proof },
      body,
    );
    await KINDS['suspension.result'].record(build.db, message, answer, { kind: 'answered' });
    const outcomes = await rows<{ outcome: string }>(
      `SELECT outcome FROM inbox_message WHERE kind = 'suspension.receipt' ORDER BY id`,
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['APPLIED', 'KNOWN']);
    expect(await rows(`SELECT 1 FROM break_record WHERE kind = 'RESULT_NOT_FOLLOWED'`)).toHaveLength(1);
    expect(await found()).toEqual([]);
  });

  it('finds nothing when an agency answers what nobody can read, and nothing when it says no', async () => {
    const asked = await rows<{ id: string; caseId: string; agency: string }>(
      `SELECT id, case_id AS "caseId", agency FROM evidence_request WHERE state IN ('asked', 'unknown') ORDER BY id`,
    );
    const [one, other] = asked;
    if (one === undefined || other === undefined) throw new Error('two questions wait');
    for (const [{ id, caseId, agency }, kind, content] of [
      [one, 'evidence.unreadable', { why: 'body: is no JSON' }],
      [other, 'evidence.declined', { reason: 'not ours' }],
    ] as const) {
      await recordQuestion(build.db, { requestId: id, caseId }, await build.parties.answer(agency, kind, id, content));
      await build.advanceCase(caseId);
    }
    const settled = await rows<{ state: string; why: string }>(
      `SELECT state, state_reason AS why FROM evidence_request WHERE id = ANY ($1) ORDER BY id`,
      [one.id, other.id],
    );
    expect(settled.map(({ state }) => state)).toEqual(['unknown', 'declined']);
    expect(await found()).toEqual([]);
  });

  it.each(ANSWERED_PLANTS)('finds %s', async (_why, sql, named) => {
    const violations = await tamperedAndUndone(database.dataSource, async (manager) => {
      const [, count] = await manager.query<[unknown, number]>(sql);
      expect(count).toBeGreaterThan(0);
      return (await answers.run({ manager, asOf: new Date() })).violations;
    });
    expect(violations).toContainEqual(expect.stringMatching(named));
  });
});
