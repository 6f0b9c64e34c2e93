import { Client } from 'pg';
import { errorCode, errorText, StartRefusal } from '../refusal.js';
import { temporalAnswers } from '../temporal/temporal-server.js';

/**
 * Throws StartRefusal unless the operator's own PostgreSQL accepts a connection; `variable` has its
 * address.
 */
export async function checkDatabase(variable: 'DATABASE_URL' | 'MIGRATE_DATABASE_URL', url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // connect() reports it too; without a listener it would end the process
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const reason = errorText(error) || errorCode(error);
    throw new StartRefusal(
      `${variable} does not lead to a PostgreSQL that lets us in: ${reason}. Correct it, or unset it to have one started.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Throws StartRefusal unless the operator's own Temporal (TEMPORAL_ADDRESS) answers and has the
 * namespace `default`.
 */
export async function checkTemporal(address: string): Promise<void> {
  if (await temporalAnswers(address)) return;
  throw new StartRefusal(
    `TEMPORAL_ADDRESS=${address} leads to no Temporal with a namespace "default". ` +
      'Correct it, or unset it to have one started.',
  );
}
