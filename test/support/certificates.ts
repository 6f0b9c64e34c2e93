import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** An authority, made by openssl in a folder of its own, and what it certifies for this machine. */
export class TestAuthority {
  private readonly dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-tls-'));
  readonly caFile = path.join(this.dir, 'ca.pem');

  constructor() {
    openssl([
      'req',
      '-x509',
      ...EC,
      '-keyout',
      this.at('ca.key'),
      '-out',
      this.caFile,
      '-days',
      '2',
      '-subj',
      '/CN=Test',
    ]);
  }

  /** Makes a key and a certificate for `localhost`, or with other names (`URI:urn:x`); `name` is that of the files. */
  certify(
    name: string,
    { names: others = 'DNS:localhost,IP:127.0.0.1', days = '2' } = {},
  ): { keyFile: string; certFile: string; key: Buffer; cert: Buffer } {
    const [keyFile, certFile, asked, names] = [`${name}.key`, `${name}.pem`, `${name}.csr`, `${name}.ext`].map((file) =>
      this.at(file),
    ) as [string, string, string, string];
    writeFileSync(names, `subjectAltName=${others}`);
    openssl(['req', ...EC, '-keyout', keyFile, '-out', asked, '-subj', '/CN=localhost']);
    const by = ['-CA', this.caFile, '-CAkey', this.at('ca.key'), '-CAcreateserial'];
    openssl(['x509', '-req', '-in', asked, ...by, '-days', days, '-extfile', names, '-out', certFile]);
    return { keyFile, certFile, key: readFileSync(keyFile), cert: readFileSync(certFile) };
  }

  remove(): void {
    rmSync(this.dir, { recursive: true });
  }

  private at(file: string): string {
    return path.join(this.dir, file);
  }
}

function openssl(args: string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
