import { isSignable, valuesOf, type Headers } from './headers.js';
import { LABEL } from './profile.js';

/** What a signature of a request is made over. */
export interface SignedRequest {
  readonly method: string;
  /** Absolute; its scheme only says which port is left out. */
  readonly url: URL;
  readonly headers: Headers;
}

/** What a signature of an answer is made over: with the signature of the request that it answers. */
export interface SignedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly requestHeaders: Headers;
}

/**
 * Writes the text that is signed (RFC 9421, section 2.5).
 * @param params the value of `@signature-params`
 * @returns undefined when a component is not in the message once, or cannot be signed
 */
export function signatureBase(
  components: readonly string[],
  params: string,
  message: SignedRequest | SignedAnswer,
): string | undefined {
  const values = components.map((component) => valueOf(component, message));
  if (values.some((value) => value === undefined || !isSignable(value))) return undefined;
  const lines = components.map((component, at) => `${component}: ${values[at]}`);
  return [...lines, `"@signature-params": ${params}`].join('\n');
}

function valueOf(component: string, message: SignedRequest | SignedAnswer): string | undefined {
  const derived = 'method' in message ? ofRequest(component, message) : ofAnswer(component, message);
  if (derived !== undefined) return derived;
  const [, name] = /^"([a-z][a-z0-9-]*)"$/.exec(component) ?? [];
  return name === undefined ? undefined : only(valuesOf(message.headers, name));
}

function ofRequest(component: string, { method, url }: SignedRequest): string | undefined {
  if (component === '"@method"') return method;
  if (component === '"@authority"') return url.host.toLowerCase();
  if (component === '"@path"') return url.pathname;
  return component === '"@query"' ? url.search || '?' : undefined;
}

function ofAnswer(component: string, { status, requestHeaders }: SignedAnswer): string | undefined {
  if (component === '"@status"') return String(status);
  if (component !== `"signature";req;key="${LABEL}"`) return undefined;
  const signature = only(valuesOf(requestHeaders, 'signature'));
  return signature?.startsWith(`${LABEL}=`) ? signature.slice(LABEL.length + 1) : undefined;
}

function only(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}
