import { AGENCY_DIALECTS } from '../../src/agencies/registry.js';
import { advanceCaseInProcess } from '../../src/application/advance/look/advance-case.js';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { addTransfers } from '../../src/application/complaint/intake/add-transfers.js';
import { complaintWorkflowId } from '../../src/contract/ids.js';
import type { WorkflowStart } from '../../src/dispatch/after-commit.js';
import { Dispatcher } from '../../src/dispatch/dispatcher.js';
import { TemporalTeller, type Workflows } from '../../src/dispatch/tell-temporal.js';
import type { InstitutionPort } from '../../src/institutions/port.js';
import type { Ports } from '../../src/outgoing/kind.js';
import type { LeasedMessage } from '../../src/outgoing/write.js';
import { PartyLines } from '../../src/outgoing/party-lines.js';
import { type Due, dueMessages, messagesAbout } from '../../src/outgoing/take.js';
import { driveDue } from '../support/drive-due.js';
import { createLogger } from '../../src/observe/process-log.js';
import { NoAnswerError } from '../../src/signed-http/no-answer.js';
import { SIGNATURE_ALGORITHM } from '../../src/signing/profile.js';
import type { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import { MINUTE_MS } from '../../src/domain/time.js';
import { complaintBody, type ComplaintChanges, MULE_ACCOUNT, NEXT_ACCOUNT } from '../support/complaint-body.js';
import { questionsWait, takeQuestion } from '../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { OPERATOR, receiptOf, RecordBuilder } from '../support/record-builder.js';
import { timePasses } from '../support/time-passes.js';
import { withdraw } from '../support/withdraw.js';

type Confirms = Awaited<ReturnType<InstitutionPort['confirmDebit']>>;
type Question = Parameters<InstitutionPort['confirmDebit']>[1];
/** What a bank says about a debit at once, or how it fails to. */
type Says = 'CONFIRMED' | 'DENIED' | 'takes it' | Error;

let database: FreshDatabase;
let build: RecordBuilder;
beforeEach(async () => {
  database = await freshDatabase();
  build = await RecordBuilder.on(database);
});
afterEach(() => database.drop());

/** A Temporal that is away. */
const away = (): Workflows =>
  ({
    withDeadline: (_at: number, call: () => Promise<unknown>) => call(),
    start: () => Promise.reject(new Error('Temporal is away')),
    signalWithStart: () => Promise.reject(new Error('Temporal is away')),
    getHandle: () => ({ signal: () => Promise.reject(new Error('Temporal is away')) }),
  }) as unknown as Workflows;

/** What left a process, in order: orders and questions. */
type Sent = { order: HoldOrder } | { question: Question };

/** A process without Temporal, at banks that hold everything and speak of debits by `says`. */
function processAt(says: (question: Question) => Says | Promise<Says>): { dispatcher: Dispatcher; sent: Sent[] } {
  const sent: Sent[] = [];
  const answerOf = async (slug: string, kind: 'hold.receipt' | 'debit.confirmation', id: string, body: object) => {
    const { rawBody, proof } = await build.parties.answer(slug, kind, id, body);
    return { httpStatus: 200, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
  };
  const placeHold: InstitutionPort['placeHold'] = async ({ slug }, order) => {
    sent.push({ order });
    const body = receiptOf(order.orderId, order.requestedAmountSatang, {});
    return { kind: 'answered', body: body as never, answer: await answerOf(slug, 'hold.receipt', order.orderId, body) };
  };
  const confirmDebit: InstitutionPort['confirmDebit'] = async ({ slug }, question): Promise<Confirms> => {
    sent.push({ question });
    const said = await says(question);
    if (said instanceof Error) throw said;
    const { confirmationId } = question;
    const denial = said === 'DENIED' ? { reason: 'NO_SUCH_TRANSFER' } : {};
    const body = { confirmationId, result: said, ...denial, at: new Date().toISOString() };
    const answer = await answerOf(slug, 'debit.confirmation', confirmationId, body);
    return said === 'takes it' ? { kind: 'accepted', answer } : { kind: 'answered', body: body as never, answer };
  };
  const readHoldOrder: InstitutionPort['readHoldOrder'] = ({ slug }) =>
    Promise.reject(new NoAnswerError(slug, 'CONNECTION'));
  const logger = createLogger('api', 'silent');
  const dispatcher = new Dispatcher({
    db: build.db,
    advanceCase: (caseId, started) => advanceCaseInProcess(build.db, caseId, AGENCY_DIALECTS, build.hash, started),
    ports: { institutions: { placeHold, readHoldOrder, confirmDebit } } as unknown as Ports,
    temporal: new TemporalTeller(away(), logger, () => undefined),
    logger,
  });
  return { dispatcher, sent };
}

/** The questions that a complaint leased to the process that commits it. */
const leasedOf = (starts: readonly WorkflowStart[]): readonly LeasedMessage[] =>
  starts.flatMap((start) => (start.kind === 'complaint' ? (start.leased ?? []) : []));

/** A round of the keeper for questions about debits alone. Returns how many it begins with. */
async function askDue({ sender }: Dispatcher): Promise<number> {
  await questionsWait(build.owner, ['evidence.question']);
  return sender.sendDue();
}

const questionsOf = (sent: readonly Sent[]): Question[] =>
  sent.flatMap((one) => ('question' in one ? [one.question] : []));

const debitsOf = (caseId: string): Promise<{ state: string; attempts: number }[]> =>
  build.db.query(
    'SELECT d.state, m.attempts FROM debit_confirmation d JOIN outgoing_message m ON m.id = d.id WHERE d.case_id = $1 ORDER BY d.id',
    [caseId],
  );

describe('the process that commits a complaint', () => {
  it('asks the bank of the victim without Temporal, applies the answer and extends the hold', async () => {
    const { caseId, holdIds, starts } = await build.complain({}, 'th', true);
    const { dispatcher, sent } = processAt(() => 'CONFIRMED');
    dispatcher.start(starts);
    await dispatcher.drain();
    // The order first, then the question, then the order that the answer led to.
    expect(sent.map((one) => ('order' in one ? 'order' : 'question'))).toEqual(['order', 'question', 'order']);
    expect(await debitsOf(caseId)).toEqual([{ state: 'confirmed', attempts: 1 }]);
    const { state, expiresAt, orderedAt } = await build.hold(holdIds[0] ?? '');
    expect([state, (expiresAt.getTime() - orderedAt.getTime()) / 3_600_000 > 24]).toEqual(['held', true]);
  });

  it('asks once while two processes and the workflow try the same question', async () => {
    const { starts, caseId } = await build.complain({}, 'th', true);
    let mayAnswer = (): void => undefined;
    const answers = new Promise<void>((resolve) => (mayAnswer = resolve));
    const slow = async (): Promise<Says> => {
      await answers;
      return 'CONFIRMED';
    };
    const [first, second] = [processAt(slow), processAt(slow)];
    const [{ id }] = await build.db.query<[{ id: string }]>('SELECT id FROM debit_confirmation');
    first.dispatcher.start(starts);
    second.dispatcher.ask([id], 'first or due');
    second.dispatcher.ask([id], 'due');
    const questions = () => [...questionsOf(first.sent), ...questionsOf(second.sent)];
    while (questions().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await askDue(second.dispatcher)).toBe(0);
    mayAnswer();
    await Promise.all([first.dispatcher.drain(), second.dispatcher.drain()]);
    expect(questions()).toHaveLength(1);
    expect(await debitsOf(caseId)).toEqual([{ state: 'confirmed', attempts: 1 }]);
  });

  it('reads the turns of what many commits bring in one moment by two statements', async () => {
    const ids: string[] = [];
    for (let victim = 0; victim < 5; victim++) {
      const { caseId } = await build.complain();
      const [{ id }] = await build.db.query<[{ id: string }]>('SELECT id FROM debit_confirmation WHERE case_id = $1', [
        caseId,
      ]);
      ids.push(id);
    }
    const { dispatcher, sent } = processAt(() => 'CONFIRMED');
    const query = jest.spyOn(build.db, 'query');
    for (const id of ids) dispatcher.ask([id], 'first or due');
    await dispatcher.drain();
    const readings = query.mock.calls.filter(
      ([sql, parameters]) =>
        sql.includes('m.subject_id = ANY') && ids.some((id) => JSON.stringify(parameters).includes(id)),
    );
    query.mockRestore();
    expect(readings).toHaveLength(2);
    expect(new Set(questionsOf(sent).map(({ confirmationId }) => confirmationId))).toEqual(new Set(ids));
  });

  it('asks about a transfer that is added later', async () => {
    const { caseId, starts } = await build.complain({}, 'th', true);
    const { dispatcher, sent } = processAt(() => 'CONFIRMED');
    dispatcher.start(starts);
    await dispatcher.drain();
    const [transfer] = complaintBody({ transfers: [{ to: { account: NEXT_ACCOUNT } }] }).transfers;
    if (transfer === undefined) throw new Error('no transfer');
    const body = { note: 'He remembers one more.', transfers: [{ ...transfer, rail: 'promptpay' }] };
    const added = await addTransfers(build.db, { caseId, actor: OPERATOR, body });
    expect(added.ok).toBe(true);
    dispatcher.signal({ workflowId: complaintWorkflowId(caseId), message: 'complaintAdded', rowId: caseId });
    await dispatcher.drain();
    expect(questionsOf(sent)).toHaveLength(2);
    expect((await debitsOf(caseId)).map(({ state }) => state)).toEqual(['confirmed', 'confirmed']);
  });
});

describe('a question that is leased to the process that commits it', () => {
  /** Has as many unconfirmed reports as P-LIMIT allows. */
  const LIMITED = '0812345001';
  const PROMPTPAY = { to: { promptPay: { kind: 'phone' as const, value: '0890000072' } } };
  const HOUR_AGO = new Date(Date.now() - 60 * MINUTE_MS).toISOString();
  const TOLD = { amountSatang: '100000', between: { from: HOUR_AGO, until: new Date().toISOString() } };

  it.each<[string, ComplaintChanges]>([
    ['an ordinary report', {}],
    ['a PromptPay id whose account nobody knows', { transfers: [PROMPTPAY, {}] }],
    ['a search', { transfers: [], incompleteTransfers: [TOLD] }],
  ])('has the turn that the record gives it: of %s', async (_of, changes) => {
    const { starts } = await build.complain(changes, 'th', true);
    const leased = leasedOf(starts);
    expect(leased.length).toBeGreaterThan(0);
    await database.dataSource.query('UPDATE outgoing_message SET leased_until = NULL');
    const subjects = leased.map(({ message }) => message.subjectId);
    const turns = new Map((await messagesAbout(build.db, subjects)).map(({ id, turn }) => [id, turn]));
    expect(new Map(leased.map(({ message, turn }) => [message.id, turn]))).toEqual(turns);
  });

  it('is asked all the same when its row was written before everything was known that decides its turn', async () => {
    for (let before = 0; before < 3; before++) await build.complain({ reporter: { phone: LIMITED } });
    const { caseId, holdIds, starts } = await build.complain({ reporter: { phone: LIMITED } }, 'th', true);
    expect([holdIds, leasedOf(starts)]).toEqual([[], []]);
    const { dispatcher, sent } = processAt(() => 'CONFIRMED');
    dispatcher.start(starts);
    await dispatcher.drain();
    expect(sent.map((one) => ('order' in one ? 'order' : 'question'))).toEqual(['question', 'order']);
    expect(await debitsOf(caseId)).toEqual([{ state: 'confirmed', attempts: 1 }]);
  });

  it('is asked without a statement, with the bytes that any other sender would send', async () => {
    const { starts } = await build.complain({}, 'th', true);
    const leased = leasedOf(starts);
    const readings: string[] = [];
    const { dispatcher, sent } = processAt(() => {
      query.mockClear();
      return 'takes it';
    });
    const query = jest.spyOn(build.db, 'query').mockImplementation((sql) => Promise.resolve(void readings.push(sql)));
    dispatcher.sender.sendLeased(leased);
    while (sent.length === 0) await setImmediate();
    query.mockRestore();
    await dispatcher.drain();
    expect(readings).toEqual([]);
    expect(questionsOf(sent)).toEqual(leased.map(({ body }) => body));
  });

  it('is left to others when that process dies, and is asked by them as it was written', async () => {
    const { starts } = await build.complain({}, 'th', true);
    const [leased] = leasedOf(starts);
    expect(await takeQuestion(build.db, leased?.message.id ?? '')).toBeUndefined();
    await database.dataSource.query(`UPDATE outgoing_message SET leased_until = now()`);
    expect(await takeQuestion(build.db, leased?.message.id ?? '')).toEqual(leased?.body);
  });

  it('stays leased while it waits for its turn, and is not asked when the report is withdrawn meanwhile', async () => {
    const complaints = [];
    for (let victim = 0; victim < 6; victim++) complaints.push(await build.complain({}, 'th', true));
    let mayAnswer = (): void => undefined;
    const answers = new Promise<void>((resolve) => (mayAnswer = resolve));
    const { dispatcher, sent } = processAt(async (): Promise<Says> => {
      await answers;
      return 'takes it';
    });
    const other = processAt(() => 'takes it');
    for (const { starts } of complaints) dispatcher.sender.sendLeased(leasedOf(starts));
    while (sent.length < 4) await setImmediate();
    const [waiting, searched] = complaints.slice(4);
    const leaseOf = async (): Promise<Date> => {
      const [{ at }] = await build.db.query<[{ at: Date }]>(
        'SELECT leased_until AS at FROM outgoing_message WHERE id = $1',
        [leasedOf(waiting?.starts ?? [])[0]?.message.id],
      );
      return at;
    };
    const before = await leaseOf();
    while ((await leaseOf()) <= before) await sleep(20);
    expect(await askDue(other.dispatcher)).toBe(0);
    await build.db.query(`UPDATE debit_confirmation SET state = 'denied' WHERE case_id = $1`, [searched?.caseId]);
    mayAnswer();
    await dispatcher.drain();
    const asked = new Set(questionsOf(sent).map(({ confirmationId }) => confirmationId));
    const idsOfCases = complaints.map(({ starts }) => leasedOf(starts)[0]?.message.id ?? '');
    expect(idsOfCases.map((id) => asked.has(id))).toEqual([true, true, true, true, true, false]);
  });
});

describe('an answer that waits to be recorded', () => {
  it('keeps no other question from its bank, however long its case is locked', async () => {
    const complaints = [];
    for (let victim = 0; victim < 6; victim++) complaints.push(await build.complain({}, 'th', true));
    const { dispatcher, sent } = processAt(() => 'takes it');
    const locking = database.dataSource.createQueryRunner();
    await locking.startTransaction();
    await locking.query('SELECT id FROM case_file FOR UPDATE');
    for (const { starts } of complaints) dispatcher.sender.sendLeased(leasedOf(starts));
    while (sent.length < complaints.length) await sleep(5);
    const isRecorded = () => build.db.query('SELECT FROM debit_confirmation WHERE sent_at IS NOT NULL');
    expect(await isRecorded()).toEqual([]);
    await locking.rollbackTransaction();
    await locking.release();
    await dispatcher.drain();
    expect(await isRecorded()).toHaveLength(complaints.length);
  });
});

describe('a crowd of made-up transfers at one bank', () => {
  const LIARS = 6;
  const EACH = 10;
  /** What one process may ask of a bank at a time: so many may be under way before it looks again. */
  const UNDER_WAY = 4;

  /** A complaint of many transfers of an account of its own, to some receiver. */
  const complainOf = (accountNo: string, transfers: number, receiver: string) =>
    build.complain(
      {
        victim: { name: 'Somying Test', phone: `081${accountNo.slice(-7)}` },
        victimAccount: { institution: 'th-004', accountNo },
        transfers: Array.from({ length: transfers }, () => ({
          to: { account: { institution: 'th-014', accountNo: receiver } },
        })),
      },
      'th',
    );

  const inTurn = async (caseId: string): Promise<Due[]> => {
    const rows = await build.db.query<{ id: string }[]>('SELECT id FROM debit_confirmation WHERE case_id = $1', [
      caseId,
    ]);
    return messagesAbout(
      build.db,
      rows.map(({ id }) => id),
    );
  };

  it.each([
    ['delays a true victim by what is under way and no more', '9000000777', 1],
    ['delays no order that waits, because a friend of the mule reported first', MULE_ACCOUNT.accountNo, 0],
  ])('%s', async (_name, receiver, ordered) => {
    const asked: string[] = [];
    const answer: (() => void)[] = [];
    const queue = new PartyLines<Due, never>(({ caseId }) => {
      asked.push(caseId ?? '');
      return new Promise((resolve) => answer.push(() => resolve(undefined)));
    });
    const answered = async (): Promise<void> => {
      answer.shift()?.();
      await setImmediate();
    };
    for (let liar = 0; liar < LIARS; liar++) {
      const { caseId } = await complainOf(`90000001${String(liar).padStart(2, '0')}`, EACH, MULE_ACCOUNT.accountNo);
      queue.add(await inTurn(caseId));
    }
    for (let turn = 0; turn < LIARS; turn++) await answered();
    // Each liar was asked about, and so many questions are under way.
    expect([asked.length, new Set(asked).size]).toEqual([LIARS + UNDER_WAY, LIARS]);
    const victim = await complainOf('9000000900', 1, receiver);
    expect(victim.holdIds).toHaveLength(ordered);
    const later = await complainOf('9000000901', 1, '9000000778');
    queue.add([...(await inTurn(later.caseId)), ...(await inTurn(victim.caseId))]);
    await answered();
    await answered();
    const [next, afterNext] = asked.slice(LIARS + UNDER_WAY);
    // Whose order waits leads; of two whose orders do not, the first that came.
    expect([next, afterNext]).toEqual(
      ordered === 0 ? [victim.caseId, later.caseId] : [later.caseId, victim.caseId].sort(),
    );
  });
});

describe('the keeper', () => {
  const dueIn = (ms: number) =>
    database.dataSource.query(
      `UPDATE outgoing_message SET next_attempt_at = now() + $1 * interval '1 millisecond', leased_until = NULL WHERE kind = 'debit.question'`,
      [ms],
    );

  it('asks what a process that died committed, without Temporal', async () => {
    const { caseId } = await build.complain({}, 'th', true);
    const keeper = processAt(() => 'CONFIRMED');
    expect(await askDue(keeper.dispatcher)).toBe(0);
    await dueIn(-1);
    expect(await askDue(keeper.dispatcher)).toBe(1);
    await keeper.dispatcher.drain();
    expect(await debitsOf(caseId)).toEqual([{ state: 'confirmed', attempts: 2 }]);
  });

  it.each([
    ['is away', new NoAnswerError('th-004', 'CONNECTION'), 1],
    ['is silent', new NoAnswerError('th-004', 'TIMEOUT'), 1],
    // What was not sent was no attempt.
    ['is not called because its circuit is open', new NoAnswerError('th-004', 'CIRCUIT_OPEN'), 0],
  ])('asks again within the time of P-URG a bank that %s', async (_why, error, attempts) => {
    const { caseId, starts } = await build.complain({}, 'demo', true);
    const first = processAt(() => error);
    first.dispatcher.start(starts);
    await first.dispatcher.drain();
    expect(await debitsOf(caseId)).toEqual([{ state: 'asked', attempts }]);
    const [{ pauseMs, timeMs }] = await build.db.query<[{ pauseMs: number; timeMs: number }]>(
      `SELECT extract(epoch FROM m.next_attempt_at - now())::float8 * 1000 AS "pauseMs",
              extract(epoch FROM d.deadline_at - d.asked_at)::float8 * 1000 AS "timeMs"
         FROM debit_confirmation d JOIN outgoing_message m ON m.id = d.id`,
    );
    expect(pauseMs).toBeLessThanOrEqual(timeMs / 5);
    await dueIn(-1);
    const keeper = processAt(() => 'CONFIRMED');
    expect(await askDue(keeper.dispatcher)).toBe(1);
    await keeper.dispatcher.drain();
    expect(await debitsOf(caseId)).toEqual([{ state: 'confirmed', attempts: attempts + 1 }]);
  });

  it('goes on to ask after the time of P-URG, and has the money held again once the bank confirms', async () => {
    const { caseId, holdIds, starts } = await build.complain({}, 'th', true);
    const first = processAt(() => new NoAnswerError('th-004', 'TIMEOUT'));
    first.dispatcher.start(starts);
    await first.dispatcher.drain();
    await timePasses(build.owner, '61 minutes');
    await driveDue(build.db, ['hold_end']);
    for (const holdId of holdIds) await build.release(holdId);
    await build.advanceCase(caseId);
    expect(await debitsOf(caseId)).toEqual([{ state: 'unknown', attempts: 1 }]);
    const live = async () => (await build.holds(caseId)).filter(({ state }) => state !== 'released').length;
    expect(await live()).toBe(0);
    const pausesMs = async (): Promise<number> => {
      const [{ ms }] = await build.db.query<[{ ms: number }]>(
        `SELECT extract(epoch FROM next_attempt_at - now())::float8 * 1000 AS ms FROM outgoing_message WHERE kind = 'debit.question'`,
      );
      return ms;
    };
    // A call that failed on its way costs no hour, one that the bank answered in vain does.
    for (const reason of ['CONNECTION', 'TIMEOUT', 'SERVER_FAULT'] as const) {
      const keeper = processAt(() => new NoAnswerError('th-004', reason));
      expect(await askDue(keeper.dispatcher)).toBe(1);
      await keeper.dispatcher.drain();
      const isShort = (await pausesMs()) <= MINUTE_MS;
      expect([reason, isShort, (await pausesMs()) > 50 * MINUTE_MS]).toEqual([
        reason,
        reason !== 'SERVER_FAULT',
        reason === 'SERVER_FAULT',
      ]);
      await timePasses(build.owner, reason === 'SERVER_FAULT' ? '61 minutes' : '1 minute');
    }
    const later = processAt(() => 'CONFIRMED');
    expect(await askDue(later.dispatcher)).toBe(1);
    await later.dispatcher.drain();
    expect(await debitsOf(caseId)).toEqual([{ state: 'confirmed', attempts: 5 }]);
    expect(await live()).toBe(1);
  });

  it('has the money held again at once for whoever claims it, when the bank answers the question of another report', async () => {
    const relative = { holdsVictimAccount: false, isVictim: false, relationToVictim: 'brother', phone: '0898765432' };
    const transferredAt = new Date(Date.now() - 10 * MINUTE_MS).toISOString();
    const to = { account: MULE_ACCOUNT };
    const transfers = [{ to, amountSatang: '5000000', transferredAt, reference: 'SAME-DEBIT' }];
    const first = processAt(() => new NoAnswerError('th-004', 'TIMEOUT'));
    const victim = await build.complain({ transfers }, 'th', true);
    const asked = await build.complain({ reporter: relative, transfers }, 'th', true);
    first.dispatcher.start([...victim.starts, ...asked.starts]);
    await first.dispatcher.drain();
    await timePasses(build.owner, '61 minutes');
    await driveDue(build.db, ['hold_end']);
    const ended = await build.db.query<{ id: string }[]>(`SELECT id FROM hold WHERE state = 'release_ordered'`);
    for (const { id } of ended) await build.release(id);
    for (const { caseId } of [victim, asked]) await build.advanceCase(caseId);
    const live = async () =>
      (
        await build.db.query<{ caseId: string }[]>(`SELECT case_id AS "caseId" FROM hold WHERE state <> 'released'`)
      ).map(({ caseId }) => caseId);
    expect(await live()).toEqual([]);
    expect(await debitsOf(asked.caseId)).toMatchObject([{ state: 'asked' }]);
    const later = processAt(() => 'CONFIRMED');
    await dueIn(-1);
    expect(await askDue(later.dispatcher)).toBe(1);
    await later.dispatcher.drain();
    expect(await live()).toEqual([victim.caseId]);
  });

  it('asks no bank late about a transfer that nobody claims any more', async () => {
    const { caseId, starts } = await build.complain({}, 'th', true);
    const first = processAt(() => new NoAnswerError('th-004', 'TIMEOUT'));
    first.dispatcher.start(starts);
    await first.dispatcher.drain();
    await timePasses(build.owner, '61 minutes');
    await build.advanceCase(caseId);
    await withdraw(build.db, caseId);
    expect(await askDue(processAt(() => 'CONFIRMED').dispatcher)).toBe(0);
  });

  it('asks no more what a bank took, and what was answered', async () => {
    await build.complain({}, 'th', true);
    await dueIn(-1);
    const keeper = processAt(() => 'takes it');
    expect(await askDue(keeper.dispatcher)).toBe(1);
    await keeper.dispatcher.drain();
    await dueIn(-1);
    expect(await askDue(keeper.dispatcher)).toBe(0);
  });

  it('takes one question of each reporter before a second one of any', async () => {
    const account = (accountNo: string) => ({ victimAccount: { institution: 'th-004', accountNo } });
    await build.complain({ ...account('9000000101'), transfers: [{}, {}, {}] }, 'th', true);
    const { caseId } = await build.complain(account('9000000102'), 'th', true);
    await dueIn(-1);
    const two = await dueMessages(build.db, { limit: 10, ofParty: 2 });
    const [own] = await build.db.query<{ id: string }[]>('SELECT id FROM debit_confirmation WHERE case_id = $1', [
      caseId,
    ]);
    expect(two.map(({ id }) => id)).toContain(own?.id);
    expect(two).toHaveLength(2);
  });
});
