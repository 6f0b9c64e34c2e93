import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ulid } from 'ulid';
import { z } from 'zod';
import { collectHeaders, singleHeader } from '../../../src/signing/headers.js';
import { looksPersonal, WEBHOOK_ID_PATTERN } from '../../../src/signing/profile.js';
import { generateSigningKey, loadPrivateKey } from '../../../src/signing/keys.js';
import { DebitConfirmationRequest } from '../../../src/wire/institution/calls/debit-question.js';
import { HoldOrder } from '../../../src/wire/institution/calls/hold-order.js';
import { HoldStatement } from '../../../src/wire/institution/calls/hold-statement.js';
import { ReleaseOrder } from '../../../src/wire/institution/calls/release-order.js';
import { CallbackAccepted } from '../../../src/wire/institution/message.js';
import { AGAIN_MS, AT_ONCE_MS, type CentrePlay, LOST, type Ordered, QUIET_MS } from '../centre-play.js';
import { type Asked, type Manner, problem } from '../own-bank.js';
import { wants } from '../unmet.js';
import { LOOKS_OF_ALL } from './answers.js';
import type { CentreCheck } from './of-centre.js';

/** Part of what the customer lost, in satang. */
const HALF = '2000000';
const REST = (BigInt(LOST) - BigInt(HALF)).toString();
const HOUR_MS = 3_600_000;
/** A customer has so long to complain after he told his bank; without it holds end so long after the first order. */
const WITHOUT_COMPLAINT_MS = 72 * HOUR_MS;
/** How long an order that the centre asks about is waited for: it asks after 15 seconds. */
const POLL_MS = 60_000;

const stranger = generateSigningKey('kit-stranger');
const strangersKey = { keyId: stranger.keyId, privateKey: loadPrivateKey(stranger.privateJwk) };
const unavailable = problem(503, 'SERVICE.UNAVAILABLE');

/**
 * Answers the first order otherwise, and takes it all the same: who believes that answer asks for a receipt, gets
 * one, and never repeats the order.
 */
function taking(centre: CentrePlay, says: NonNullable<ReturnType<Manner>>): Manner {
  return ({ path, json }, before) => {
    const order = HoldOrder.safeParse(json).data;
    if (path !== '/hold-orders' || order === undefined || before > 0) return undefined;
    centre.bank.note(order, { result: 'HELD_FULL', heldAmountSatang: LOST });
    return says;
  };
}

/** Of what the first order says, one thing. */
function orderSays(
  id: string,
  says: string,
  expects: string,
  look: (order: HoldOrder, told: Ordered) => void,
): CentreCheck {
  const run = async (centre: CentrePlay) => {
    const told = await centre.anyOrder();
    look(told.order, told);
  };
  return { id: `centre-order-${id}`, says, expects, run };
}

const looks = LOOKS_OF_ALL.map(([id, says, expects, look]): CentreCheck => ({
  id: `centre-order-${id}`,
  says,
  expects: `A hold order: ${expects}`,
  run: async (centre) => look((await centre.anyOrder()).asked, centre.signer),
}));

/** Throws unless a request came again as the same message: the same bytes and id, signed anew. */
function isRepeated(requests: readonly Asked[]): void {
  const [one, other] = requests;
  wants(one !== undefined && other !== undefined, `it came ${requests.length} times within ${AGAIN_MS} ms`);
  wants(one.raw.equals(other.raw), 'it came again with other bytes');
  wants(header(one, 'webhook-id') === header(other, 'webhook-id'), 'it came again with another webhook-id');
  wants(nonceOf(one) !== nonceOf(other), 'it came again with the same nonce');
}

function header({ headers }: Pick<Asked, 'headers'>, name: string): string {
  const found = singleHeader(collectHeaders(headers), name);
  wants(found.found === 'one', `the header ${name} came ${found.found === 'none' ? 'not' : 'more than once'}`);
  return found.value;
}

function nonceOf(asked: Asked): string {
  return /;nonce="([^"]*)"/.exec(header(asked, 'signature-input'))?.[1] ?? '';
}

/** Waits for releases of a hold. */
async function releases(centre: CentrePlay, holdId: string, count = 1, withinMs = AT_ONCE_MS) {
  const found = await centre.bank.wait(
    ({ path, json }) => path === '/release-orders' && (json as { holdId?: string } | undefined)?.holdId === holdId,
    count,
    withinMs,
  );
  return found.map((asked) => ({ asked, order: ReleaseOrder.safeParse(asked.json).data }));
}

/** Has the centre order and release, in this manner, and waits for so many releases. */
async function released(centre: CentrePlay, count = 1, manner?: Manner) {
  const told = await centre.ordered(centre.scene(), manner);
  await taken(centre, told.order);
  const back = await centre.takeBack(told.noticeId);
  wants(back.status === 201, `the taking back: ${back.status}`);
  return {
    ...told,
    back,
    releases: await releases(centre, told.order.holdId, count, count > 1 ? AGAIN_MS : AT_ONCE_MS),
  };
}

/** What the centre's book says of an order, once it says what is waited for. */
async function stated(
  centre: CentrePlay,
  { orderId }: HoldOrder,
  fits: (order: HoldStatement['orders'][number]) => boolean,
  seen = 'no answer',
): Promise<void> {
  const since = new Date(Date.now() - HOUR_MS).toISOString();
  let saw = seen;
  for (const until = Date.now() + AT_ONCE_MS; Date.now() < until; await delay(500)) {
    const orders: HoldStatement['orders'] = [];
    for (let after: string | null | undefined; after !== null;) {
      const query = new URLSearchParams({ since, ...(after && { after }) });
      const said = await centre.get(`/v1/institutions/self/hold-statements?${query.toString()}`);
      const page = HoldStatement.safeParse(said.json);
      wants(said.status === 200 && page.success, `the statement: ${said.status}`);
      orders.push(...page.data.orders);
      after = page.data.next;
    }
    const order = orders.findLast((one) => one.orderId === orderId);
    if (order !== undefined && fits(order)) return;
    saw = order === undefined ? 'it does not name the order' : `${order.state}, ${order.heldSatang} held`;
  }
  wants(false, `the statement of the centre: ${saw}`);
}

/** Waits until the receipt of an order is on record. */
function taken(centre: CentrePlay, order: HoldOrder): Promise<void> {
  return stated(centre, order, ({ state, heldSatang }) => state === 'HELD' && heldSatang === LOST);
}

/** Sends a callback until the centre says what became of it. */
async function became(centre: CentrePlay, message: object) {
  const webhookId = ulid();
  for (const until = Date.now() + AT_ONCE_MS; Date.now() < until; await delay(250)) {
    const said = await centre.callback(message, { webhookId });
    const read = CallbackAccepted.safeParse(said.json);
    wants(said.status === 200 && read.success, `${said.status}: ${said.raw.toString().slice(0, 200)}`);
    if (read.data.applied !== null) return read.data;
  }
  wants(false, 'applied stayed null');
}

/** A later debit of the receiving account, of all that could not be held. */
function onward(reference: string, to: object) {
  const at = new Date(Date.now() - 1_000).toISOString();
  return { transferRef: reference, to, amountSatang: REST, attributedSatang: REST, at, channel: 'promptpay' };
}

/** Holds a part of the first order and names where the rest went. */
function heldInPart(centre: CentrePlay, to: object, reference = `KIT-${ulid()}`): Manner {
  const says = { result: 'HELD_PARTIAL', heldAmountSatang: HALF, onward: [onward(reference, to)] };
  return (asked, before) => {
    const order = HoldOrder.safeParse(asked.json).data;
    const isFirst = asked.path === '/hold-orders' && order !== undefined && before === 0;
    return isFirst ? { status: 200, body: centre.bank.note(order, says) } : undefined;
  };
}

const notices: readonly CentreCheck[] = [
  {
    id: 'centre-notice-again',
    says: 'notice-customer',
    expects: 'The same notice with the same webhook-id gets the same answer, and no second case.',
    run: async (centre) => {
      const [notice, odd] = [centre.noticeOf(centre.scene()), { webhookId: ulid() }];
      const [one, other] = [
        await centre.post('/v1/notices', notice, odd),
        await centre.post('/v1/notices', notice, odd),
      ];
      wants(one.status === 201 && other.status === 201, `${one.status}, then ${other.status}`);
      wants(one.raw.equals(other.raw), 'the second answer is another');
    },
  },
  {
    id: 'centre-notice-not-yours',
    says: 'notice-not-yours',
    expects: 'A notice about a debit of another bank is refused: FIELD.NOT_YOURS.',
    run: async (centre) => {
      const said = await centre.post('/v1/notices', centre.noticeOf(centre.scene(), 'kit-other'));
      wants(
        (said.status ?? 0) >= 400 && said.raw.includes('FIELD.NOT_YOURS'),
        `${said.status}: ${said.raw.toString().slice(0, 200)}`,
      );
    },
  },
  {
    id: 'centre-notice-over',
    says: 'notice-over',
    expects: 'A notice of what was told more than 72 hours ago is refused: FIELD.OVER.',
    run: async (centre) => {
      const said = await centre.post('/v1/notices', centre.noticeOf(centre.scene(WITHOUT_COMPLAINT_MS + 60_000)));
      wants(
        (said.status ?? 0) >= 400 && said.raw.includes('FIELD.OVER'),
        `${said.status}: ${said.raw.toString().slice(0, 200)}`,
      );
    },
  },
];

const orders: readonly CentreCheck[] = [
  ...looks,
  {
    id: 'centre-order-fits',
    says: 'sign-covers',
    expects: 'A hold order covers what the profile names, and its signature fits it.',
    run: async (centre) => {
      const { verdict } = (await centre.anyOrder()).asked;
      wants(verdict.ok || verdict.code === 'SIGNATURE.DIGEST', verdict.ok ? '' : `${verdict.code}: ${verdict.detail}`);
    },
  },
  {
    id: 'centre-order-webhook',
    says: 'sign-webhook-id',
    expects: 'A hold order has a webhook-id of the form of the profile, which names no person.',
    run: async (centre) => {
      const id = header((await centre.anyOrder()).asked, 'webhook-id');
      wants(WEBHOOK_ID_PATTERN.test(id) && !looksPersonal(id), `it is ${id}`);
    },
  },
  orderSays('account', 'hold-exact', 'The order names the receiving account of the notice.', (order, { scene }) =>
    wants(order.account.accountNo === scene.receiver, `it names ${order.account.accountNo}`),
  ),
  orderSays('credit', 'hold-exact', 'The order names the transfer of the notice.', ({ transfer }, { scene }) => {
    const isSame = transfer.reference === scene.reference && transfer.amountSatang === LOST;
    wants(isSame && Date.parse(transfer.at) === Date.parse(scene.transferredAt), JSON.stringify(transfer));
  }),
  orderSays('amount', 'hold-exact', 'The order asks for exactly what the customer lost.', (order) =>
    wants(order.requestedAmountSatang === LOST, `it asks for ${order.requestedAmountSatang}`),
  ),
  orderSays('end', 'notice-72', 'The order ends 72 hours after it was issued.', ({ issuedAt, expiresAt }) => {
    const after = Date.parse(expiresAt) - Date.parse(issuedAt);
    wants(Math.abs(after - WITHOUT_COMPLAINT_MS) < 1_000, `it ends ${after / HOUR_MS} hours after`);
  }),
  orderSays('basis', 'notice-customer', 'The order rests on section 7 (VIC-7A).', ({ legalBasis, holderNotice }) => {
    const isSection7 = legalBasis.some(({ ruleId }) => ruleId === 'VIC-7A') && holderNotice.kind === 'section7';
    wants(isSection7, `${legalBasis.map(({ ruleId }) => ruleId).join(', ')}; ${holderNotice.kind}`);
  }),
  orderSays('first', 'once-id', 'A first order replaces none and takes none over.', (order) =>
    wants(order.replacesOrderId === undefined && order.takesOver === undefined, 'it does'),
  ),
  orderSays(
    'utc',
    'time-utc',
    'The centre writes its times in UTC, and of its own clock.',
    ({ issuedAt, expiresAt }) => {
      wants(issuedAt.endsWith('Z') && expiresAt.endsWith('Z'), `${issuedAt}, ${expiresAt}`);
      wants(Math.abs(Date.parse(issuedAt) - Date.now()) < 60_000, `it was issued at ${issuedAt}`);
    },
  ),
  orderSays('notice', 'holder-facts', 'The notice for the holder says the amount and end of the order.', (order) => {
    const { amountSatang, expiresAt, appealSecret } = order.holderNotice;
    wants(amountSatang === order.requestedAmountSatang, `it says ${amountSatang}`);
    wants(expiresAt === order.expiresAt, `it says ${expiresAt}`);
    wants(appealSecret !== undefined, 'it has no second secret');
  }),
  {
    id: 'centre-order-once',
    says: 'centre-answered',
    expects: 'An order that was answered does not come again.',
    run: async (centre) => {
      const { scene } = await centre.ordered();
      const found = await centre.orders(scene.receiver, 2, QUIET_MS);
      wants(found.length === 1, `it came ${found.length} times`);
    },
  },
  ...(
    [
      ['503', 'with a 503', unavailable],
      ['unsigned', 'without a signature', { ...problem(422, 'ORDER.UNSIGNED'), by: null }],
      ['stranger', 'by a key that nobody enrolled', { ...problem(422, 'ORDER.STRANGER'), by: strangersKey }],
    ] as const
  ).map(([id, how, says]): CentreCheck => ({
    id: `centre-again-${id}`,
    says: id === '503' ? 'centre-repeats' : 'centre-no-answer',
    expects: `An order that was answered ${how} comes again: the same bytes and webhook-id, signed anew.`,
    run: async (centre) => {
      const { scene } = await centre.ordered(centre.scene(), taking(centre, says));
      isRepeated(await centre.orders(scene.receiver, 2, AGAIN_MS));
    },
  })),
  {
    id: 'centre-order-refused',
    says: 'centre-refused',
    expects:
      'An order that was refused by a signed 4xx does not come again; the centre asks for its receipt, which counts.',
    run: async (centre) => {
      const refusal = taking(centre, problem(422, 'ORDER.REFUSED'));
      const { scene, order } = await centre.ordered(centre.scene(), refusal);
      const [asked] = await centre.bank.wait(({ path }) => path === `/hold-orders/${order.orderId}`, 1, POLL_MS);
      wants(asked !== undefined, `nobody asked for its receipt within ${POLL_MS} ms`);
      await taken(centre, order);
      const found = await centre.orders(scene.receiver);
      wants(found.length === 1, `it came ${found.length} times`);
    },
  },
  {
    id: 'centre-order-callback',
    says: 'centre-callback-ends',
    expects: 'An order that was taken with 202 is answered by a callback, which counts.',
    run: async (centre) => {
      const later: Manner = (asked, before) => {
        const order = HoldOrder.safeParse(asked.json).data;
        if (asked.path !== '/hold-orders' || order === undefined || before > 0) return undefined;
        return { status: 202, body: { status: 'accepted', id: order.orderId, at: new Date().toISOString() } };
      };
      const { order } = await centre.ordered(centre.scene(), later);
      const data = centre.bank.note(order, { result: 'HELD_FULL', heldAmountSatang: LOST });
      const { applied, reason } = await became(centre, { type: 'hold.receipt', data });
      wants(applied === true, `it was not applied: ${reason}`);
      await taken(centre, order);
    },
  },
  {
    id: 'centre-order-onward',
    says: 'hold-onward-to',
    expects: 'Where a receipt names the account to which a part went, an order for that part follows there.',
    run: async (centre) => {
      const [next, reference] = [centre.accountNo(), `KIT-${ulid()}`];
      const to = { account: { institution: centre.institution, accountNo: next } };
      await centre.ordered(centre.scene(), heldInPart(centre, to, reference));
      const [asked] = await centre.orders(next);
      const order = HoldOrder.safeParse(asked?.json).data;
      wants(order !== undefined, `no order came within ${AT_ONCE_MS} ms`);
      wants(order.requestedAmountSatang === REST, `it asks for ${order.requestedAmountSatang}`);
      wants(order.transfer.reference === reference, `it names ${order.transfer.reference}`);
    },
  },
];

/** Has the centre ask about a debit: a receipt names a PromptPay id, whose account the kit knows. */
async function questions(
  centre: CentrePlay,
  count: number,
  answer: (before: number, next: string) => ReturnType<Manner>,
) {
  const [scene, next] = [centre.scene(), centre.accountNo()];
  const part = heldInPart(centre, { promptPay: { kind: 'phone', value: '0899999999' } });
  const manner: Manner = (asked, before) =>
    asked.path === '/debit-confirmations' ? answer(before, next) : part(asked, before);
  await centre.ordered(scene, manner);
  const isAbout = ({ path, accountNo }: Asked) => path === '/debit-confirmations' && accountNo === scene.receiver;
  const asked = await centre.bank.wait(isAbout, count, AGAIN_MS);
  return { scene, next, asked };
}

const asks: readonly CentreCheck[] = [
  {
    id: 'centre-notice-word',
    says: 'notice-customer',
    expects: 'The notice confirms its debit: nobody asks about it.',
    run: async (centre) => {
      const { scene } = await centre.ordered();
      const isAbout = ({ path, accountNo }: Asked) => path === '/debit-confirmations' && accountNo === scene.victim;
      const found = await centre.bank.wait(isAbout, 1, QUIET_MS);
      wants(found.length === 0, 'a question came');
    },
  },
  {
    id: 'centre-question',
    says: 'debit-receiver',
    expects: 'Where a receipt names a PromptPay id, the account behind it is asked for, and an order follows there.',
    run: async (centre) => {
      const { scene, next, asked } = await questions(centre, 1, () => unavailable);
      const question = DebitConfirmationRequest.safeParse(asked[0]?.json);
      wants(question.success, asked.length === 0 ? 'no question came' : 'it breaks its schema');
      const { confirmationId } = question.data;
      wants(question.data.transfer?.amountSatang === REST, `it asks about ${question.data.transfer?.amountSatang}`);
      centre.bank.answerAbout(scene.receiver, ({ path }) => {
        if (path !== '/debit-confirmations') return undefined;
        const to = { institution: centre.institution, accountNo: next };
        return { status: 200, body: { confirmationId, result: 'CONFIRMED', to, at: new Date().toISOString() } };
      });
      const [order] = await centre.orders(next, 1, AGAIN_MS);
      wants(order !== undefined, `no order came at the account within ${AGAIN_MS} ms`);
    },
  },
  {
    id: 'centre-question-again',
    says: 'centre-repeats',
    expects: 'A question that was answered with a 503 comes again: the same bytes and webhook-id, signed anew.',
    run: async (centre) => {
      const { asked } = await questions(centre, 2, () => unavailable);
      isRepeated(asked);
    },
  },
];

const callbacks: readonly CentreCheck[] = [
  {
    id: 'centre-callback-applied',
    says: 'centre-taken',
    expects: 'A callback that fits the record is taken, and its repetition says applied: true.',
    run: async (centre) => {
      const { order } = await centre.ordered();
      await taken(centre, order);
      const data = { holdId: order.holdId, of: 'hold', notifiedAt: new Date().toISOString() };
      const { applied, reason } = await became(centre, { type: 'holder.notified', data });
      wants(applied === true, `it was not applied: ${reason}`);
    },
  },
  {
    id: 'centre-callback-other-body',
    says: 'centre-other-body',
    expects: 'Other bytes under a known webhook-id are refused: 409 INBOX.OTHER_BODY.',
    run: async (centre) => {
      const { order } = await centre.ordered();
      const [odd, at] = [{ webhookId: randomUUID() }, Date.now() - 5_000];
      const told = (ms: number) => ({ holdId: order.holdId, of: 'hold', notifiedAt: new Date(ms).toISOString() });
      await centre.callback({ type: 'holder.notified', data: told(at) }, odd);
      const said = await centre.callback({ type: 'holder.notified', data: told(at + 1_000) }, odd);
      wants(
        said.status === 409 && said.raw.includes('INBOX.OTHER_BODY'),
        `${said.status}: ${said.raw.toString().slice(0, 200)}`,
      );
    },
  },
  {
    id: 'centre-receipt-newer',
    says: 'receipt-seq',
    expects: 'A receipt with the next receiptSeq that says less takes the place of the one before.',
    run: async (centre) => {
      const { order } = await centre.ordered();
      await taken(centre, order);
      const to = { offRail: 'cash' };
      const less = { result: 'HELD_PARTIAL', heldAmountSatang: HALF, onward: [onward(`KIT-${ulid()}`, to)] };
      const { applied, reason } = await became(centre, {
        type: 'hold.receipt',
        data: centre.bank.nextReceipt(order.orderId, less),
      });
      wants(applied === true, `it was not applied: ${reason}`);
      await stated(centre, order, ({ heldSatang }) => heldSatang === HALF);
    },
  },
  {
    id: 'centre-receipt-more',
    says: 'hold-exact',
    expects: 'A receipt that says more than the order asks for takes no effect.',
    run: async (centre) => {
      const { order } = await centre.ordered();
      await taken(centre, order);
      const more = { heldAmountSatang: (BigInt(LOST) + 1n).toString(), result: 'HELD_FULL' };
      const data = { orderId: order.orderId, receiptSeq: 2, onward: [], at: new Date().toISOString(), ...more };
      const { applied } = await became(centre, { type: 'hold.receipt', data });
      wants(applied === false, 'it was applied');
      await taken(centre, order);
    },
  },
];

const ends: readonly CentreCheck[] = [
  {
    id: 'centre-release',
    says: 'notice-back',
    expects: 'What rests on a notice that is taken back is let go: a release names the hold and its order.',
    run: async (centre) => {
      const { order, back, releases: found } = await released(centre);
      wants(found.length > 0, `no release came within ${AT_ONCE_MS} ms`);
      const release = found[0]?.order;
      wants(release !== undefined, 'it breaks its schema');
      wants(release.orderIds.includes(order.orderId), `it names ${release.orderIds.join(', ')}`);
      const ended = z.object({ ends: z.string() }).safeParse(back.json).data?.ends;
      wants(ended === 'notice', `the answer says ends: ${ended}`);
    },
  },
  {
    id: 'centre-release-signed',
    says: 'sign-covers',
    expects: 'A release is signed as an order is.',
    run: async (centre) => {
      const [one] = (await released(centre)).releases;
      wants(one !== undefined, `no release came within ${AT_ONCE_MS} ms`);
      const { verdict } = one.asked;
      wants(verdict.ok, verdict.ok ? '' : `${verdict.code}: ${verdict.detail}`);
    },
  },
  {
    id: 'centre-release-once',
    says: 'centre-answered',
    expects: 'A release whose receipt names all that was held does not come again.',
    run: async (centre) => {
      const { order, releases: one } = await released(centre);
      wants(one.length > 0, `no release came within ${AT_ONCE_MS} ms`);
      const found = await releases(centre, order.holdId, 2, QUIET_MS);
      wants(found.length === 1, `it came ${found.length} times`);
    },
  },
  ...(
    [
      ['503', 'centre-repeats', 'with a 503', () => unavailable],
      ['refused', 'refusal-frees-nothing', 'with a signed 4xx', () => problem(422, 'RELEASE.REFUSED')],
      [
        'less',
        'release-amount',
        'by a receipt that names less than was held',
        ({ releaseOrderId, holdId }: ReleaseOrder) => {
          const at = new Date().toISOString();
          return { status: 200, body: { releaseOrderId, holdId, result: 'RELEASED', releasedAmountSatang: HALF, at } };
        },
      ],
    ] as const
  ).map(([id, says, how, answer]): CentreCheck => ({
    id: `centre-release-${id}`,
    says,
    expects: `A release that was answered ${how} comes again: the same bytes and webhook-id, signed anew.`,
    run: async (centre) => {
      const manner: Manner = ({ path, json }, before) => {
        const order = path === '/release-orders' && before === 0 ? ReleaseOrder.safeParse(json).data : undefined;
        return order === undefined ? undefined : answer(order);
      };
      isRepeated((await released(centre, 2, manner)).releases.map(({ asked }) => asked));
    },
  })),
  {
    id: 'centre-notice-speaker',
    says: 'notice-speaks',
    expects: 'What a guardian tells with a document and its number is ordered as the customer’s own word.',
    run: async (centre) => {
      const actsFor = { as: 'guardian', document: 'birth certificate', documentNo: 'KIT-BC-1' };
      await centre.ordered({ ...centre.scene(), actsFor });
    },
  },
  {
    id: 'centre-taken-back-again',
    says: 'notice-back',
    expects: 'A notice is taken back once: NOTICE.TAKEN_BACK.',
    run: async (centre) => {
      const noticeId = await centre.tell(centre.scene());
      await centre.takeBack(noticeId);
      const said = await centre.takeBack(noticeId);
      wants((said.status ?? 0) >= 400 && said.raw.includes('NOTICE.TAKEN_BACK'), `${said.status}`);
    },
  },
];

const books: readonly CentreCheck[] = [
  {
    id: 'centre-stated-held',
    says: 'statement-own-book',
    expects: "The centre's statement names the order: what it asks for, what is held, its end.",
    run: async (centre) => {
      const { order, scene } = await centre.ordered();
      await stated(
        centre,
        order,
        (said) =>
          said.state === 'HELD' &&
          said.heldSatang === LOST &&
          said.askedSatang === LOST &&
          said.holdId === order.holdId &&
          said.accountNo === scene.receiver &&
          Date.parse(said.expiresAt) === Date.parse(order.expiresAt),
      );
    },
  },
  {
    id: 'centre-stated-released',
    says: 'statement-state',
    expects: "After a release the centre's statement says RELEASED, and 0 held.",
    run: async (centre) => {
      const { order } = await released(centre);
      await stated(centre, order, ({ state, heldSatang }) => state === 'RELEASED' && heldSatang === '0');
    },
  },
];

/** What the centre orders and asks, played where the kit listens; its checks play at the same time. */
export const ORDERS_OF_CENTRE: readonly { readonly title: string; readonly checks: readonly CentreCheck[] }[] = [
  { title: 'What a customer told', checks: notices },
  { title: 'What the centre orders', checks: orders },
  { title: 'What the centre asks', checks: asks },
  { title: 'What becomes of a callback', checks: callbacks },
  { title: 'How a hold ends', checks: ends },
  { title: 'What the book of the centre says', checks: books },
];

/** The paths of the document, without ids. */
const KNOWN =
  /^\/(?:hold-orders(?:\/[0-9A-Z]{26})?|(?:release-orders|debit-confirmations|suspension-results|listing-notices)|hold-statements(?:\?.*)?)$/;

/** Of all that the centre sent in the run; played when all else is over. */
export const WHOLE_RUN: { readonly title: string; readonly checks: readonly CentreCheck[] } = {
  title: 'All that the centre sent',
  checks: [
    {
      id: 'centre-all-signed',
      says: 'sign-all',
      expects: 'Every request is signed, by a listed key, as the profile says.',
      run: (centre) => all(centre, ({ verdict }) => (verdict.ok ? '' : `${verdict.code}: ${verdict.detail}`)),
    },
    {
      id: 'centre-all-nonces',
      says: 'sign-nonce',
      expects: 'No two requests have the same nonce.',
      run: (centre) => {
        const known = new Set<string>();
        return all(centre, (asked) => {
          const nonce = nonceOf(asked);
          const seen = known.has(nonce) ? `${nonce} came again` : '';
          known.add(nonce);
          return seen;
        });
      },
    },
    {
      id: 'centre-all-known',
      says: 'version-additive',
      expects: 'Every request is one of those that the document has.',
      run: (centre) => all(centre, ({ path }) => (KNOWN.test(path) ? '' : path)),
    },
  ],
};

/** Throws with the first fault that any request has. */
function all(centre: CentrePlay, faultOf: (asked: Asked) => string): Promise<void> {
  wants(centre.bank.asked.length > 0, 'the centre sent nothing');
  for (const asked of centre.bank.asked) {
    const fault = faultOf(asked);
    wants(fault === '', `${asked.method} ${asked.path}: ${fault}`);
  }
  return Promise.resolve();
}
