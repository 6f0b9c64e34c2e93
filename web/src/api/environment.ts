import { dataOf, openApi } from './client.js';
import { createStore } from './store.js';

/** True in a demonstration, where all people and money are invented. */
export const isDemonstration = createStore(false);

/** Finds out whether this is a demonstration. */
export async function learnEnvironment(signal?: AbortSignal): Promise<void> {
  isDemonstration.set((await dataOf(openApi.GET('/v1/configuration', { signal }))).demoSignIn);
}
