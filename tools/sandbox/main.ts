import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readGuide } from '../conformance/guide.js';
import { refuseProduction, readSettings } from '../embedded/begin/settings.js';
import { errorText, StartRefusal } from '../embedded/refusal.js';
import { type Options, readOptions, USAGE } from './options.js';
import { PageServer } from './page-server.js';
import { OwnInstitution, Sandbox } from './sandbox.js';

/**
 * `npm start -- --sandbox`: plays scripted scenarios against one institution, and shows them in a page. It starts no
 * database and nothing else of the system. Returns the exit code.
 */
export async function runSandbox(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(`${options}\n${USAGE}`);
    return 2;
  }
  try {
    refuseProduction();
    await untilStopped(options);
    return 0;
  } catch (error) {
    console.error(`The sandbox cannot start: ${errorText(error)}`);
    return 1;
  }
}

async function untilStopped(options: Options): Promise<void> {
  const { projectDir, homeDir } = readSettings();
  const home = path.join(homeDir, 'sandbox');
  const own = options.scenarios === undefined ? path.join(home, 'scenarios') : path.resolve(options.scenarios);
  mkdirSync(own, { recursive: true });
  const guide = path.join(projectDir, 'docs/protocol');
  const { port, pagePort, restart, recovery, institution } = options;
  const folders = { shipped: path.join(projectDir, 'tools/sandbox/scenarios'), own };
  const sandbox = await Sandbox.open(
    { home, guide: readGuide(guide), folders, port, ...(restart && { restart }), ...(recovery && { recovery }) },
    institution === undefined ? undefined : institutionOf(institution),
  ).catch(portTaken(port, '--port'));
  try {
    const asked = { sandbox, console: path.join(projectDir, 'dist/web'), guide, port: pagePort };
    const page = await PageServer.open(asked).catch(portTaken(pagePort, '--page-port'));
    console.log(readyLines(page.url, sandbox));
    await new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
    });
    await page.close();
  } finally {
    await sandbox.close();
  }
}

/** Reads the institution of the options; its slug may stand in the file of the key. */
function institutionOf({ url, slug, keyFile }: NonNullable<Options['institution']>): OwnInstitution {
  const key =
    keyFile === undefined ? undefined : (JSON.parse(readFileSync(keyFile, 'utf8')) as { institution?: string });
  const read = OwnInstitution.safeParse({ url, slug: slug ?? key?.institution, ...(key !== undefined && { key }) });
  if (read.success) return read.data;
  throw new StartRefusal(read.error.issues.map(({ path: at, message }) => `${at.join('.')} ${message}`).join('; '));
}

function portTaken(port: number, option: string) {
  return (error: unknown): never => {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw isTaken ? new StartRefusal(`port ${port} is taken: give another one by ${option}`) : error;
  };
}

function readyLines(url: string, sandbox: Sandbox): string {
  const { institution, centreUrl, folder, ownFolder } = sandbox.state;
  return [
    '',
    `The sandbox is ready: ${url}`,
    `  Institution        ${institution.slug} at ${institution.url}${institution.isExample ? ' (the example bank)' : ''}`,
    `  The centre         ${centreUrl}   (GET /v1/keys, POST /v1/callbacks/institutions)`,
    `  Keys and books     ${folder}`,
    `  Your scenarios     ${ownFolder}`,
    '  Stop with Ctrl-C.',
    '',
  ].join('\n');
}
