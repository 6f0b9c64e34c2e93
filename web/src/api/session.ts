import { api, dataOf, ProblemError } from './client.js';
import { learnEnvironment } from './environment.js';
import { nextSession, type Look, type Session } from './next-session.js';
import { tellSignedIn } from './session-news.js';
import { createStore } from './store.js';
import { unauthorized } from './unauthorized.js';
import { hasUnsavedWork } from './unsaved-work.js';
import { setWhosePage } from './whose-page.js';

export const session = createStore<Session>({ state: 'unknown' });

unauthorized.subscribe(() => {
  const now = session.get();
  if (now.state === 'signed-in') session.set({ state: 'expired', person: now.person });
});

/** A look that has no answer after this time has none: another one is under way by then. */
const LOOK_MS = 30_000;

async function look(): Promise<Look> {
  const signal = AbortSignal.timeout(LOOK_MS);
  try {
    await learnEnvironment(signal);
    const {
      person: id,
      name,
      roles,
      calls,
      pages,
      offices,
      queueTab,
      endsClaims,
    } = await dataOf(api.GET('/v1/session', { signal }));
    return { person: { id, name, roles, calls, pages, offices, queueTab, endsClaims } };
  } catch (error) {
    return error instanceof ProblemError && error.status === 401 ? 'nobody' : 'failed';
  }
}

/** The looks that were begun, and the newest one that was answered. */
let begun = 0;
let answered = 0;

/** Finds out who is signed in at this screen. Of two looks at once the answer to the newer one counts. */
export async function openSession(): Promise<void> {
  begun += 1;
  const nth = begun;
  const found = await look();
  if (nth < answered) return;
  answered = nth;
  const before = session.get();
  const next = nextSession(before, found);
  // Where nothing waits for the person of this page, it becomes the other one's.
  if (next.state === 'another' && !hasUnsavedWork()) return window.location.assign('/');
  if (next.state === 'signed-in') setWhosePage(next.person.id);
  session.set(next);
  if (next.state === 'signed-in' && before.state !== 'signed-in') tellSignedIn();
}

/** Returns the address at which this screen signs in, and comes back to a page. */
export function signInAddress(page: string): string {
  return `/v1/session/sign-in?${new URLSearchParams({ returnTo: page })}`;
}

/** Signs out, here and, where it can be, at the provider. */
export async function signOut(): Promise<void> {
  const before = session.get();
  session.set({ state: 'unknown' });
  try {
    const { providerSignOutUrl } = await dataOf(api.POST('/v1/session/sign-out', { body: {} }));
    window.location.assign(providerSignOutUrl ?? '/');
  } catch {
    // It had ended, or is another person's by now, or nobody answered: the page says which.
    session.set(before);
    await openSession();
  }
}
