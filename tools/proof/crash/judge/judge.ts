import { Client, Connection } from '@temporalio/client';
import type { RunningSystem } from '../../../embedded/begin/running-system.js';
import { connectRecord } from '../../../verify/read/connect-record.js';
import { temporalOf } from '../../../verify/read/find-record.js';
import { temporalHistories } from '../../../verify/read/recorded-histories.js';
import { verifyRecord, type Report, type VerifyInput } from '../../../verify/verify-record.js';
import { temporalLookup } from '../../../verify/read/workflow-lookup.js';
import type { BankSide } from '../act/bank-side.js';
import {
  actsOnRecord,
  banksAgree,
  nothingStuck,
  oneCaseOneWorkflow,
  ordersTakenOver,
  releasedOnWord,
  type Found,
} from './checks.js';
import { count, type Figures } from './figures.js';
import type { Killer } from '../strike/killer.js';
import type { People } from '../act/people.js';
import type { RecordReader } from './record-reader.js';
import type { Settled } from '../strike/settle.js';
import type { Standstill } from '../strike/standstill.js';
import type { Watch } from '../strike/watch.js';
import { withoutTemporal } from '../strike/without-temporal.js';

/** What a run leaves to judge. */
export interface Evidence {
  readonly running: RunningSystem;
  readonly record: RecordReader;
  readonly bankSide: BankSide;
  readonly people: People;
  readonly watch: Watch;
  readonly settled: Settled;
  /** A line for each complaint or course that failed. */
  readonly faults: readonly string[];
  /** The number of planned kills. */
  readonly kills: number;
  readonly killer: Killer;
  /** When Temporal stood still; absent: never. */
  readonly standstill?: Standstill | undefined;
}

/** The verdict and its reasons. */
export interface Judged {
  readonly ok: boolean;
  readonly found: readonly Found[];
  readonly verified: Report;
  readonly figures: Figures;
}

/**
 * Checks database, institutions and Temporal for anything lost, doubled or forgotten, and verifies
 * every invariant.
 */
export async function judge(evidence: Evidence): Promise<Judged> {
  const { running, record, bankSide, people, watch, killer, standstill } = evidence;
  const connection = await Connection.connect({ address: running.temporalAddress });
  try {
    const client = new Client({ connection, namespace: running.env.TEMPORAL_NAMESPACE });
    const workflows = temporalLookup(client);
    const histories = temporalHistories(client, temporalOf(running).codecKeys);
    const { holds: bankHolds } = await bankSide.read();
    const found = [
      ...checkRun(evidence),
      ...(await actsOnRecord(record, people.acts)),
      ...(await oneCaseOneWorkflow(record, workflows, people.acts)),
      ...(await banksAgree(record, bankHolds, watch)),
      await ordersTakenOver(record, await bankSide.orderArrivals(), killer.outages()),
      await releasedOnWord(record),
      await nothingStuck(record),
      ...(standstill === undefined ? [] : await withoutTemporal(record, await bankSide.questionArrivals(), standstill)),
    ];
    const verified = await verify(running.databaseUrl, { temporal: workflows, histories, books: bankSide });
    const ok = verified.ok && found.every(({ violations }) => violations.length === 0);
    return { ok, found, verified, figures: await count(record, people.acts, people.answers, bankHolds) };
  } finally {
    await connection.close();
  }
}

function checkRun({ settled, faults, killer, kills, people }: Evidence): Found[] {
  const { inTime, left } = settled;
  const broken = people.answers.get(500) ?? 0;
  return [
    {
      question: 'every kill was carried out, and what was killed came back',
      checked: kills,
      violations: [
        ...(killer.struck.length === kills ? [] : [`${killer.struck.length} of ${kills} kills were carried out`]),
        ...killer.struck
          .filter(({ recoveryMs }) => recoveryMs === null)
          .map(({ number, target }) => `${target} did not come back after kill ${number + 1}`),
      ],
    },
    {
      question: 'every complaint was acknowledged and took its course',
      checked: people.acts.length,
      violations: faults,
    },
    {
      question: 'an outage is answered by 503, never by 500',
      checked: [...people.answers.values()].reduce((sum, times) => sum + times, 0),
      violations: broken === 0 ? [] : [`${broken} answers were 500`],
    },
    {
      question: 'all is over a minute after the last expiry',
      checked: 1,
      violations: inTime ? [] : [`left: ${JSON.stringify(left)}`],
    },
  ];
}

async function verify(url: string, outside: Pick<VerifyInput, 'temporal' | 'histories' | 'books'>): Promise<Report> {
  const db = await connectRecord(url, 'rangap-crash');
  try {
    return await verifyRecord({ db, ...outside });
  } finally {
    await db.destroy();
  }
}
