import * as fc from 'fast-check';
import { createInstitutionActivities } from '../../../activities/institution.activities.js';
import { recordNoAnswer } from '../../../src/application/advance/send/record-no-answer.js';
import type { MessageKind } from '../../../src/application/message/signed-message.js';
import type { HoldStep } from '../../../src/contract/activities.js';
import { ATTEMPTS_PER_ROUND } from '../../../src/contract/retry-times.js';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time.js';
import type { InstitutionPort } from '../../../src/institutions/port.js';
import { NoAnswerError } from '../../../src/signed-http/no-answer.js';
import { SIGNATURE_ALGORITHM } from '../../../src/signing/profile.js';
import { inActivity } from '../../support/in-activity.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { propertyRuns } from '../../support/property-runs.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { STILL_DISPATCHER } from '../../support/still-dispatcher.js';
import type { Ports } from '../../../src/outgoing/kind.js';

const BANK = 'th-014';
/** Six attempts of a bank that is silent take 15.5 s, and the next round begins 5 s later. */
const CALLS_PER_MINUTE = 24;

const SAYS = ['202', '404', 'PENDING', 'HELD_FULL', 'NO_FUNDS', 'RELEASED', 'no', '{}', 'silent'] as const;
type Says = (typeof SAYS)[number];

let database: FreshDatabase;
let build: RecordBuilder;
beforeAll(async () => {
  database = await freshDatabase();
  build = await RecordBuilder.on(database);
});
afterAll(() => database.drop());

/** A bank that says what it is told to, and what it was asked, with the time of each call. */
class Bank {
  readonly calls: { what: string; atMs: number }[] = [];
  nowMs = 0;

  constructor(private readonly says: readonly Says[]) {}

  readonly port = {
    placeHold: (_to, order) => this.answer('send', order.orderId, order.requestedAmountSatang),
    readHoldOrder: (_to, orderId) => this.answer('poll', orderId, '100000'),
    releaseHold: (_to, order) => this.answer('release', order.releaseOrderId, '0', order.holdId),
  } as Partial<InstitutionPort> as InstitutionPort;

  /** The time passes that a workflow waits. */
  async wait(ms: number): Promise<void> {
    this.nowMs += ms;
    await database.dataSource.query(
      `UPDATE outgoing_message SET next_attempt_at = next_attempt_at - $1 * interval '1 millisecond', leased_until = NULL`,
      [ms],
    );
  }

  private async answer(what: string, id: string, amount: string, releaseOf?: string): Promise<never> {
    const says = this.says[this.calls.length % this.says.length] ?? 'silent';
    this.calls.push({ what, atMs: this.nowMs });
    const at = new Date().toISOString();
    const signed = async (kind: MessageKind, body: object, httpStatus: number) => {
      const { rawBody, proof } = await build.answer(BANK, kind, id, body);
      return { httpStatus, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
    };
    const reply = async () => {
      if (says === 'silent') throw new NoAnswerError(BANK, 'TIMEOUT');
      if (says === '202') return { kind: 'accepted', answer: await signed('hold.receipt', { id }, 202) };
      if (says === '404' && what === 'poll')
        return { kind: 'unknown_order', answer: await signed('hold.receipt', {}, 404) };
      if (says === '404' || says === 'no') {
        const answer = await signed('order.rejected', { title: 'no', code: 'NO', at }, 422);
        return { kind: 'rejected', httpStatus: 422, code: 'NO', answer };
      }
      if (says === '{}') return { kind: 'unreadable', why: 'body', answer: await signed('hold.receipt', { at }, 200) };
      const body =
        releaseOf === undefined
          ? { orderId: id, receiptSeq: 1, result: says === 'RELEASED' ? 'HELD_FULL' : says, onward: [], at }
          : { releaseOrderId: id, holdId: releaseOf, result: 'NOTHING_HELD', releasedAmountSatang: '0', at };
      const held = says === 'HELD_FULL' || says === 'RELEASED' ? amount : '0';
      const receipt = releaseOf === undefined ? { ...body, heldAmountSatang: held } : body;
      const kind = releaseOf === undefined ? 'hold.receipt' : 'release.receipt';
      return { kind: 'answered', body: receipt, answer: await signed(kind, receipt, 200) };
    };
    return (await reply()) as never;
  }
}

/** Drives a hold and its extension as their workflow does, until `untilMs`. */
async function drive(bank: Bank, untilMs: number): Promise<Bank['calls']> {
  const { caseId, holdIds } = await build.complain();
  const [holdId = ''] = holdIds;
  const activities = createInstitutionActivities(build.db, { institutions: bank.port } as Ports, STILL_DISPATCHER);
  await round('sendHoldOrders');
  await build.debits(caseId, 'CONFIRMED');
  await build.advanceCase(caseId);
  let step = await round('sendHoldOrders');
  for (let steps = 0; step.next !== 'done' && bank.nowMs < untilMs && steps < 1_000; steps += 1) {
    if (step.next === 'wait') {
      const waitMs = Math.max(250, (step.untilMs ?? 0) - Date.now());
      if (waitMs > HOUR_MS) break;
      await bank.wait(waitMs);
      step = await build.advanceHold(holdId);
    } else if (step.next === 'send') step = await round('sendHoldOrders');
    else if (step.next === 'poll') step = await round('pollHoldOrder');
    else step = await round('sendReleaseOrder');
  }
  return bank.calls;

  /** The attempts of one activity, as Temporal repeats them. */
  async function round(activity: 'sendHoldOrders' | 'pollHoldOrder' | 'sendReleaseOrder'): Promise<HoldStep> {
    for (let attempt = 1; attempt <= ATTEMPTS_PER_ROUND; attempt += 1) {
      try {
        return await inActivity(() => activities[activity]({ holdId }));
      } catch {
        if (attempt < ATTEMPTS_PER_ROUND) await bank.wait(Math.min(10_000, 500 * 2 ** (attempt - 1)));
      }
    }
    return recordNoAnswer(build.db, holdId);
  }
}

/** The most calls in any minute. */
function busiestMinute(calls: Bank['calls']): number {
  return Math.max(
    0,
    ...calls.map(({ atMs }) => calls.filter((other) => other.atMs >= atMs && other.atMs < atMs + MINUTE_MS).length),
  );
}

describe('the calls to an institution about one hold', () => {
  it.each<[string, Says[], number]>([
    ['takes the order and its extension, and is pending for ever', ['202', '202', 'PENDING'], 6],
    ['takes both and never answers', ['202'], 6],
    ['refuses everything', ['no'], 8],
    ['answers nothing that can be read', ['{}'], 8],
  ])('come after growing pauses when it %s', async (_what, says, perMinute) => {
    const first = says.slice(0, -1);
    const last = says.at(-1) ?? '202';
    const calls = await drive(new Bank([...first, ...Array.from({ length: 500 }, () => last)]), HOUR_MS);
    expect(busiestMinute(calls)).toBeLessThanOrEqual(perMinute);
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.length).toBeLessThan(60);
  });

  it('come after growing pauses when it takes the order and its extension, and then knows neither', async () => {
    const forgets = Array.from({ length: 250 }, (): Says[] => ['404', '202']).flat();
    const calls = await drive(new Bank(['202', '202', ...forgets]), HOUR_MS);
    expect(busiestMinute(calls)).toBeLessThanOrEqual(10);
    expect(calls.length).toBeLessThan(60);
    const lateOnes = calls.filter(({ atMs }) => atMs > HOUR_MS / 2);
    expect(busiestMinute(lateOnes)).toBeLessThanOrEqual(4);
  });

  it(
    'are bounded in every minute, whatever it answers at every step (I27)',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.constantFrom(...SAYS), { minLength: 1, maxLength: 8 }), async (says) => {
          const calls = await drive(new Bank(says), 20 * MINUTE_MS);
          expect(busiestMinute(calls)).toBeLessThanOrEqual(CALLS_PER_MINUTE);
        }),
        { numRuns: propertyRuns(5) },
      );
    },
    HOUR_MS,
  );
});
