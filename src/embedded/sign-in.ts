import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { OAuth2Issuer, OAuth2Service, type MutableResponse, type MutableToken } from 'oauth2-mock-server';
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
  /** File of its private key; with it a token stays valid after a restart. */
  readonly keyFile: string;
}

/**
 * Creates the identity provider of `npm start`. `POST /token` with
 * `grant_type=password&username=<persona>` returns a bearer token; `scope=rulebook:demo` adds the
 * claim that selects the demo rulebook. `GET /` lists the personas.
 */
export async function createSignIn(options: SignInOptions): Promise<Server> {
  const issuer = new OAuth2Issuer();
  issuer.url = options.issuer;
  await issuer.keys.add(privateKey(options.keyFile));

  const service = new OAuth2Service(issuer);
  service.on('beforeTokenSigning', (token: MutableToken, request: TokenRequest) => {
    const who = personaOf(request);
    if (who) Object.assign(token.payload, personaClaims(who, request.body.scope, options.audience));
  });
  service.on('beforeResponse', (response: MutableResponse, request: TokenRequest) => {
    if (personaOf(request)) return;
    response.statusCode = 400;
    response.body = {
      error: 'invalid_grant',
      error_description: `Ask with grant_type=password and username=${KNOWN}.`,
    };
  });
  return createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/') welcome(request, response, options.issuer);
    else service.requestHandler(request, response);
  });
}

interface TokenRequest {
  readonly body: { readonly grant_type: string; readonly username?: unknown; readonly scope?: string };
}

const KNOWN = PERSONAS.map(({ sub }) => sub).join(' | ');

function personaOf({ body }: TokenRequest): Persona | undefined {
  return body.grant_type === 'password' ? PERSONAS.find(({ sub }) => sub === body.username) : undefined;
}

function privateKey(file: string): z.infer<typeof PrivateJwk> {
  return readOrCreate(file, PrivateJwk, () => {
    const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return { ...key.export({ format: 'jwk' }), kty: 'RSA', kid: 'demo-sign-in-1', alg: 'RS256' };
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
  response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Rangap demo sign-in</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}td,th{padding:.2rem 1rem .2rem 0;text-align:left}</style>
<h1>Rangap demo sign-in</h1><p><strong>${WARNING}</strong></p>
<table><tr><th>username</th><th>name</th><th>ชื่อ</th><th>roles</th></tr>${rows.join('')}</table>
<pre>curl -d grant_type=password -d username=demo-officer-1 ${issuer}/token</pre></html>`);
}

/** Runs it as a process of `npm start`; prints `ready` when it listens. */
async function main(): Promise<void> {
  const variables = readEnvironment(
    z.object({
      RANGAP_OIDC_ISSUER: z.url(),
      RANGAP_OIDC_AUDIENCE: z.string().min(1),
      RANGAP_SIGN_IN_KEY_FILE: z.string().min(1),
      RANGAP_SIGN_IN_PORT: z.coerce.number().int(),
    }),
  );
  const server = await createSignIn({
    issuer: variables.RANGAP_OIDC_ISSUER,
    audience: variables.RANGAP_OIDC_AUDIENCE,
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
