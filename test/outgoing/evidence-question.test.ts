import { createAgencyActivities } from '../../activities/agency.activities.js';
import type { AgencyPort } from '../../src/agencies/port.js';
import type { Ports } from '../../src/outgoing/kind.js';
import { Sender } from '../../src/outgoing/sender.js';
import { createLogger } from '../../src/observe/process-log.js';
import { NoAnswerError } from '../../src/signed-http/no-answer.js';
import { SIGNATURE_ALGORITHM } from '../../src/signing/profile.js';
import { verifyRecord } from '../../tools/verify/verify-record.js';
import { inActivity } from '../support/in-activity.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { RecordBuilder } from '../support/record-builder.js';
import { STILL_DISPATCHER } from '../support/still-dispatcher.js';

/** What an agency says at once, or how it fails to. */
type Says = 'declines' | 'takes it' | NoAnswerError;

describe('a question to an agency', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let asked: string[];
  let says: Says;
  let caseId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    [asked, says] = [[], 'declines'];
    ({ caseId } = await build.complain());
    await build.advanceCase(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
  });
  afterEach(() => database.drop());

  const ask: AgencyPort['ask'] = async ({ slug }, { requestId }) => {
    asked.push(requestId);
    if (says instanceof NoAnswerError) throw says;
    const { rawBody, proof } = await build.parties.answer(slug, 'evidence.declined', requestId, { reason: 'no' });
    const answer = { httpStatus: 200, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
    return says === 'takes it' ? { kind: 'accepted', answer } : { kind: 'declined', reason: 'no', answer };
  };
  const ports = { agencies: { ask } } as unknown as Ports;
  const looks: string[] = [];
  /** A round of the keeper, without Temporal. Returns how many questions it puts. */
  async function keeperRound(): Promise<number> {
    const before = asked.length;
    const passOn = (_message: object, { caseId: toLook }: { caseId?: string }) => looks.push(toLook ?? '');
    const sender = new Sender({ db: build.db, ports, logger: createLogger('keeper', 'silent'), passOn });
    await sender.sendDue();
    await sender.drain();
    return asked.length - before;
  }
  /** So many seconds pass for the messages. */
  const passes = (seconds: number) =>
    build.owner.query(
      `UPDATE outgoing_message SET leased_until = NULL, next_attempt_at = next_attempt_at - $1 * interval '1 second' WHERE kind = 'evidence.question'`,
      [seconds],
    );
  const questions = () =>
    build.db.query<{ id: string; state: string; sent: boolean; done: boolean; attempts: number }[]>(
      `SELECT q.id, q.state, q.sent_at IS NOT NULL AS sent, m.acknowledged_at IS NOT NULL AS done, m.attempts
         FROM evidence_request q JOIN outgoing_message m ON m.id = q.id ORDER BY q.id`,
    );
  const ids = async () => (await questions()).map(({ id }) => id);

  it('is put by the keeper when no workflow puts it, and the answer takes effect', async () => {
    expect(await keeperRound()).toBe(0);
    await passes(21);
    expect(await keeperRound()).toBe((await ids()).length);
    expect(asked.sort()).toEqual(await ids());
    expect(new Set(looks)).toEqual(new Set([caseId]));
    await build.advanceCase(caseId);
    for (const each of await questions())
      expect(each).toMatchObject({ state: 'declined', sent: true, done: true, attempts: 1 });
    await passes(1_000);
    expect(await keeperRound()).toBe(0);
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it('is put once by its workflow and the keeper together', async () => {
    await passes(21);
    const activities = createAgencyActivities(build.db, ports, STILL_DISPATCHER);
    const workflow = (await ids()).map((evidenceRequestId) =>
      inActivity(() => activities.askAgency({ evidenceRequestId })),
    );
    await Promise.all([keeperRound(), ...workflow]);
    expect(asked.sort()).toEqual(await ids());
  });

  it('is done when its agency has taken it', async () => {
    says = 'takes it';
    await passes(21);
    await keeperRound();
    for (const each of await questions()) expect(each).toMatchObject({ state: 'asked', sent: true, done: true });
    await passes(1_000);
    expect(await keeperRound()).toBe(0);
  });

  it('is put again to an agency that is away, after the pause of its workflow and some seconds', async () => {
    says = new NoAnswerError('bot', 'CONNECTION');
    await passes(21);
    const open = await keeperRound();
    await passes(30);
    expect(await keeperRound()).toBe(0);
    await passes(6);
    expect(await keeperRound()).toBe(open);
    for (const each of await questions()) expect(each).toMatchObject({ sent: false, done: false, attempts: 2 });
  });

  it.each([
    [
      'its time is over',
      async () => {
        await build.owner.query(`UPDATE evidence_request SET deadline_at = now() - interval '1 second'`);
        await build.advanceCase(caseId);
      },
    ],
    ['its case is closed', () => build.owner.query('UPDATE case_file SET closed_at = now()')],
  ])('is put no more when %s', async (_when, happens) => {
    await happens();
    await passes(1_000);
    expect(await keeperRound()).toBe(0);
  });
});
