import type { Dispatcher } from '../../src/dispatch/dispatcher.js';

/** A dispatcher that sends nothing, for tests that send each order themselves. */
export const STILL_DISPATCHER: Pick<Dispatcher, 'sendOrdersOf'> = { sendOrdersOf: () => undefined };
