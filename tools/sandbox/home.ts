import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateSigningKey } from '../../src/signing/keys.js';
import { Books } from '../conformance/books.js';
import { Enrolment, listedKeys, prepareEnrolment } from '../conformance/enrolment.js';
import { prepareSandboxBooks } from './accounts.js';
import { makeCertificates, TLS_FILES } from './certificates.js';

/** The files of the folder that an engineer may download; `key.json` is not one, it has the centre's private keys. */
export const DOWNLOADS = ['institution-key.json', 'centre-keys.json', 'books.json', ...TLS_FILES] as const;

/**
 * The folder of one institution: the keys and books of its sandbox, made once and kept. Everything in it is for tests:
 * keys that nothing else believes, accounts that nobody has.
 */
export class SandboxHome {
  /** True where openssl made the test certificates. */
  readonly hasCertificates: boolean;

  constructor(
    readonly folder: string,
    readonly slug: string,
    now: Date,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (this.read('key.json') === undefined) this.makeKeys();
    if (this.read('books.json') === undefined) this.makeBooks(now);
    this.hasCertificates = this.read(TLS_FILES[0]) !== undefined || makeCertificates(folder, slug);
  }

  /** The keys of the centre that is played, and the test key of the institution. */
  get enrolment(): Enrolment {
    return Enrolment.parse(JSON.parse(this.read('key.json') ?? ''));
  }

  get books(): Books {
    return Books.parse(JSON.parse(this.read('books.json') ?? ''));
  }

  /** The certificate of the test authority. */
  get authority(): string | undefined {
    return this.hasCertificates ? this.read('ca.pem') : undefined;
  }

  /** The numbers of the accounts that runs before have used. */
  get used(): string[] {
    return JSON.parse(this.read('used.json') ?? '[]') as string[];
  }

  keepUsed(used: Iterable<string>): void {
    this.write('used.json', [...used]);
  }

  /** Makes further books, in place of those before: the institution books them before the next run. */
  makeBooks(now: Date): void {
    this.write('books.json', prepareSandboxBooks(this.slug, now));
  }

  /** Makes the keys of the ceremony in the guide, for a test: of the centre, and of the institution. */
  private makeKeys(): void {
    const own = generateSigningKey(`${this.slug}-sandbox-1`);
    const enrolment: Enrolment = { ...prepareEnrolment(this.slug), keys: [{ ...own.publicJwk }] };
    this.write('institution-key.json', own.privateJwk, 0o600);
    this.write('centre-keys.json', { keys: listedKeys(enrolment) });
    this.write('key.json', enrolment, 0o600);
  }

  private read(name: string): string | undefined {
    try {
      return readFileSync(path.join(this.folder, name), 'utf8');
    } catch {
      return undefined;
    }
  }

  private write(name: string, value: object, mode = 0o644): void {
    writeFileSync(path.join(this.folder, name), `${JSON.stringify(value, null, 2)}\n`, { mode });
  }
}
