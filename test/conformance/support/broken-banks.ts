import express, { type Express, type Request, type Response } from 'express';
import { readPrivateKey, type SigningKey } from '../../../packages/institution/keys.js';
import { signAnswer } from '../../../packages/institution/sign.js';
import type { Bank } from '../../../simulator/banks/bank.js';
import { refuse } from '../../../simulator/http/problem.js';
import { reply } from '../../../simulator/http/replies.js';
import type { CentreRequest, Route } from '../../../simulator/http/signed-app.js';
import { generateSigningKey } from '../../../src/signing/keys.js';
import { HoldOrder } from '../../../src/wire/institution/calls/hold-order.js';
import type { HoldStatement } from '../../../src/wire/institution/calls/hold-statement.js';
import type { ReleaseOrder } from '../../../src/wire/institution/calls/release-order.js';
import type { Variation } from '../../../tools/sandbox/example-bank.js';

type Handle = Route['handle'];
type Answered = Awaited<ReturnType<Handle>>;
type Change = (bank: Bank, handle: Handle) => Handle;

const HOUR_MS = 3_600_000;

/** Changes what some routes do, by their path. */
function on(changes: Readonly<Record<string, (bank: Bank) => Change>>) {
  return (bank: Bank, routes: Route[]): Route[] => {
    const made = new Map(Object.entries(changes).map(([path, change]) => [path, change(bank)]));
    return routes.map((route) => ({ ...route, handle: made.get(route.path)?.(bank, route.handle) ?? route.handle }));
  };
}

/** Changes the body of a 200. */
function saying<Body>(answered: Answered, change: (body: Body) => object): Answered {
  return answered.ok && answered.status === 200 ? { ...answered, body: change(answered.body as Body) } : answered;
}

const orderOf = ({ body }: CentreRequest) => HoldOrder.safeParse(body).data;

/** What the answers of a bank are made of anew: another body, instant or key. */
interface Anew {
  readonly body?: Buffer;
  readonly now?: Date;
  readonly key?: SigningKey;
}

/** Signs each signed answer once more. */
function signedAnew(how: (body: Buffer) => Anew) {
  return (app: Express, key: SigningKey): Express => {
    const outer = express();
    outer.use((req: Request, res: Response, next) => {
      const end = res.end.bind(res) as (body: Buffer) => Response;
      res.end = ((body: Buffer) => {
        if (!res.hasHeader('signature')) return end(body);
        const answer = { status: res.statusCode, body, requestHeaders: req.headersDistinct, key, now: new Date() };
        const changed = { ...answer, ...how(body) };
        res.set({ ...signAnswer(changed) });
        return end(changed.body);
      }) as typeof res.end;
      next();
    });
    return outer.use(app);
  };
}

/** Adds an hour to what an answer says of when it was made, and a statement of when an order changed. */
function anHourLater(body: Buffer): Buffer {
  const later = (at: unknown) => (typeof at === 'string' ? new Date(Date.parse(at) + HOUR_MS).toISOString() : at);
  const said = JSON.parse(body.toString()) as Record<string, unknown>;
  const { at, asOf, orders, ...rest } = said;
  const changed = Array.isArray(orders) ? (orders as { changedAt: string }[]) : undefined;
  return Buffer.from(
    JSON.stringify({
      ...rest,
      at: later(at),
      asOf: later(asOf),
      orders: changed?.map((order) => ({ ...order, changedAt: later(order.changedAt) })),
    }),
  );
}

/** Reads the body as JSON and writes it again before its digest is compared. */
function writtenAgain(app: Express): Express {
  const outer = express();
  outer.use(express.raw({ type: () => true }));
  outer.use((req: Request, _res, next) => {
    try {
      if (Buffer.isBuffer(req.body)) req.body = Buffer.from(JSON.stringify(JSON.parse(req.body.toString())));
    } catch {
      // What is no JSON stays as it came.
    }
    next();
  });
  return outer.use(app);
}

/** Holds once more what an order holds, each time that it comes again; the release lets all of it go. */
function holdsAgain() {
  const more = new Map<string, bigint>();
  return on({
    '/hold-orders': () => (bank, handle) => async (request) => {
      const order = orderOf(request);
      const known = order !== undefined && bank.book.orders.has(order.orderId);
      const answered = await handle(request);
      const hold = known && answered.ok ? bank.book.holds.get(order.holdId) : undefined;
      if (hold?.state !== 'active') return answered;
      const { balance, held } = bank.ledger.account(hold.accountNo);
      const extra = hold.held < balance - held ? hold.held : balance - held;
      bank.ledger.hold(hold.accountNo, extra);
      more.set(hold.holdId, (more.get(hold.holdId) ?? 0n) + extra);
      return answered;
    },
    '/release-orders': () => (_bank, handle) => async (request) =>
      saying<{ holdId: string; releasedAmountSatang: string }>(await handle(request), (body) => {
        const all = BigInt(body.releasedAmountSatang) + (more.get(body.holdId) ?? 0n);
        return { ...body, releasedAmountSatang: all.toString() };
      }),
  });
}

/** Answers a release as if it had let go, and lets nothing go. */
function losesReleases() {
  return on({
    '/release-orders': () => {
      const answers = new Map<string, { asked: string; answer: object }>();
      return (bank) => (request) => {
        const order = request.body as ReleaseOrder;
        const asked = JSON.stringify(order);
        const known = answers.get(order.releaseOrderId);
        if (known !== undefined) {
          const isSame = known.asked === asked;
          return Promise.resolve(isSame ? reply(200, known.answer) : refuse(409, 'ORDER.REUSED', 'another order'));
        }
        const hold = bank.book.holds.get(order.holdId);
        const isHeld = hold?.state === 'active';
        const answer = {
          releaseOrderId: order.releaseOrderId,
          holdId: order.holdId,
          result: isHeld ? 'RELEASED' : 'NOTHING_HELD',
          releasedAmountSatang: isHeld ? hold.held.toString() : '0',
          at: request.receivedAt.toISOString(),
        };
        answers.set(order.releaseOrderId, { asked, answer });
        return Promise.resolve(reply(200, answer));
      };
    },
  });
}

const stranger = generateSigningKey('th-014-stranger');
const strangersKey = readPrivateKey(stranger.keyId, stranger.privateJwk);

/** Banks that are each wrong in one way, and the checks that say so: these and no other. */
export const BROKEN: readonly (readonly [what: string, bank: Variation, fails: readonly string[]])[] = [
  ['holds twice on a retry', { routes: holdsAgain() }, ['again-holds-once', 'again-at-once']],
  [
    'ignores the expiry',
    {
      bank: (bank) => {
        bank.lapse = () => undefined;
      },
    },
    [
      'callback-repeated',
      'callback-signed',
      'expiry-free',
      'expiry-late-order',
      'expiry-not-early',
      'expiry-release',
      'expiry-reported',
      'expiry-stated',
      'restart-expiry',
    ],
  ],
  [
    'confirms more than was asked',
    {
      routes: on({
        '/hold-orders': () => (_bank, handle) => async (request) => {
          const order = orderOf(request);
          return saying<{ heldAmountSatang: string }>(await handle(request), (receipt) => {
            const isLess = order !== undefined && receipt.heldAmountSatang !== '0';
            return isLess ? { ...receipt, heldAmountSatang: order.transfer.amountSatang } : receipt;
          });
        },
      }),
    },
    ['hold-no-more', 'hold-partial', 'hold-rest', 'hold-sum', 'release-amount', 'replace-less', 'statement-order'],
  ],
  [
    'reads the digest of a body that it wrote again',
    { app: writtenAgain },
    ['request-body', 'request-raw-blanks', 'request-raw-escapes'],
  ],
  [
    'signs with a stale signature',
    { app: signedAnew(() => ({ now: new Date(Date.now() - 600_000) })) },
    ['answer-not-over'],
  ],
  [
    'signs with a foreign key',
    { app: signedAnew(() => ({ key: strangersKey })) },
    ['answer-anew', 'answer-fits', 'answer-key', 'answer-not-json', 'answer-refusal'],
  ],
  [
    'loses a release',
    { routes: losesReleases() },
    ['release-first', 'release-for-good', 'release-free', 'release-stated', 'restart-released'],
  ],
  [
    'answers before it commits',
    {
      routes: on({
        '/hold-orders/:orderId': () => (bank, handle) => (request) => {
          const record = bank.book.orders.get(request.params['orderId'] ?? '');
          const isCommitted = record !== undefined && record.receivedAt < request.receivedAt.getTime() - 60_000;
          return isCommitted ? handle(request) : Promise.resolve(refuse(404, 'ORDER.UNKNOWN', 'not on record yet'));
        },
      }),
    },
    ['again-read', 'commit-read'],
  ],
  [
    'holds at the wrong account',
    {
      routes: on({
        '/hold-orders': () => (bank, handle) => (request) => {
          const order = orderOf(request);
          const { fromInstitution = '', reference = '' } = order?.transfer ?? {};
          const accountNo = bank.ledger.findCredit(fromInstitution, reference)?.accountNo;
          if (order === undefined || accountNo === undefined) return handle(request);
          return handle({ ...request, body: { ...order, account: { ...order.account, accountNo } } });
        },
      }),
    },
    ['hold-no-account', 'hold-other-account'],
  ],
  [
    'has a clock that is an hour off',
    { app: signedAnew((body) => ({ body: anHourLater(body), now: new Date(Date.now() + HOUR_MS) })) },
    [
      'answer-not-ahead',
      'clock-answer',
      'clock-change',
      'clock-receipt',
      'clock-release',
      'clock-statement',
      'statement-since',
    ],
  ],
  ['forgets at a restart', { forgets: true }, ['restart-answer', 'restart-expiry', 'restart-held', 'restart-released']],
  [
    'lies in its statement',
    {
      routes: on({
        '/hold-statements': () => (_bank, handle) => async (request) =>
          saying<HoldStatement>(await handle(request), (page) => ({
            ...page,
            orders: page.orders.map((order) =>
              order.state === 'HELD' ? { ...order, heldSatang: order.askedSatang } : order,
            ),
          })),
      }),
    },
    ['statement-order'],
  ],
];
