import type { KeyObject } from 'node:crypto';
import type { FindKey } from '../../packages/institution/keys.js';
import type { Route } from '../../simulator/http/signed-app.js';
import type { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import type { HoldStatement } from '../../src/wire/institution/calls/hold-statement.js';
import type { Variation } from '../../tools/sandbox/example-bank.js';

type Handle = Route['handle'];
type Answered = Awaited<ReturnType<Handle>>;

/** Changes what one route does; what `change` remembers outlives a restore. */
function at(path: string, change: (handle: Handle) => Handle): Variation {
  return {
    routes: (_bank, routes) =>
      routes.map((route) => (route.path === path ? { ...route, handle: change(route.handle) } : route)),
  };
}

function findsForEver(): Variation {
  const found = new Map<string, KeyObject>();
  const keys =
    (find: FindKey): FindKey =>
    async (keyId) => {
      const key = found.get(keyId) ?? (await find(keyId));
      if (key !== undefined) found.set(keyId, key);
      return key;
    };
  return { keys };
}

function statesApart(): Variation {
  const stated = new Map<string, HoldStatement['orders'][number]>();
  return at('/hold-statements', (handle) => async (request) => {
    const answered = await handle(request);
    if (!answered.ok || answered.status !== 200) return answered;
    const page = answered.body as HoldStatement;
    for (const order of page.orders) stated.set(order.orderId, order);
    return { ...answered, body: { ...page, orders: [...stated.values()] } };
  });
}

function answersFromElsewhere(): Variation {
  const answers = new Map<string, Answered>();
  return at('/hold-orders', (handle) => async (request) => {
    const { orderId } = request.body as HoldOrder;
    const answered = answers.get(orderId) ?? (await handle(request));
    answers.set(orderId, answered);
    return answered;
  });
}

/** Banks that are wrong only where the kit does not look: when a key is revoked, and when they are restored. */
export const BROKEN_AT_RECOVERY: Readonly<Record<string, Variation>> = {
  'believes a key that it once found for ever': findsForEver(),
  'keeps what its statement says apart from its books': statesApart(),
  'answers an order that comes again from elsewhere than its books': answersFromElsewhere(),
};
