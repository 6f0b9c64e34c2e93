import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { homeLayout, projectDir, resolveHome } from '../../../tools/embedded/begin/home.js';
import { freePort } from '../../../tools/embedded/server/ports.js';
import { findTemporalCli, toolsDir } from '../../../tools/embedded/temporal/temporal-tools.js';
import { type RunningTemporal, startTemporal } from '../../../tools/embedded/temporal/temporal-server.js';
import { enrolDirectory } from '../../../src/migrate/migrate-database.js';
import { generateSigningKey } from '../../../src/signing/keys.js';
import { openIssuer, type TestIssuer } from '../../support/oidc.js';
import { type FreshDatabase, freshDatabase } from '../../support/postgres.js';
import { enrolTestParties } from '../../support/test-parties.js';
import { builtMains, type BuiltMains } from './built-mains.js';
import { isReady, type RunningProcess, startProcess } from './running-process.js';

/** The keys of the payload codec in these tests. */
export const CODEC_KEYS = { current: 'test', keys: { test: Buffer.alloc(32, 1).toString('base64') } };

/** A process with the address of its health server. */
export interface WatchedProcess extends RunningProcess {
  readonly url: string;
  /** Its health and measures; of the API this is a port of its own. */
  readonly healthUrl: string;
}

/**
 * The environment of the product's processes as in production: a database, Temporal, an issuer of
 * tokens, keys and variables. Its parties never answer.
 */
export class Production {
  private readonly started: RunningProcess[] = [];

  private constructor(
    readonly database: FreshDatabase,
    readonly temporal: RunningTemporal,
    readonly issuer: TestIssuer,
    readonly mains: BuiltMains,
    /** A folder of its own, which `close` removes. */
    readonly dir: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async open(name: string): Promise<Production> {
    const mains = builtMains();
    const dir = mkdtempSync(path.join(tmpdir(), `rangap-${name}-`));
    const home = homeLayout(resolveHome(undefined, projectDir(), process.getuid?.()));
    const tools = toolsDir(process.env['RANGAP_TOOLS'], home.dir);
    const cli = await findTemporalCli({ named: process.env['TEMPORAL_CLI'], toolsDir: tools, say: () => undefined });
    const [database, temporal, issuer] = await Promise.all([
      freshDatabase(),
      startTemporal({ cli, dbFile: path.join(dir, 'temporal.db'), logFile: path.join(dir, 'temporal.log') }),
      openIssuer(),
    ]);
    await enrolTestParties(database.dataSource);
    const key = path.join(dir, 'key.json');
    const directory = path.join(dir, 'directory.json');
    writeFileSync(directory, JSON.stringify({ parties: [] }));
    const pair = generateSigningKey('centre-observe-1');
    writeFileSync(key, JSON.stringify(pair));
    await enrolDirectory(database.dataSource, [], { keyId: pair.keyId, publicJwk: { ...pair.publicJwk } });
    return new Production(database, temporal, issuer, mains, dir, {
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: temporal.address,
      RANGAP_ENV: 'test',
      RANGAP_CODEC_KEYS: JSON.stringify(CODEC_KEYS),
      RANGAP_SIGNING_KEY_FILE: key,
      RANGAP_PUBLIC_URL: 'http://127.0.0.1:1',
      RANGAP_OIDC_ISSUER: issuer.issuer,
      RANGAP_OIDC_AUDIENCE: issuer.audience,
      RANGAP_WORKFLOW_BUNDLE: mains.workflowBundle,
      RANGAP_CHECKPOINT_DIR: path.join(dir, 'checkpoints'),
      RANGAP_DIRECTORY_FILE: directory,
    });
  }

  /** Starts a process and waits for nothing; `env` adds to its variables or replaces them. */
  begin(name: 'api' | 'worker' | 'keeper' | 'migrate', env: NodeJS.ProcessEnv): RunningProcess {
    const running = startProcess(this.mains[name], { ...this.env, ...env });
    this.started.push(running);
    return running;
  }

  /** Starts a process, and waits until it is ready; `env` adds to its variables or replaces them. */
  async start(
    name: 'api' | 'worker' | 'keeper',
    env: NodeJS.ProcessEnv = {},
    nodeArguments: readonly string[] = [],
  ): Promise<WatchedProcess> {
    const healthPort = await freePort();
    const port = name === 'api' ? await freePort() : healthPort;
    const own = { RANGAP_HEALTH_PORT: String(healthPort), ...(name === 'api' && { RANGAP_API_PORT: String(port) }) };
    const running = startProcess(this.mains[name], { ...this.env, ...own, ...env }, nodeArguments);
    this.started.push(running);
    await isReady(running);
    return { ...running, url: `http://127.0.0.1:${port}`, healthUrl: `http://127.0.0.1:${healthPort}` };
  }

  async close(): Promise<void> {
    for (const { child, ended } of this.started) {
      child.kill('SIGKILL');
      await ended;
    }
    await this.temporal.stop();
    await this.issuer.close();
    await this.database.drop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
