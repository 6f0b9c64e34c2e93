import { ulid } from 'ulid';
import { STOLEN } from '../books.js';
import type { Chapter } from '../check.js';
import { CALLBACK_MS, inSeconds, type Play } from '../play.js';
import { Unmet, wants } from '../unmet.js';

/** How far ahead an order ends whose end the kit waits for, in seconds: at first, and where that was too soon. */
const SOON = [3, 10, 40] as const;

/**
 * Plays what must be over before an order ends, and once more with more time where it was not: a slow
 * network is no fault.
 */
async function before<Played extends { readonly until: string }>(
  play: (until: string) => Promise<Played>,
): Promise<Played> {
  for (const seconds of SOON) {
    const played = await play(inSeconds(seconds));
    if (Date.now() < Date.parse(played.until)) return played;
  }
  throw new Unmet(`the answers took longer than ${SOON.at(-1)} seconds`);
}

/** Places an order that ends soon, and waits until that is over. */
async function letExpire(play: Play) {
  const { order, receipt } = await before(async (until) => {
    const order = play.order({ expiresAt: until });
    return { until, order, receipt: await play.place(order) };
  });
  wants(receipt.result === 'HELD_FULL', `the order was answered by ${receipt.result}`);
  await play.untilOver(order);
  return order;
}

/** Places an order, and one that takes its place. */
async function replaced(play: Play, changes: Parameters<Play['order']>[0] = {}) {
  const first = play.order();
  await play.place(first);
  const second = play.order({ holdId: first.holdId, replacesOrderId: first.orderId, ...changes });
  return { first, second, receipt: await play.place(second) };
}

export const life: Chapter = {
  title: 'Replace, let go and let expire',
  checks: [
    {
      id: 'replace-same',
      says: 'replace-one-step',
      expects: 'An order that replaces another for the same amount holds what was held.',
      books: 'whole',
      run: async (play) => {
        const { receipt } = await replaced(play);
        wants(
          receipt.result === 'HELD_FULL' && BigInt(receipt.heldAmountSatang) === STOLEN,
          `it says ${receipt.result}, ${receipt.heldAmountSatang}`,
        );
      },
    },
    {
      id: 'replace-not-twice',
      says: 'replace-one-step',
      expects: 'The money is not held twice: the release lets go the amount once.',
      books: 'both',
      run: async (play) => {
        const { second } = await replaced(play, { requestedAmountSatang: '5000000' });
        const released = await play.release(play.releaseOf(second, { orderIds: [second.orderId] }));
        wants(
          BigInt(released.releasedAmountSatang) === STOLEN,
          `the release let go ${released.releasedAmountSatang} satang`,
        );
      },
    },
    {
      id: 'replace-less',
      says: 'replace-less',
      expects: 'An order that replaces another for less lets the rest go.',
      books: 'whole',
      run: async (play) => {
        const { receipt } = await replaced(play, { requestedAmountSatang: '2000000' });
        wants(receipt.heldAmountSatang === '2000000', `it says ${receipt.result}, ${receipt.heldAmountSatang}`);
        const rest = await play.place(play.order({ requestedAmountSatang: '3000000' }));
        wants(rest.heldAmountSatang === '3000000', `of what was let go another hold gets ${rest.heldAmountSatang}`);
      },
    },
    {
      id: 'replace-stated',
      says: 'statement-state',
      expects: 'The statement says REPLACED of the order before, and HELD of the newest.',
      books: 'whole',
      run: async (play) => {
        const { first, second } = await replaced(play);
        const [one, two] = [await play.stated(first.orderId), await play.stated(second.orderId)];
        wants(one?.state === 'REPLACED' && one.heldSatang === '0', `of the first: ${one?.state}, ${one?.heldSatang}`);
        wants(two?.state === 'HELD', `of the newest: ${two?.state}`);
      },
    },
    {
      id: 'replace-unseen',
      says: 'replace-unseen',
      expects: 'An order that replaces one that never arrived is held like a first one.',
      books: 'whole',
      run: async (play) => {
        const receipt = await play.place(play.order({ replacesOrderId: ulid() }));
        wants(receipt.result === 'HELD_FULL', `it says ${receipt.result}`);
      },
    },
    {
      id: 'replace-late',
      says: 'order-after-replacement',
      expects: 'An order that arrives after the one that replaced it holds nothing: ORDER_OVER.',
      books: 'whole',
      run: async (play) => {
        const first = play.order();
        const second = play.order({ holdId: first.holdId, replacesOrderId: first.orderId });
        await play.place(second);
        const late = await play.place(first);
        wants(
          late.result === 'REFUSED_LEGAL' && late.refusalKind === 'ORDER_OVER',
          `it says ${late.result}, ${late.refusalKind}`,
        );
        const stated = await play.stated(second.orderId);
        wants(stated?.state === 'HELD', `the newest is ${stated?.state}`);
      },
    },
    {
      id: 'replace-expiry',
      says: 'expiry-newest',
      expects: 'The end of the newest order counts: the hold stands when the end of the first is over.',
      books: 'whole',
      run: async (play) => {
        const { first, second } = await before(async (until) => {
          const first = play.order({ expiresAt: until });
          await play.place(first);
          const second = play.order({ holdId: first.holdId, replacesOrderId: first.orderId });
          await play.place(second);
          return { until, first, second };
        });
        await play.untilOver(first);
        const stated = await play.stated(second.orderId);
        wants(stated?.state === 'HELD', `it is ${stated?.state}`);
      },
    },
    {
      id: 'takes-over',
      says: 'takes-over',
      expects: 'An order that takes others over ends their holds and holds what they held, in one step.',
      books: 'whole',
      run: async (play) => {
        const lost = play.order();
        await play.place(lost);
        const receipt = await play.place(play.order({ takesOver: [lost.orderId] }));
        wants(BigInt(receipt.heldAmountSatang) === STOLEN, `it says ${receipt.result}, ${receipt.heldAmountSatang}`);
        const stated = await play.stated(lost.orderId);
        wants(stated?.heldSatang === '0', `the old hold holds ${stated?.heldSatang}`);
      },
    },
    {
      id: 'expiry-reported',
      says: 'expiry-lapsed',
      expects: 'At its end the hold is let go unasked, and hold.lapsed names the newest order and all that was held.',
      books: 'whole',
      run: async (play) => {
        const order = await letExpire(play);
        const { message } = await play.callback('hold.lapsed', order.holdId);
        const data = message?.type === 'hold.lapsed' ? message.data : undefined;
        wants(data?.orderId === order.orderId, `it names ${data?.orderId}`);
        wants(BigInt(data.releasedAmountSatang) === STOLEN, `it names ${data.releasedAmountSatang} satang`);
      },
    },
    {
      id: 'expiry-not-early',
      says: 'expiry-exact',
      expects: 'No hold ends before its expiresAt.',
      books: 'whole',
      run: async (play) => {
        const order = await letExpire(play);
        const { message } = await play.callback('hold.lapsed', order.holdId);
        const at = message?.type === 'hold.lapsed' ? message.data.at : '';
        wants(Date.parse(at) >= Date.parse(order.expiresAt), `it ended at ${at}, and was to end at ${order.expiresAt}`);
      },
    },
    {
      id: 'expiry-free',
      says: 'expiry-exact',
      expects: 'After its end the money is free: another hold gets all of it.',
      books: 'whole',
      run: async (play) => {
        await letExpire(play);
        const receipt = await play.place(play.order());
        wants(BigInt(receipt.heldAmountSatang) === STOLEN, `it gets ${receipt.heldAmountSatang}`);
      },
    },
    {
      id: 'expiry-stated',
      says: 'statement-state',
      expects: 'The statement says LAPSED of an order whose time is over.',
      books: 'whole',
      run: async (play) => {
        const order = await letExpire(play);
        const stated = await play.stated(order.orderId);
        wants(
          stated?.state === 'LAPSED' && stated.heldSatang === '0',
          `it says ${stated?.state}, ${stated?.heldSatang}`,
        );
      },
    },
    {
      id: 'expiry-release',
      says: 'release-nothing',
      expects: 'A release order after the end is answered by NOTHING_HELD.',
      books: 'whole',
      run: async (play) => {
        const order = await letExpire(play);
        const { result, releasedAmountSatang } = await play.release(play.releaseOf(order));
        wants(result === 'NOTHING_HELD' && releasedAmountSatang === '0', `it says ${result}, ${releasedAmountSatang}`);
      },
    },
    {
      id: 'expiry-late-order',
      says: 'order-over',
      expects: 'An order that would replace one whose time is over holds nothing: ORDER_OVER.',
      books: 'whole',
      run: async (play) => {
        const order = await letExpire(play);
        const late = await play.place(play.order({ holdId: order.holdId, replacesOrderId: order.orderId }));
        wants(late.refusalKind === 'ORDER_OVER', `it says ${late.result}, ${late.refusalKind}`);
      },
    },
    {
      id: 'release-amount',
      says: 'release-amount',
      expects: 'A release names all that was held: RELEASED.',
      books: 'spent',
      run: async (play) => {
        const order = play.order();
        const { heldAmountSatang } = await play.place(order);
        const { result, releasedAmountSatang, holdId } = await play.release(play.releaseOf(order));
        wants(
          result === 'RELEASED' && releasedAmountSatang === heldAmountSatang,
          `it says ${result}, ${releasedAmountSatang}`,
        );
        wants(holdId === order.holdId, `it names the hold ${holdId}`);
      },
    },
    {
      id: 'release-free',
      says: 'release-ends',
      expects: 'What was released is free: another hold gets all of it.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        await play.release(play.releaseOf(order));
        const receipt = await play.place(play.order());
        wants(BigInt(receipt.heldAmountSatang) === STOLEN, `it gets ${receipt.heldAmountSatang}`);
      },
    },
    {
      id: 'release-stated',
      says: 'statement-state',
      expects: 'The statement says RELEASED of an order that a release ended.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        await play.release(play.releaseOf(order));
        const stated = await play.stated(order.orderId);
        wants(
          stated?.state === 'RELEASED' && stated.heldSatang === '0',
          `it says ${stated?.state}, ${stated?.heldSatang}`,
        );
      },
    },
    {
      id: 'release-unknown',
      says: 'release-nothing',
      expects: 'The release of a hold that you do not have is a 200 with NOTHING_HELD.',
      books: 'whole',
      run: async (play) => {
        const { result } = await play.release(play.releaseOf(play.order()));
        wants(result === 'NOTHING_HELD', `it says ${result}`);
      },
    },
    {
      id: 'release-first',
      says: 'release-ends',
      expects: 'An order that arrives after its release holds nothing: ORDER_OVER.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.release(play.releaseOf(order));
        const late = await play.place(order);
        wants(
          late.result === 'REFUSED_LEGAL' && late.refusalKind === 'ORDER_OVER',
          `it says ${late.result}, ${late.refusalKind}`,
        );
      },
    },
    {
      id: 'release-for-good',
      says: 'release-ends',
      expects: 'After its release no order of the hold is applied any more.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        await play.release(play.releaseOf(order));
        const late = await play.place(play.order({ holdId: order.holdId, replacesOrderId: order.orderId }));
        wants(late.result === 'REFUSED_LEGAL', `it says ${late.result}, ${late.heldAmountSatang}`);
      },
    },
    {
      id: 'release-one',
      says: 'release-ends',
      expects: 'The release of one hold leaves another at the same account.',
      books: 'both',
      run: async (play) => {
        const [one, two] = [play.order(), play.order({}, 1)];
        await play.place(one);
        await play.place(two);
        await play.release(play.releaseOf(one));
        const stated = await play.stated(two.orderId);
        wants(
          stated?.state === 'HELD' && stated.heldSatang === '2000000',
          `it is ${stated?.state}, ${stated?.heldSatang}`,
        );
      },
    },
    {
      id: 'callback-signed',
      says: 'callback-signed',
      expects: 'A callback is signed by a key of the institution and has a webhook-id.',
      books: 'whole',
      run: async (play) => {
        const { verdict } = await play.callback('hold.lapsed', (await letExpire(play)).holdId);
        wants(verdict.ok, verdict.ok ? '' : `${verdict.code}: ${verdict.detail}`);
        wants(verdict.webhookId !== undefined, 'it has no webhook-id');
      },
    },
    {
      id: 'callback-repeated',
      says: 'callback-repeated',
      expects: 'A callback that was answered by 503 comes again: the same bytes and webhook-id, and a new nonce.',
      books: 'whole',
      run: async (play) => {
        const { order } = await before(async (until) => {
          const order = play.order({ expiresAt: until });
          play.kit.listener.failNext('hold.lapsed', order.holdId, 1);
          await play.place(order);
          return { until, order };
        });
        const leftMs = Date.parse(order.expiresAt) - Date.now();
        await play.callbackAgain('hold.lapsed', order.holdId, leftMs + CALLBACK_MS);
      },
    },
  ],
};
