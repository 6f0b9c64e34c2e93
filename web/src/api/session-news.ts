/** One for this page: what it posts reaches the other pages of the browser, and never itself. */
const channel = new BroadcastChannel('rangap.session');

/** Tells the other pages of this browser that somebody has signed in. */
export function tellSignedIn(): void {
  channel.postMessage('signed in');
}

/**
 * Calls a listener whenever the session may be another: somebody signed in at another page of this browser, the
 * person came back to this one, or the network did. Ends with the signal.
 */
export function listenForSession(wake: () => void, signal: AbortSignal): void {
  channel.addEventListener('message', wake, { signal });
  window.addEventListener('focus', wake, { signal });
  window.addEventListener('online', wake, { signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake(), { signal });
}
