import path from 'node:path';
import { z } from 'zod';
import { DatabaseVariables, HostAndPort, readEnvironment } from '../../../src/config/environment.js';
import { projectDir, resolveHome } from './home.js';
import type { RoleUrls } from '../postgres/roles.js';
import { errorText, StartRefusal } from '../refusal.js';
import { toolsDir } from '../temporal/temporal-tools.js';

const PortNumber = z.coerce.number().int().min(1, 'must be a port number').max(65_535, 'must be a port number');
const PortBase = z.union([z.literal('auto'), z.coerce.number().int().min(1024).max(65_000)], {
  error: 'must be `auto` or a number from 1024 to 65000: ports are counted from it',
});

const Variables = z.object({
  RANGAP_HOME: z.string().optional(),
  RANGAP_TOOLS: z.string().optional(),
  RANGAP_PORT_BASE: PortBase.default(7400),
  PORT: PortNumber.optional(),
  DATABASE_URL: DatabaseVariables.shape.DATABASE_URL.optional(),
  MIGRATE_DATABASE_URL: DatabaseVariables.shape.DATABASE_URL.optional(),
  TEMPORAL_ADDRESS: HostAndPort.optional(),
  TEMPORAL_CLI: z.string().optional(),
});

/** The choices of the user who runs `npm start`. */
export interface Settings {
  readonly projectDir: string;
  readonly homeDir: string;
  readonly toolsDir: string;
  readonly portBase: number | 'auto';
  readonly apiPort?: number;
  /** A PostgreSQL of the user's own, with the address of each of its two roles. */
  readonly database?: Omit<RoleUrls, 'reader'>;
  readonly temporalAddress?: string;
  readonly temporalCli?: string;
}

/** Reads the settings. Throws StartRefusal with one line that names every wrong variable. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const variables = readOrRefuse(environment);
  const project = projectDir();
  const uid = process.getuid?.();
  return {
    projectDir: project,
    homeDir: resolveHome(variables.RANGAP_HOME, project, uid),
    toolsDir: toolsDir(variables.RANGAP_TOOLS, resolveHome(undefined, project, uid)),
    portBase: variables.RANGAP_PORT_BASE,
    apiPort: variables.PORT,
    database: databaseOf(variables),
    temporalAddress: variables.TEMPORAL_ADDRESS,
    temporalCli: variables.TEMPORAL_CLI && path.resolve(variables.TEMPORAL_CLI),
  };
}

/**
 * Throws StartRefusal where the environment says that this is production: what `npm start` adds
 * lets anybody sign in as an officer, and its banks are invented.
 */
export function refuseProduction(environment: NodeJS.ProcessEnv = process.env): void {
  if (environment['RANGAP_ENV'] !== 'production') return;
  throw new StartRefusal(
    'RANGAP_ENV is production, and this is a demonstration: anybody may sign in to it. ' +
      'docker-compose.yml and docs/OPERATING.md say how production is run.',
  );
}

function databaseOf({
  DATABASE_URL: application,
  MIGRATE_DATABASE_URL: owner,
}: z.infer<typeof Variables>): Settings['database'] {
  if (application === undefined && owner === undefined) return undefined;
  if (application !== undefined && owner !== undefined) return { application, owner };
  throw new StartRefusal(
    'DATABASE_URL and MIGRATE_DATABASE_URL are given together: the first names the role of the application, ' +
      'the second the role that owns the database. Give both, or unset both to have a database started.',
  );
}

function readOrRefuse(environment: NodeJS.ProcessEnv): z.infer<typeof Variables> {
  try {
    return readEnvironment(Variables, environment);
  } catch (error) {
    throw new StartRefusal(errorText(error).replace(/\s*\n\s*/g, ' '));
  }
}
