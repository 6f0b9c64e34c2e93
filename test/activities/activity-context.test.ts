import { format } from 'node:util';
import { CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger, type LogEntry } from '@temporalio/worker';
import { createAgencyActivities } from '../../activities/agency.activities.js';
import { createInstitutionActivities } from '../../activities/institution.activities.js';
import { createRestAgencies } from '../../src/agencies/rest-v1/rest-agencies.js';
import { FAILURE } from '../../src/contract/failures.js';
import { holdWorkflowId } from '../../src/contract/ids.js';
import type { InstitutionPort } from '../../src/institutions/port.js';
import { createRestInstitutions } from '../../src/institutions/rest-v1/rest-institutions.js';
import { HoldOrderRow } from '../../src/persistence/entities/money/hold.entities.js';
import { NoAnswerError } from '../../src/signed-http/no-answer.js';
import type { SignatureProof } from '../../src/signing/proof.js';
import { CENTRE, type PartyServer, startParty } from '../signed-http/support/party-server.js';
import { bankA } from '../signing/messages.js';
import { MULE_ACCOUNT } from '../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { RecordBuilder } from '../support/record-builder.js';
import { STILL_DISPATCHER } from '../support/still-dispatcher.js';
import type { Ports } from '../../src/outgoing/kind.js';

type PlaceHold = InstitutionPort['placeHold'];

const institutions = createRestInstitutions(CENTRE);
const agencies = createRestAgencies(CENTRE);
let database: FreshDatabase;
let build: RecordBuilder;
let party: PartyServer;

beforeAll(async () => {
  database = await freshDatabase();
  build = await RecordBuilder.on(database);
  party = await startParty(bankA);
  await database.dataSource.query('UPDATE party SET base_url = $1', [party.origin]);
});

afterAll(async () => {
  await Promise.all([institutions.close(), agencies.close()]);
  await party.close();
  await database.drop();
});

/** The context of an activity of a hold's workflow, and what is logged in it. */
function activityOf(holdId: string): { activity: MockActivityEnvironment; logged: LogEntry[] } {
  const logged: LogEntry[] = [];
  const logger = new DefaultLogger('INFO', (entry) => logged.push(entry));
  const workflowExecution = { workflowId: holdWorkflowId(holdId), runId: 'run-1' };
  return { activity: new MockActivityEnvironment({ workflowExecution }, { logger }), logged };
}

/** Everything that an answer or a silence of a party changes. */
async function recorded(caseId: string): Promise<unknown> {
  return Promise.all(
    [
      `SELECT id, state, held_satang FROM hold WHERE case_id = $1 ORDER BY id`,
      `SELECT o.id, o.sent_at, o.answered_at FROM hold_order o JOIN hold h ON h.id = o.hold_id WHERE h.case_id = $1 ORDER BY o.id`,
      `SELECT id, state, sent_at, answered_at FROM evidence_request WHERE case_id = $1 ORDER BY id`,
      `SELECT id, kind FROM inbox_message WHERE case_id = $1 ORDER BY id`,
      `SELECT id FROM break_record WHERE case_id = $1 ORDER BY id`,
    ].map((sql) => database.dataSource.query<object[]>(sql, [caseId])),
  );
}

describe('an activity that is cancelled while a party keeps it waiting', () => {
  it('hangs up, ends as cancelled, and leaves no answer and no silence of the bank', async () => {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    const { called, hungUp } = party.keepWaiting();
    const before = await recorded(caseId);
    const { activity, logged } = activityOf(holdId);
    const activities = createInstitutionActivities(build.db, { institutions } as unknown as Ports, STILL_DISPATCHER);
    const outcome = expect(activity.run(() => activities.sendHoldOrders({ holdId }))).rejects.toBeInstanceOf(
      CancelledFailure,
    );
    await called;
    activity.cancel('WORKER_SHUTDOWN');
    await outcome;
    await hungUp;
    expect(party.calls).toHaveLength(1);
    expect(await recorded(caseId)).toEqual(before);
    expect(logged.map(({ level, message }) => [level, message])).toEqual([['INFO', 'a call to a party was cancelled']]);
  });

  it('hangs up, ends as cancelled, and leaves no answer and no silence of the agency', async () => {
    const { caseId, holdIds } = await build.complain();
    const [question] = (await build.advanceCase(caseId)).questions;
    const { evidenceRequestId = '' } = question ?? {};
    const { called, hungUp } = party.keepWaiting();
    const before = await recorded(caseId);
    const { activity } = activityOf(holdIds[0] ?? '');
    const activities = createAgencyActivities(build.db, { agencies } as unknown as Ports, STILL_DISPATCHER);
    const outcome = expect(activity.run(() => activities.askAgency({ evidenceRequestId }))).rejects.toBeInstanceOf(
      CancelledFailure,
    );
    await called;
    activity.cancel('WORKER_SHUTDOWN');
    await outcome;
    await hungUp;
    expect(await recorded(caseId)).toEqual(before);
  });
});

describe('the first try of a question, within the workflow task', () => {
  it('hangs up when the agency takes too long, which counts as its silence; the next calls nobody', async () => {
    const { caseId } = await build.complain();
    const [question] = (await build.advanceCase(caseId)).questions;
    const { evidenceRequestId = '' } = question ?? {};
    const { hungUp } = party.keepWaiting();
    const before = await recorded(caseId);
    const callsBefore = party.calls.length;
    const activities = createAgencyActivities(build.db, { agencies } as unknown as Ports, STILL_DISPATCHER);
    const firstTry = (): Promise<void> =>
      new MockActivityEnvironment({ isLocal: true }, { logger: new DefaultLogger('ERROR') }).run(() =>
        activities.askAgency({ evidenceRequestId }),
      );
    await expect(firstTry()).rejects.toMatchObject({
      type: FAILURE.NO_ANSWER,
      message: expect.stringContaining('TIMEOUT') as string,
    });
    await hungUp;
    await expect(firstTry()).rejects.toMatchObject({ type: FAILURE.NO_ROOM });
    // What found no room waits in the queue of its agency, which has limits, and not for the keeper.
    const [{ attempts, inSeconds }] = await database.dataSource.query<[{ attempts: number; inSeconds: number }]>(
      `SELECT attempts, extract(epoch FROM next_attempt_at - now())::float8 AS "inSeconds" FROM outgoing_message WHERE id = $1`,
      [evidenceRequestId],
    );
    expect([attempts, inSeconds > 10]).toEqual([1, true]);
    expect(party.calls).toHaveLength(callsBefore + 1);
    expect(await recorded(caseId)).toEqual(before);
  });
});

describe('the log of an activity', () => {
  const silent: PlaceHold = () => Promise.reject(new NoAnswerError('th-014', 'TIMEOUT'));
  const unbelieved: PlaceHold = () =>
    Promise.reject(new NoAnswerError('th-014', 'SIGNATURE.EXPIRED', { detail: 'the signature has expired' }));
  const faulty: PlaceHold = () => Promise.reject(new Error('a bug'));
  const accepting: PlaceHold = (_to, { orderId }) =>
    Promise.resolve({
      kind: 'accepted',
      answer: { httpStatus: 202, rawBody: Buffer.from(orderId), keyId: 'key-1', proof: {} as SignatureProof },
    });

  it.each<[string, PlaceHold, { level: string; message: string; meta: object }]>([
    ['takes the order', accepting, { level: 'INFO', message: 'a party answered', meta: { answer: 'accepted' } }],
    ['is silent', silent, { level: 'INFO', message: 'a party gave no answer', meta: { reason: 'TIMEOUT' } }],
    [
      'answers in a way that is not believed',
      unbelieved,
      {
        level: 'WARN',
        message: 'an answer is not believed',
        meta: { reason: 'SIGNATURE.EXPIRED', detail: 'the signature has expired' },
      },
    ],
    ['is not called by a fault of ours', faulty, { level: 'WARN', message: 'a call to a party failed', meta: {} }],
  ])('names the hold, the order and the bank that %s, and no person', async (_what, placeHold, expected) => {
    const { holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    const { id: orderId } = await database.dataSource.manager.findOneByOrFail(HoldOrderRow, { holdId });
    const { activity, logged } = activityOf(holdId);
    const activities = createInstitutionActivities(
      build.db,
      { institutions: { placeHold } } as Ports,
      STILL_DISPATCHER,
    );
    await activity.run(() => activities.sendHoldOrders({ holdId })).catch(() => undefined);

    const ids = { workflowId: holdWorkflowId(holdId), messageId: orderId, subjectId: holdId, party: 'th-014' };
    const entry = logged.find(({ message }) => message === expected.message);
    expect(entry).toMatchObject({ ...expected, meta: { ...ids, ...expected.meta } });
    expect(format(entry)).not.toContain(MULE_ACCOUNT.accountNo);
  });

  it('names the case and the question', async () => {
    const { caseId } = await build.complain();
    const [question] = (await build.advanceCase(caseId)).questions;
    const { evidenceRequestId = '', agency } = question ?? {};
    const { activity, logged } = activityOf(caseId);
    const ask = () => Promise.reject(new NoAnswerError('bot', 'TIMEOUT'));
    const ports = { agencies: { ask } } as unknown as Ports;
    const activities = createAgencyActivities(build.db, ports, STILL_DISPATCHER);
    await activity.run(() => activities.askAgency({ evidenceRequestId })).catch(() => undefined);
    const meta = { caseId, messageId: evidenceRequestId, kind: 'evidence.question', party: agency };
    expect(logged).toContainEqual(expect.objectContaining({ meta: expect.objectContaining(meta) as object }));
  });
});
