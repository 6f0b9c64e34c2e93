import { Client, Connection } from '@temporalio/client';
import type { RunningSystem } from '../../embedded/begin/running-system.js';
import { simulatedBooks } from '../../verify/read/bank-books.js';
import { connectRecord } from '../../verify/read/connect-record.js';
import { type Report, verifyRecord } from '../../verify/verify-record.js';
import { temporalLookup } from '../../verify/read/workflow-lookup.js';

/** What the record says after a day. */
export interface VerifiedDay {
  readonly report: Report;
  /** Messages that institutions and agencies sent by themselves since an instant. */
  readonly callbacks: number;
  /** Breaks that were opened since then, by kind. */
  readonly breaks: Readonly<Record<string, number>>;
}

/**
 * Verifies the record as `npm run verify` does, but replays no history, and counts the callbacks and breaks since an
 * instant.
 */
export async function verifyDay(system: RunningSystem, since: Date): Promise<VerifiedDay> {
  const db = await connectRecord(system.databaseUrl, 'rangap-simulate');
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address: system.temporalAddress });
    const client = new Client({ connection, namespace: system.env.TEMPORAL_NAMESPACE });
    const counted: { callbacks: number }[] = await db.query(
      "SELECT count(*)::int AS callbacks FROM inbox_message WHERE channel = 'callback' AND received_at >= $1",
      [since],
    );
    const opened: { kind: string; count: number }[] = await db.query(
      'SELECT kind, count(*)::int AS count FROM break_record WHERE opened_at >= $1 GROUP BY kind ORDER BY kind',
      [since],
    );
    const report = await verifyRecord({
      db,
      temporal: temporalLookup(client),
      books: simulatedBooks(system.simulatorAdminUrl),
    });
    const breaks = Object.fromEntries(opened.map(({ kind, count }) => [kind, count]));
    return { report, callbacks: counted[0]?.callbacks ?? 0, breaks };
  } finally {
    await connection?.close();
    await db.destroy();
  }
}
