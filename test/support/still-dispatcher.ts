import type { Dispatcher } from '../../src/dispatch/dispatcher.js';

/** A dispatcher that sends nothing and looks at nothing, for tests that do each step themselves. */
export const STILL_DISPATCHER: Pick<
  Dispatcher,
  'sendOrdersOf' | 'pollOrdersOf' | 'ask' | 'passOnCase' | 'passOnHold' | 'sendReleaseOf' | 'lookSoon' | 'looked'
> = {
  sendOrdersOf: () => undefined,
  pollOrdersOf: () => undefined,
  ask: () => undefined,
  passOnCase: () => undefined,
  passOnHold: () => undefined,
  sendReleaseOf: () => undefined,
  lookSoon: () => undefined,
  looked: () => Promise.resolve(),
};
