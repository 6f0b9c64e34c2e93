import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { childEnvironment, type ChildEnv } from './child-env.js';
import { openHome, type Home } from './home.js';
import { codecKeys, writeJson } from './keys.js';
import { endLeftoverChildren, pidFile } from './leftovers.js';
import { takeLock } from './lock.js';
import { nodeService } from './node-service.js';
import { checkDatabase, checkTemporal } from './outside-servers.js';
import { DEMO_PARTIES } from './parties.js';
import { choosePorts, type Ports } from './ports.js';
import { startPostgres } from './postgres.js';
import { endLeftovers as endPostgres } from './postgres/leftovers.js';
import type { Programs } from './programs.js';
import { errorText, StartRefusal } from './refusal.js';
import { runOnce } from './run-once.js';
import { readRunningSystem, type RunningSystem } from './running-system.js';
import type { Settings } from './settings.js';
import { Supervisor, type SupervisorTiming } from './supervise.js';
import { startTemporal, type RunningTemporal } from './temporal-server.js';
import { findTemporalCli } from './temporal-tools.js';
import { writeWorldFiles } from './world-files.js';

/** How to start a whole system. */
export interface SystemOptions {
  readonly settings: Settings;
  readonly programs: Programs;
  /** Told of each step. */
  readonly say: (line: string) => void;
  /** See PostgresOptions; false only for tests. */
  readonly fsync?: boolean;
  /** How soon what died is started again; for proofs that kill often. */
  readonly timing?: Partial<SupervisorTiming>;
}

/** Rangap with all it needs, on one home. Used by `npm start` and by the tests that want the real thing. */
export class EmbeddedSystem {
  private readonly supervisor: Supervisor;
  private readonly stopping = new AbortController();
  private home: Home | undefined;
  private releaseLock: () => void = () => undefined;

  constructor(private readonly options: SystemOptions) {
    this.supervisor = new Supervisor(options.say, options.timing);
  }

  /**
   * Starts everything and resolves when it can be used. Rejects with StartRefusal for what the user can put right.
   * Whatever happens, call `stop` afterwards.
   */
  async start(): Promise<RunningSystem> {
    const { settings, say } = this.options;
    const home = openHome(settings.homeDir);
    this.lock(home);
    await endPostgres(home.pgDir); // before the ports are looked at: it may still hold one
    const ended = await endLeftoverChildren(home.runDir);
    if (ended.length > 0) say(`Ended what a killed run had left: ${ended.join(', ')}`);
    keepPreviousLogs(home.logDir);
    rmSync(home.portsFile, { force: true });

    const ports = await this.choosePorts();
    const databaseUrl = await this.startDatabase(home, ports);
    const temporal = await this.startTemporal(home, ports);
    const env = this.childEnv(home, ports, databaseUrl, temporal.address);
    await this.startProcesses(home, ports, env);

    const system: RunningSystem = {
      pid: process.pid,
      apiUrl: env.RANGAP_PUBLIC_URL,
      signInUrl: env.RANGAP_OIDC_ISSUER,
      simulatorAdminUrl: env.RANGAP_SIMULATOR_ADMIN_URL,
      databaseUrl,
      temporalAddress: temporal.address,
      temporalUiUrl: temporal.uiUrl,
      env,
    };
    writeJson(home.portsFile, system);
    return system;
  }

  /** Stops everything in reverse order, within about 13 s, and gives the lock back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.supervisor.stopAll();
    if (this.home) rmSync(this.home.portsFile, { force: true });
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

  private async choosePorts(): Promise<Ports> {
    const { portBase, apiPort, databaseUrl, temporalAddress } = this.options.settings;
    const unused = new Set<keyof Ports>();
    if (databaseUrl) unused.add('postgres');
    if (temporalAddress) for (const name of ['temporal', 'temporalUi'] as const) unused.add(name);
    return choosePorts({ base: portBase, apiPort, unused, parties: DEMO_PARTIES.length });
  }

  private async startDatabase(home: Home, ports: Ports): Promise<string> {
    const { settings, say, fsync } = this.options;
    if (settings.databaseUrl) {
      await checkDatabase(settings.databaseUrl);
      say('PostgreSQL: yours (DATABASE_URL)');
      return settings.databaseUrl;
    }
    if (!existsSync(home.pgDir)) say('Creating the database (first start) ...');
    const options = {
      ...{ dataDir: home.pgDir, binariesDir: home.pgBinariesDir, port: ports.postgres, fsync },
      logFile: path.join(home.logDir, 'postgres.log'),
    };
    let url = '';
    await this.supervisor.start({
      name: 'postgres',
      start: async () => {
        const postgres = await startPostgres(options);
        url = postgres.url;
        return postgres;
      },
    });
    say(`PostgreSQL on port ${ports.postgres}`);
    return url;
  }

  private async startTemporal(home: Home, ports: Ports): Promise<{ address: string; uiUrl?: string }> {
    const { settings, say } = this.options;
    if (settings.temporalAddress) {
      await checkTemporal(settings.temporalAddress);
      say('Temporal: yours (TEMPORAL_ADDRESS)');
      return { address: settings.temporalAddress };
    }
    const cli = await findTemporalCli({ named: settings.temporalCli, toolsDir: settings.toolsDir, say });
    const started: RunningTemporal[] = [];
    await this.supervisor.start({
      name: 'temporal',
      start: async (signal) => {
        const temporal = await startTemporal({
          ...{ cli, signal, dbFile: home.temporalDb, port: ports.temporal, uiPort: ports.temporalUi },
          codecEndpoint: `http://127.0.0.1:${ports.codec}`,
          logFile: path.join(home.logDir, 'temporal.log'),
          pidFile: pidFile(home.runDir, 'temporal'),
        });
        started.push(temporal);
        return temporal;
      },
    });
    say(`Temporal on port ${ports.temporal}`);
    return { address: `127.0.0.1:${ports.temporal}`, uiUrl: started[0]?.uiUrl };
  }

  private childEnv(home: Home, ports: Ports, databaseUrl: string, temporalAddress: string): ChildEnv {
    const world = writeWorldFiles(home, ports, new Date());
    const local = (port: number): string => `http://127.0.0.1:${port}`;
    return {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: 'default',
      RANGAP_ENV: 'embedded',
      RANGAP_API_PORT: String(ports.api),
      RANGAP_PUBLIC_URL: local(ports.api),
      RANGAP_OIDC_ISSUER: local(ports.signIn),
      RANGAP_OIDC_AUDIENCE: 'rangap',
      RANGAP_CODEC_KEYS: JSON.stringify(codecKeys(home.keysDir)),
      RANGAP_SIGNING_KEY_FILE: world.centreKey.file,
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

  private async startProcesses(home: Home, ports: Ports, ours: ChildEnv): Promise<void> {
    const { programs, say } = this.options;
    const env = childEnvironment(ours, process.env);
    const run = async (name: string, script: string, readyUrl?: string): Promise<void> => {
      await this.supervisor.start(nodeService(home, { name, script, env, readyUrl }));
    };
    await runOnce(home, { name: 'migrate', script: programs.migrate, args: [], env }, this.stopping.signal);
    say('Database migrated');
    await Promise.all([
      run('codec', programs.codec),
      run('sign-in', programs.signIn),
      run('simulator', programs.simulator),
    ]);
    say(
      `Demo sign-in (not for production) on port ${ports.signIn}; simulated agencies and banks from ${ports.simulator}`,
    );
    await run('api', programs.api, `${ours.RANGAP_PUBLIC_URL}/health/ready`);
    say(`API on port ${ports.api}`);
    await Promise.all([run('worker', programs.worker), run('keeper', programs.keeper)]);
    say('Worker and keeper');
    try {
      await runOnce(home, { name: 'samples', script: programs.stories, args: ['samples'], env }, this.stopping.signal);
      say('Sample complaints posted');
    } catch (error) {
      if (this.stopping.signal.aborted) throw error;
      say(`No sample complaints: ${errorText(error)}`); // a pity, but the system works without them
    }
  }
}

/** The logs of the run before are often what one wants after a crash. */
function keepPreviousLogs(logDir: string): void {
  for (const name of readdirSync(logDir).filter((file) => file.endsWith('.log'))) {
    renameSync(path.join(logDir, name), path.join(logDir, `${name}.1`));
  }
}
