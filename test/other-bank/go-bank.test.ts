import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import { generateSigningKey } from '../../src/signing/keys.js';
import { prepareBooks } from '../../tools/conformance/books.js';
import { CHAPTERS } from '../../tools/conformance/chapters/all.js';
import { institutionKeys, listedKeys, prepareEnrolment, signingKeys } from '../../tools/conformance/enrolment.js';
import { Listener } from '../../tools/conformance/listener.js';
import { runChecks } from '../../tools/conformance/run.js';
import { failures } from '../conformance/support/failures.js';
import { projectDir } from '../architecture/project.js';
import { freePorts } from '../support/free-ports.js';

const run = promisify(execFile);
const SLUG = 'th-014';

// A compiler on a busy machine.
jest.setTimeout(300_000);

describe('the bank in Go, from the guide and the standard library alone', () => {
  let folder = '';
  let bank: ChildProcess | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rangap-go-bank-'));
    const env = { ...process.env, GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' };
    const source = join(projectDir, 'docs/clients/go');
    await run('go', ['vet', './...'], { cwd: source, env });
    await run('go', ['build', '-o', join(folder, 'bank'), '.'], { cwd: source, env });
  });
  afterAll(async () => {
    bank?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  it('has no fault that the kit finds, also after it was killed', async () => {
    const own = generateSigningKey(`${SLUG}-1`);
    const enrolment = { ...prepareEnrolment(SLUG), keys: [{ ...own.publicJwk }] };
    const books = prepareBooks(SLUG, CHAPTERS, new Date());
    const [first, second] = signingKeys(enrolment);
    if (first === undefined || second === undefined) throw new Error('the kit has two keys');
    const findKey = institutionKeys(enrolment);
    const listener = await Listener.open(0, { key: first, keys: listedKeys(enrolment), findKey });
    const pem = createPrivateKey({ key: { ...own.privateJwk }, format: 'jwk' });
    await writeFile(join(folder, 'bank.pem'), pem.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(join(folder, 'books.json'), JSON.stringify(books));
    const [port = 0] = await freePorts(1);
    const base = `http://127.0.0.1:${port}`;
    const env = {
      ...process.env,
      CENTRE: listener.url,
      BASE_URL: base,
      PORT: String(port),
      SLUG,
      KEY_ID: own.keyId,
      KEY: 'bank.pem',
      BOOKS: 'books.json',
      STATE: 'state.json',
    };
    const start = async () => {
      bank = spawn(join(folder, 'bank'), { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
      await answers(base);
    };
    const restart = async () => {
      const gone = bank === undefined ? undefined : once(bank, 'exit');
      bank?.kill('SIGKILL');
      await gone;
      await start();
    };
    const dispatcher = new Agent();
    try {
      await start();
      const kit = { institution: SLUG, accounts: books.accounts, base, keys: [first, second], findKey } as const;
      const outcomes = await runChecks({ ...kit, listener, dispatcher, restart });
      expect(failures(outcomes)).toEqual({});
      expect(outcomes.every(({ verdict }) => verdict === 'passed')).toBe(true);
    } finally {
      await listener.close();
      await dispatcher.close();
    }
  });
});

/** Waits until the bank answers anything. */
async function answers(base: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      const response = await request(`${base}/hold-statements`);
      return await response.body.dump();
    } catch {
      // It does not listen yet.
      await delay(50);
    }
  }
  throw new Error('the bank does not answer');
}
