import { createInstitutionActivities } from '../../activities/institution.activities.js';
import { AGENCY_DIALECTS } from '../../src/agencies/registry.js';
import { advanceCaseInProcess } from '../../src/application/advance/look/advance-case.js';
import { releaseByOfficer } from '../../src/application/hold/release/release-by-officer.js';
import { holdWorkflowId } from '../../src/contract/ids.js';
import { Dispatcher } from '../../src/dispatch/dispatcher.js';
import { TemporalTeller, type Workflows } from '../../src/dispatch/tell-temporal.js';
import type { InstitutionPort } from '../../src/institutions/port.js';
import { driveDue } from '../support/drive-due.js';
import { createLogger } from '../../src/observe/process-log.js';
import type { Ports } from '../../src/outgoing/kind.js';
import { NoAnswerError } from '../../src/signed-http/no-answer.js';
import { SIGNATURE_ALGORITHM } from '../../src/signing/profile.js';
import { verifyRecord } from '../../tools/verify/verify-record.js';
import { inActivity } from '../support/in-activity.js';
import { questionsWait } from '../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { OFFICER, RecordBuilder } from '../support/record-builder.js';

/** A Temporal that is away. */
const AWAY = {
  withDeadline: (_at: number, call: () => Promise<unknown>) => call(),
  start: () => Promise.reject(new Error('Temporal is away')),
  signalWithStart: () => Promise.reject(new Error('Temporal is away')),
  getHandle: () => ({ signal: () => Promise.reject(new Error('Temporal is away')) }),
} as unknown as Workflows;

describe('a release without Temporal', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let holdId: string;
  let ports: Ports;
  /** The ids of the release orders that came to the institution. */
  let arrived: string[];
  let answer: Promise<void>;

  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const { caseId, holdIds } = await build.complain();
    [holdId = ''] = holdIds;
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    await questionsWait(database.dataSource);
    [arrived, answer] = [[], Promise.resolve()];
    const releaseHold: InstitutionPort['releaseHold'] = async ({ slug }, { releaseOrderId }) => {
      arrived.push(releaseOrderId);
      await answer;
      const { heldSatang } = await build.hold(holdId);
      const body = {
        releaseOrderId,
        holdId,
        result: 'RELEASED' as const,
        releasedAmountSatang: heldSatang.toString(),
        at: new Date().toISOString(),
      };
      const { rawBody, proof } = await build.parties.answer(slug, 'release.receipt', releaseOrderId, body);
      const signed = { httpStatus: 200, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
      return { kind: 'answered', body, answer: signed };
    };
    ports = { institutions: { releaseHold } } as unknown as Ports;
  });
  afterEach(() => database.drop());

  function aProcess(): Dispatcher {
    const logger = createLogger('api', 'silent');
    const advanceCase = (caseId: string, started: readonly string[]) =>
      advanceCaseInProcess(build.db, caseId, AGENCY_DIALECTS, build.hash, started);
    return new Dispatcher({
      db: build.db,
      advanceCase,
      ports,
      temporal: new TemporalTeller(AWAY, logger, () => undefined),
      logger,
    });
  }
  const release = () =>
    releaseByOfficer(build.db, { holdId, body: { reason: 'a shop', unrelated: false }, actor: OFFICER });
  const signal = () => ({ workflowId: holdWorkflowId(holdId), message: 'releaseOrdered', rowId: holdId });
  const leaseIsOver = () =>
    database.dataSource.query(
      `UPDATE outgoing_message SET leased_until = NULL, next_attempt_at = written_at - interval '1 hour' WHERE kind = 'release.order'`,
    );
  const state = async () => (await build.hold(holdId)).state;

  it('by a person is sent by the process that committed it', async () => {
    await release();
    const dispatcher = aProcess();
    dispatcher.signal(signal());
    await dispatcher.drain();
    expect([arrived.length, await state()]).toEqual([1, 'released']);
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it('of an expired hold is sent by the keeper that ordered it', async () => {
    await database.dataSource.query(`UPDATE hold SET expires_at = now() - interval '1 second'`);
    const keeper = aProcess();
    expect(
      await driveDue(build.db, ['hold_end'], { sendAboutHolds: (holdIds) => keeper.sendAboutHolds(holdIds) }),
    ).toBe(1);
    await keeper.drain();
    expect([arrived.length, await state()]).toEqual([1, 'released']);
  });

  it('whose process died before the call is sent by any keeper, once, when the lease would be over', async () => {
    await release();
    const keepers = [aProcess(), aProcess(), aProcess()];
    expect(await Promise.all(keepers.map((keeper) => keeper.sender.sendDue()))).toEqual([0, 0, 0]);
    await leaseIsOver();
    await Promise.all(keepers.map((keeper) => keeper.sender.sendDue()));
    await Promise.all(keepers.map((keeper) => keeper.drain()));
    expect([arrived.length, await state()]).toEqual([1, 'released']);
  });

  it('is sent once by its process, its workflow and the keeper together', async () => {
    await release();
    let arrive = () => undefined as void;
    answer = new Promise((resolve) => (arrive = resolve));
    const [process, keeper] = [aProcess(), aProcess()];
    process.signal(signal());
    while (arrived.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await database.dataSource.query(
      `UPDATE outgoing_message SET next_attempt_at = written_at - interval '1 hour' WHERE kind = 'release.order'`,
    );
    const activities = createInstitutionActivities(build.db, ports, keeper);
    const step = await inActivity(() => activities.sendReleaseOrder({ holdId }));
    expect([await keeper.sender.sendDue(), step.next]).toEqual([0, 'wait']);
    arrive();
    await Promise.all([process.drain(), keeper.drain()]);
    expect([arrived.length, await state()]).toEqual([1, 'released']);
  });

  it('is repeated under the same id when the institution gave no answer', async () => {
    answer = Promise.reject(new NoAnswerError('th-014', 'TIMEOUT'));
    answer.catch(() => undefined);
    await release();
    const dispatcher = aProcess();
    dispatcher.signal(signal());
    await dispatcher.drain();
    expect(await state()).toBe('release_ordered');
    answer = Promise.resolve();
    await leaseIsOver();
    expect(await dispatcher.sender.sendDue()).toBe(1);
    await dispatcher.drain();
    expect([new Set(arrived).size, arrived.length, await state()]).toEqual([1, 2, 'released']);
  });
});
