import type { Dispatcher } from '../../src/dispatch/dispatcher.js';

/** A dispatcher that sends nothing and looks at nothing, for tests that do each step themselves. */
export const STILL_DISPATCHER: Pick<
  Dispatcher,
  'sendAboutHolds' | 'ask' | 'passOnCase' | 'passOnHold' | 'lookSoon' | 'looked'
> = {
  sendAboutHolds: () => undefined,
  ask: () => undefined,
  passOnCase: () => undefined,
  passOnHold: () => undefined,
  lookSoon: () => undefined,
  looked: () => Promise.resolve(),
};
