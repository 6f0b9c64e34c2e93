import { randomBytes } from 'node:crypto';
import { AGENCY_DIALECTS } from '../../src/agencies/registry.js';
import { addToComplaint } from '../../src/application/complaint/intake/add-to-complaint.js';
import { advanceCaseInProcess } from '../../src/application/advance/look/advance-case.js';
import { complaintWorkflowId, holdWorkflowId } from '../../src/contract/ids.js';
import type { CaseOutcome } from '../../src/contract/outcomes.js';
import { LEASE_MS } from '../../src/contract/retry-times.js';
import { HOLD_WORKFLOW } from '../../src/contract/workflows.js';
import { Dispatcher } from '../../src/dispatch/dispatcher.js';
import { TemporalTeller, type Workflows } from '../../src/dispatch/tell-temporal.js';
import { Leases } from '../../src/outgoing/leases.js';
import { dueMessages, renewMessageLeases } from '../../src/outgoing/take.js';
import type { InstitutionPort } from '../../src/institutions/port.js';
import type { Ports } from '../../src/outgoing/kind.js';
import { createLogger } from '../../src/observe/process-log.js';
import { CALLS_AT_ONCE } from '../../src/signed-http/circuits.js';
import { NoAnswerError } from '../../src/signed-http/no-answer.js';
import { SIGNATURE_ALGORITHM } from '../../src/signing/profile.js';
import type { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import { NEXT_ACCOUNT } from '../support/complaint-body.js';
import { costOf } from '../support/cost.js';
import { giveOrderBack, takeOrder } from '../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { receiptOf, OPERATOR, RecordBuilder, type ReceiptSays } from '../support/record-builder.js';

type Answer = Awaited<ReturnType<InstitutionPort['placeHold']>>;
/** What a bank says to an order: a receipt, 202, or nothing. */
type Says = ReceiptSays | 'accepts' | 'is silent';

let database: FreshDatabase;
let build: RecordBuilder;
let told: string[];
/** The orders that banks were asked about. */
let polls: string[];
/** The cases that a dispatcher looked at. */
let looks: string[];
/** Whether a look does what is due; else it is only noted. */
let doesLook: boolean;
/** How many of the next looks fail. */
let failingLooks: number;
/** Whether Temporal takes no start. */
let isAway: boolean;
/** The inputs of the workflows that were started. */
let inputs: unknown[];
/** The delay of each start of a hold, ms, and the state that it tells. */
let holdStarts: { delayMs: number; state: unknown }[];
beforeEach(async () => {
  database = await freshDatabase();
  build = await RecordBuilder.on(database);
  told = [];
  polls = [];
  looks = [];
  doesLook = false;
  failingLooks = 0;
  isAway = false;
  inputs = [];
  holdStarts = [];
});
afterEach(() => database.drop());

const NOTHING_TO_DO: CaseOutcome = {
  startHolds: [],
  questions: [],
  confirmations: [],
  signalHolds: [],
  signalCases: [],
  wakeAtMs: null,
  wakeFor: null,
  codes: { status: 'received', route: 'station', nextDeadlineMs: null },
  gatherMs: 0,
  done: false,
};

/** What a start tells Temporal. */
interface StartTold {
  workflowId: string;
  args: unknown[];
  startDelay?: number;
  typedSearchAttributes?: { key: { name: string }; value: unknown }[];
}

/** A Temporal that only notes what it is told. */
const temporal = (): Workflows =>
  ({
    withDeadline: (_at: number, call: () => Promise<unknown>) => call(),
    start: (type: string, { workflowId, args, startDelay = 0, typedSearchAttributes = [] }: StartTold) => {
      if (isAway) return Promise.reject(new Error('Temporal is away'));
      inputs.push(...args);
      const state = typedSearchAttributes.find(({ key }) => key.name === 'RangapHoldState')?.value;
      if (type === HOLD_WORKFLOW) holdStarts.push({ delayMs: startDelay, state });
      return Promise.resolve(told.push(`start ${workflowId}`));
    },
    signalWithStart: (_type: string, { workflowId, signal }: { workflowId: string; signal: string }) =>
      Promise.resolve(told.push(`${signal} with start ${workflowId}`)),
    getHandle: (workflowId: string) => ({
      signal: (name: string) => Promise.resolve(told.push(`${name} ${workflowId}`)),
    }),
  }) as unknown as Workflows;

/** A dispatcher of one process, at banks that answer each order by `says`. */
function dispatcherAt(says: (order: HoldOrder) => Says | Promise<Says>): {
  dispatcher: Dispatcher;
  calls: HoldOrder[];
} {
  const calls: HoldOrder[] = [];
  const placeHold = async ({ slug }: { slug: string }, order: HoldOrder): Promise<Answer> => {
    calls.push(order);
    const said = await says(order);
    if (said === 'is silent') throw new NoAnswerError(slug, 'TIMEOUT');
    const body = receiptOf(order.orderId, order.requestedAmountSatang, said === 'accepts' ? {} : said);
    const { rawBody, proof } = await build.parties.answer(slug, 'hold.receipt', order.orderId, body);
    const answer = { httpStatus: 200, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
    return said === 'accepts' ? { kind: 'accepted', answer } : { kind: 'answered', body: body as never, answer };
  };
  const readHoldOrder = async ({ slug }: { slug: string }, orderId: string): Promise<Answer> => {
    polls.push(orderId);
    const body = receiptOf(orderId, '100000', {});
    const { rawBody, proof } = await build.parties.answer(slug, 'hold.receipt', orderId, body);
    const answer = { httpStatus: 200, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
    return { kind: 'answered', body: body as never, answer };
  };
  // Questions about debits have tests of their own.
  const confirmDebit = ({ slug }: { slug: string }) => Promise.reject(new NoAnswerError(slug, 'CONNECTION'));
  const logger = createLogger('api', 'silent');
  const teller = new TemporalTeller(temporal(), logger, () => undefined);
  const advanceCase = (caseId: string, started: readonly string[]) => {
    looks.push(caseId);
    if (failingLooks-- > 0) return Promise.reject(new Error('the case is locked'));
    if (!doesLook) return Promise.resolve({ step: NOTHING_TO_DO, moved: false });
    return advanceCaseInProcess(build.db, caseId, AGENCY_DIALECTS, build.hash, started);
  };
  const parts = {
    db: build.db,
    advanceCase,
    ports: { institutions: { placeHold, readHoldOrder, confirmDebit } } as unknown as Ports,
    temporal: teller,
    logger,
  };
  return { dispatcher: new Dispatcher(parts), calls };
}

/** A debit by which money went on to an account at th-006. */
const debit = (amountSatang: string, accountNo: string = NEXT_ACCOUNT.accountNo) => ({
  transferRef: `ON-${randomBytes(4).toString('hex')}`,
  to: { account: { ...NEXT_ACCOUNT, accountNo } },
  amountSatang,
  attributedSatang: amountSatang,
  channel: 'promptpay' as const,
  at: new Date().toISOString(),
});

/** How an order stands, and its message. */
interface OrderSent {
  attempts: number;
  sentAt: Date | null;
  answeredAt: Date | null;
  leasedUntil: Date | null;
}

const orders = (holdId: string): Promise<OrderSent[]> =>
  build.db.query(
    `SELECT m.attempts, o.sent_at AS "sentAt", o.answered_at AS "answeredAt", m.leased_until AS "leasedUntil"
       FROM hold_order o JOIN outgoing_message m ON m.id = o.id WHERE o.hold_id = $1 ORDER BY o.sequence`,
    [holdId],
  );

async function complained(): Promise<{ caseId: string; holdId: string }> {
  const { caseId, holdIds } = await build.complain();
  return { caseId, holdId: holdIds[0] ?? '' };
}

/** The holds with an order that the keeper sends or asks about. */
const found = async (ofParty = 10) =>
  (await dueMessages(build.db, { limit: 10, ofParty }))
    .filter(({ kind }) => kind === 'hold.order')
    .map(({ subjectId }) => subjectId);

/** Ends the lease of an order as if its sender had died two seconds ago. */
const senderDies = () => becomesDue('1 second');

/** Lets the next call about each order have been due so long ago. */
async function becomesDue(before: string): Promise<void> {
  await database.dataSource.query(
    `UPDATE outgoing_message SET leased_until = leased_until - interval '1 hour', next_attempt_at = now() - $1::interval
      WHERE kind = 'hold.order'`,
    [before],
  );
}

/** A round of the keeper of a process. Returns how many orders it sends or asks about. */
async function sendsDue(dispatcher: Dispatcher): Promise<number> {
  const holds = (await found()).length;
  await dispatcher.sender.sendDue();
  await dispatcher.drain();
  return holds;
}

describe('the process that commits an order', () => {
  it('sends it at once, and down the trail the order of each next hop, without any workflow', async () => {
    const { caseId, holdId } = await complained();
    const { dispatcher, calls } = dispatcherAt(({ account: { institution } }) =>
      institution === 'th-014' ? { result: 'HELD_PARTIAL', heldAmountSatang: '40000', onward: [debit('60000')] } : {},
    );
    dispatcher.sendAboutHolds([holdId]);
    await dispatcher.drain();
    expect(calls.map(({ account, requestedAmountSatang }) => [account.institution, requestedAmountSatang])).toEqual([
      ['th-014', '100000'],
      ['th-006', '60000'],
    ]);
    const holds = await build.holds(caseId);
    expect(holds.map(({ state, heldSatang }) => [state, heldSatang])).toEqual([
      ['partly_held', 40_000n],
      ['held', 60_000n],
    ]);
    const next = holds.find(({ id }) => id !== holdId)?.id ?? '';
    expect(told).toEqual([`start hold-${next}`]);
    // One look for both receipts, or two where the machine is slower than they are gathered.
    expect([...new Set(looks)]).toEqual([caseId]);
  });

  it('hands the questions that intake wrote to the workflow of the complaint, and looks at the case itself', async () => {
    doesLook = true;
    const { caseId, holdIds, starts } = await build.complain();
    const questions: { evidenceRequestId: string; agency: string }[] = await build.db.query(
      `SELECT id AS "evidenceRequestId", agency FROM evidence_request WHERE case_id = $1`,
      [caseId],
    );
    const [debit]: { id: string }[] = await build.db.query(`SELECT id FROM debit_confirmation WHERE case_id = $1`, [
      caseId,
    ]);
    const { dispatcher } = dispatcherAt(() => ({}));
    dispatcher.start(starts);
    await dispatcher.drain();
    expect(questions.length).toBeGreaterThan(3);
    expect(inputs).toEqual([
      {
        caseId,
        written: expect.objectContaining({
          questions: expect.arrayContaining(questions) as unknown,
          confirmations: [{ confirmationId: debit?.id, institution: 'th-004' }],
          wakeFor: 'agency_late',
          codes: expect.objectContaining({ status: 'holding' }) as unknown,
        }) as unknown,
      },
      { holdId: holdIds[0], institution: 'th-014' },
    ]);
    expect(looks).toContain(caseId);
    // The look found nothing that the workflow must be told.
    expect(told.filter((line) => line.startsWith('caseMoved'))).toEqual([]);
  });

  it.each([
    ['has read the start of a case when Temporal has taken it', true, 0],
    ['leaves the start of a case to the keeper when Temporal is away', false, 1],
  ])('%s', async (_name, isThere, unread) => {
    doesLook = true;
    isAway = !isThere;
    const { caseId, starts } = await build.complain();
    const { dispatcher } = dispatcherAt(() => ({}));
    dispatcher.start(starts);
    await dispatcher.drain();
    expect(looks).toContain(caseId);
    const left = await build.db.query<unknown[]>(
      `SELECT id FROM outbox WHERE workflow_id = $1 AND kind = 'start' AND read_at IS NULL`,
      [complaintWorkflowId(caseId)],
    );
    expect(left).toHaveLength(unread);
  });

  it('notes by the next look what Temporal has taken when a look fails', async () => {
    doesLook = true;
    failingLooks = 1;
    const { caseId, starts } = await build.complain();
    const { dispatcher } = dispatcherAt(() => ({}));
    dispatcher.start(starts);
    await dispatcher.drain();
    dispatcher.lookSoon(caseId);
    await dispatcher.drain();
    const left = await build.db.query<unknown[]>(`SELECT id FROM outbox WHERE kind = 'start' AND read_at IS NULL`);
    expect(left).toEqual([]);
  });

  it('leaves the outbox entry that starts the workflow to the workflow', async () => {
    const { holdId } = await complained();
    const { dispatcher } = dispatcherAt(() => ({}));
    dispatcher.sendAboutHolds([holdId]);
    await dispatcher.drain();
    const unread = await database.dataSource.query<unknown[]>(
      `SELECT id FROM outbox WHERE workflow_id = $1 AND kind = 'start' AND read_at IS NULL`,
      [holdWorkflowId(holdId)],
    );
    expect(unread).toHaveLength(1);
  });

  it('calls a bank once while two processes and the workflow try the same order', async () => {
    const { holdId } = await complained();
    let mayAnswer = (): void => undefined;
    const answers = new Promise<void>((resolve) => (mayAnswer = resolve));
    const slow = async (): Promise<Says> => {
      await answers;
      return {};
    };
    const [first, second] = [dispatcherAt(slow), dispatcherAt(slow)];
    first.dispatcher.sendAboutHolds([holdId]);
    second.dispatcher.sendAboutHolds([holdId, holdId]);
    while (first.calls.length + second.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await takeOrder(build.db, holdId)).toBeUndefined();
    expect(await build.advanceHold(holdId)).toMatchObject({ next: 'wait' });
    mayAnswer();
    await Promise.all([first.dispatcher.drain(), second.dispatcher.drain()]);
    expect(first.calls.length + second.calls.length).toBe(1);
    expect(await orders(holdId)).toMatchObject([
      { attempts: 1, leasedUntil: null, answeredAt: expect.any(Date) as Date },
    ]);
  });

  it('tries once; when the bank is silent the next sender need not wait for the lease', async () => {
    const { holdId } = await complained();
    const { dispatcher, calls } = dispatcherAt(() => 'is silent');
    dispatcher.sendAboutHolds([holdId]);
    await dispatcher.drain();
    expect(calls).toHaveLength(1);
    expect(await orders(holdId)).toMatchObject([{ attempts: 1, sentAt: null, leasedUntil: null }]);
    expect(await takeOrder(build.db, holdId)).toMatchObject({ orderId: calls[0]?.orderId });
  });

  it.each([
    ['the circuit of the bank is open', 'CIRCUIT_OPEN', 0, 5_000],
    ['too many calls are under way', 'TOO_MANY_CALLS', 0, LEASE_MS],
    ['the bank is silent', 'TIMEOUT', 1, LEASE_MS],
  ] as const)('counts an attempt only when something was sent: %s', async (_why, reason, attempts, pauseMs) => {
    const { holdId } = await complained();
    const { dispatcher } = dispatcherAt(() => Promise.reject(new NoAnswerError('th-014', reason)));
    dispatcher.sendAboutHolds([holdId]);
    await dispatcher.drain();
    expect(await orders(holdId)).toMatchObject([{ attempts, sentAt: null, leasedUntil: null }]);
    const [due] = await build.db.query<{ afterMs: string }[]>(
      `SELECT extract(epoch FROM next_attempt_at - written_at) * 1000 AS "afterMs" FROM outgoing_message WHERE subject_id = $1`,
      [holdId],
    );
    expect(Number(due?.afterMs)).toBeGreaterThanOrEqual(pauseMs);
    await senderDies();
    const again = dispatcherAt(() => ({ result: 'HELD_FULL' }));
    await sendsDue(again.dispatcher);
    expect(await orders(holdId)).toMatchObject([{ attempts: attempts + 1, answeredAt: expect.any(Date) as Date }]);
  });
});

describe('the keeper without Temporal', () => {
  it('asks what became of an order that its bank only took, and applies the receipt', async () => {
    const { holdId } = await complained();
    const { dispatcher } = dispatcherAt(() => 'accepts');
    dispatcher.sendAboutHolds([holdId]);
    await dispatcher.drain();
    expect((await build.hold(holdId)).state).toBe('ordered');
    await becomesDue('4 seconds'); // its workflow asks before
    expect(await sendsDue(dispatcher)).toBe(0);
    await becomesDue('6 seconds');
    expect(await sendsDue(dispatcher)).toBe(1);
    expect(polls).toHaveLength(1);
    expect((await build.hold(holdId)).state).toBe('held');
    expect(await sendsDue(dispatcher)).toBe(0);
  });
});

describe('the workflow of a hold', () => {
  const HOUR_MS = 60 * 60 * 1_000;
  beforeEach(() => {
    doesLook = true;
  });

  const unreadStarts = (holdId: string): Promise<unknown[]> =>
    build.db.query(`SELECT id FROM outbox WHERE workflow_id = $1 AND kind = 'start' AND read_at IS NULL`, [
      holdWorkflowId(holdId),
    ]);

  /** Dispatches a complaint whose bank answers so. */
  async function dispatched(says: Says): Promise<string> {
    const { holdIds, starts } = await build.complain();
    const { dispatcher } = dispatcherAt(() => says);
    dispatcher.start(starts);
    await dispatcher.drain();
    return holdIds[0] ?? '';
  }

  it('starts when the receipt is in, and sleeps until the hold needs it, a day at most', async () => {
    const holdId = await dispatched({});
    expect(holdStarts).toEqual([{ delayMs: expect.any(Number) as number, state: 'held' }]);
    const { expiresAt } = await build.hold(holdId);
    const left = Math.min(24 * HOUR_MS, expiresAt.getTime() - Date.now());
    expect(Math.abs((holdStarts[0]?.delayMs ?? 0) - left)).toBeLessThan(HOUR_MS);
    // The look at its case notes the start, so that the keeper does not repeat it.
    expect(await unreadStarts(holdId)).toEqual([]);
  });

  it('is not started when the money has moved on: there is nothing to drive', async () => {
    const holdId = await dispatched({ result: 'NO_FUNDS', heldAmountSatang: '0', onward: [] });
    expect([holdStarts, told.filter((line) => line.includes(holdId))]).toEqual([[], []]);
    expect(await unreadStarts(holdId)).toEqual([]);
  });

  it('sleeps until the receipt is asked for when the bank only took the order', async () => {
    await dispatched('accepts');
    expect(holdStarts).toMatchObject([{ state: 'ordered' }]);
    expect(holdStarts[0]?.delayMs).toBeGreaterThan(0);
    expect(holdStarts[0]?.delayMs).toBeLessThan(HOUR_MS);
  });

  it('starts without a delay when the bank is silent, and its start is left to it', async () => {
    const holdId = await dispatched('is silent');
    expect(holdStarts).toEqual([{ delayMs: 0, state: 'ordered' }]);
    expect(await unreadStarts(holdId)).toHaveLength(1);
  });

  it('is left to the keeper when Temporal is away', async () => {
    isAway = true;
    expect(await unreadStarts(await dispatched({}))).toHaveLength(1);
  });
});

describe('answers about one case that come at once', () => {
  const HOPS = 10;

  /** A case whose money went on to ten accounts; their bank answers when all have been ordered. */
  async function answeredAtOnce(says: (nth: number) => ReceiptSays): Promise<string> {
    const { caseId, holdIds } = await build.complain({ transfers: [{ amountSatang: String(HOPS * 100_000) }] });
    let reached = 0;
    let letAnswer = (): void => undefined;
    const allReached = new Promise<void>((resolve) => (letAnswer = resolve));
    const { dispatcher } = dispatcherAt(async ({ account: { institution } }) => {
      if (institution === 'th-014') {
        const onward = Array.from({ length: HOPS }, (_, nth) => debit('100000', `91000000${nth}0`));
        return { result: 'NO_FUNDS', heldAmountSatang: '0', onward };
      }
      const nth = reached++;
      if (reached === HOPS) letAnswer();
      await allReached;
      return says(nth);
    });
    dispatcher.sendAboutHolds([holdIds[0] ?? '']);
    await dispatcher.drain();
    return caseId;
  }

  it('are recorded together: the case is not locked once for each', async () => {
    const caseId = await answeredAtOnce(() => ({}));
    const holds = (await build.holds(caseId)).filter(({ hop }) => hop === 1);
    expect(holds.map(({ state, heldSatang }) => [state, heldSatang])).toEqual(
      Array.from({ length: HOPS }, () => ['held', 100_000n]),
    );
    const [{ transactions, events }] = await database.dataSource.query<[{ transactions: number; events: number }]>(
      `SELECT count(DISTINCT xid)::int AS transactions, count(*)::int AS events FROM audit_event
        WHERE chain = $1 AND type = 'hold_order.delivered'`,
      [caseId],
    );
    expect(events).toBe(HOPS + 1);
    expect(transactions).toBeLessThan(HOPS);
  });

  it('do not stop one another: one that cannot be applied is kept, and the others count', async () => {
    const caseId = await answeredAtOnce((nth) => (nth === 4 ? { heldAmountSatang: 'much' } : {}));
    const states = (await build.holds(caseId)).filter(({ hop }) => hop === 1).map(({ state }) => state);
    expect(states.sort()).toEqual([...Array.from({ length: HOPS - 1 }, () => 'held'), 'ordered'].sort());
    const waiting = await database.dataSource.query<unknown[]>(
      'SELECT id FROM inbox_message WHERE case_id = $1 AND processed_at IS NULL',
      [caseId],
    );
    expect(waiting).toHaveLength(1);
  });
});

describe('a bank that keeps every call waiting', () => {
  let mayAnswer = (): void => undefined;
  afterEach(() => mayAnswer());

  it('takes up its own calls only: the order of another bank goes out beside them', async () => {
    const waiting = await Promise.all(Array.from({ length: CALLS_AT_ONCE + 1 }, () => complained()));
    const { holdIds } = await build.complain({ transfers: [{ to: { account: NEXT_ACCOUNT } }] });
    const other = { holdId: holdIds[0] ?? '' };
    const answers = new Promise<void>((resolve) => (mayAnswer = resolve));
    let isReached = (): void => undefined;
    const reached = new Promise<void>((resolve) => (isReached = resolve));
    const { dispatcher, calls } = dispatcherAt(async ({ holdId }): Promise<Says> => {
      if (holdId === other.holdId) isReached();
      else await answers;
      return {};
    });
    dispatcher.sendAboutHolds(waiting.map(({ holdId }) => holdId));
    dispatcher.sendAboutHolds([other.holdId]);
    await reached;
    expect(calls.filter(({ holdId }) => holdId !== other.holdId).length).toBeLessThanOrEqual(CALLS_AT_ONCE);
    mayAnswer();
    await dispatcher.drain();
    expect(calls).toHaveLength(CALLS_AT_ONCE + 2);
  });
});

describe('messages about one hold that wait for their turn', () => {
  it('are applied by one look, not by one for each', async () => {
    const { holdId } = await complained();
    await build.send(holdId);
    const { dispatcher } = dispatcherAt(() => ({}));
    const [first, ...others] = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((receiptSeq) => build.receipt(holdId, { receiptSeq })),
    );
    const signalOf = (received: typeof first) => {
      if (received?.ok !== true || received.signal === null) throw new Error('a receipt was not kept');
      return received.signal;
    };
    const { texts } = await costOf(build.db, async () => {
      for (const received of [first, ...others]) dispatcher.received(signalOf(received));
      await dispatcher.drain();
    });
    expect((await build.hold(holdId)).state).toBe('held');
    // The first begins at once; the others come while it has begun, and share the next.
    expect(texts.filter((text) => text === 'START TRANSACTION').length).toBeLessThanOrEqual(2);
  });
});

describe('messages about holds of one case that wait for their turn', () => {
  it('are applied together: the case is not locked once for each', async () => {
    const accounts = ['9140000011', '9140000012', '9140000013', '9140000014', '9140000015', '9140000016'];
    const transfers = accounts.map((accountNo) => ({ to: { account: { institution: 'th-014', accountNo } } }));
    const { caseId, holdIds } = await build.complain({ transfers });
    for (const holdId of holdIds) await build.send(holdId);
    const received = await Promise.all(holdIds.map((holdId) => build.receipt(holdId, {})));
    const { dispatcher } = dispatcherAt(() => ({}));
    const { texts } = await costOf(build.db, async () => {
      for (const one of received) if (one.ok && one.signal !== null) dispatcher.received(one.signal);
      await dispatcher.drain();
    });
    expect((await build.holds(caseId)).map(({ state }) => state)).toEqual(accounts.map(() => 'held'));
    expect(texts.filter((text) => text === 'START TRANSACTION').length).toBeLessThanOrEqual(2);
  });

  it('do not stop one another: one that cannot be applied waits, and the others count', async () => {
    const accounts = ['9140000021', '9140000022', '9140000023'];
    const transfers = accounts.map((accountNo) => ({ to: { account: { institution: 'th-014', accountNo } } }));
    const { caseId, holdIds } = await build.complain({ transfers });
    for (const holdId of holdIds) await build.send(holdId);
    const says = (nth: number): ReceiptSays => (nth === 1 ? { heldAmountSatang: 'much' } : {});
    const received = await Promise.all(holdIds.map((holdId, nth) => build.receipt(holdId, says(nth))));
    const { dispatcher } = dispatcherAt(() => ({}));
    for (const one of received) if (one.ok && one.signal !== null) dispatcher.received(one.signal);
    await dispatcher.drain();
    const states = (await build.holds(caseId)).map(({ state }) => state);
    expect(states.filter((state) => state === 'held')).toHaveLength(2);
    const waiting = await database.dataSource.query<unknown[]>(
      'SELECT id FROM inbox_message WHERE case_id = $1 AND processed_at IS NULL',
      [caseId],
    );
    expect(waiting).toHaveLength(1);
  });
});

describe('an order that waits for its turn', () => {
  it('is taken once, however often this process is told to send it', async () => {
    const waiting = await Promise.all(Array.from({ length: CALLS_AT_ONCE }, () => complained()));
    const { holdId } = await complained();
    let mayAnswer = (): void => undefined;
    const answers = new Promise<void>((resolve) => (mayAnswer = resolve));
    const { dispatcher, calls } = dispatcherAt(async (): Promise<Says> => {
      await answers;
      return {};
    });
    const { texts } = await costOf(build.db, async () => {
      dispatcher.sendAboutHolds(waiting.map((hold) => hold.holdId));
      for (let told = 0; told < 50; told++) dispatcher.sendAboutHolds([holdId]);
      mayAnswer();
      await dispatcher.drain();
    });
    expect(calls).toHaveLength(CALLS_AT_ONCE + 1);
    const transactions = texts.filter((text) => text === 'START TRANSACTION').length;
    expect(transactions).toBeLessThanOrEqual(2 * (CALLS_AT_ONCE + 1));
  });
});

describe('the lease of an order', () => {
  it('goes on while its call runs, and another process sends the order when the sender has died', async () => {
    const { holdId } = await complained();
    const taken = await takeOrder(build.db, holdId);
    const orderId = taken?.orderId ?? '';
    const [{ leasedUntil: before }] = (await orders(holdId)) as [OrderSent];
    await renewMessageLeases(build.db, [orderId]);
    const [{ leasedUntil: renewed }] = (await orders(holdId)) as [OrderSent];
    expect(Number(renewed)).toBeGreaterThan(Number(before));
    expect(await found()).toEqual([]);

    await senderDies();
    expect(await found()).toEqual([holdId]);
    const { dispatcher, calls } = dispatcherAt(() => ({}));
    await sendsDue(dispatcher);
    expect(calls.map((order) => order.orderId)).toEqual([orderId]);
  });

  it('is not taken up again by a renewal that comes after its end', async () => {
    const { holdId } = await complained();
    const taken = await takeOrder(build.db, holdId);
    await giveOrderBack(build.db, taken?.orderId ?? '');
    await renewMessageLeases(build.db, [taken?.orderId ?? '']);
    expect(await orders(holdId)).toMatchObject([{ leasedUntil: null }]);
  });
});

describe('an order that is leased to the process that commits it', () => {
  const leasedComplaint = async () => {
    const { caseId, holdIds, starts } = await build.complain({}, 'th', true);
    return { caseId, holdId: holdIds[0] ?? '', starts };
  };

  it('is sent without another statement, and so is the order of the next hop', async () => {
    const { caseId, holdId, starts } = await leasedComplaint();
    const sentBy: Record<string, string[]> = {};
    let texts: string[] = [];
    const { dispatcher, calls } = dispatcherAt(({ holdId: of, account: { institution } }) => {
      sentBy[of] = [...texts];
      return institution === 'th-014'
        ? { result: 'HELD_PARTIAL', heldAmountSatang: '40000', onward: [debit('60000')] }
        : {};
    });
    const cost = await costOf(build.db, async () => {
      const { logger } = build.db;
      build.db.logger = Object.assign(Object.create(logger) as typeof logger, {
        logQuery: (text: string) => {
          texts.push(text);
          logger.logQuery(text);
        },
      });
      dispatcher.start(starts.filter(({ kind }) => kind === 'hold'));
      await dispatcher.drain();
      texts = [];
    });
    expect(calls.map(({ account }) => account.institution)).toEqual(['th-014', 'th-006']);
    expect(sentBy[holdId]).toEqual([]);
    // Between the commit of the receipt and the order of the next hop there is no statement either.
    expect(sentBy[calls[1]?.holdId ?? '']?.at(-1)).toBe('COMMIT');
    expect(cost.texts.filter((text) => text.includes('SET leased_until'))).toEqual([]);
    expect((await build.holds(caseId)).map(({ state }) => state).sort()).toEqual(['held', 'partly_held']);
  });

  it('has the bytes that any other sender would send', async () => {
    const { holdId, starts } = await leasedComplaint();
    const leased = starts.find(({ id }) => id === holdId)?.leased?.[0];
    await giveOrderBack(build.db, leased?.message.id ?? '');
    expect(await takeOrder(build.db, holdId)).toEqual(leased?.body);
  });

  it('is sent by another when that process dies before the call', async () => {
    const { holdId, starts } = await leasedComplaint();
    const orderId = starts.find(({ id }) => id === holdId)?.leased?.[0]?.message.id;
    expect(await takeOrder(build.db, holdId)).toBeUndefined();
    expect(await found()).toEqual([]);
    await senderDies();
    expect(await found()).toEqual([holdId]);
    const { dispatcher, calls } = dispatcherAt(() => ({}));
    await sendsDue(dispatcher);
    expect(calls.map((order) => order.orderId)).toEqual([orderId]);
  });

  it('is not sent when the time of the hold ended while the order waited for its turn', async () => {
    const { holdId, starts } = await leasedComplaint();
    const others = await Promise.all(Array.from({ length: CALLS_AT_ONCE }, () => complained()));
    let mayAnswer = (): void => undefined;
    const answers = new Promise<void>((resolve) => (mayAnswer = resolve));
    const { dispatcher, calls } = dispatcherAt(async (): Promise<Says> => {
      await answers;
      return {};
    });
    dispatcher.sendAboutHolds(others.map((hold) => hold.holdId));
    // The other places are for releases, and for what is about no hold.
    while (calls.length < 10) await new Promise((resolve) => setTimeout(resolve, 5));
    const real = performance.now.bind(performance);
    const now = jest.spyOn(performance, 'now');
    dispatcher.start(starts.filter(({ kind }) => kind === 'hold'));
    await database.dataSource.query(`UPDATE hold SET expires_at = now() - interval '1 second' WHERE id = $1`, [holdId]);
    now.mockImplementation(() => real() + LEASE_MS);
    mayAnswer();
    await dispatcher.drain().finally(() => now.mockRestore());
    expect(calls.filter((order) => order.holdId === holdId)).toEqual([]);
    // It was not tried, so that the keeper may send it where its hold still needs it.
    expect(await orders(holdId)).toMatchObject([{ attempts: 0, leasedUntil: null }]);
  });
});

describe('an order whose answer waits to be recorded', () => {
  it('stays leased, so that no other process sends it again', async () => {
    const renewed: string[][] = [];
    const leases = new Leases((orderIds) => Promise.resolve(void renewed.push([...orderIds])));
    jest.useFakeTimers();
    try {
      let mayRecord = (): void => undefined;
      const recorded = new Promise<void>((resolve) => (mayRecord = resolve));
      const both = [leases.during('one', () => recorded), leases.during('two', () => Promise.resolve())];
      await both[1];
      jest.advanceTimersByTime(2 * LEASE_MS);
      mayRecord();
      await Promise.all(both);
      jest.advanceTimersByTime(2 * LEASE_MS);
    } finally {
      jest.useRealTimers();
    }
    expect(renewed.length).toBeGreaterThanOrEqual(4);
    expect(new Set(renewed.flat())).toEqual(new Set(['one']));
  });
});

describe('an order that nobody has sent', () => {
  it('is found after two seconds, and no more once the workflow tries again and again', async () => {
    const { holdId } = await complained();
    expect(await found()).toEqual([]);
    await becomesDue('0 seconds');
    expect(await found()).toEqual([holdId]);
    for (const _attempt of [1, 2]) {
      await takeOrder(build.db, holdId);
      await senderDies();
    }
    expect(await found()).toEqual([]);
  });

  it('is found again when its next call is five seconds late: no workflow makes it', async () => {
    const { holdId } = await complained();
    for (const _attempt of [1, 2]) {
      await takeOrder(build.db, holdId);
      await senderDies();
    }
    expect(await found()).toEqual([]);
    await becomesDue('6 seconds');
    expect(await found()).toEqual([holdId]);
    const { dispatcher, calls } = dispatcherAt(() => ({}));
    await sendsDue(dispatcher);
    expect(calls.map((order) => order.holdId)).toEqual([holdId]);
  });

  it('leaves room for the orders of others when its institution has many', async () => {
    const away = [await complained(), await complained(), await complained()];
    const { holdIds } = await build.complain({ transfers: [{ to: { account: NEXT_ACCOUNT }, amountSatang: '50000' }] });
    await becomesDue('0 seconds');
    expect(await found(2)).toEqual([...away.slice(0, 2).map(({ holdId }) => holdId), holdIds[0]]);
  });

  it('is left to the workflow while an earlier one of the hold has not arrived', async () => {
    const { caseId, holdId } = await complained();
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    expect(await orders(holdId)).toHaveLength(2);
    await becomesDue('0 seconds');
    expect(await found()).toEqual([holdId]);
    for (const _attempt of [1, 2]) {
      await takeOrder(build.db, holdId);
      await senderDies();
    }
    expect(await found()).toEqual([]);
  });
});

describe('a receipt by callback', () => {
  it('takes effect in the process that took it: the next hop is ordered there, its workflow waits', async () => {
    const { caseId, holdId } = await complained();
    const { dispatcher, calls } = dispatcherAt(() => 'accepts');
    dispatcher.sendAboutHolds([holdId]);
    await dispatcher.drain();
    told = [];
    const moved: ReceiptSays = { result: 'NO_FUNDS', heldAmountSatang: '0', onward: [debit('100000')] };
    const received = await build.receipt(holdId, moved);
    if (!received.ok || received.signal === null) throw new Error('the receipt was not taken');
    dispatcher.received(received.signal);
    await dispatcher.drain();
    expect(calls.map(({ account }) => account.institution)).toEqual(['th-014', 'th-006']);
    const [first, next] = await build.holds(caseId);
    expect([first?.state, next?.state]).toEqual(['no_funds', 'ordered']);
    // The first hold has ended, so its workflow is told; the next one begins.
    expect(told).toEqual(
      expect.arrayContaining([`institutionAnswered with start hold-${holdId}`, `start hold-${next?.id}`]),
    );
  });

  it('wakes no workflow that only waits for the expiry', async () => {
    const { caseId, holdId } = await complained();
    const { dispatcher } = dispatcherAt(() => 'accepts');
    dispatcher.sendAboutHolds([holdId]);
    await dispatcher.drain();
    await build.advanceCase(caseId);
    told = [];
    const received = await build.receipt(holdId);
    if (!received.ok || received.signal === null) throw new Error('the receipt was not taken');
    dispatcher.received(received.signal);
    await dispatcher.drain();
    expect((await build.hold(holdId)).state).toBe('held');
    expect([told, looks]).toEqual([[], [caseId]]);
  });

  it('leaves the start of the workflow unread, so that one that was never started is', async () => {
    const { holdId } = await complained();
    const { dispatcher } = dispatcherAt(() => 'accepts');
    dispatcher.sendAboutHolds([holdId]);
    await dispatcher.drain();
    const received = await build.receipt(holdId);
    if (!received.ok || received.signal === null) throw new Error('the receipt was not taken');
    dispatcher.received(received.signal);
    await dispatcher.drain();
    const unread = () =>
      database.dataSource.query(`SELECT message FROM outbox WHERE workflow_id = $1 AND read_at IS NULL`, [
        `hold-${holdId}`,
      ]);
    expect(await unread()).toEqual([{ message: 'start' }]);
    await build.advanceHold(holdId);
    expect(await unread()).toEqual([]);
  });
});

describe('news of a case', () => {
  beforeEach(() => {
    doesLook = true;
  });

  /** A complaint whose workflow has looked once, and what its debit's institution answers. */
  async function asked() {
    const { caseId, holdId } = await complained();
    await build.send(holdId, {});
    await build.advanceHold(holdId);
    await build.advanceCase(caseId);
    const [question]: { id: string }[] = await build.db.query(`SELECT id FROM debit_confirmation WHERE case_id = $1`, [
      caseId,
    ]);
    const { id = '' } = question ?? {};
    const confirm = async (result: 'CONFIRMED' | 'DENIED') => {
      const reason = result === 'DENIED' ? { reason: 'NO_SUCH_TRANSFER' } : {};
      const body = { confirmationId: id, result, ...reason, at: new Date().toISOString() };
      const received = await build.callback('th-004', 'debit.confirmation', id, body);
      if (!received.ok || received.signal === null) throw new Error('the answer was not taken');
      return received.signal;
    };
    return { caseId, holdId, confirm };
  }

  const unread = (workflowId: string): Promise<{ message: string }[]> =>
    build.db.query(`SELECT message FROM outbox WHERE workflow_id = $1 AND read_at IS NULL ORDER BY id`, [workflowId]);

  const state = async (caseId: string): Promise<unknown> => {
    const rows: unknown[] = await build.db.query('SELECT state FROM debit_confirmation WHERE case_id = $1', [caseId]);
    return rows[0];
  };

  it('is looked at by the process that took it, once for what comes together, and wakes no workflow', async () => {
    const { caseId, holdId, confirm } = await asked();
    const { dispatcher } = dispatcherAt(() => ({}));
    const signal = await confirm('CONFIRMED');
    dispatcher.received(signal);
    dispatcher.received(signal);
    await dispatcher.drain();
    expect(await state(caseId)).toEqual({ state: 'confirmed' });
    expect(looks).toEqual([caseId]);
    // The confirmed debit extends the hold, and this process sends that order too.
    expect(await orders(holdId)).toMatchObject([{}, { attempts: 1, answeredAt: expect.any(Date) as Date }]);
    expect(told).toEqual([]);
    expect([await unread(`complaint-${caseId}`), await unread(`hold-${holdId}`)]).toEqual([[], []]);
  });

  it.each(['accepts', 'is silent'] as const)('tells the workflow of a hold when the bank %s', async (says) => {
    const { holdId, confirm } = await asked();
    const { dispatcher } = dispatcherAt(() => says);
    dispatcher.received(await confirm('CONFIRMED'));
    await dispatcher.drain();
    expect(told).toEqual([`orderIssued with start hold-${holdId}`]);
    expect(await unread(`hold-${holdId}`)).toEqual([{ message: 'orderIssued' }]);
  });

  it('wakes the workflow of a hold that has not begun, when the hold must be released', async () => {
    const { holdId, confirm } = await asked();
    const { dispatcher } = dispatcherAt(() => ({}));
    dispatcher.received(await confirm('DENIED'));
    await dispatcher.drain();
    expect(told).toContain(`releaseOrdered with start hold-${holdId}`);
    expect((await build.hold(holdId)).state).toBe('release_ordered');
  });

  it('stays unread when the look fails, so that the keeper tells the workflow', async () => {
    const { caseId, confirm } = await asked();
    const { dispatcher } = dispatcherAt(() => ({}));
    const signal = await confirm('CONFIRMED');
    await database.dataSource.query('ALTER TABLE case_file RENAME TO case_file_away');
    dispatcher.received(signal);
    await dispatcher.drain();
    await database.dataSource.query('ALTER TABLE case_file_away RENAME TO case_file');
    expect(looks).toEqual([caseId]);
    expect(await state(caseId)).toEqual({ state: 'asked' });
    expect(await unread(`complaint-${caseId}`)).toEqual([{ message: 'evidenceArrived' }]);
  });

  it('that leads to questions is told to the workflow until the workflow has read it', async () => {
    const { caseId } = await complained();
    const body = { note: 'He called again.', suspectContacts: [{ kind: 'phone', value: '0600000777' }] };
    await addToComplaint(build.db, { caseId, actor: OPERATOR, kind: 'supplement', body });
    const { dispatcher } = dispatcherAt(() => ({}));
    const toldOfCase = () => told.filter((what) => what.includes('complaint-'));
    dispatcher.received({ workflowId: `complaint-${caseId}`, message: 'evidenceArrived', rowId: caseId });
    dispatcher.received({ workflowId: `complaint-${caseId}`, message: 'evidenceArrived', rowId: caseId });
    await dispatcher.drain();
    expect(toldOfCase()).toEqual([`caseMoved complaint-${caseId}`]);
    // A second look of a process leaves it unread, and has nothing to tell.
    dispatcher.received({ workflowId: `complaint-${caseId}`, message: 'evidenceArrived', rowId: caseId });
    await dispatcher.drain();
    expect(toldOfCase()).toEqual([`caseMoved complaint-${caseId}`]);
    expect(await unread(`complaint-${caseId}`)).toEqual([
      { message: 'start' },
      { message: 'complaintAdded' },
      { message: 'caseMoved' },
    ]);
    expect((await build.advanceCase(caseId)).questions.length).toBeGreaterThan(0);
    expect(await unread(`complaint-${caseId}`)).toEqual([]);
  });

  it('of a person is looked at at once, and the workflow is told too', async () => {
    const { caseId } = await asked();
    const { dispatcher } = dispatcherAt(() => ({}));
    dispatcher.signal({ workflowId: `complaint-${caseId}`, message: 'decisionMade', rowId: caseId });
    await dispatcher.drain();
    expect([looks, told]).toEqual([[caseId], [`decisionMade complaint-${caseId}`]]);
  });
});
