import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { childEnvironment, type ChildEnv, type ChildProgram } from '../process/child-env.js';
import { apiPorts, copyName } from './copies.js';
import { encoderFile } from '../encoder/get-encoder.js';
import { openHome, type Home } from './home.js';
import { codecKeys, writeJson } from '../server/keys.js';
import { endLeftoverChildren } from './leftovers.js';
import { takeLock } from './lock.js';
import { nodeService } from '../process/node-service.js';
import { checkDatabase, checkTemporal } from '../server/outside-servers.js';
import { DEMO_PARTIES, type DemoParty } from '../people/parties.js';
import { choosePorts, type ClaimedPorts, type Ports } from '../server/ports.js';
import { startPostgres } from '../server/postgres.js';
import { endLeftovers as endPostgres } from '../postgres/leftovers.js';
import type { RoleUrls } from '../postgres/roles.js';
import type { Programs } from './programs.js';
import { errorText, StartRefusal } from '../refusal.js';
import { runOnce } from '../process/run-once.js';
import { readRunningSystem, type RunningSystem } from './running-system.js';
import type { Settings } from './settings.js';
import { Supervisor, type SupervisorTiming } from '../process/supervise.js';
import { DEVELOPMENT_TEMPORAL, type ReadyTemporal, type TemporalKind } from '../temporal/temporal-service.js';
import { writeWorldFiles } from './world-files.js';

/** How to start a whole system. */
export interface SystemOptions {
  readonly settings: Settings;
  readonly programs: Programs;
  /** Prints one line for each step. */
  readonly say: (line: string) => void;
  /** As in PostgresOptions; false only for tests. */
  readonly fsync?: boolean;
  /** How soon a dead process is started again; for proofs that kill often. */
  readonly timing?: Partial<SupervisorTiming>;
  /** How many APIs, workers and keepers run side by side; default 1. */
  readonly copies?: number;
  /**
   * The kind of Temporal to start where TEMPORAL_ADDRESS names none; default the development
   * server.
   */
  readonly temporal?: TemporalKind;
  /** Simulated parties beside those of the demonstration; default none. */
  readonly moreParties?: readonly DemoParty[];
}

/** The addresses of the database; only an embedded one has that of its superuser. */
type DatabaseUrls = RoleUrls & { readonly superuser?: string };

/**
 * How long PostgreSQL may write its last checkpoint before SIGKILL, in ms. A copy of a folder whose
 * PostgreSQL did not end by itself needs a recovery, and may not start.
 */
export const POSTGRES_ENDS_WITHIN_MS = 120_000;

/**
 * Rangap with its database, Temporal and simulated parties, on one home. Used by `npm start` and
 * by tests of whole systems.
 */
export class EmbeddedSystem {
  /** Everything runs and nothing serves: the database may be older than it was seen, and a person must look. */
  awaitsRecovery = false;
  private readonly supervisor: Supervisor;
  private readonly stopping = new AbortController();
  private home: Home | undefined;
  private releaseLock: () => void = () => undefined;
  private releasePorts: () => Promise<void> = async () => undefined;
  private migrate: () => Promise<void> = () => Promise.reject(new Error('the system was never started'));

  constructor(private readonly options: SystemOptions) {
    this.supervisor = new Supervisor(options.say, options.timing);
  }

  /**
   * Starts everything and resolves when it can be used. Rejects with StartRefusal for a fault that
   * the user can put right. The caller must call `stop` afterwards, also after a rejection.
   */
  async start(): Promise<RunningSystem> {
    const { settings, say } = this.options;
    const home = openHome(settings.homeDir);
    this.lock(home);
    await endPostgres(home.pgDir); // before the ports are chosen, because it may still hold one
    const ended = await endLeftoverChildren(home.runDir);
    if (ended.length > 0) say(`Ended what a killed run had left: ${ended.join(', ')}`);
    keepPreviousLogs(home.logDir);
    rmSync(home.portsFile, { force: true });

    const { ports, release } = await this.choosePorts();
    this.releasePorts = release;
    const database = await this.startDatabase(home, ports);
    const temporal = await this.startTemporal(home, ports);
    const env = this.childEnv(home, ports, database, temporal);
    await this.startProcesses(home, ports, env);

    const system: RunningSystem = {
      pid: process.pid,
      apiUrl: env.RANGAP_PUBLIC_URL,
      apiUrls: apiPorts(ports, this.copies).map(local),
      healthUrls: [ports.apiHealth, ports.workerHealth, ports.keeperHealth].flatMap((first) =>
        Array.from({ length: this.copies }, (_, index) => local(first + index)),
      ),
      signInUrl: env.RANGAP_OIDC_ISSUER,
      simulatorAdminUrl: env.RANGAP_SIMULATOR_ADMIN_URL,
      databaseUrl: database.reader,
      superuserDatabaseUrl: database.superuser,
      temporalAddress: temporal.address,
      temporalUiUrl: temporal.uiUrl,
      env,
    };
    writeJson(home.portsFile, system);
    return system;
  }

  /**
   * Stops the processes named and starts them again from the code that is now in dist/; with
   * `migrateFirst` the database is migrated before. Rejects with StartRefusal, and restarts
   * nothing, when the migration fails.
   */
  async restart(names: readonly string[], { migrateFirst }: { readonly migrateFirst: boolean }): Promise<void> {
    if (migrateFirst) await this.migrate();
    await this.supervisor.restart(names);
  }

  /**
   * Stops everything in reverse order, within about 13 s and the time in which PostgreSQL ends by
   * itself, and releases the lock.
   */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.supervisor.stopAll();
    if (this.home) rmSync(this.home.portsFile, { force: true });
    await this.releasePorts();
    this.releasePorts = async () => undefined;
    this.releaseLock();
    this.releaseLock = () => undefined;
  }

  private lock(home: Home): void {
    const lock = takeLock(home.lockDir);
    if (!lock.ok) {
      const where = readRunningSystem(home)?.apiUrl ?? 'still starting';
      throw new StartRefusal(
        `Rangap is already running on ${home.dir} (process ${lock.heldBy.pid}, ${where}). ` +
          `Stop it first (Ctrl-C there, or \`kill ${lock.heldBy.pid}\`), or set RANGAP_HOME and RANGAP_PORT_BASE for a second one.`,
      );
    }
    this.home = home;
    this.releaseLock = () => lock.release();
  }

  private async choosePorts(): Promise<ClaimedPorts> {
    const { portBase, apiPort, database, temporalAddress } = this.options.settings;
    const temporalPorts = temporalAddress ? 0 : 1;
    const counts = {
      api: 1,
      apiCopies: this.copies === 1 ? 0 : this.copies,
      signIn: 1,
      codec: 1,
      simulatorAdmin: 1,
      simulator: DEMO_PARTIES.length,
      moreSimulated: this.moreParties.length,
      postgres: database ? 0 : 1,
      temporal: temporalPorts,
      temporalUi: temporalPorts,
      temporalCluster: temporalPorts * this.temporalKind.clusterPorts,
      apiHealth: this.copies,
      workerHealth: this.copies,
      keeperHealth: this.copies,
    };
    return choosePorts({ base: portBase, apiPort, counts });
  }

  private async startDatabase(home: Home, ports: Ports): Promise<DatabaseUrls> {
    const { settings, say, fsync } = this.options;
    if (settings.database) {
      await checkDatabase('DATABASE_URL', settings.database.application);
      await checkDatabase('MIGRATE_DATABASE_URL', settings.database.owner);
      say('PostgreSQL: yours (DATABASE_URL)');
      return { ...settings.database, reader: settings.database.application };
    }
    if (!existsSync(home.pgDir)) say('Creating the database (first start) ...');
    const options = {
      dataDir: home.pgDir,
      binariesDir: home.pgBinariesDir,
      port: ports.postgres,
      fsync,
      logFile: path.join(home.logDir, 'postgres.log'),
    };
    let urls: DatabaseUrls | undefined;
    await this.supervisor.start({
      name: 'postgres',
      endsWithinMs: POSTGRES_ENDS_WITHIN_MS,
      start: async () => {
        const postgres = await startPostgres(options);
        urls = { ...postgres.roleUrls, superuser: postgres.url };
        return postgres;
      },
    });
    if (urls === undefined) throw new Error('PostgreSQL runs without an address');
    say(`PostgreSQL on port ${ports.postgres}`);
    return urls;
  }

  private async startTemporal(home: Home, ports: Ports): Promise<ReadyTemporal> {
    const { settings, say } = this.options;
    if (settings.temporalAddress) {
      await checkTemporal(settings.temporalAddress);
      say('Temporal: yours (TEMPORAL_ADDRESS)');
      return { address: settings.temporalAddress, namespace: 'default' };
    }
    const temporal = await this.temporalKind.start({ supervisor: this.supervisor, home, ports, settings, say });
    say(`Temporal on port ${ports.temporal}`);
    return temporal;
  }

  private childEnv(home: Home, ports: Ports, database: DatabaseUrls, temporal: ReadyTemporal): ChildEnv {
    const world = writeWorldFiles(home, ports, this.moreParties, new Date());
    return {
      DATABASE_URL: database.application,
      MIGRATE_DATABASE_URL: database.owner,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      RANGAP_ENV: 'embedded',
      RANGAP_API_PORT: String(ports.api),
      RANGAP_FRONT_TARGETS: apiPorts(ports, this.copies).join(','),
      RANGAP_PUBLIC_URL: local(ports.api),
      RANGAP_OIDC_ISSUER: local(ports.signIn),
      RANGAP_OIDC_AUDIENCE: 'rangap',
      RANGAP_CODEC_KEYS: JSON.stringify(codecKeys(home.keysDir)),
      RANGAP_SIGNING_KEY_FILE: world.centreKey.file,
      RANGAP_ATTACHMENTS_DIR: home.attachmentsDir,
      RANGAP_CHECKPOINT_DIR: home.checkpointsDir,
      RANGAP_ENCODER_FILE: encoderFile(this.options.settings.toolsDir),
      RANGAP_DIRECTORY_FILE: world.directoryFile,
      RANGAP_DEMO_RULEBOOK: 'allowed',
      RANGAP_SIMULATOR_CONFIG: world.simulatorConfigFile,
      RANGAP_SIMULATOR_ADMIN_URL: local(ports.simulatorAdmin),
      RANGAP_WORKFLOW_BUNDLE: this.options.programs.workflowBundle,
      RANGAP_SIGN_IN_PORT: String(ports.signIn),
      RANGAP_SIGN_IN_KEY_FILE: path.join(home.keysDir, 'sign-in.jwk.json'),
      RANGAP_CODEC_PORT: String(ports.codec),
      RANGAP_CODEC_ORIGIN: local(ports.temporalUi),
    };
  }

  private get copies(): number {
    return this.options.copies ?? 1;
  }

  private get moreParties(): readonly DemoParty[] {
    return this.options.moreParties ?? [];
  }

  private get temporalKind(): TemporalKind {
    return this.options.temporal ?? DEVELOPMENT_TEMPORAL;
  }

  private async startApis(home: Home, ports: Ports, ours: ChildEnv): Promise<void> {
    const { programs } = this.options;
    const apis = apiPorts(ports, this.copies).map((port, index) =>
      this.supervisor.start(
        nodeService(home, {
          name: copyName('api', index),
          script: programs.api,
          readyUrl: `${local(port)}/health/live`, // it listens only when the database answers
          env: {
            ...childEnvironment('api', ours, process.env),
            RANGAP_API_PORT: String(port),
            RANGAP_HEALTH_PORT: String(ports.apiHealth + index),
          },
        }),
      ),
    );
    await Promise.all(apis);
    if (this.copies > 1) {
      const env = childEnvironment('front', ours, process.env);
      await this.supervisor.start(nodeService(home, { name: 'front', script: programs.front, env }));
    }
  }

  private async startProcesses(home: Home, ports: Ports, ours: ChildEnv): Promise<void> {
    const { programs, say } = this.options;
    const envOf = (program: ChildProgram) => childEnvironment(program, ours, process.env);
    const run = async (name: string, program: Exclude<ChildProgram, 'migrate'>, own = {}): Promise<void> => {
      const env = { ...envOf(program), ...own };
      const givesWay = program === 'worker';
      await this.supervisor.start(nodeService(home, { name, script: programs[program], env, givesWay }));
    };
    const healthOn = (port: number) => ({ RANGAP_HEALTH_PORT: String(port) });
    const copies = Array.from({ length: this.copies }, (_, index) => index);
    this.migrate = () =>
      runOnce(
        home,
        { name: 'migrate', script: programs.migrate, args: [], env: envOf('migrate') },
        this.stopping.signal,
      );
    await this.migrate();
    say('Database migrated');
    await Promise.all([run('codec', 'codec'), run('sign-in', 'signIn'), run('simulator', 'simulator')]);
    say(
      `Demo sign-in (not for production) on port ${ports.signIn}; simulated agencies and banks from ${ports.simulator}`,
    );
    await this.startApis(home, ports, ours);
    say(this.copies === 1 ? `API on port ${ports.api}` : `${this.copies} APIs behind port ${ports.api}`);
    await Promise.all(
      copies.flatMap((index) => [
        run(copyName('worker', index), 'worker', healthOn(ports.workerHealth + index)),
        run(copyName('keeper', index), 'keeper', healthOn(ports.keeperHealth + index)),
      ]),
    );
    say(this.copies === 1 ? 'Worker and keeper' : `${this.copies} workers and ${this.copies} keepers`);
    this.awaitsRecovery = await isUnrecovered(local(ports.api));
    if (this.awaitsRecovery) return;
    try {
      await runOnce(
        home,
        { name: 'samples', script: programs.stories, args: ['samples'], env: envOf('stories') },
        this.stopping.signal,
      );
      say('Sample complaints posted');
    } catch (error) {
      if (this.stopping.signal.aborted) throw error;
      say(`No sample complaints: ${errorText(error)}`); // the system works without them
    }
  }
}

/** Asks an API whether it waits for `npm run recover`. */
async function isUnrecovered(apiUrl: string): Promise<boolean> {
  const response = await fetch(`${apiUrl}/health/ready`);
  return (await response.text()).includes('SERVICE.NOT_RECOVERED');
}

const local = (port: number): string => `http://127.0.0.1:${port}`;

/** Keeps the logs of the run before as `.log.1`, because they are needed after a crash. */
function keepPreviousLogs(logDir: string): void {
  for (const name of readdirSync(logDir).filter((file) => file.endsWith('.log'))) {
    renameSync(path.join(logDir, name), path.join(logDir, `${name}.1`));
  }
}
