import path from 'node:path';
import type { Home } from '../begin/home.js';
import { pidFile } from '../begin/leftovers.js';
import type { Ports } from '../server/ports.js';
import type { Settings } from '../begin/settings.js';
import type { Supervisor } from '../process/supervise.js';
import { startTemporal, type RunningTemporal } from './temporal-server.js';
import { findTemporalCli } from './temporal-tools.js';

/** What a kind of Temporal needs to start. */
export interface TemporalPlace {
  readonly supervisor: Supervisor;
  readonly home: Home;
  readonly ports: Ports;
  readonly settings: Settings;
  readonly say: (line: string) => void;
}

/** The address of a Temporal that answers. */
export interface ReadyTemporal {
  /** `host:port` */
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl?: string;
}

/** A way to start a Temporal. */
export interface TemporalKind {
  /** How many ports it takes from `temporalCluster` on. */
  readonly clusterPorts: number;
  /** Starts it under the supervisor; resolves when it can be used. */
  start(place: TemporalPlace): Promise<ReadyTemporal>;
}

/** The development server: one program with its state in a file. */
export const DEVELOPMENT_TEMPORAL: TemporalKind = {
  clusterPorts: 0,
  start: async ({ supervisor, home, ports, settings, say }) => {
    const cli = await findTemporalCli({ named: settings.temporalCli, toolsDir: settings.toolsDir, say });
    const started: RunningTemporal[] = [];
    await supervisor.start({
      name: 'temporal',
      start: async (signal) => {
        const temporal = await startTemporal({
          cli,
          signal,
          dbFile: home.temporalDb,
          port: ports.temporal,
          uiPort: ports.temporalUi,
          codecEndpoint: `http://127.0.0.1:${ports.codec}`,
          logFile: path.join(home.logDir, 'temporal.log'),
          pidFile: pidFile(home.runDir, 'temporal'),
        });
        started.push(temporal);
        return temporal;
      },
    });
    return { address: `127.0.0.1:${ports.temporal}`, namespace: 'default', uiUrl: started[0]?.uiUrl };
  },
};
