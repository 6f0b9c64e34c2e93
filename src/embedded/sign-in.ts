import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  OAuth2Issuer,
  OAuth2Service,
  type MutableRedirectUri,
  type MutableResponse,
  type MutableToken,
} from 'oauth2-mock-server';
import { z } from 'zod';
import { readEnvironment } from '../config/environment.js';
import { readOrCreate } from './keys.js';
import { PERSONAS, personaClaims, type Persona } from './personas.js';

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
 * personas.
 */
export async function createSignIn(options: SignInOptions): Promise<Server> {
  const issuer = new OAuth2Issuer();
  issuer.url = options.issuer;
  await issuer.keys.add(privateKey(options.keyFile));

  /** Whom each authorization code is for, until it is used. */
  const codes = new Map<string, Persona>();
  const service = new OAuth2Service(issuer);
  service.on('beforeAuthorizeRedirect', ({ url }: MutableRedirectUri, request: IncomingMessage) => {
    const code = url.searchParams.get('code');
    const who = personaNamed(queryOf(request).get(PERSONA));
    if (code !== null && who) codes.set(code, who);
  });
  service.on('beforeTokenSigning', (token: MutableToken, request: TokenRequest) => {
    const who = personaOf(request, codes);
    if (who) Object.assign(token.payload, personaClaims(who, request.body.scope, options.audience));
  });
  service.on('beforeResponse', (response: MutableResponse, { body }: TokenRequest) => {
    const who = personaOf({ body }, codes);
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
    if (isPage && path === '/') welcome(request, response, options.issuer);
    else if (isPage && path === '/authorize' && !mayAuthorize(request, response, options)) return;
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

function personaNamed(name: unknown): Persona | undefined {
  return PERSONAS.find(({ sub }) => sub === name);
}

function personaOf({ body }: TokenRequest, codes: ReadonlyMap<string, Persona>): Persona | undefined {
  switch (body.grant_type) {
    case 'password':
      return personaNamed(body.username);
    case 'authorization_code':
      return body.code_verifier === undefined ? undefined : codes.get(String(body.code));
    case 'refresh_token':
      return PERSONAS.find(({ sub }) => body.refresh_token === REFRESH + sub);
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
function mayAuthorize(request: IncomingMessage, response: ServerResponse, { publicUrl }: SignInOptions): boolean {
  const query = queryOf(request);
  const back = query.get('redirect_uri') ?? '';
  const isOurs = URL.canParse(back) && new URL(back).origin === new URL(publicUrl).origin;
  if (!isOurs || query.get('code_challenge_method') !== 'S256') {
    response.writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end('This demo sign-in sends browsers back to its own Rangap only, with PKCE (S256).\n');
    return false;
  }
  if (personaNamed(query.get(PERSONA))) return true;
  const rows = PERSONAS.map(({ sub, nameEn, nameTh, roles, institution }) => {
    query.set(PERSONA, sub);
    const link = `/authorize?${query.toString().replaceAll('&', '&amp;')}`;
    const what = [...roles, ...(institution === undefined ? [] : [institution])].join(', ');
    return `<tr><td><a href="${link}">${sub}</a></td><td lang="th">${nameTh}</td><td>${nameEn}</td><td>${what}</td></tr>`;
  });
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(page('ลงชื่อเข้าใช้ในฐานะ · Sign in as', `<table>${rows.join('')}</table>`));
  return false;
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
function welcome(request: IncomingMessage, response: ServerResponse, issuer: string): void {
  const isJson = !(request.headers.accept ?? '').includes('text/html');
  response.setHeader('Content-Type', isJson ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8');
  response.setHeader('Access-Control-Allow-Origin', '*');
  if (isJson) return void response.end(JSON.stringify({ warning: WARNING, issuer, personas: PERSONAS }, null, 2));
  const rows = PERSONAS.map(
    ({ sub, nameEn, nameTh, roles }) =>
      `<tr><td><code>${sub}</code></td><td>${nameEn}</td><td lang="th">${nameTh}</td><td>${roles.join(', ')}</td></tr>`,
  );
  const table = `<table><tr><th>username</th><th>name</th><th>ชื่อ</th><th>roles</th></tr>${rows.join('')}</table>`;
  const example = `<pre>curl -d grant_type=password -d username=demo-officer-1 ${issuer}/token</pre>`;
  response.end(page('Rangap demo sign-in', table + example));
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
