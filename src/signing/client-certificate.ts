import { X509Certificate } from 'node:crypto';

/** What a client certificate names the party by, as a URI among its subject's alternative names. */
const NAMES_PARTY = /^URI:urn:rangap:party:([a-z0-9-]{2,32})$/;
/** A byte sequence of a structured field (RFC 8941), with DER of at most a few kilobytes. */
const BYTES = /^:([A-Za-z0-9+/]{4,16384}={0,2}):$/;

/** What a `Client-Cert` header (RFC 9440) says, or why it says nothing. */
export type ClientCertificate = { ok: true; party: string } | { ok: false; why: string };

/**
 * Reads whom the certificate of a TLS client names, from the header by which a proxy hands it on. That its authority is the
 * right one the proxy has verified; that it is of the time, and names one party, is looked at here.
 */
export function readClientCertificate(values: readonly string[] | undefined, now: Date): ClientCertificate {
  const [value, ...others] = values ?? [];
  if (value === undefined) return { ok: false, why: 'no client certificate came with it' };
  const certificate = others.length > 0 ? undefined : parsed(BYTES.exec(value)?.[1]);
  if (certificate === undefined) return { ok: false, why: 'its client certificate cannot be read' };
  if (now < new Date(certificate.validFrom) || now > new Date(certificate.validTo))
    return { ok: false, why: 'its client certificate is not of this time' };
  const names = (certificate.subjectAltName ?? '').split(', ').flatMap((name) => NAMES_PARTY.exec(name)?.[1] ?? []);
  const [party] = names;
  return names.length === 1 && party !== undefined
    ? { ok: true, party }
    : { ok: false, why: 'its client certificate names no party, or several' };
}

function parsed(base64: string | undefined): X509Certificate | undefined {
  if (base64 === undefined) return undefined;
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined; // these bytes are no certificate
  }
}
