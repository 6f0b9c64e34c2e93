import { httpbis } from 'http-message-signatures';
import { isSignableValue, singleHeader, type HeaderValues } from './headers.js';
import { parseSignatureParams, type ParsedSignatureParams } from './signature-params.js';

/**
 * The parts of a request that a signature base reads. `url` is absolute; its scheme only decides
 * which port is the default.
 */
export interface RequestMessage {
  readonly method: string;
  readonly url: URL;
  readonly headers: HeaderValues;
}

/** An answer, with the headers of the request that it answers. */
export interface ResponseMessage {
  readonly status: number;
  readonly headers: HeaderValues;
  readonly requestHeaders: HeaderValues;
}

/** The label of the last line of a signature base. */
const PARAMS_LINE = '"@signature-params"';

/**
 * Builds the signature base (RFC 9421 section 2.5): exactly the bytes that are signed.
 * @param components identifiers in the order of the signature input
 * @param paramsText the value of `@signature-params`, as in the `Signature-Input` header
 * @throws when a component is not in the message; callers check coverage first
 */
export function buildSignatureBase(
  components: readonly string[],
  paramsText: string,
  message: RequestMessage | ResponseMessage,
): string {
  const lines = 'method' in message ? requestLines(components, message) : responseLines(components, message);
  return httpbis.formatSignatureBase([...lines, [PARAMS_LINE, [paramsText]]]);
}

/**
 * Parses a stored signature base.
 * @returns the value of each covered component by identifier, and the parameters; undefined when
 * the lines are not exactly the components that the last line names, in its order
 */
export function parseSignatureBase(
  base: string,
): { readonly values: ReadonlyMap<string, string>; readonly input: ParsedSignatureParams } | undefined {
  const lines = base.split('\n');
  const last = lines.pop();
  if (last === undefined || !last.startsWith(`${PARAMS_LINE}: `)) return undefined;
  const input = parseSignatureParams(last.slice(PARAMS_LINE.length + 2));
  if (input === undefined || input.components.length !== lines.length) return undefined;
  const values = new Map<string, string>();
  for (const [index, component] of input.components.entries()) {
    const line = lines[index];
    if (line === undefined || !line.startsWith(`${component}: `)) return undefined;
    values.set(component, line.slice(component.length + 2));
  }
  return { values, input };
}

function requestLines(components: readonly string[], message: RequestMessage): [string, string[]][] {
  const request = { method: message.method, url: message.url, headers: signable(message.headers) };
  return httpbis.createSignatureBase({ fields: [...components] }, request);
}

function responseLines(components: readonly string[], message: ResponseMessage): [string, string[]][] {
  // The library needs a whole request; an answer only ever covers headers of it.
  const answered = { method: 'POST', url: 'http://request.invalid/', headers: signable(message.requestHeaders) };
  const response = { status: message.status, headers: signable(message.headers) };
  return httpbis.createSignatureBase({ fields: [...components] }, response, answered);
}

/**
 * Returns the headers that may be covered: present once and printable. The library fails when it
 * is asked for any other.
 */
function signable(headers: HeaderValues): Record<string, string> {
  const single: [string, string][] = [];
  for (const name of headers.keys()) {
    const header = singleHeader(headers, name);
    if (header.found === 'one' && isSignableValue(header.value)) single.push([name, header.value]);
  }
  return Object.fromEntries(single);
}
