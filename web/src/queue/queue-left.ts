import { createStore } from '../api/store.js';
import type { QueueSearch } from './queue-search.js';

/** The queue as the person left it: who comes back from a case finds view, filters and row again. */
export const queueLeft = createStore<QueueSearch>({});
