import { ulid } from 'ulid';
import { runApi, type RunningApi } from '../support/running-api.js';

const CENTRE = [
  'hotline_operator',
  'aoc_officer',
  'aoc_supervisor',
  'inquiry_officer',
  'auditor',
  'administrator',
  'unfreeze_desk',
  'amlo_officer',
];
const ROLES = [...CENTRE, 'institution_user'];
const OFFICERS = ['aoc_officer', 'aoc_supervisor', 'inquiry_officer'];
/** The officers and the auditor; the AMLO officer reads cases too, but not what waits for others. */
const OVERSEERS = [...OFFICERS, 'auditor'];
const CASE_READERS = [...OVERSEERS, 'amlo_officer'];
const CALL_READERS = ['hotline_operator', ...OFFICERS];

/** Who may use each route, written by hand, because the routes' own decorators are tested. */
const EXPECTED: Record<string, readonly string[] | 'anyone' | 'signature'> = {
  'POST /v1/complaints': ['hotline_operator'],
  'POST /v1/complaints/searches': ['hotline_operator', ...OVERSEERS],
  'GET /v1/complaints/{id}': CALL_READERS,
  'GET /v1/complaints/{id}/acts': CALL_READERS,
  'GET /v1/complaints/{id}/record': CALL_READERS,
  'GET /v1/complaints/{id}/record/document': CALL_READERS,
  'POST /v1/complaints/{id}/secrets': ['hotline_operator'],
  'POST /v1/complaints/status': 'anyone',
  'GET /v1/orders/{id}/document': [...OVERSEERS, 'institution_user'],
  'POST /v1/orders/verifications': 'anyone',
  'POST /v1/complaints/{id}/supplements': ['hotline_operator', 'aoc_officer'],
  'POST /v1/complaints/{id}/told-again': ['hotline_operator', 'aoc_officer'],
  'POST /v1/complaints/{id}/transfers': ['hotline_operator', 'aoc_officer'],
  'POST /v1/complaints/{id}/incomplete-transfers/{transferId}/adopt': ['aoc_officer'],
  'POST /v1/complaints/{id}/incomplete-transfers/{transferId}/end': ['hotline_operator', 'aoc_officer'],
  'POST /v1/complaints/{id}/authority': ['hotline_operator', 'aoc_officer'],
  'POST /v1/complaints/{id}/statements': ['inquiry_officer'],
  'POST /v1/complaints/{id}/withdrawal': ['hotline_operator', 'aoc_officer'],
  'POST /v1/complaints/{id}/corrections': ['hotline_operator', 'aoc_officer'],
  'GET /v1/corrections/{id}': ['hotline_operator', ...OVERSEERS],
  'POST /v1/corrections/{id}/decisions': ['hotline_operator', 'aoc_officer', 'aoc_supervisor'],
  'POST /v1/cases/{id}/holder-papers': ['aoc_officer', 'aoc_supervisor'],
  'GET /v1/holder-papers/{id}': OVERSEERS,
  'POST /v1/holder-papers/{id}/decisions': ['aoc_officer', 'aoc_supervisor'],
  'GET /v1/withdrawals/{id}': ['hotline_operator', ...OVERSEERS],
  'POST /v1/withdrawals/{id}/decisions': ['hotline_operator', 'aoc_officer', 'aoc_supervisor'],
  'GET /v1/cases': CASE_READERS,
  'GET /v1/cases/{id}': CASE_READERS,
  'POST /v1/cases/{id}/attachments': CALL_READERS,
  'POST /v1/cases/{id}/attachments/from-draft': ['hotline_operator'],
  'GET /v1/cases/{id}/attachments': [...CALL_READERS, 'auditor'],
  'POST /v1/appeals/attachments': 'anyone',
  'POST /v1/appeals/{id}/attachments': ['hotline_operator', 'unfreeze_desk', 'aoc_officer'],
  'POST /v1/appeals/{id}/proofs': ['aoc_officer', 'aoc_supervisor'],
  'GET /v1/appeals/{id}/attachments': ['hotline_operator', 'unfreeze_desk', ...OVERSEERS, 'amlo_officer'],
  'GET /v1/attachments/{id}': ['hotline_operator', 'unfreeze_desk', ...OVERSEERS],
  'POST /v1/drafts/{id}/attachments': ['hotline_operator'],
  'GET /v1/drafts/{id}/attachments': ['hotline_operator'],
  'DELETE /v1/drafts/{id}/attachments/{attachmentId}': ['hotline_operator'],
  'POST /v1/suspects/lookup': [...OFFICERS, 'amlo_officer'],
  'POST /v1/institution/suspects/lookup': ['institution_user'],
  'POST /v1/institution/workbooks': ['institution_user'],
  'GET /v1/institution/sheets': ['institution_user'],
  'POST /v1/institution/sheets': ['institution_user'],
  'POST /v1/institution/sheets/{id}/decisions': ['institution_user'],
  'GET /v1/suspects/lookups': ['aoc_supervisor', 'auditor'],
  'GET /v1/cases/{id}/persons': [...CALL_READERS, 'auditor'],
  'POST /v1/cases/{id}/reveals': CALL_READERS,
  'GET /v1/cases/{id}/reveals': ['aoc_supervisor', 'auditor'],
  'GET /v1/cases/{id}/trail': CASE_READERS,
  'GET /v1/cases/{id}/evidence': CASE_READERS,
  'GET /v1/cases/{id}/acts': CASE_READERS,
  'GET /v1/cases/{id}/findings': CASE_READERS,
  'GET /v1/cases/{id}/duties': CASE_READERS,
  'GET /v1/cases/{id}/timeline': CASE_READERS,
  'GET /v1/cases/{id}/holds': CASE_READERS,
  'GET /v1/cases/{id}/links': CASE_READERS,
  'GET /v1/cases/{id}/exchanges': CASE_READERS,
  'GET /v1/cases/{id}/notices': CASE_READERS,
  'GET /v1/exchanges': ['auditor'],
  'GET /v1/audit/chains': ['auditor'],
  'GET /v1/audit/chains/{id}/events': ['auditor'],
  'GET /v1/audit/checkpoints': ['auditor'],
  'GET /v1/audit/checkpoints/{number}/heads': ['auditor'],
  'GET /v1/audit/readings': ['auditor'],
  // For persons; without a token the route needs a party's signature.
  'GET /v1/institutions': ROLES,
  'GET /v1/rulebook': ROLES,
  'GET /v1/rulebook/{ruleId}': ROLES,
  'POST /v1/rule-changes': ['administrator'],
  'POST /v1/rule-changes/trials': ['administrator'],
  'GET /v1/rule-changes': ['administrator', 'aoc_supervisor', 'auditor'],
  'GET /v1/rule-changes/{id}': ['administrator', 'aoc_supervisor', 'auditor'],
  'POST /v1/rule-changes/{id}/decisions': ['administrator', 'aoc_supervisor'],
  'GET /v1/parties': ['administrator', 'aoc_supervisor', 'auditor'],
  'POST /v1/party-changes': ['administrator'],
  'GET /v1/party-changes': ['administrator', 'aoc_supervisor', 'auditor'],
  'GET /v1/party-changes/{id}': ['administrator', 'aoc_supervisor', 'auditor'],
  'POST /v1/party-changes/{id}/decisions': ['administrator', 'aoc_supervisor'],
  'GET /v1/reports/monthly': ['aoc_supervisor', 'auditor'],
  // For persons; without a token the route needs an institution's signature.
  'POST /v1/notices': ['inquiry_officer', 'amlo_officer'],
  'POST /v1/suspensions/{id}/result': ['inquiry_officer', 'amlo_officer'],
  // For persons; a holder without a token needs the secret of the notice.
  'POST /v1/appeals': ['hotline_operator', 'unfreeze_desk', 'aoc_officer'],
  'POST /v1/appeals/status': 'anyone',
  'POST /v1/appeals/release-letters': 'anyone',
  'POST /v1/appeals/searches': ['hotline_operator', 'unfreeze_desk', ...OVERSEERS],
  'GET /v1/tellings/due': ['hotline_operator', 'aoc_officer', 'aoc_supervisor'],
  'POST /v1/complaints/{id}/tellings': ['hotline_operator', 'aoc_officer', 'inquiry_officer'],
  'GET /v1/appeals': ['unfreeze_desk', ...OVERSEERS, 'amlo_officer'],
  'POST /v1/appeals/together': ['hotline_operator', 'unfreeze_desk', 'aoc_officer'],
  'GET /v1/appeals/{id}/together': ['hotline_operator', 'unfreeze_desk', ...OVERSEERS, 'amlo_officer'],
  'GET /v1/appeals/{id}': ['hotline_operator', 'unfreeze_desk', ...OVERSEERS, 'amlo_officer'],
  'POST /v1/appeals/decisions': [...OFFICERS, 'amlo_officer'],
  'POST /v1/appeals/{id}/decisions': [...OFFICERS, 'amlo_officer'],
  'POST /v1/cases/{id}/directives': ['aoc_officer'],
  'GET /v1/cases/{id}/directives': CASE_READERS,
  'GET /v1/directives': CASE_READERS,
  'POST /v1/directives/{id}/decisions': ['aoc_supervisor'],
  'POST /v1/cases/{id}/freeze-requests': OFFICERS,
  'POST /v1/cases/{id}/blast-radius': OFFICERS,
  'POST /v1/drafts': ['hotline_operator'],
  'GET /v1/drafts': ['hotline_operator'],
  'GET /v1/drafts/{id}': ['hotline_operator'],
  'POST /v1/drafts/{id}': ['hotline_operator'],
  'DELETE /v1/drafts/{id}': ['hotline_operator'],
  'GET /v1/public/statistics': 'anyone',
  'GET /v1/queue': OVERSEERS,
  'GET /v1/queue/views': OFFICERS,
  'POST /v1/queue/views': OFFICERS,
  'POST /v1/queue/views/removals': OFFICERS,
  'POST /v1/cases/{id}/claim': OFFICERS,
  'DELETE /v1/cases/{id}/claim': OFFICERS,
  'GET /v1/cases/{id}/handling': CASE_READERS,
  'POST /v1/cases/{id}/assignments': OFFICERS,
  'POST /v1/notices/{id}/taking-back': 'signature',
  'POST /v1/cases/{id}/interests': [...OFFICERS, 'amlo_officer'],
  'POST /v1/cases/{id}/notes': OFFICERS,
  'GET /v1/cases/{id}/notes': OVERSEERS,
  'GET /v1/persons': CENTRE,
  'GET /v1/cases/{id}/advice': OVERSEERS,
  'POST /v1/advice/{id}/verdict': OFFICERS,
  'POST /v1/advice/{id}/ring': OFFICERS,
  'POST /v1/rings/{id}/undo': OFFICERS,
  'POST /v1/cases/{id}/narrative-outcome': ['hotline_operator'],
  'POST /v1/analysis/narrative': ['hotline_operator'],
  'GET /v1/analysis/models': [...OVERSEERS, 'administrator'],
  'GET /v1/analysis/review-slots': OVERSEERS,
  'GET /v1/cases/{id}/appeals': OVERSEERS,
  'GET /v1/pending-requests': ['hotline_operator', ...OVERSEERS],
  'GET /v1/freeze-requests/{id}': OVERSEERS,
  'POST /v1/freeze-requests/{id}/decisions': ['aoc_supervisor', 'inquiry_officer'],
  'POST /v1/holds/{id}/release': OFFICERS,
  'POST /v1/holds/{id}/partial-release': OFFICERS,
  'POST /v1/holds/{id}/reviews': ['aoc_supervisor', 'inquiry_officer'],
  'GET /v1/lost-orders': OVERSEERS,
  'POST /v1/lost-orders/{id}/proposals': OFFICERS,
  'POST /v1/lost-order-proposals/{id}/decisions': OFFICERS,
  'GET /v1/breaks': OVERSEERS,
  'POST /v1/breaks/{id}/settlement': ['aoc_supervisor'],
  'GET /v1/stream': [...CASE_READERS, 'unfreeze_desk'],
  'GET /v1/institution/holds': ['institution_user'],
  'GET /v1/institution/holds/{id}': ['institution_user'],
  'GET /v1/institution/breaks': ['institution_user'],
  'POST /v1/institution/breaks/{id}/interests': ['institution_user'],
  'POST /v1/institution/holds/{id}/interests': ['institution_user'],
  'POST /v1/institution/breaks/{id}/statements': ['institution_user'],
  'GET /v1/institution/findings': ['institution_user'],
  'POST /v1/institution/findings/{id}/decisions': ['institution_user'],
  'GET /v1/institution/keys': ['institution_user'],
  'GET /v1/stats': CENTRE,
  'GET /v1/session': ROLES,
  'GET /v1/session/sign-in': 'anyone',
  'GET /v1/session/callback': 'anyone',
  'POST /v1/session/sign-out': 'anyone',
  'POST /v1/session/back-channel-logout': 'anyone',
  'GET /v1/sessions': ROLES,
  'POST /v1/sessions/{id}/end': ROLES,
  'POST /v1/sessions/searches': ['administrator', 'auditor'],
  'POST /v1/sessions/end': ['administrator'],
  'GET /v1/keys': 'anyone',
  'GET /v1/configuration': 'anyone',
  'GET /health/live': 'anyone',
  'GET /health/ready': 'anyone',
  'POST /v1/callbacks/institutions': 'signature',
  'GET /v1/institutions/self/hold-statements': 'signature',
  'POST /v1/callbacks/agencies': 'signature',
};

/**
 * Routes by which somebody decides alone: the roles of a session are read again before each. What a
 * second person decides on follows from the routes themselves (`isOfTwo`).
 */
const DECIDES_ALONE = [
  'POST /v1/appeals/{id}/proofs', // who had a part in the hold may not
  'POST /v1/appeals/decisions', // of several appeals at once
  'POST /v1/breaks/{id}/settlement',
  'POST /v1/cases/{id}/reveals',
  'POST /v1/complaints/{id}/secrets', // who has the secret reads the status without signing in
  'POST /v1/complaints/{id}/statements',
  'POST /v1/holds/{id}/partial-release',
  'POST /v1/holds/{id}/release',
  'POST /v1/holds/{id}/reviews',
  'POST /v1/institution/sheets', // each row is an answer of the institution
  'POST /v1/lost-orders/{id}/proposals', // the first of two
  'POST /v1/notices',
  'POST /v1/sessions/end',
  'POST /v1/suspensions/{id}/result',
];

/** Routes that also take a holder without a token, who proves the hold by its secret. */
const OPEN_TO_HOLDERS = ['POST /v1/appeals', 'POST /v1/appeals/together'];

/**
 * Returns whether a person decides by a route on what another asked for, or asks for it: what has
 * `POST /v1/things/{id}/decisions` is asked for by another POST whose path ends with `/things` or
 * `/thing`. Whoever may ask without signing in has no role that could be taken away.
 */
function isOfTwo(route: string, routes: readonly string[]): boolean {
  const decidedOn = (name: string) => routes.includes(`POST /v1/${name}/{id}/decisions`);
  const last = route.split('/').at(-1) ?? '';
  if (!route.startsWith('POST ') || OPEN_TO_HOLDERS.includes(route)) return false;
  return route.endsWith('/{id}/decisions') || decidedOn(last) || decidedOn(`${last}s`);
}

/** Routes for anyone whose answer is not that of other routes. */
const ANSWERS: Readonly<Record<string, number>> = {
  'GET /v1/session/sign-in': 303,
  'GET /v1/session/callback': 303,
  'POST /v1/session/sign-out': 200, // its body is empty
  'POST /v1/session/back-channel-logout': 415, // a form, by its standard
};

const WAYS_OF_SHEETS = ['SHEET.OTHER_WAY', 'SHEET.NO_SESSION'];

describe('who may use which route', () => {
  let api: RunningApi;
  let routes: string[];
  let deciding: string[];
  beforeAll(async () => {
    api = await runApi();
    const { body } = await api.call('GET', '/openapi.json', { roles: null });
    const paths = body['paths'] as Record<string, Record<string, Record<string, unknown>>>;
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    );
    routes = operations.map(([route]) => route);
    deciding = operations.filter(([, operation]) => operation['x-decides'] === true).map(([route]) => route);
  });
  afterAll(() => api.close());

  /**
   * Returns the status of a request whose id and body are useless, so that only the caller's role
   * can let it further.
   */
  async function statusFor(route: string, roles: readonly string[] | null): Promise<number> {
    const [method = '', template = ''] = route.split(' ');
    const path = template.replace('{id}', ulid());
    if (route === 'GET /v1/stream') return streamStatus(path, roles);
    const body = method === 'POST' ? {} : undefined;
    const headers = { 'sec-fetch-site': 'same-origin' };
    const answer = await api.call(method, path, { roles, body, headers, claims: claimsOf(roles) });
    // Who is told that the institution signs, or that only a session proves who uploads, has passed the roles.
    return WAYS_OF_SHEETS.includes(String(answer.body['code'])) ? 400 : answer.status;
  }

  async function streamStatus(path: string, roles: readonly string[] | null): Promise<number> {
    const abort = new AbortController();
    const authorization: Record<string, string> =
      roles === null ? {} : { authorization: `Bearer ${await api.issuer.token({ roles, ...claimsOf(roles) })}` };
    const { status } = await fetch(api.url + path, { headers: authorization, signal: abort.signal });
    abort.abort();
    return status;
  }

  const claimsOf = (roles: readonly string[] | null) =>
    roles?.includes('institution_user') === true ? { rangap_institution: 'th-004' } : {};

  it('the table has every route of the document, and no other', () => {
    expect(routes.sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it('the roles are read again on every route by which somebody decides, and on no other', () => {
    const ofTwo = routes.filter((route) => isOfTwo(route, routes));
    expect(ofTwo).toContain('POST /v1/complaints/{id}/withdrawal');
    expect(deciding.sort()).toEqual([...DECIDES_ALONE, ...ofTwo].sort());
  });

  describe.each(Object.entries(EXPECTED))('%s', (route, expected) => {
    it(`is open to ${String(expected)}, and to nobody else`, async () => {
      const seen: Record<string, number> = { nobody: await statusFor(route, null) };
      for (const role of ROLES) seen[role] = await statusFor(route, [role]);
      for (const role of ['nobody', ...ROLES]) {
        const isOpen = expected === 'anyone' || (role === 'nobody' && OPEN_TO_HOLDERS.includes(route));
        // An empty body is a 400 on a route that takes a body.
        const letIn = ANSWERS[route] ?? (route.startsWith('POST') ? 400 : 200);
        if (isOpen) expect({ role, status: seen[role] }).toEqual({ role, status: letIn });
        else if (expected === 'signature' || role === 'nobody')
          expect({ role, status: seen[role] }).toEqual({ role, status: 401 });
        else if (expected.includes(role)) expect([200, 400, 404]).toContain(seen[role]);
        else expect({ role, status: seen[role] }).toEqual({ role, status: 403 });
      }
    });
  });

  it.each(ROLES)('the session of %s names the routes that are open to it, and no other', async (role) => {
    const { body } = await api.call('GET', '/v1/session', { roles: [role], claims: claimsOf([role]) });
    const open = Object.entries(EXPECTED).flatMap(([route, expected]) =>
      Array.isArray(expected) && (expected as readonly string[]).includes(role) ? [route] : [],
    );
    expect(body['calls']).toEqual([...open].sort());
  });

  it('roles of other systems give nothing, and one of several roles is enough', async () => {
    expect(await statusFor('GET /v1/stats', ['root', 'AOC_OFFICER', 'offline_access'])).toBe(403);
    expect(await statusFor('GET /v1/stats', ['offline_access', 'auditor'])).toBe(200);
  });
});
