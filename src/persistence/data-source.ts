import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { ENTITIES } from './entities/all.js';
import { Baseline1 } from './migrations/1-baseline.migration.js';
import { PreparingClient } from './preparing-client.js';
import { SnakeNaming } from './snake-naming.js';

const CONNECT_TIMEOUT_MS = 5_000;
/**
 * Enforced by this process: a server that was killed enforces nothing, and a query to it would
 * wait for ever.
 */
const QUERY_TIMEOUT_MS = 25_000;

/** Limits that PostgreSQL enforces, in milliseconds. */
const SERVING_LIMITS = {
  // Longer than the longest queue on one case's rows, shorter than a caller waits for an answer.
  statement_timeout: 20_000,
  lock_timeout: 10_000,
  // A process that hangs inside a transaction must not keep its locks.
  idle_in_transaction_session_timeout: 30_000,
};

/**
 * Limits of the keeper: it waits for no locked case for long, because others wait for it. What it
 * leaves undone, its next round does.
 */
const KEEPER_LIMITS = { ...SERVING_LIMITS, lock_timeout: 1_000 };

/**
 * Limits of migrations: their statements may take any time, but while one waits for a table,
 * everybody who comes after it waits too.
 */
const MIGRATING_LIMITS = { lock_timeout: 5_000 };

/** What a process chooses about its connections. */
export interface DataSourceSettings {
  /** `postgres://user:password@host:port/database`. */
  url: string;
  /** Most connections that this process opens. */
  poolSize: number;
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  /** Called when an idle connection is lost; the next query opens another. */
  onConnectionLost?: (error: Error) => void;
  /** `none`: statements and locks may take any time; `serving` when absent. */
  limits?: 'serving' | 'keeper' | 'migrating' | 'none';
}

/**
 * Listens to a connection's errors and does nothing. For a moment between pool and query runner
 * nothing else listens, and an error then, as when PostgreSQL is killed, would end the process.
 * The first query on the connection fails and reports the loss.
 */
function listenForLoss(connection: NodeJS.EventEmitter): void {
  connection.on('error', () => undefined);
}

/**
 * What TypeORM works out of the entities: for all data sources of a process the same, and 40 ms of
 * a core.
 */
type OfTheEntities = Pick<DataSource, 'entityMetadatas' | 'entityMetadatasMap'>;
let ofTheEntities: OfTheEntities | undefined;

/** A data source that reads the entities only where no other of this process has done so. */
class DataSourceOfOneReading extends DataSource {
  protected override async buildMetadatas(): Promise<void> {
    this.setOptions({ entities: ofTheEntities === undefined ? ENTITIES : [] });
    await super.buildMetadatas();
    const { entityMetadatas, entityMetadatasMap } = this;
    ofTheEntities ??= { entityMetadatas, entityMetadatasMap };
    Object.assign(this, ofTheEntities);
  }
}

/**
 * Creates the data source, not yet connected: call `await dataSource.initialize()`. The schema
 * comes from the migrations alone, and sessions run in UTC and READ COMMITTED. When the database
 * stops, queries fail but the process goes on.
 */
export function createDataSource(settings: DataSourceSettings): DataSource {
  return new DataSourceOfOneReading({
    type: 'postgres',
    url: settings.url,
    namingStrategy: new SnakeNaming(),
    migrations: [Baseline1],
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    poolSize: settings.poolSize,
    applicationName: settings.applicationName,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    logging: false,
    poolErrorHandler: (error: Error) => settings.onConnectionLost?.(error),
    extra: {
      Client: PreparingClient,
      onConnect: listenForLoss,
      // A connection that is closed takes its prepared statements with it, and the next one plans
      // them all anew: for the reading of a case alone, some 20 ms, six times over.
      idleTimeoutMillis: 0,
      // So idle connections to a server that vanished are closed some time.
      keepAlive: true,
      // Transactions rely on both, so the server's own defaults must not count.
      options: '-c timezone=UTC -c default_transaction_isolation=read\\ committed',
      ...limitsOf(settings.limits ?? 'serving'),
    },
  });
}

function limitsOf(limits: NonNullable<DataSourceSettings['limits']>): object {
  if (limits === 'none') return {};
  if (limits === 'migrating') return MIGRATING_LIMITS;
  return { ...(limits === 'keeper' ? KEEPER_LIMITS : SERVING_LIMITS), query_timeout: QUERY_TIMEOUT_MS };
}
