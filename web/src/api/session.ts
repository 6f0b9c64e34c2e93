import { api, dataOf } from './client.js';
import { credentials } from './credentials.js';
import { createStore } from './store.js';

/** A person at this screen. */
export interface Person {
  readonly id: string;
  readonly nameTh: string;
  readonly nameEn: string;
  readonly roles: readonly string[];
}

/** Whether somebody is signed in; `expired` when the API no longer knows who it is. */
export type Session =
  | { readonly state: 'unknown' }
  | { readonly state: 'unreachable' }
  | { readonly state: 'signed-out'; readonly people: readonly Person[] }
  | { readonly state: 'expired'; readonly person: Person }
  | { readonly state: 'signed-in'; readonly person: Person };

const KEY = 'rangap.demo-person';
/** A token is renewed so long before it ends. */
const MARGIN_MS = 30_000;

export const session = createStore<Session>({ state: 'unknown' });
let issuer = '';

credentials.subscribe(() => {
  const now = session.get();
  if (credentials.get() === undefined && now.state === 'signed-in')
    session.set({ state: 'expired', person: now.person });
});

/** Finds out who is signed in at this screen. */
export async function openSession(): Promise<void> {
  try {
    const configuration = await dataOf(api.GET('/v1/configuration'));
    issuer = configuration.issuer ?? '';
    const people = configuration.demoSignIn ? await demoPeople() : [];
    const before = people.find(({ id }) => id === sessionStorage.getItem(KEY));
    if (before === undefined) session.set({ state: 'signed-out', people });
    else signIn(before);
  } catch {
    session.set({ state: 'unreachable' });
  }
}

/** Signs a person of the demonstration in. */
export function signIn(person: Person): void {
  sessionStorage.setItem(KEY, person.id);
  credentials.set(tokensOf(person.id));
  session.set({ state: 'signed-in', person });
}

/** Signs out; the next page asks who is there. */
export function signOut(): void {
  sessionStorage.removeItem(KEY);
  session.set({ state: 'unknown' });
  credentials.set(undefined);
  void openSession();
}

async function demoPeople(): Promise<Person[]> {
  const answer = await fetch(`${issuer}/`, { headers: { accept: 'application/json' } });
  const { personas } = (await answer.json()) as {
    personas: readonly { sub: string; nameTh: string; nameEn: string; roles: readonly string[] }[];
  };
  return personas.map(({ sub, ...person }) => ({ id: sub, ...person }));
}

/** Returns what gives the header with a valid token of this person. */
function tokensOf(username: string): () => Promise<string> {
  let token = { value: '', endsMs: 0 };
  return async () => {
    if (token.endsMs - MARGIN_MS > Date.now()) return `Bearer ${token.value}`;
    const form = new URLSearchParams({ grant_type: 'password', username });
    const answer = await fetch(`${issuer}/token`, { method: 'POST', body: form });
    if (!answer.ok) throw new Error(`the sign-in answered ${answer.status}`);
    const { access_token, expires_in = 300 } = (await answer.json()) as { access_token: string; expires_in?: number };
    token = { value: access_token, endsMs: Date.now() + expires_in * 1_000 };
    return `Bearer ${token.value}`;
  };
}
