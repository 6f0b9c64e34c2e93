import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import { isTooCommon, linksBetween, type LinkKey } from '../../domain/link/links.js';
import { LINK_KINDS } from '../../domain/link/subject.js';
import { numberParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { databaseNow } from '../../persistence/clock.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { type LinkKeyRow } from '../../persistence/entities/link.entities.js';
import { newId } from '../../persistence/ids.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openCases, type CaseWork } from '../case/case-work.js';

/** A subject that waits to be compared, and who else has it. */
interface Waiting extends LinkKey {
  outcome: NonNullable<LinkKeyRow['outcome']>;
  /** The oldest cases that have it: as many as row P-LINK lets a newcomer be linked with. */
  others: readonly string[];
}

/**
 * Compares the subjects of a case that wait for it with those of all others, and links it where
 * they meet. Each link is a transaction of its own that locks its two cases and no other, in order
 * of id. Of two cases that come at once at least one finds the other, for each looks after its
 * subjects were committed; the table keeps the link once. Returns whether a link was made.
 */
export async function linkCase(db: DataSource, caseId: string): Promise<boolean> {
  const { rulebook: name } = await db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
  const rulebook = await loadRulebook(db.manager, name);
  const now = await databaseNow(db.manager);
  const waiting = await waitingSubjects(db.manager, caseId, ruleInForce(rulebook, 'P-LINK', now));
  const meeting = new Map<string, LinkKey[]>();
  for (const { kind, key, outcome, others } of waiting) {
    if (outcome !== 'compared') continue;
    for (const other of others) meeting.set(other, [...(meeting.get(other) ?? []), { kind, key }]);
  }
  let linked = false;
  for (const otherId of [...meeting.keys()].sort()) {
    const made = await inTransaction(db, (manager) => link(manager, caseId, otherId, meeting.get(otherId) ?? []));
    linked = linked || made;
  }
  await markCompared(db.manager, caseId, waiting);
  return linked;
}

async function waitingSubjects(manager: EntityManager, caseId: string, row: RuleRow): Promise<Waiting[]> {
  const most = Math.max(...LINK_KINDS.map((kind) => numberParameter(row, `maxCases.${kind}`)));
  const rows: (LinkKey & { cases: string[]; spared: boolean })[] = await manager.query(
    `SELECT k.kind, k.key, ARRAY(
              SELECT o.case_id FROM link_key o WHERE o.kind = k.kind AND o.key = k.key AND o.case_id <> k.case_id
               ORDER BY o.case_id LIMIT $2) AS cases,
            k.kind = 'account' AND EXISTS (${A_SHOP}) AS spared
       FROM link_key k WHERE k.case_id = $1 AND k.compared_at IS NULL ORDER BY k.kind, k.key`,
    [caseId, most],
  );
  return rows.map(({ kind, key, cases, spared }) => ({
    kind,
    key,
    outcome: spared ? 'left_out' : isTooCommon(kind, cases.length + 1, row) ? 'too_common' : 'compared',
    others: cases.slice(0, numberParameter(row, 'linksPerSubject')),
  }));
}

/**
 * An account that its institution called a regular merchant's, or where a trail met a shop or a
 * payroll: who pays there has nothing in common.
 */
const A_SHOP = `
  SELECT 1 FROM transfer t
   WHERE t.to_institution = split_part(k.key, ':', 1) AND t.to_account_no = split_part(k.key, ':', 2) AND (
     EXISTS (SELECT 1 FROM trail_link l WHERE l.transfer_id = t.id AND l.stop_reason IN ('merchant_shield', 'payroll_shield'))
     OR EXISTS (SELECT 1 FROM hold h JOIN appeal a ON a.hold_id = h.id JOIN appeal_filing f ON f.appeal_id = a.id
                 WHERE h.transfer_id = t.id AND f.holder_is = 'regular_merchant'))`;

async function link(
  manager: EntityManager,
  caseId: string,
  otherId: string,
  keys: readonly LinkKey[],
): Promise<boolean> {
  const works = await openCases(manager, [caseId, otherId], 'system');
  const [first, second] = works;
  const own = works.find(({ caseFile }) => caseFile.id === caseId);
  if (first === undefined || second === undefined || own === undefined) throw new Error('a case of a link is gone');
  const row = ruleInForce(own.rulebook, 'P-LINK', own.now);
  const made = await insertLinks(manager, [first, second], own, linksBetween(keys, keys, row), row);
  for (const { id, kind, strength, source, sourceId } of made) {
    for (const [work, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const otherCaseId = other.caseFile.id;
      work.audit('case.linked', { linkId: id, otherCaseId, kind, strength, byCaseId: caseId, source, sourceId });
    }
  }
  const [newest] = made;
  if (newest === undefined) return false;
  for (const work of works) {
    const { id, closedAt } = work.caseFile;
    await countLinks(manager, id);
    // A closed case keeps its end; who reads it sees the link.
    if (id !== caseId && closedAt === null) work.signal(complaintWorkflowId(id), 'look', 'caseLinked', newest.id);
  }
  for (const work of works) await work.finish();
  return true;
}

type MadeLink = Pick<LinkKeyRow, 'kind' | 'source' | 'sourceId'> & { id: string; strength: string };

async function insertLinks(
  manager: EntityManager,
  [first, second]: readonly [CaseWork, CaseWork],
  own: CaseWork,
  links: ReturnType<typeof linksBetween>,
  row: RuleRow,
): Promise<MadeLink[]> {
  return manager.query<MadeLink[]>(
    `INSERT INTO case_link (id, case_id, other_case_id, kind, key, strength, rule_row_id, by_case_id, source, source_id, since)
     SELECT l.id, $1, $2, k.kind, k.key, l.strength, $3, k.case_id, k.source, k.source_id, $4
       FROM jsonb_to_recordset($5::jsonb) AS l (id text, kind text, key text, strength text)
       JOIN link_key k ON k.case_id = $6 AND k.kind = l.kind AND k.key = l.key
     ON CONFLICT (case_id, other_case_id, kind, key) DO NOTHING
     RETURNING id, kind, strength, source, source_id AS "sourceId"`,
    [
      first.caseFile.id,
      second.caseFile.id,
      row.rowId,
      own.now,
      JSON.stringify(links.map((each) => ({ ...each, id: newId() }))),
      own.caseFile.id,
    ],
  );
}

async function countLinks(manager: EntityManager, caseId: string): Promise<void> {
  await manager.query(
    `UPDATE case_file SET linked_cases = (
       SELECT count(DISTINCT other) FROM (
         SELECT other_case_id AS other FROM case_link WHERE case_id = $1
         UNION ALL SELECT case_id FROM case_link WHERE other_case_id = $1) AS linked)
      WHERE id = $1`,
    [caseId],
  );
}

async function markCompared(manager: EntityManager, caseId: string, waiting: readonly Waiting[]): Promise<void> {
  await manager.query(
    `UPDATE link_key k SET compared_at = clock_timestamp(), outcome = w.outcome
       FROM jsonb_to_recordset($2::jsonb) AS w (kind text, key text, outcome text)
      WHERE k.case_id = $1 AND k.kind = w.kind AND k.key = w.key AND k.compared_at IS NULL`,
    [caseId, JSON.stringify(waiting.map(({ kind, key, outcome }) => ({ kind, key, outcome })))],
  );
}
