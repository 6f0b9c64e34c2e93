import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { WHYS } from '../../../src/application/due/kinds/all.js';
import { forgetSecretTries } from '../../../src/application/case/privacy/second-secret.js';
import { forgetUsedNonces } from '../../../src/application/message/refuse-used-nonce.js';
import { readLateWork } from '../../../src/application/overview/read-record-health.js';
import { askStatements } from '../../../src/application/statement/ask-statements.js';
import { relayOutbox } from '../../../src/keeper/outbox-relay.js';
import { KeptCheckpoints } from '../../../src/persistence/audit/kept-checkpoint.js';
import { CheckpointSigner } from '../../../src/keeper/sign-checkpoints.js';
import { WorkflowSearch } from '../../../src/keeper/workflow-search.js';
import { createLogger } from '../../../src/observe/process-log.js';
import type { Ports } from '../../../src/outgoing/kind.js';
import { Sender } from '../../../src/outgoing/sender.js';
import { costOf } from '../../support/cost.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { driveDue } from '../../support/drive-due.js';

const OPEN_CASES = 10_000;
/** Beside them: as many of each kind of message wait for a party that is silent. */
const WAITING = 2_000;
/** What one round may read: the rows of its own bookkeeping, whatever is open. */
const ROWS_PER_ROUND = 60;

/** Nothing is due, so no round may call anybody. */
const nobody = {} as Client & Ports;
const SILENT = createLogger('keeper', 'silent');
const advanceNothing = () => Promise.reject(new Error('nothing is due'));

/** A Temporal in which every workflow runs. */
const everybody = {
  withDeadline: (_: number, call: () => Promise<unknown>) => call(),
  workflow: { getHandle: () => ({ describe: () => Promise.resolve({ status: { name: 'RUNNING' } }) }) },
} as unknown as Client;

/** Every chore of the keeper that repeats within seconds or a minute, except the count of what is open. */
const CHORES: Record<string, (db: DataSource, build: RecordBuilder) => Promise<unknown>> = {
  'drive what is due': (db) => driveDue(db, WHYS),
  'relay the outbox': (db) => relayOutbox(db, nobody, { advance: advanceNothing, look: advanceNothing }),
  'find lost workflows': (db) => new WorkflowSearch(db, everybody).round(),
  'send messages': (db) => new Sender({ db, ports: nobody, logger: SILENT, passOn: () => undefined }).sendDue(),
  'ask for statements': (db) => askStatements(db),
  'audit checkpoint': (db, build) => signCheckpoints(db, build),
  'forget tries of secrets': (db) => forgetSecretTries(db.manager),
  'forget nonces': (db) => forgetUsedNonces(db.manager),
  'measure what is late': (db) => readLateWork(db.manager),
};

/** Signs what moved, with a folder that keeps nothing yet. */
async function signCheckpoints(db: DataSource, build: RecordBuilder): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rangap-kept-'));
  const log = { error: () => undefined, warn: () => undefined };
  try {
    return await new CheckpointSigner(
      db,
      (bytes) => build.parties.signBytes(bytes),
      new KeptCheckpoints(folder),
      log,
    ).round();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Waits until every transaction of the server that began before now has ended, also in the databases
 * of other tests: until then what was committed here may still be overtaken, and is read again.
 */
async function olderTransactionsEnded(db: DataSource): Promise<void> {
  const [now] = await db.query<{ xid: string }[]>('SELECT pg_current_xact_id()::text AS xid');
  for (;;) {
    const [{ ended }] = await db.query<[{ ended: boolean }]>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 AS ended',
      [now?.xid],
    );
    if (ended) return;
    await sleep(20);
  }
}

describe('a round of the keeper when nothing is due', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase(1);
    build = await RecordBuilder.on(database);
    await openCases();
  });
  afterAll(() => database.drop());

  /**
   * Settles one case, and writes its rows again and again: open cases with live holds of whose
   * money the victims are not told yet. In each `WAITING` of them an order, a poll, a release, a
   * question or an outbox entry waits for its next attempt.
   */
  async function openCases(): Promise<void> {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await build.send(holdId, {});
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, {});
    await database.dataSource.transaction(async (manager) => {
      await manager.query('SET LOCAL session_replication_role = replica'); // many of their rows have no parents
      const copy = (table: string, where: string, own: string): Promise<unknown> =>
        manager.query(
          `INSERT INTO ${table} SELECT other.* FROM ${table} t CROSS JOIN generate_series(1, $2::int) i
             CROSS JOIN LATERAL jsonb_populate_record(t, jsonb_build_object(${own})) other WHERE ${where}`,
          [caseId, OPEN_CASES],
        );
      await copy('case_file', 't.id = $1', `'id', 'C' || i, 'case_no', 'N' || i`);
      await copy(
        'hold',
        't.case_id = $1',
        `'id', 'H' || i, 'case_id', 'C' || i, 'stolen_sum_id', 'S' || i, 'trail_link_id', 'L' || i,
         'transfer_id', 'T' || i, 'notice_reference', 'R' || i`,
      );
      const orders = `'id', 'O' || i || '-' || t.sequence, 'hold_id', 'H' || i, 'case_id', 'C' || i`;
      await copy('hold_order', 't.case_id = $1', orders);
      await copy(
        'outgoing_message',
        "t.case_id = $1 AND t.kind = 'hold.order'",
        `'id', 'O' || i || '-' || (SELECT o.sequence FROM hold_order o WHERE o.id = t.id), 'case_id', 'C' || i, 'subject_id', 'H' || i`,
      );
      await copy('victim_news', 't.case_id = $1', `'id', 'V' || i || t.id, 'case_id', 'C' || i, 'hold_id', 'H' || i`);
      const question = `'id', 'Q' || i || '-' || t.id, 'case_id', 'C' || i`;
      await copy('evidence_request', 't.case_id = $1', question);
      await copy(
        'outbox',
        "t.workflow_id = 'complaint-' || $1",
        `'id', 'X' || i || t.id, 'workflow_id', 'complaint-C' || i`,
      );
      await copy(
        'inbox_message',
        't.case_id = $1',
        `'id', 'M' || i || t.id, 'message_key', i || t.id, 'case_id', 'C' || i`,
      );
      await manager.query(
        `INSERT INTO used_nonce SELECT 'key', i::text, now() + interval '10 minutes' FROM generate_series(1, $1::int) i`,
        [OPEN_CASES],
      );
      await manager.query(
        `INSERT INTO release_order (id, hold_id, case_id, reason, legal_basis, ordered_by, ordered_at)
         SELECT 'Z' || i, 'H' || i, 'C' || i, 'EXPIRED', ARRAY['x'], 'system', now() + interval '1 minute'
           FROM generate_series(1, $1::int) i`,
        [WAITING],
      );
      await manager.query(
        `INSERT INTO outgoing_message (id, kind, party, case_id, subject_id, written_at, attempts, next_attempt_at, sent_at)
         SELECT kind || i, kind, 'th-002', 'C' || i, 'H' || i, now(), 3, now() + interval '1 minute', now()
           FROM generate_series(1, $1::int) i, unnest(ARRAY['listing.notice', 'release.order']) kind`,
        [WAITING],
      );
      const later = "now() + interval '1 minute'";
      for (const [table, ids, change] of [
        ['hold', 'H', "state = 'release_ordered'"],
        ['hold_order', 'O', 'answered_at = NULL, sent_at = NULL'],
        ['hold_order', 'O', 'answered_at = NULL'],
        ['outgoing_message', 'O', `acknowledged_at = NULL, attempts = 3, next_attempt_at = ${later}`],
        ['outgoing_message', 'O', `acknowledged_at = NULL, next_attempt_at = ${later}`],
        ['outbox', 'X', `read_at = NULL, next_attempt_at = ${later}`],
      ] as const) {
        const isTaken = change === 'answered_at = NULL' || change.startsWith('acknowledged_at = NULL, next');
        const nth = isTaken ? 2 : change.startsWith('a') ? 1 : 0;
        await manager.query(
          `UPDATE ${table} SET ${change} WHERE substring(id from '^${ids}(\\d+)')::int BETWEEN $1 AND $2`,
          [nth * WAITING + 1, (nth + 1) * WAITING],
        );
      }
      await manager.query('UPDATE evidence_request SET sent_at = now()');
      await manager.query("UPDATE outgoing_message SET acknowledged_at = now() WHERE kind LIKE '%.question'");
      await manager.query("UPDATE outbox SET read_at = now() WHERE next_attempt_at < now() + interval '30 seconds'");
      await manager.query('UPDATE inbox_message SET processed_at = now() WHERE processed_at IS NULL');
      await manager.query("UPDATE disclosure SET batch_id = 'told'");
    });
    await signCheckpoints(database.application, build);
    await database.dataSource.query('VACUUM (ANALYZE)');
  }

  it.each(Object.entries(CHORES))('%s reads no more with 10,000 open cases than with none', async (_name, round) => {
    await olderTransactionsEnded(database.dataSource);
    await round(database.application, build); // the first round reads what processes keep: parties, rules
    const { rows } = await costOf(database.application, () => round(database.application, build));
    const read = Object.values(rows).reduce((sum, each) => sum + each, 0);
    expect([read <= ROWS_PER_ROUND, rows]).toEqual([true, rows]);
  });

  it('is weighed against what is really open', async () => {
    const [open] = await database.dataSource.query<{ cases: number; holds: number; orders: number }[]>(
      `SELECT (SELECT count(*)::int FROM case_file WHERE closed_at IS NULL) AS cases,
              (SELECT count(*)::int FROM hold WHERE ended_at IS NULL) AS holds,
              (SELECT count(*)::int FROM hold_order WHERE answered_at IS NULL) AS orders`,
    );
    expect(open?.cases).toBeGreaterThan(OPEN_CASES);
    expect(open?.holds).toBeGreaterThan(OPEN_CASES);
    expect(open?.orders).toBeGreaterThanOrEqual(2 * WAITING);
  });
});
