import { api } from './client.js';
import { isPersonAtWork } from './person-at-work.js';
import { unauthorized } from './unauthorized.js';
import { whosePage } from './whose-page.js';

/**
 * Lets every request of the staff's pages say whose page it is and whether a person is at work there,
 * and counts the answers that knew nobody. The pages that need no sign-in say nothing of a person.
 */
export function signStaffRequests(): void {
  api.use({
    onRequest({ request }) {
      if (!isPersonAtWork()) request.headers.set('rangap-background', '1');
      const whose = whosePage();
      // Who is signed in is asked for nobody.
      const asksWho = request.method === 'GET' && new URL(request.url).pathname === '/v1/session';
      if (whose !== undefined && !asksWho) request.headers.set('rangap-person', whose);
    },
    onResponse({ response }) {
      if (response.status === 401) unauthorized.set(unauthorized.get() + 1);
    },
  });
}
