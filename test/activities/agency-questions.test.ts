import { createAgencyActivities } from '../../activities/agency.activities.js';
import type { AgencyPort } from '../../src/agencies/port.js';
import type { SignatureProof } from '../../src/signing/proof.js';
import { costOf } from '../support/cost.js';
import { inActivity } from '../support/in-activity.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { RecordBuilder } from '../support/record-builder.js';
import type { Ports } from '../../src/outgoing/kind.js';
import { STILL_DISPATCHER } from '../support/still-dispatcher.js';

describe('the questions of a case that are sent together', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase(1);
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  it('are taken by two statements and read by two, and each goes to its own agency, once', async () => {
    const { caseId } = await build.complain();
    const { questions } = await build.advanceCase(caseId);
    expect(questions.length).toBeGreaterThan(3);
    const asked: string[] = [];
    const ask: AgencyPort['ask'] = ({ slug }, { requestId }) => {
      asked.push(`${slug} ${requestId}`);
      const answer = { httpStatus: 202, rawBody: Buffer.from('{}'), keyId: 'key-1', proof: {} as SignatureProof };
      return Promise.resolve({ kind: 'accepted', answer });
    };
    const ports = { agencies: { ask } } as unknown as Ports;
    const activities = createAgencyActivities(build.db, ports, STILL_DISPATCHER);
    const askAll = (ids: readonly string[]) =>
      Promise.allSettled(ids.map((evidenceRequestId) => inActivity(() => activities.askAgency({ evidenceRequestId }))));
    const ids = questions.map(({ evidenceRequestId }) => evidenceRequestId);
    const results: PromiseSettledResult<void>[] = [];
    const { texts } = await costOf(build.db, async () => results.push(...(await askAll([...ids, ...ids, 'MISSING']))));
    const withWords = (words: string) => texts.filter((text) => text.includes(words));
    expect(withWords('FROM evidence_request r WHERE r.id = ANY($1)')).toHaveLength(2);
    expect(withWords('m.subject_id = ANY ($2)')).toHaveLength(2);
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['fulfilled']));
    expect(asked.sort()).toEqual(questions.map((one) => `${one.agency} ${one.evidenceRequestId}`).sort());
  });
});
