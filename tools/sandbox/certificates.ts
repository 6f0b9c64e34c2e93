import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What `makeCertificates` writes and an engineer may take: the authority, and a certificate of it with its key. */
export const TLS_FILES = ['ca.pem', 'institution.pem', 'institution.key'] as const;

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const DAYS = '90';

/**
 * Makes a certificate authority for a test, and a certificate of it for this machine, which also names the institution
 * as a centre wants it that asks for client certificates (`urn:rangap:party:SLUG`). Returns false where openssl is missing.
 */
export function makeCertificates(folder: string, slug: string): boolean {
  const at = (name: string) => path.join(folder, name);
  try {
    openssl([
      'req',
      '-x509',
      ...EC,
      '-keyout',
      at('ca.key'),
      '-out',
      at('ca.pem'),
      '-days',
      DAYS,
      '-subj',
      '/CN=Sandbox',
    ]);
    writeFileSync(at('names'), `subjectAltName=DNS:localhost,IP:127.0.0.1,URI:urn:rangap:party:${slug}`);
    openssl(['req', ...EC, '-keyout', at('institution.key'), '-out', at('asked'), '-subj', `/CN=${slug}`]);
    const by = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', DAYS, '-extfile', at('names')];
    openssl(['x509', '-req', '-in', at('asked'), ...by, '-out', at('institution.pem')]);
    return true;
  } catch {
    return false;
  } finally {
    for (const name of ['names', 'asked']) rmSync(at(name), { force: true });
  }
}

function openssl(args: string[]): void {
  execFileSync('openssl', args, { stdio: 'ignore' });
}
