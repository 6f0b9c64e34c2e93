import type { DataSource, EntityManager } from 'typeorm';
import { type Result, ok, refuse } from '../../src/domain/result.js';
import type { Rulebook } from '../../src/domain/rulebook/in-force.js';
import { lawOfDay } from '../../src/domain/rulebook/law-of-a-day.js';
import { type CaseChanges, isChanged, rejudgeCase } from '../../src/domain/rejudge/rejudge-case.js';
import { databaseNow } from '../../src/persistence/clock.js';
import { readCaseToJudge } from '../../src/application/judgement/read-case-to-judge.js';
import type { DraftRow } from './draft-schema.js';
import { withDraft } from './draft-rulebook.js';

/** The cases to judge anew, and the law to judge them by. */
export interface RejudgeInput {
  /** Id or number of a case; null means all cases. */
  caseName: string | null;
  /** Judge by the law of this day instead of the law at the time of each act. */
  asOf: Date | null;
  draft: readonly DraftRow[];
}

/**
 * The result: how many cases were judged, and those in which something would change, oldest first.
 */
export interface Rejudgement {
  judgedAt: Date;
  cases: number;
  changed: CaseChanges[];
}

/**
 * Judges cases by another law, in one read-only transaction that sees one state of the database.
 * Refusals: `REJUDGE.NO_CASE`, and `DRAFT.ROW` when the draft does not fit the rulebook of a case.
 */
export async function rejudgeCases(db: DataSource, input: RejudgeInput): Promise<Result<Rejudgement>> {
  return readOnly(db, async (manager) => {
    const ids = await caseIds(manager, input.caseName);
    if (ids.length === 0 && input.caseName !== null) return refuse('REJUDGE.NO_CASE', 'the record has no such case');
    const judgedAt = await databaseNow(manager);
    const changed: CaseChanges[] = [];
    for (const id of ids) {
      const found = await readCaseToJudge(manager, id);
      const law = otherLaw(found.rulebook, input);
      if (!law.ok) return law;
      const changes = rejudgeCase(found, law.value, judgedAt);
      if (isChanged(changes)) changed.push(changes);
    }
    return ok({ judgedAt, cases: ids.length, changed });
  });
}

/** Runs `work` in a transaction that cannot write and sees one state of the database. */
export async function readOnly<T>(db: DataSource, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  return db.transaction('REPEATABLE READ', async (manager) => {
    await manager.query('SET TRANSACTION READ ONLY');
    return work(manager);
  });
}

function otherLaw(rulebook: Rulebook, { asOf, draft }: RejudgeInput): Result<Rulebook> {
  const drafted = withDraft(rulebook, draft);
  if (!drafted.ok || asOf === null) return drafted;
  return ok(lawOfDay(drafted.value, asOf));
}

async function caseIds(manager: EntityManager, caseName: string | null): Promise<string[]> {
  const rows: { id: string }[] =
    caseName === null
      ? await manager.query('SELECT id FROM case_file ORDER BY id')
      : await manager.query('SELECT id FROM case_file WHERE id = $1 OR case_no = $1', [caseName]);
  return rows.map(({ id }) => id);
}
