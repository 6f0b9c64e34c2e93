import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../bench.js';
import { inFlight } from '../measure/in-flight.js';
import { CopyDatabase } from './copy-database.js';
import type { CaseTemplate } from './case-template.js';

const TEMPLATES = 12;
const AT_A_TIME = 50;
/**
 * How many workflows wait to start at a time: no more than start before the keeper repeats one.
 */
const TO_START_AT_A_TIME = 150;
const LOOK_EVERY_MS = 200;
/** A hold of a new case lasts seven days (P-EXP), so the copies' holds end in five to seven days. */
const OPENED_WITHIN_MS = 48 * 3_600_000;
const SAY_EVERY = 1_000;

/** The case numbers of copies begin with one of these. */
const WITH_WORKFLOWS = 'COPY';
export const ROWS_ONLY = 'ROWS';

/**
 * Opens `count` cases faster than complaints can be posted. It posts a dozen, lets them settle,
 * and writes their rows again and again with other ids, numbers and accounts, opened some time in
 * the last two days. Rows, indexes and deadlines are real. So are the workflows of the first
 * `workflows` copies: the keeper starts them, they find nothing due and wait on their timers. Not
 * real are hashes, signatures, the institutions' side, the first part of those histories, and the
 * workflows of all other copies.
 */
export async function copyCases(
  bench: Bench,
  count: number,
  workflows: number,
  say: (line: string) => void,
): Promise<void> {
  const database = await CopyDatabase.open(bench.underTest.system.superuserDatabaseUrl, bench.underTest.home);
  try {
    const templates = await inFlight(Array.from({ length: TEMPLATES }), TEMPLATES, () => settledCase(bench, database));
    const copies = Math.max(0, count - TEMPLATES);
    await writeCopies(database, templates, { from: 0, to: Math.min(copies, workflows), label: WITH_WORKFLOWS }, say);
    await untilToStart(database, 0);
    await writeCopies(database, templates, { from: Math.min(copies, workflows), to: copies, label: ROWS_ONLY }, say);
    await database.analyse();
  } finally {
    await database.close();
  }
}

async function settledCase({ town, hotline, record }: Bench, database: CopyDatabase): Promise<CaseTemplate> {
  const theft = await town.theft('at_once');
  const { caseId } = await hotline.post(theft);
  await record.settled(caseId);
  return database.template(caseId, theft);
}

async function writeCopies(
  database: CopyDatabase,
  templates: readonly CaseTemplate[],
  { from, to, label }: { from: number; to: number; label: string },
  say: (line: string) => void,
): Promise<void> {
  for (let made = from; made < to; made += AT_A_TIME) {
    await untilToStart(database, TO_START_AT_A_TIME);
    const batch = Array.from({ length: Math.min(AT_A_TIME, to - made) }, (_, index) =>
      templates[(made + index) % templates.length]?.copy(Math.floor(Math.random() * OPENED_WITHIN_MS), label),
    );
    await database.write(
      batch.filter((copy) => copy !== undefined),
      label === WITH_WORKFLOWS,
    );
    if (made > from && made % SAY_EVERY < AT_A_TIME) say(`${made} cases copied`);
  }
}

async function untilToStart(database: CopyDatabase, atMost: number): Promise<void> {
  while ((await database.toStart()) > atMost) await sleep(LOOK_EVERY_MS);
}
