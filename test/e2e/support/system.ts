import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { Centre } from '../../../simulator/stories/centre.js';
import { Stage } from '../../../simulator/stories/stage.js';
import { homeLayout, projectDir, type Home } from '../../../tools/embedded/begin/home.js';
import { builtPrograms } from '../../../tools/embedded/begin/programs.js';
import type { RunningSystem } from '../../../tools/embedded/begin/running-system.js';
import { readSettings, type Settings } from '../../../tools/embedded/begin/settings.js';
import { EmbeddedSystem } from '../../../tools/embedded/begin/system.js';
import { createDataSource } from '../../../src/persistence/data-source.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { temporalLookup } from '../../../tools/verify/read/workflow-lookup.js';

/** The processes that a test may stop or kill. */
export type ProcessName = 'api' | 'worker' | 'keeper' | 'simulator' | 'temporal';

/** The connections to a running system. */
interface Connections {
  readonly running: RunningSystem;
  /** The API; its cases have the demo rulebook's deadlines: seconds. */
  readonly centre: Centre;
  /** The API; its cases have the law's deadlines: hours and days. */
  readonly lawCentre: Centre;
  /** The outside world: accounts, payments, behaviour of parties, and what they received. */
  readonly stage: Stage;
  /** The database, for what no view of the API shows. */
  readonly db: DataSource;
  readonly temporal: Client;
  close(): Promise<void>;
}

/**
 * Starts all of Rangap, as `npm start` does, on an empty temporary home. Call `stop` afterwards:
 * it checks every invariant. Throws when dist/ was not built.
 */
export async function startSystem(): Promise<TestSystem> {
  const programs = builtPrograms(projectDir());
  if (!existsSync(programs.api)) {
    throw new Error(`${programs.api} is missing: build it by \`node tools/embedded/bootstrap.mjs build\``);
  }
  const system = new TestSystem();
  try {
    await system.start();
  } catch (error) {
    await system.abandon();
    throw error;
  }
  return system;
}

/** A real system: PostgreSQL, Temporal, API, worker, keeper, simulated parties, sign-in. */
export class TestSystem {
  readonly home: Home;
  /** The lines of the supervisor, such as which process it started again. */
  readonly said: string[] = [];
  private readonly settings: Settings;
  private embedded: EmbeddedSystem | undefined;
  private connections: Connections | undefined;

  constructor() {
    const dir = mkdtempSync(path.join(tmpdir(), 'rangap-e2e-'));
    chmodSync(dir, 0o755); // when root runs the tests, the database runs as another user
    this.home = homeLayout(dir);
    const { RANGAP_TOOLS, TEMPORAL_CLI } = process.env;
    this.settings = readSettings({ RANGAP_HOME: dir, RANGAP_PORT_BASE: 'auto', RANGAP_TOOLS, TEMPORAL_CLI });
  }

  get centre(): Centre {
    return this.connected.centre;
  }
  get lawCentre(): Centre {
    return this.connected.lawCentre;
  }
  get stage(): Stage {
    return this.connected.stage;
  }
  get db(): DataSource {
    return this.connected.db;
  }
  get temporal(): Client {
    return this.connected.temporal;
  }
  get running(): RunningSystem {
    return this.connected.running;
  }

  /** Starts the system on its home, also again after `halt`. */
  async start(): Promise<void> {
    this.embedded = new EmbeddedSystem({
      settings: this.settings,
      programs: builtPrograms(this.settings.projectDir),
      say: (line) => this.said.push(line),
      fsync: false,
    });
    this.connections = await connect(await this.embedded.start());
  }

  /** Stops every process in good order and keeps the data. */
  async halt(): Promise<void> {
    await this.connections?.close();
    this.connections = undefined;
    await this.embedded?.stop();
    this.embedded = undefined;
  }

  /** Returns the id of the running process of this name, which the supervisor wrote to a file. */
  pidOf(name: ProcessName): number {
    const { pid } = JSON.parse(readFileSync(path.join(this.home.runDir, 'pids', `${name}.json`), 'utf8')) as {
      pid: number;
    };
    return pid;
  }

  /**
   * Verifies the database as `npm run verify` does, then stops everything and removes the home.
   * Throws when an invariant is broken.
   */
  async stop(): Promise<void> {
    try {
      await this.verify();
    } finally {
      await this.abandon();
    }
  }

  /** Stops without a verification, for a system that did not start. */
  async abandon(): Promise<void> {
    await this.halt();
    rmSync(this.home.dir, { recursive: true, force: true });
  }

  private async verify(): Promise<void> {
    const report = await verifyRecord({ db: this.db, temporal: temporalLookup(this.temporal) });
    const broken = report.checks.filter(({ violations }) => violations > 0);
    if (broken.length > 0) throw new Error(`the record breaks its invariants: ${JSON.stringify(broken, null, 2)}`);
    const isNothingChecked = report.checks.every(({ checked }) => checked === 0);
    const isNotKnown = report.checks.some(({ id, unknown }) => id === 'I9' && unknown !== undefined);
    if (isNothingChecked || isNotKnown) throw new Error('the verification checked nothing');
  }

  private get connected(): Connections {
    if (this.connections === undefined) throw new Error('the system does not run');
    return this.connections;
  }
}

async function connect(running: RunningSystem): Promise<Connections> {
  const db = createDataSource({ url: running.databaseUrl, poolSize: 4, applicationName: 'e2e', limits: 'none' });
  await db.initialize();
  const connection = await Connection.connect({ address: running.temporalAddress });
  return {
    running,
    centre: new Centre(running.apiUrl, running.signInUrl, 'demo'),
    lawCentre: new Centre(running.apiUrl, running.signInUrl, 'law'),
    stage: new Stage(running.simulatorAdminUrl),
    db,
    temporal: new Client({ connection, namespace: running.env.TEMPORAL_NAMESPACE }),
    close: async () => {
      await connection.close();
      await db.destroy();
    },
  };
}
