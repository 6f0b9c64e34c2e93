import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { endOf } from '../../../domain/deadlines/deadline-of.js';
import { formatCaseNo } from '../../../domain/identifiers/case-no.js';
import { LOST_ORDER_CASE } from '../../../domain/statement/lost-order.js';
import { type Stated, STATEMENT_BREAKS } from '../../../domain/statement/compare-books.js';
import { ruleInForce } from '../../../domain/rulebook/in-force.js';
import { NEW_CHAIN } from '../../../persistence/audit/append-audit.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { ComplaintRow } from '../../../persistence/entities/case/complaint.entities.js';
import { LostOrderRow } from '../../../persistence/entities/traffic/statement.entities.js';
import { newId } from '../../../persistence/ids.js';
import { loadRulebook } from '../../../persistence/rulebook/load-rulebook.js';
import { sha256Hex } from '../../../persistence/sha256.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { isTakenOver } from '../../break/break.queries.js';
import { openBreak } from '../../break/open-break.js';
import { CaseWork } from '../../case/work/case-work.js';
import { openKnownCase } from '../../case/work/open-case.js';
import { changeLostOrder } from './change-lost-order.js';

const KIND = STATEMENT_BREAKS.UNKNOWN_TO_CENTRE;

/**
 * Notes an order of the centre by which an institution states that it holds money and that is not on record, once,
 * in a case, with a break that calls a person. The case is the one of its credit, where somebody reported that
 * (again); else that of other orders of the same lost case; else one that is opened for it. Nobody is called about
 * an order whose place another has taken there.
 */
export async function noteLostOrder(
  db: DataSource,
  institution: string,
  stated: Stated,
  inboxMessageId: string,
): Promise<void> {
  await inTransaction(db, async (manager) => {
    const { orderId, holdId, accountNo, askedSatang, heldSatang, expiresAt, asOrdered } = stated;
    if (await isTakenOver(manager, { party: institution, subjectId: orderId })) return;
    await lockLost(manager, asOrdered?.caseNo ?? `${institution} ${orderId}`);
    if (await manager.existsBy(LostOrderRow, { institution, orderId })) return;
    const work = await openHome(manager, institution, stated);
    const breakId = await openBreak(work, { caseId: work.caseFile.id, id: null }, { id: inboxMessageId }, KIND);
    const { caseNo, legalBasis, transfer } = asOrdered ?? {};
    const lost = manager.create(LostOrderRow, {
      id: newId(),
      institution,
      orderId,
      holdId,
      accountNo,
      askedSatang,
      heldSatang,
      expiresAt,
      caseId: work.caseFile.id,
      asOrdered: asOrdered === undefined ? null : { caseNo, legalBasis, transfer },
      issuedAt: asOrdered === undefined ? null : new Date(asOrdered.issuedAt),
      power: asOrdered?.power ?? null,
      state: 'found',
      untilAt: null,
      untilRuleRowId: null,
      overAt: null,
      inboxMessageId,
      breakId,
      foundAt: work.now,
    });
    await manager.insert(LostOrderRow, lost);
    work.audit('lost_order.found', { lostOrderId: lost.id, orderId, institution, breakId });
    await work.finish();
  });
}

/** Calls a person anew about a lost order that was over, and by which its institution states again that it holds money. */
export async function noteFoundAgain(
  db: DataSource,
  id: string,
  { heldSatang }: Stated,
  inboxMessageId: string,
): Promise<void> {
  await inTransaction(db, async (manager) => {
    const { caseId } = await manager.findOneByOrFail(LostOrderRow, { id });
    const work = await openKnownCase(manager, caseId, 'system');
    const lost = await manager.findOneByOrFail(LostOrderRow, { id });
    if (lost.state !== 'over') return;
    const breakId = await openBreak(work, { caseId, id: null }, { id: inboxMessageId }, KIND);
    const found = { heldSatang, untilAt: null, untilRuleRowId: null, overAt: null, inboxMessageId, breakId };
    await changeLostOrder(work, lost, { state: 'found', ...found }, 'STATED_AGAIN');
    await work.finish();
  });
}

async function lockLost(manager: EntityManager, what: string): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('lost_order ' || $1))`, [what]);
}

/** Opens the case that a lost order belongs to. */
async function openHome(manager: EntityManager, institution: string, stated: Stated): Promise<CaseWork> {
  const { caseNo = null, transfer } = stated.asOrdered ?? {};
  const [home] = await manager.query<{ id: string }[]>(
    `SELECT first_case_id AS id, 0 AS place FROM transfer WHERE (from_institution, reference) = ($1, $2)
     UNION ALL SELECT case_id, 1 FROM lost_order WHERE as_ordered ->> 'caseNo' = $3 ORDER BY place, id LIMIT 1`,
    [transfer?.fromInstitution ?? null, transfer?.reference ?? null, caseNo],
  );
  return home === undefined ? openShell(manager, institution, stated) : openKnownCase(manager, home.id, 'system');
}

/** Opens a case in which nobody reported anything: the signed page of the institution is all that is known. */
async function openShell(manager: EntityManager, institution: string, { orderId }: Stated): Promise<CaseWork> {
  const [clock] = await manager.query<{ now: Date; sequence: string }[]>(
    `SELECT clock_timestamp() AS now, nextval('case_no_seq') AS sequence`,
  );
  if (clock === undefined) throw new Error('the database has no clock');
  const { now } = clock;
  const rules = await loadRulebook(manager, 'th');
  const id = newId();
  const body = { lostOrder: { institution, orderId } };
  const caseFile = manager.create(CaseFileRow, {
    id,
    caseNo: formatCaseNo({ openedAt: now, sequence: Number(clock.sequence) }),
    rulebook: 'th',
    status: 'received',
    caseType: LOST_ORDER_CASE,
    openedAt: now,
    openedBy: 'system',
    victimReports: false,
    holderReports: false,
    victimInstitution: null,
    victimAccountNo: null,
    stolenSatang: 0n,
    toldBankAt: null,
    statementAt: null,
    statementNotedAt: null,
    withdrawnAt: null,
    withdrawalLapsesAt: null,
    correctionLapsesAt: null,
    papersLapseAt: null,
    automaticOrders: true,
    assignedRoute: 'station',
    nextDeadlineAt: endOf(ruleInForce(rules, 'OFF-7D', now), now, { rulebook: rules, now }),
    closedAt: null,
    linkedCases: 0,
  });
  await manager.insert(ComplaintRow, {
    id,
    receivedAt: now,
    receivedBy: 'system',
    receivedByName: 'system',
    reporterKey: sha256Hex(`lost order ${institution} ${orderId}`),
    phoneKeys: [],
    known: {},
    body,
    bodySha256: sha256Hex(JSON.stringify(body)),
  });
  await manager.insert(CaseFileRow, caseFile);
  const work = new CaseWork(manager, caseFile, rules, now, 'system', NEW_CHAIN);
  work.audit('case.status', { caseId: id, from: null, to: 'received' });
  work.signal(complaintWorkflowId(id), 'start', 'start', id);
  return work;
}
