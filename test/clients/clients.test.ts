import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { AttachmentList } from '../../src/wire/case/attachment.js';
import { PUBLIC_URL, runApi, type RunningApi } from '../api/support/running-api.js';

const run = promisify(execFile);
const project = path.join(__dirname, '../..');
const docs = path.join(project, 'docs');
/** Downloaded generators are kept beside the other tools; what they generate is not. */
const tools = path.join(process.env['RANGAP_TOOLS'] ?? path.join(project, '.rangap/tools'), 'clients');

const TYPESCRIPT = ['openapi-typescript@7.13.0', 'openapi-fetch@0.17.0', 'typescript@5.9.3', '@types/node@22'];
const PYTHON = ['openapi-python-client==0.29.1', 'http-message-signatures==3.0.0', 'requests==2.32.5'];
const DOCUMENTS = { centre: 'openapi.json', institution: 'institution-protocol.openapi.json' };
const CASE_NO = /^RG25\d\d-\d{7}-\d$/m;

/** The complaint of the README, as its shell would send it now. */
function complaintOfReadme(): string {
  const readme = readFileSync(path.join(project, 'README.md'), 'utf8');
  const body = /idempotency-key: readme-2' -d '(\{.*?\})'\n/s.exec(readme)?.[1];
  if (body === undefined) throw new Error('the README has no complaint');
  return body.replaceAll(`'"$NOW"'`, new Date(Date.now() - 60_000).toISOString());
}

// Maven and pip download what is not there yet.
jest.setTimeout(600_000);

describe('clients generated from the documents', () => {
  let api: RunningApi;
  let work: string;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    api = await runApi();
    work = mkdtempSync(path.join(os.tmpdir(), 'rangap-clients-'));
    mkdirSync(tools, { recursive: true });
    const body = path.join(work, 'complaint.json');
    writeFileSync(body, complaintOfReadme());
    const token = await api.issuer.token({ sub: 'hotline-1', roles: ['hotline_operator'] });
    environment = { ...process.env, API: api.url, TOKEN: token, BODY: body, NODE_OPTIONS: '' };
  });
  afterAll(async () => {
    rmSync(work, { recursive: true, force: true });
    await api.close();
  });

  /** Runs a program in a folder; its errors show what it printed. */
  async function call(folder: string, program: string, ...args: string[]): Promise<string> {
    try {
      const { stdout } = await run(program, args, { cwd: folder, env: environment, maxBuffer: 64 << 20 });
      return stdout.trim();
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      throw new Error(`${program} ${args[0] ?? ''}: ${stderr ?? String(error)}\n${stdout ?? ''}`, { cause: error });
    }
  }

  /** Returns an order to a bank, its case, and the key with which the bank signs, as variables. */
  async function orderOf(slug: string): Promise<NodeJS.ProcessEnv> {
    const [order] = await api.db.query<{ id: string; caseId: string }[]>(
      `SELECT o.id, s.case_id AS "caseId" FROM hold_order o JOIN hold h ON h.id = o.hold_id
         JOIN stolen_sum s ON s.id = h.stolen_sum_id WHERE h.institution = $1`,
      [slug],
    );
    const key = api.parties[slug]?.key;
    if (order === undefined || key === undefined) throw new Error(`no order to ${slug}`);
    const pem = key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { CASE_ID: order.caseId, ORDER_ID: order.id, KEY_ID: key.keyId, KEY: pem };
  }

  /**
   * Runs the example that sends a file, as an officer; expects that the case has the file and that
   * the order was saved as a PDF.
   */
  async function sendFile(folder: string, program: string, ...args: string[]): Promise<void> {
    const file = path.join(folder, 'chat.txt');
    writeFileSync(file, `What the mule wrote, sent from ${folder}`);
    const officer = await api.issuer.token({ sub: 'officer-1', roles: ['aoc_officer'] });
    Object.assign(environment, await orderOf('th-014'), { FILE: file });
    const { TOKEN: operator } = environment;
    environment['TOKEN'] = officer;
    // Maven colours what it prints.
    const [id] = /[0-9A-HJKMNP-TV-Z]{26}/.exec(await call(folder, program, ...args)) ?? [];
    environment['TOKEN'] = operator;
    const { body } = await api.call('GET', `/v1/cases/${String(environment['CASE_ID'])}/attachments`, {
      roles: ['auditor'],
    });
    const kept = AttachmentList.parse(body).attachments.find((attachment) => attachment.id === id);
    expect(kept).toMatchObject({ mediaType: 'text/plain', addedBy: 'officer-1', bytes: statSync(file).size });
    expect(readFileSync(path.join(folder, 'order.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  }

  it('in TypeScript compile strictly, post the complaint of the README, and send a file', async () => {
    const folder = path.join(work, 'typescript');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'package.json'), '{"private":true,"type":"module"}');
    await call(folder, 'npm', 'install', '--no-audit', '--no-fund', '--cache', path.join(tools, 'npm'), ...TYPESCRIPT);
    for (const [name, document] of Object.entries(DOCUMENTS))
      await call(folder, 'npx', 'openapi-typescript', path.join(docs, document), '-o', `${name}.d.ts`);
    for (const example of ['post-complaint.ts', 'send-file.ts'])
      cpSync(path.join(docs, 'clients', example), path.join(folder, example));
    const options = ['--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck', 'false'];
    await call(folder, 'npx', 'tsc', ...options, 'post-complaint.ts', 'send-file.ts');
    expect(await call(folder, 'node', 'post-complaint.js')).toMatch(CASE_NO);
    await sendFile(folder, 'node', 'send-file.js');
  });

  it('in Python are generated whole, post the complaint of the README, send a file, and sign a receipt that is taken', async () => {
    const folder = path.join(work, 'python');
    mkdirSync(folder);
    const python = path.join(tools, 'venv/bin/python');
    await call(folder, 'python3', '-m', 'venv', path.join(tools, 'venv'));
    await call(folder, python, '-m', 'pip', 'install', '--quiet', ...PYTHON);
    writeFileSync(path.join(folder, 'config.yml'), 'post_hooks: []\n');
    const generate = ['generate', '--meta', 'none', '--overwrite', '--fail-on-warning', '--config', 'config.yml'];
    for (const [name, document] of Object.entries(DOCUMENTS)) {
      const generator = path.join(tools, 'venv/bin/openapi-python-client');
      await call(folder, generator, ...generate, '--path', path.join(docs, document), '--output-path', name);
      await call(folder, python, '-m', 'compileall', '-q', name);
    }
    cpSync(path.join(docs, 'clients/post_complaint.py'), path.join(folder, 'post_complaint.py'));
    expect(await call(folder, python, 'post_complaint.py')).toMatch(CASE_NO);
    cpSync(path.join(docs, 'clients/send_file.py'), path.join(folder, 'send_file.py'));
    await sendFile(folder, python, 'send_file.py');
    cpSync(path.join(__dirname, 'callback.py'), path.join(folder, 'callback.py'));
    Object.assign(environment, {
      SIGNING: path.join(docs, 'protocol/signing.md'),
      PUBLIC_URL,
      ...(await orderOf('th-014')),
    });
    expect(await call(folder, python, 'callback.py')).toBe('200 accepted');
  });

  it('in Java compile, post the complaint of the README, and send a file', async () => {
    const folder = path.join(work, 'java');
    cpSync(path.join(docs, 'clients/java'), folder, { recursive: true });
    const documents = [
      `-Dapi.document=${path.join(docs, DOCUMENTS.centre)}`,
      `-Dprotocol.document=${path.join(docs, DOCUMENTS.institution)}`,
    ];
    const printed = await call(folder, 'mvn', '-q', '-B', ...documents, 'compile', 'exec:java');
    expect(printed).toMatch(CASE_NO);
    await sendFile(folder, 'mvn', '-q', '-B', 'exec:java', '-Dmain.class=SendFile');
  });
});
