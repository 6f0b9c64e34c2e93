import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { ENTITIES } from './entities/all.js';
import { Baseline1 } from './migrations/1-baseline.migration.js';
import { SnakeNaming } from './snake-naming.js';

const CONNECT_TIMEOUT_MS = 5_000;
/**
 * Ours, not the server's: a server that was killed enforces nothing, and a query that waits for it
 * would wait for ever.
 */
const QUERY_TIMEOUT_MS = 25_000;

/** In milliseconds, as PostgreSQL enforces them. */
const SERVING_LIMITS = {
  // Longer than the longest queue on one case's rows, shorter than what a caller waits for an
  // answer.
  statement_timeout: 20_000,
  lock_timeout: 10_000,
  // A process that hangs inside a transaction must not keep its locks.
  idle_in_transaction_session_timeout: 30_000,
};

export interface DataSourceSettings {
  /** `postgres://user:password@host:port/database`. */
  url: string;
  /** Most connections that this process opens. */
  poolSize: number;
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  /** Told when an idle connection is lost; the next query opens another. */
  onConnectionLost?: (error: Error) => void;
  /** `none`: statements and locks may take any time; for migrations. */
  limits?: 'serving' | 'none';
}

/**
 * Between pool and query runner nobody listens to a connection for a moment. One that dies just
 * then, as new ones do when PostgreSQL is killed, must not end the process: its first query fails,
 * and whoever listens at other moments reports the loss.
 */
function listenForLoss(connection: NodeJS.EventEmitter): void {
  connection.on('error', () => undefined);
}

/**
 * The record's data source, not yet connected: `await dataSource.initialize()`. The schema comes
 * from the migrations alone, sessions run in UTC and READ COMMITTED, and a database that stops
 * breaks queries, never the process.
 */
export function createDataSource(settings: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url: settings.url,
    entities: ENTITIES,
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
      onConnect: listenForLoss,
      // What transactions rest on, whatever the server's own default is.
      options: '-c timezone=UTC -c default_transaction_isolation=read\\ committed',
      ...(settings.limits === 'none' ? {} : { ...SERVING_LIMITS, query_timeout: QUERY_TIMEOUT_MS }),
    },
  });
}
