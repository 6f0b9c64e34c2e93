import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  OAuth2Issuer,
  OAuth2Service,
  type MutableRedirectUri,
  type MutableResponse,
  type MutableToken,
} from 'oauth2-mock-server';
import { z } from 'zod';
import { readEnvironment } from '../../src/config/environment.js';
import { DemoPeople } from './people/demo-people.js';
import { readOrCreate } from './server/keys.js';
import { PERSONAS, personaClaims, type Persona } from './people/personas.js';

const WARNING = 'DEMO SIGN-IN, NOT FOR PRODUCTION: anyone gets a token of any persona, without a password.';
const PrivateJwk = z.looseObject({ kty: z.string(), kid: z.string(), alg: z.string() });

/** Options of the demo sign-in. */
export interface SignInOptions {
  /** The `iss` of its tokens, and the origin of its public keys. */
  readonly issuer: string;
  readonly audience: string;
  /** The page to which a browser may be sent back, at an origin of ours. */
  readonly publicUrl: string;
  /** File of its private key; with it a token stays valid after a restart. */
  readonly keyFile: string;
}

/**
 * Creates the identity provider of `npm start`. `POST /token` with
 * `grant_type=password&username=<persona>` returns a bearer token; `scope=rulebook:demo` adds the
 * claim that selects the demo rulebook. `GET /authorize` begins the sign-in of a browser
 * (authorization code with PKCE): a page where one chooses whom to sign in as. `GET /` lists the
 * personas. `POST /sign-out` (`persona`) signs one out everywhere, and `POST /roles` (`persona`, and
 * `roles` with a blank between them) changes the roles of one; both tell Rangap at once by a logout
 * token.
 */
export async function createSignIn(options: SignInOptions): Promise<Server> {
  const issuer = new OAuth2Issuer();
  issuer.url = options.issuer;
  await issuer.keys.add(privateKey(options.keyFile));

  /** Whom each authorization code is for, until it is used. */
  const codes = new Map<string, Persona>();
  const people = new DemoPeople();
  const service = new OAuth2Service(issuer);
  service.on('beforeAuthorizeRedirect', ({ url }: MutableRedirectUri, request: IncomingMessage) => {
    const code = url.searchParams.get('code');
    const who = people.named(queryOf(request).get(PERSONA));
    if (code === null || !who) return;
    codes.set(code, who);
    people.signIn(who);
  });
  service.on('beforeTokenSigning', (token: MutableToken, request: TokenRequest) => {
    const who = personaOf(request, codes, people);
    if (who) Object.assign(token.payload, personaClaims(who, request.body.scope, options.audience));
  });
  service.on('beforeResponse', (response: MutableResponse, { body }: TokenRequest) => {
    const who = personaOf({ body }, codes, people);
    if (typeof body.code === 'string') codes.delete(body.code);
    if (who) {
      Object.assign(response.body, { refresh_token: REFRESH + who.sub });
      return;
    }
    response.statusCode = 400;
    response.body = {
      error: 'invalid_grant',
      error_description: `Ask with grant_type=password and username=${KNOWN}.`,
    };
  });
  return createServer((request, response) => {
    const isPage = request.method === 'GET';
    const path = request.url?.split('?')[0];
    const isChange = request.method === 'POST' && (path === '/sign-out' || path === '/roles');
    if (isPage && path === '/') welcome(request, response, people, options.issuer);
    else if (isPage && path === '/authorize' && !mayAuthorize(request, response, people, options)) return;
    else if (isChange)
      change(path, request, response, { people, issuer, options }).catch(() => response.destroy()); // half a form
    else service.requestHandler(request, response);
  });
}

interface TokenRequest {
  readonly body: {
    readonly grant_type: string;
    readonly username?: unknown;
    readonly code?: unknown;
    readonly code_verifier?: unknown;
    readonly refresh_token?: unknown;
    readonly scope?: string;
  };
}

const KNOWN = PERSONAS.map(({ sub }) => sub).join(' | ');
/** The parameter by which the page says whom to sign in as. */
const PERSONA = 'persona';
/** Begins a refresh token; it proves nothing, as nothing does here. */
const REFRESH = 'demo-refresh:';
const LOGOUT_TOKEN_SECONDS = 120;
const LONGEST_FORM_BYTES = 10_000;

function personaOf(
  { body }: TokenRequest,
  codes: ReadonlyMap<string, Persona>,
  people: DemoPeople,
): Persona | undefined {
  switch (body.grant_type) {
    case 'password':
      return people.named(body.username);
    case 'authorization_code':
      return body.code_verifier === undefined ? undefined : codes.get(String(body.code));
    case 'refresh_token': {
      const who = people.named(String(body.refresh_token).slice(REFRESH.length));
      return who && body.refresh_token === REFRESH + who.sub && people.isSignedIn(who) ? who : undefined;
    }
    default:
      return undefined;
  }
}

function queryOf({ url = '/' }: IncomingMessage): URLSearchParams {
  return new URL(url, 'http://sign-in.invalid').searchParams;
}

/**
 * Returns whether the browser goes on with a code: somebody was chosen. Otherwise answers: with the
 * page where one chooses, or with 400 for a request that is not ours.
 */
function mayAuthorize(
  request: IncomingMessage,
  response: ServerResponse,
  people: DemoPeople,
  { publicUrl }: SignInOptions,
): boolean {
  const query = queryOf(request);
  const back = query.get('redirect_uri') ?? '';
  const isOurs = URL.canParse(back) && new URL(back).origin === new URL(publicUrl).origin;
  if (!isOurs || query.get('code_challenge_method') !== 'S256') {
    response.writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end('This demo sign-in sends browsers back to its own Rangap only, with PKCE (S256).\n');
    return false;
  }
  if (people.named(query.get(PERSONA))) return true;
  const rows = people.all().map(({ sub, nameEn, nameTh, roles, institution }) => {
    query.set(PERSONA, sub);
    const link = `/authorize?${query.toString().replaceAll('&', '&amp;')}`;
    const what = [...roles, ...(institution === undefined ? [] : [institution])].join(', ');
    return `<tr><td><a href="${link}">${sub}</a></td><td lang="th">${nameTh}</td><td>${nameEn}</td><td>${what}</td></tr>`;
  });
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(page('ลงชื่อเข้าใช้ในฐานะ · Sign in as', `<table>${rows.join('')}</table>`));
  return false;
}

/**
 * Signs somebody out everywhere, or changes the roles of somebody, and tells Rangap. A browser says
 * from which page a form comes: only our own may do so. A program says nothing.
 */
async function change(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  { people, issuer, options }: { people: DemoPeople; issuer: OAuth2Issuer; options: SignInOptions },
): Promise<void> {
  const ours = new URL(options.issuer).origin;
  const { origin = ours, 'content-length': length } = request.headers;
  if (origin !== ours) return void response.writeHead(403).end(`Only the page at ${ours}/ may do so.\n`);
  // No more is read than the length says, which every form of a browser has.
  if (length === undefined || Number(length) > LONGEST_FORM_BYTES)
    return void response.writeHead(413, { Connection: 'close' }).end('The form is too long.\n');
  const form = new URLSearchParams(await text(request));
  const who = people.named(form.get(PERSONA));
  if (!who) return void response.writeHead(400).end(`Name one of ${KNOWN}.\n`);
  if (path === '/roles') people.giveRoles(who, (form.get('roles') ?? '').split(' '));
  people.signOut(who);
  try {
    await sendLogout(who, issuer, options);
  } catch {
    return void response.writeHead(502).end('It is so here, but Rangap could not be told.\n');
  }
  response.writeHead(303, { Location: '/' }).end();
}

/** Tells Rangap that all sessions of somebody are over (OpenID Connect Back-Channel Logout 1.0). */
async function sendLogout({ sub }: Persona, issuer: OAuth2Issuer, options: SignInOptions): Promise<void> {
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const logoutToken = await issuer.buildToken({
    expiresIn: LOGOUT_TOKEN_SECONDS,
    scopesOrTransform: (_header, payload) =>
      void Object.assign(payload, { sub, aud: options.audience, jti: randomUUID(), events }),
  });
  const answer = await fetch(new URL('/v1/session/back-channel-logout', options.publicUrl), {
    method: 'POST',
    body: new URLSearchParams({ logout_token: logoutToken }),
  });
  if (!answer.ok) throw new Error(`the logout was answered with ${answer.status}`);
}

/** Writes a page that says, first of all, that this is not for production. */
function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Rangap demo sign-in</title><style>body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}td,th{padding:.2rem 1rem .2rem 0;text-align:left}</style>
<h1>${title}</h1><p><strong>${WARNING}</strong></p>
${content}</html>`;
}

function privateKey(file: string): z.infer<typeof PrivateJwk> {
  return readOrCreate(file, PrivateJwk, () => {
    // As text first: see `generateSigningKey` about the two halves of a pair.
    const { privateKey: pem } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    return { ...createPrivateKey(pem).export({ format: 'jwk' }), kty: 'RSA', kid: 'demo-sign-in-1', alg: 'RS256' };
  });
}

/** Answers `GET /` with JSON for programs and with a page for browsers. */
function welcome(request: IncomingMessage, response: ServerResponse, people: DemoPeople, issuer: string): void {
  const isJson = !(request.headers.accept ?? '').includes('text/html');
  response.setHeader('Content-Type', isJson ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8');
  response.setHeader('Access-Control-Allow-Origin', '*');
  const personas = people.all();
  if (isJson) return void response.end(JSON.stringify({ warning: WARNING, issuer, personas }, null, 2));
  const rows = personas.map((who) => {
    const cells = [`<code>${who.sub}</code>`, who.nameEn, `<span lang="th">${who.nameTh}</span>`, ...changeForms(who)];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const heads = ['username', 'name', 'ชื่อ', 'roles', 'sign-ins'].map((head) => `<th>${head}</th>`).join('');
  const table = `<table><tr>${heads}</tr>${rows.join('')}</table>`;
  const example = `<pre>curl -d grant_type=password -d username=demo-officer-1 ${issuer}/token</pre>`;
  response.end(page('Rangap demo sign-in', table + example));
}

/** Writes the forms that change the roles of somebody, and that sign somebody out everywhere. */
function changeForms({ sub, roles }: Persona): [string, string] {
  const hidden = `<input type="hidden" name="${PERSONA}" value="${sub}">`;
  const field = `<input name="roles" size="24" aria-label="roles of ${sub}" value="${roles.join(' ')}">`;
  return [
    `<form method="post" action="/roles">${hidden}${field} <button>Change</button></form>`,
    `<form method="post" action="/sign-out">${hidden}<button>Sign out everywhere</button></form>`,
  ];
}

/** Runs it as a process of `npm start`; prints `ready` when it listens. */
async function main(): Promise<void> {
  const variables = readEnvironment(
    z.object({
      RANGAP_OIDC_ISSUER: z.url(),
      RANGAP_OIDC_AUDIENCE: z.string().min(1),
      RANGAP_PUBLIC_URL: z.url(),
      RANGAP_SIGN_IN_KEY_FILE: z.string().min(1),
      RANGAP_SIGN_IN_PORT: z.coerce.number().int(),
    }),
  );
  const server = await createSignIn({
    issuer: variables.RANGAP_OIDC_ISSUER,
    audience: variables.RANGAP_OIDC_AUDIENCE,
    publicUrl: variables.RANGAP_PUBLIC_URL,
    keyFile: variables.RANGAP_SIGN_IN_KEY_FILE,
  });
  server.listen(variables.RANGAP_SIGN_IN_PORT, '127.0.0.1', () => console.log('ready'));
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
