import type { EntityManager } from 'typeorm';
import { type CaseChanges, isChanged, rejudgeCase } from '../../domain/rejudge/rejudge-case.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import { databaseNow } from '../../persistence/clock.js';
import { readCaseToJudge } from './read-case-to-judge.js';
import { maskSubject } from '../case/privacy/mask.js';

/** The changes that another law would make in open cases, with masked accounts. */
export interface WouldChange {
  judgedAt: string;
  openCases: number;
  /** How many of them were judged, the newest first. */
  judgedCases: number;
  /** The cases in which something would change. */
  changed: ShownChanges[];
}

/** `CaseChanges` with times as text, as the wire has them. */
type ShownChanges = WithTextTimes<CaseChanges>;
type WithTextTimes<T> = T extends Date
  ? string
  : T extends readonly (infer E)[]
    ? WithTextTimes<E>[]
    : T extends object
      ? { [K in keyof T]: WithTextTimes<T[K]> }
      : T;

/**
 * Judges the newest open cases of a rulebook by that rulebook and by another law, with the same
 * facts at the same instant. It locks and writes nothing.
 */
export async function readWouldChange(
  manager: EntityManager,
  { rulebook, other, limit }: { rulebook: string; other: Rulebook; limit: number },
): Promise<WouldChange> {
  const judgedAt = await databaseNow(manager);
  const open: { id: string; total: string }[] = await manager.query(
    `SELECT id, count(*) OVER () AS total FROM case_file WHERE closed_at IS NULL AND rulebook = $1 ORDER BY id DESC LIMIT $2`,
    [rulebook, limit],
  );
  const changed: ShownChanges[] = [];
  for (const { id } of open) {
    const changes = rejudgeCase(await readCaseToJudge(manager, id), other, judgedAt);
    if (isChanged(changes)) changed.push(toShown(changes));
  }
  return {
    judgedAt: judgedAt.toISOString(),
    openCases: Number(open[0]?.total ?? 0),
    judgedCases: open.length,
    changed,
  };
}

function toShown(changes: CaseChanges): ShownChanges {
  const mask = <T extends { subject: string }>(change: T): T => ({ ...change, subject: maskSubject(change.subject) });
  const masked = { ...changes, findings: changes.findings.map(mask), deadlines: changes.deadlines.map(mask) };
  return JSON.parse(JSON.stringify(masked)) as ShownChanges;
}
