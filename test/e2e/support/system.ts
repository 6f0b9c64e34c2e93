import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { Centre } from '../../../simulator/stories/centre.js';
import { Stage } from '../../../simulator/stories/stage.js';
import { homeLayout, projectDir, type Home } from '../../../src/embedded/home.js';
import { builtPrograms } from '../../../src/embedded/programs.js';
import type { RunningSystem } from '../../../src/embedded/running-system.js';
import { readSettings, type Settings } from '../../../src/embedded/settings.js';
import { EmbeddedSystem } from '../../../src/embedded/system.js';
import { createDataSource } from '../../../src/persistence/data-source.js';
import { verifyRecord } from '../../../src/verify/verify-record.js';
import { temporalLookup } from '../../../src/verify/workflow-lookup.js';

/** The processes that a test may stop, kill or look at. */
export type ProcessName = 'api' | 'worker' | 'keeper' | 'simulator' | 'temporal';

/** The ways into a running system. */
interface Doors {
  readonly running: RunningSystem;
  /** The API; cases opened through it have the deadlines of the demo rulebook: seconds. */
  readonly centre: Centre;
  /** The API; cases opened through it have the deadlines of the law: hours and days. */
  readonly lawCentre: Centre;
  /** The outside world: accounts, payments, how parties behave, and what they saw. */
  readonly stage: Stage;
  /** The record itself, for what no view shows. */
  readonly db: DataSource;
  readonly temporal: Client;
  close(): Promise<void>;
}

/**
 * Starts the whole of Rangap, as `npm start` does, on an empty temporary home. Call `stop`
 * afterwards: it checks every invariant. Throws when dist/ was not built.
 */
export async function startSystem(): Promise<TestSystem> {
  const programs = builtPrograms(projectDir());
  if (!existsSync(programs.api)) {
    throw new Error(`${programs.api} is missing: build it by \`node src/embedded/bootstrap.mjs build\``);
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

/**
 * A real system of one test file: PostgreSQL, Temporal, API, worker, keeper, simulated parties,
 * sign-in.
 */
export class TestSystem {
  readonly home: Home;
  /** What the supervisor said, for instance which process it started again. */
  readonly said: string[] = [];
  private readonly settings: Settings;
  private embedded: EmbeddedSystem | undefined;
  private open: Doors | undefined;

  constructor() {
    const dir = mkdtempSync(path.join(tmpdir(), 'rangap-e2e-'));
    chmodSync(dir, 0o755); // the database of a root user runs as another
    this.home = homeLayout(dir);
    const { RANGAP_TOOLS, TEMPORAL_CLI } = process.env;
    this.settings = readSettings({ RANGAP_HOME: dir, RANGAP_PORT_BASE: 'auto', RANGAP_TOOLS, TEMPORAL_CLI });
  }

  get centre(): Centre {
    return this.doors.centre;
  }
  get lawCentre(): Centre {
    return this.doors.lawCentre;
  }
  get stage(): Stage {
    return this.doors.stage;
  }
  get db(): DataSource {
    return this.doors.db;
  }
  get temporal(): Client {
    return this.doors.temporal;
  }
  get running(): RunningSystem {
    return this.doors.running;
  }

  /** Starts on this system's home, which may have been stopped before. */
  async start(): Promise<void> {
    this.embedded = new EmbeddedSystem({
      settings: this.settings,
      programs: builtPrograms(this.settings.projectDir),
      say: (line) => this.said.push(line),
      fsync: false,
    });
    this.open = await openDoors(await this.embedded.start());
  }

  /** Stops every process in good order and keeps the data. */
  async halt(): Promise<void> {
    await this.open?.close();
    this.open = undefined;
    await this.embedded?.stop();
    this.embedded = undefined;
  }

  /** The living process of that name, as the supervisor wrote it down. */
  pidOf(name: ProcessName): number {
    const { pid } = JSON.parse(readFileSync(path.join(this.home.runDir, 'pids', `${name}.json`), 'utf8')) as {
      pid: number;
    };
    return pid;
  }

  /**
   * Verifies the record as `npm run verify` does, then stops everything and removes the home.
   * Throws on any broken invariant.
   */
  async stop(): Promise<void> {
    try {
      await this.verify();
    } finally {
      await this.abandon();
    }
  }

  /** Stops without a look at the record: for a system that did not start. */
  async abandon(): Promise<void> {
    await this.halt();
    rmSync(this.home.dir, { recursive: true, force: true });
  }

  private async verify(): Promise<void> {
    const report = await verifyRecord({ db: this.db, temporal: temporalLookup(this.temporal) });
    const broken = report.checks.filter(({ violations }) => violations > 0);
    if (broken.length > 0) throw new Error(`the record breaks its invariants: ${JSON.stringify(broken, null, 2)}`);
    const nothingSeen = report.checks.every(({ checked }) => checked === 0);
    if (nothingSeen || !report.workflowsChecked) throw new Error('the verification looked at nothing');
  }

  private get doors(): Doors {
    if (this.open === undefined) throw new Error('the system does not run');
    return this.open;
  }
}

async function openDoors(running: RunningSystem): Promise<Doors> {
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
