import { createStore } from './store.js';

/**
 * Gives the `Authorization` header of the person at this screen; undefined when nobody is signed
 * in.
 */
export const credentials = createStore<(() => Promise<string>) | undefined>(undefined);
