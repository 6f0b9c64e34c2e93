import type { Logger } from 'pino';
import type { InstitutionPort } from '../../src/institutions/port.js';
import type { Ports } from '../../src/outgoing/kind.js';
import { Sender } from '../../src/outgoing/sender.js';
import { NoAnswerError } from '../../src/signed-http/no-answer.js';
import type { Endpoint } from '../../src/signed-http/signed-client.js';
import { SIGNATURE_ALGORITHM } from '../../src/signing/profile.js';
import { verifyRecord } from '../../tools/verify/verify-record.js';
import type { ListingNotice } from '../../src/wire/institution/calls/listing-notice.js';
import { sendMessages, takeMessages } from '../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import type { RecordBuilder } from '../support/record-builder.js';
import { buildRichRecord } from '../verify/support/rich-record.js';

const SILENT = { info: () => undefined, warn: () => undefined } as unknown as Logger;

describe('a message to a party', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let sent: { party: string; notice: ListingNotice }[];
  /** What the institutions do with a notice, before they answer. */
  let onArrival: (party: string, abortSignal?: AbortSignal) => Promise<void>;
  let answers: 'acknowledge' | 'refuse';

  beforeAll(async () => {
    database = await freshDatabase();
    ({ build } = await buildRichRecord(database));
  });
  beforeEach(async () => {
    await untried();
    [sent, answers] = [[], 'acknowledge'];
    onArrival = () => Promise.resolve();
  });
  afterAll(() => database.drop());

  /** Lets the listings be due as if nobody had sent them yet, and nothing else. */
  const untried = async () => {
    await database.dataSource.query(
      `UPDATE outgoing_message SET next_attempt_at = now() + interval '1 hour' WHERE kind <> 'listing.notice'`,
    );
    await database.dataSource.query(
      `UPDATE outgoing_message SET attempts = 0, next_attempt_at = written_at, leased_until = NULL, sent_at = NULL, acknowledged_at = NULL
        WHERE kind = 'listing.notice'`,
    );
  };

  const institutions = {
    async sendListingNotice({ slug }: Endpoint, notice: ListingNotice, abortSignal?: AbortSignal) {
      sent.push({ party: slug, notice });
      await onArrival(slug, abortSignal);
      const refuses = answers === 'refuse';
      const body = refuses
        ? { title: 'no', code: 'BANK.NO' }
        : { noticeId: notice.noticeId, result: 'REFUSES_OPENING' };
      const status = refuses ? 422 : 200;
      const { rawBody, proof } = await build.parties.answer(slug, 'listing.receipt', notice.noticeId, body, status);
      const answer = { httpStatus: status, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
      return refuses
        ? { kind: 'rejected', httpStatus: status, code: 'BANK.NO', answer }
        : { kind: 'answered', body, answer };
    },
  } as unknown as InstitutionPort;
  const newSender = () =>
    new Sender({ db: build.db, ports: { institutions } as Ports, logger: SILENT, passOn: () => undefined });
  const messages = () =>
    database.dataSource.query<
      { id: string; party: string; attempts: number; sent: boolean; done: boolean; nextAttemptAt: Date }[]
    >(
      `SELECT id, party, attempts, sent_at IS NOT NULL AS sent, acknowledged_at IS NOT NULL AS done,
              next_attempt_at AS "nextAttemptAt"
         FROM outgoing_message WHERE kind = 'listing.notice' ORDER BY id`,
    );
  /** Sends, with the fault that is expected, and returns between which pauses each message must now wait, in milliseconds. */
  const pausesAfterFault = async (reason: string) => {
    const begunMs = Date.now();
    await expect(sendMessages(build.db, { institutions })).rejects.toMatchObject({ reason });
    const endedMs = Date.now();
    return (await messages()).map(({ nextAttemptAt, ...message }) => ({
      ...message,
      atMost: nextAttemptAt.getTime() - begunMs,
      atLeast: nextAttemptAt.getTime() - endedMs,
    }));
  };
  const lettersOf = (party: string) => sent.filter((each) => each.party === party);

  it('leaves the invariants whole', async () => {
    await sendMessages(build.db, { institutions });
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it('is sent once by several processes that look at the same time, again and again', async () => {
    answers = 'refuse';
    const open = (await messages()).map(({ id }) => id);
    expect(open.length).toBeGreaterThan(1);
    const senders = [newSender(), newSender(), newSender()];
    for (let round = 1; round <= 10; round += 1) {
      await untried();
      sent = [];
      await Promise.all(senders.map((sender) => sender.sendDue()));
      await Promise.all(senders.map((sender) => sender.drain()));
      expect(sent.map(({ notice }) => notice.noticeId).sort()).toEqual(open);
      expect((await messages()).map(({ attempts }) => attempts)).toEqual(open.map(() => 1));
    }
  });

  it('reaches its party while another one takes connections and says nothing', async () => {
    const [dead = ''] = (await messages()).map(({ party }) => party);
    onArrival = (party, abortSignal) =>
      party !== dead
        ? Promise.resolve()
        : new Promise((_resolve, reject) => abortSignal?.addEventListener('abort', () => reject(new Error('aborted'))));
    const sender = newSender();
    await sender.sendDue();
    let others = [{ done: false }];
    while (others.some(({ done }) => !done)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      others = (await messages()).filter(({ party }) => party !== dead);
    }
    await sender.sendDue();
    expect(lettersOf(dead)).toHaveLength(1);
    expect((await messages()).filter(({ done }) => !done).map(({ party }) => party)).toEqual([dead]);
    await sender.stop();
  });

  it('is sent again with the same id and bytes when its process died before the answer was kept', async () => {
    onArrival = (_party, abortSignal) =>
      new Promise((_resolve, reject) => abortSignal?.addEventListener('abort', () => reject(new Error('killed'))));
    const dying = newSender();
    const begun = await dying.sendDue();
    while (sent.length < begun) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = sent.splice(0);
    onArrival = () => Promise.resolve();
    // Nobody sends it before the lease is over.
    await database.dataSource.query(
      `UPDATE outgoing_message SET next_attempt_at = written_at WHERE kind = 'listing.notice' AND leased_until IS NOT NULL`,
    );
    expect(await sendMessages(build.db, { institutions })).toBe(0);
    await database.dataSource.query(`UPDATE outgoing_message SET leased_until = NULL WHERE kind = 'listing.notice'`);
    expect(await sendMessages(build.db, { institutions })).toBe(begun);
    const inOrder = (letters: typeof sent) => letters.map((each) => JSON.stringify(each)).sort();
    expect(inOrder(sent)).toEqual(inOrder(before));
    await dying.stop();
    for (const message of await messages()) expect(message).toMatchObject({ attempts: 2, done: true });
  });

  it('that was not sent, because the circuit of its party is open, counts as no attempt', async () => {
    onArrival = (party) => Promise.reject(new NoAnswerError(party, 'CIRCUIT_OPEN'));
    for (const { atLeast, atMost, ...message } of await pausesAfterFault('CIRCUIT_OPEN')) {
      expect(message).toMatchObject({ attempts: 0, sent: false });
      expect([atLeast <= 5_000, atMost >= 5_000]).toEqual([true, true]);
    }
  });

  it('waits as long as its party asks, when that is longer than the pause', async () => {
    const waits = { short: 1_000, long: 60_000 };
    for (const [ms, pauseMs] of [
      [waits.short, 5_000],
      [waits.long, waits.long],
    ] as const) {
      onArrival = (party) => Promise.reject(new NoAnswerError(party, 'BUSY', { retryAfterMs: ms }));
      await untried();
      for (const { atLeast, atMost, ...message } of await pausesAfterFault('BUSY')) {
        expect(message).toMatchObject({ sent: true, done: false });
        expect([atLeast <= pauseMs, atMost >= pauseMs]).toEqual([true, true]);
      }
    }
  });

  it('is taken by nobody who read it before another process took it', async () => {
    const taken = await Promise.all([takeMessages(build.db), takeMessages(build.db), takeMessages(build.db)]);
    const ids = taken.flat().map(({ id }) => id);
    expect(ids.sort()).toEqual((await messages()).map(({ id }) => id));
  });
});
