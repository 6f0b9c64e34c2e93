import type { EntityManager } from 'typeorm';
import { numberParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import type { RulebookName } from '../../domain/rulebook/build.js';
import { databaseNow } from '../../persistence/clock.js';
import type { CaseLinkRow, LinkKeyRow } from '../../persistence/entities/link.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { GROUP, readGroupTotals } from '../judgement/read-linked-group.js';
import { maskAccount } from '../case/mask.js';
import { groupBy, rowsOf } from '../case/read-rows.js';

interface LinkedRow {
  caseId: string;
  caseNo: string;
  status: string;
  caseType: string;
  openedAt: Date;
  withdrawn: boolean;
  stolenSatang: string;
  heldSatang: string;
  officers: string[];
  link: Pick<CaseLinkRow, 'id' | 'kind' | 'strength' | 'source'> & { masked: string; since: string; byCaseId: string };
}

/**
 * What a case shares with which others, as `person` sees it, and the group that they form;
 * undefined when there is no such case.
 */
export async function readLinks(manager: EntityManager, caseId: string, person: string) {
  const [found] = await rowsOf<{ rulebook: RulebookName }>(manager, 'SELECT rulebook FROM case_file WHERE id = $1', [
    caseId,
  ]);
  if (found === undefined) return undefined;
  const row = ruleInForce(await loadRulebook(manager, found.rulebook), 'P-LINK', await databaseNow(manager));
  const linked = groupBy(await readLinked(manager, caseId), (each) => each.caseId);
  const holds = await readHoldsThere(manager, caseId);
  return {
    subjects: await readSubjects(manager, caseId),
    linked: [...linked].flatMap(([otherId, rows]) => {
      const [first] = rows;
      if (first === undefined) return [];
      const { link: _link, officers, openedAt, ...rest } = first;
      return [
        {
          ...rest,
          openedAt: openedAt.toISOString(),
          handledBy: handledBy(officers, person),
          links: rows.map(({ link: { byCaseId, since, ...link } }) => ({
            ...link,
            since: new Date(since).toISOString(),
            byThisCase: byCaseId === caseId,
          })),
          holdsAtSharedAccounts: holds.filter((hold) => hold.caseId === otherId).map(toHoldThere),
        },
      ];
    }),
    group: await readGroup(manager, caseId, numberParameter(row, 'groupMaxCases')),
  };
}

function handledBy(officers: readonly string[], person: string): 'nobody' | 'you' | 'another' {
  if (officers.length === 0) return 'nobody';
  return officers.includes(person) ? 'you' : 'another';
}

async function readSubjects(manager: EntityManager, caseId: string) {
  const rows = await rowsOf<Pick<LinkKeyRow, 'kind' | 'masked' | 'source' | 'since' | 'outcome'> & { cases: string }>(
    manager,
    `SELECT k.kind, k.masked, k.source, k.since, k.outcome,
            (SELECT count(*) FROM link_key o WHERE o.kind = k.kind AND o.key = k.key) AS cases
       FROM link_key k WHERE k.case_id = $1 ORDER BY k.since, k.kind, k.masked`,
    [caseId],
  );
  return rows.map(({ since, cases, ...row }) => ({ ...row, since: since.toISOString(), cases: Number(cases) }));
}

function readLinked(manager: EntityManager, caseId: string): Promise<LinkedRow[]> {
  return rowsOf<LinkedRow>(
    manager,
    `WITH own AS (
       SELECT *, other_case_id AS other FROM case_link WHERE case_id = $1
       UNION ALL SELECT *, case_id FROM case_link WHERE other_case_id = $1)
     SELECT f.id AS "caseId", f.case_no AS "caseNo", f.status, f.case_type AS "caseType", f.opened_at AS "openedAt",
            f.withdrawn_at IS NOT NULL AS withdrawn, f.stolen_satang AS "stolenSatang", f.held_satang AS "heldSatang",
            ARRAY(SELECT requested_by FROM freeze_request r WHERE r.case_id = f.id
                  UNION SELECT d.person FROM freeze_request r JOIN decision d ON d.freeze_request_id = r.id WHERE r.case_id = f.id) AS officers,
            json_build_object('id', own.id, 'kind', own.kind, 'strength', own.strength, 'source', own.source,
              'masked', k.masked, 'since', own.since, 'byCaseId', own.by_case_id) AS link
       FROM own JOIN case_file f ON f.id = own.other
       JOIN link_key k ON k.case_id = $1 AND k.kind = own.kind AND k.key = own.key
      ORDER BY own.since DESC, f.id DESC, own.strength, own.kind`,
    [caseId],
  );
}

interface HoldRowThere {
  caseId: string;
  institution: string;
  accountNo: string;
  state: string;
  stateReason: string | null;
  heldSatang: string;
  expiresAt: Date;
}

/** The holds of linked cases at accounts that link them with this one, newest first. */
function readHoldsThere(manager: EntityManager, caseId: string): Promise<HoldRowThere[]> {
  return rowsOf<HoldRowThere>(
    manager,
    `WITH shared AS (
       SELECT other_case_id AS case_id, key FROM case_link WHERE case_id = $1 AND kind = 'account'
       UNION SELECT case_id, key FROM case_link WHERE other_case_id = $1 AND kind = 'account')
     SELECT c.case_id AS "caseId", h.institution, h.account_no AS "accountNo", h.state, h.state_reason AS "stateReason",
            h.held_satang AS "heldSatang", h.expires_at AS "expiresAt"
       FROM shared s JOIN claim c ON c.case_id = s.case_id JOIN hold h ON h.stolen_sum_id = c.stolen_sum_id
      WHERE h.institution || ':' || h.account_no = s.key ORDER BY h.id DESC`,
    [caseId],
  );
}

function toHoldThere({ caseId: _caseId, accountNo, expiresAt, ...hold }: HoldRowThere) {
  return { ...hold, accountMasked: maskAccount(accountNo), expiresAt: expiresAt.toISOString() };
}

async function readGroup(manager: EntityManager, caseId: string, maxCases: number) {
  const { contactVictims: _contactVictims, ...totals } = await readGroupTotals(manager, caseId, maxCases);
  const members = await rowsOf<{ caseId: string; caseNo: string; status: string; direct: boolean }>(
    manager,
    `WITH ${GROUP}
     SELECT f.id AS "caseId", f.case_no AS "caseNo", f.status,
            EXISTS (SELECT 1 FROM case_link l WHERE (l.case_id, l.other_case_id) IN (($1, f.id), (f.id, $1))) AS direct
       FROM grp JOIN case_file f ON f.id = grp.id WHERE f.id <> $1 ORDER BY f.id`,
    [caseId, maxCases],
  );
  return {
    ...totals,
    stolenSatang: totals.stolenSatang.toString(),
    heldSatang: totals.heldSatang.toString(),
    complete: totals.cases < maxCases,
    members,
  };
}
