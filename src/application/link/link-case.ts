import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import {
  comparisonOutcome,
  type ComparisonOutcome,
  type LinkKey,
  linksBetween,
  type SubjectToCompare,
} from '../../domain/link/link-between-cases.js';
import { LINK_KINDS } from '../../domain/link/subject.js';
import { numberParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openCases } from '../case/work/open-case.js';
import { insertLinks, markCompared, takeWaitingSubjects, updateLinkCount } from './link.queries.js';

/** A subject that waits to be compared, and the cases to compare with by it. */
interface ComparedSubject extends LinkKey {
  outcome: ComparisonOutcome;
  /** The oldest cases that have it: as many as row P-LINK lets a new case be linked with. */
  otherCases: readonly string[];
}

/**
 * Links a case with the cases that share a subject with it (an account, a person, a device, ...);
 * returns whether a link was made. It compares the subjects that wait for it. Each pair of cases
 * is a transaction of its own that locks only these two, in order of id. When two cases come at
 * once, at least one finds the other, because each looks after its own subjects were committed;
 * the database keeps a link once. `linkRule` is row P-LINK.
 */
export async function linkCase(db: DataSource, caseId: string, linkRule: RuleRow): Promise<boolean> {
  const subjects = await compareSubjects(db.manager, caseId, linkRule);
  const sharedByCase = keysByOtherCase(subjects);
  let isLinked = false;
  for (const otherCaseId of [...sharedByCase.keys()].sort()) {
    const shared = sharedByCase.get(otherCaseId) ?? [];
    const isNew = await inTransaction(db, (manager) => linkPair(manager, caseId, otherCaseId, shared));
    isLinked = isLinked || isNew;
  }
  if (subjects.length > 0) await markCompared(db.manager, caseId, subjects);
  return isLinked;
}

/** Compares the waiting subjects of a case; returns those that are not marked as compared yet. */
async function compareSubjects(manager: EntityManager, caseId: string, row: RuleRow): Promise<ComparedSubject[]> {
  const maxCases = Math.max(...LINK_KINDS.map((kind) => numberParameter(row, `maxCases.${kind}`)));
  const linksPerSubject = numberParameter(row, 'linksPerSubject');
  const outcomeOf = (subject: SubjectToCompare) => comparisonOutcome(subject, row);
  const alone = LINK_KINDS.map((kind) => [kind, outcomeOf({ kind, cases: 1, isOrdinaryReceiver: false })] as const);
  const waiting = await takeWaitingSubjects(manager, caseId, maxCases, Object.fromEntries(alone));
  return waiting
    .filter(({ otherCases, isOrdinaryReceiver }) => otherCases.length > 0 || isOrdinaryReceiver)
    .map(({ kind, key, otherCases, isOrdinaryReceiver }) => ({
      kind,
      key,
      outcome: outcomeOf({ kind, cases: otherCases.length + 1, isOrdinaryReceiver }),
      otherCases: otherCases.slice(0, linksPerSubject),
    }));
}

function keysByOtherCase(subjects: readonly ComparedSubject[]): ReadonlyMap<string, LinkKey[]> {
  const keys = new Map<string, LinkKey[]>();
  for (const { kind, key, outcome, otherCases } of subjects) {
    if (outcome !== 'compared') continue;
    for (const otherCaseId of otherCases) keys.set(otherCaseId, [...(keys.get(otherCaseId) ?? []), { kind, key }]);
  }
  return keys;
}

/**
 * Links two cases by the keys that they share; returns whether a link was new. An open case that
 * was found is signalled to look again; a closed one stays closed, and its readers see the link.
 */
async function linkPair(
  manager: EntityManager,
  caseId: string,
  otherCaseId: string,
  shared: readonly LinkKey[],
): Promise<boolean> {
  const works = await openCases(manager, [caseId, otherCaseId], 'system');
  const [first, second] = works;
  const own = works.find(({ caseFile }) => caseFile.id === caseId);
  if (first === undefined || second === undefined || own === undefined) throw new Error('a case of a link is gone');
  const row = ruleInForce(own.rulebook, 'P-LINK', own.now);
  const pair = { firstCaseId: first.caseFile.id, secondCaseId: second.caseFile.id, byCaseId: caseId };
  const links = linksBetween(shared, shared, row).map((link) => ({ ...link, id: newId() }));
  const written = await insertLinks(manager, pair, links, row.rowId, own.now);
  const [newest] = written;
  if (newest === undefined) return false;
  for (const [work, other] of [
    [first, second],
    [second, first],
  ] as const) {
    for (const { id: linkId, kind, strength, source, sourceId } of written) {
      const otherId = other.caseFile.id;
      work.audit('case.linked', { linkId, otherCaseId: otherId, kind, strength, byCaseId: caseId, source, sourceId });
    }
    const { id, closedAt } = work.caseFile;
    await updateLinkCount(manager, id);
    if (id !== caseId && closedAt === null) work.signal(complaintWorkflowId(id), 'look', 'caseLinked', newest.id);
  }
  for (const work of works) await work.finish();
  return true;
}
