import { api, dataOf, openApi, ProblemError } from './client.js';
import type { Session as SessionAnswer } from './schema.js';
import { createStore } from './store.js';
import { unauthorized } from './unauthorized.js';

/** A person at this screen. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: SessionAnswer['roles'];
}

/** Whether somebody is signed in; `expired` when the session that the page began with is over. */
export type Session =
  | { readonly state: 'unknown' | 'unreachable' | 'signed-out' }
  | { readonly state: 'expired' | 'signed-in'; readonly person: Person };

export const session = createStore<Session>({ state: 'unknown' });

/** True in a demonstration, where all people and money are invented. */
export const isDemonstration = createStore(false);

unauthorized.subscribe(() => {
  const now = session.get();
  if (now.state === 'signed-in') session.set({ state: 'expired', person: now.person });
});

/** Finds out whether this is a demonstration. */
export async function learnEnvironment(): Promise<void> {
  isDemonstration.set((await dataOf(openApi.GET('/v1/configuration'))).demoSignIn);
}

/** Finds out who is signed in at this screen. */
export async function openSession(): Promise<void> {
  try {
    await learnEnvironment();
    const { person, name, roles } = await dataOf(api.GET('/v1/session'));
    const before = session.get();
    // Another person must not go on with what somebody has typed.
    if (before.state === 'expired' && before.person.id !== person) window.location.assign('/');
    else session.set({ state: 'signed-in', person: { id: person, name, roles } });
  } catch (error) {
    if (session.get().state === 'expired') return;
    const isStranger = error instanceof ProblemError && error.status === 401;
    session.set({ state: isStranger ? 'signed-out' : 'unreachable' });
  }
}

/** Returns the address at which this screen signs in, and comes back to a page. */
export function signInAddress(page: string): string {
  return `/v1/session/sign-in?${new URLSearchParams({ returnTo: page })}`;
}

/** Signs out, here and, where it can be, at the provider. */
export async function signOut(): Promise<void> {
  session.set({ state: 'unknown' });
  const { providerSignOutUrl } = await dataOf(api.POST('/v1/session/sign-out', { body: {} }));
  window.location.assign(providerSignOutUrl ?? '/');
}
