import { createStore } from './store.js';

/** Counts the answers that knew nobody at this screen. */
export const unauthorized = createStore(0);
