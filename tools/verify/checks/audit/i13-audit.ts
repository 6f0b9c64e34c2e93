import type { EntityManager } from 'typeorm';
import { ChainContradicted, chainFault, newestNamed } from '../../../../src/persistence/audit/checkpoint.js';
import type { NamedCheckpoint } from '../../../../src/persistence/audit/kept-checkpoint.js';
import { LOST_ORDER_CASE } from '../../../../src/domain/statement/lost-order.js';
import type { Check, CheckResult } from '../../check.js';
import { eventsInOrder } from '../../events-in-order.js';
import { applySqlRules, countOf, type SqlRule } from '../../sql-rules.js';
import { brokenChains } from './audit-chains.js';
import { falseCheckpoints } from './audit-checkpoint.js';
import { lateSigning, wordsOfPersons } from '../time/late-signing.js';
import { unlikeWitness } from './witness.js';

/** Tables with a state, their events, and the columns that must equal the last event. */
const WITH_STATE: readonly { table: string; type: string; key: string; columns: Readonly<Record<string, string>> }[] = [
  {
    table: 'hold',
    type: 'hold.state',
    key: 'holdId',
    columns: {
      state: 'to',
      held_satang: 'heldSatang',
      reserved_satang: 'reservedSatang',
      seized_satang: 'seizedSatang',
    },
  },
  { table: 'freeze_request', type: 'freeze_request.state', key: 'requestId', columns: { state: 'to' } },
  { table: 'evidence_request', type: 'evidence_request.state', key: 'requestId', columns: { state: 'to' } },
  { table: 'debit_confirmation', type: 'debit.state', key: 'confirmationId', columns: { state: 'to' } },
  { table: 'case_file', type: 'case.status', key: 'caseId', columns: { status: 'to' } },
  { table: 'withdrawal', type: 'withdrawal.state', key: 'withdrawalId', columns: { state: 'to' } },
  { table: 'holder_papers', type: 'holder_papers.state', key: 'papersId', columns: { state: 'to' } },
  { table: 'correction', type: 'correction.state', key: 'correctionId', columns: { state: 'to' } },
  {
    table: 'incomplete_transfer',
    type: 'incomplete_transfer.state',
    key: 'incompleteTransferId',
    columns: { state: 'to', transfer_id: 'transferId' },
  },
  { table: 'lost_order_request', type: 'lost_order_request.state', key: 'requestId', columns: { state: 'to' } },
  { table: 'own_suspension', type: 'own_suspension.state', key: 'suspensionId', columns: { state: 'to' } },
];

/** A case that a notice of section 6 opened, or a statement of an institution, has the event of that instead. */
const FROM_VICTIMS = `id NOT IN (SELECT case_id FROM noticed_transfer WHERE NOT joined)
  AND id NOT IN (SELECT id FROM case_file WHERE case_type = '${LOST_ORDER_CASE}')`;

/** Rows that are written once and have exactly one event. */
const ONE_EVENT: readonly { table: string; where?: string; type: string; key: string }[] = [
  { table: 'complaint', where: FROM_VICTIMS, type: 'complaint.received', key: 'caseId' },
  { table: 'notice', type: 'notice.received', key: 'noticeId' },
  { table: 'complaint_addition', type: 'addition.received', key: 'additionId' },
  { table: 'hold_order', type: 'hold_order.issued', key: 'orderId' },
  { table: 'hold_review', type: 'hold.reviewed', key: 'reviewId' },
  { table: 'partial_release', type: 'partial_release.ordered', key: 'partialReleaseId' },
  { table: 'release_order', type: 'release.ordered', key: 'releaseOrderId' },
  { table: 'suspicion_result', type: 'suspicion.result', key: 'resultId' },
  { table: 'decision', type: 'decision.made', key: 'decisionId' },
  { table: 'evidence', type: 'evidence.received', key: 'evidenceId' },
  { table: 'victim_telling', type: 'victim.telling', key: 'tellingId' },
  { table: 'break_record', type: 'break.opened', key: 'breakId' },
  { table: 'break_record', where: 'closed_at IS NOT NULL', type: 'break.settled', key: 'breakId' },
  { table: 'break_statement', type: 'break.answered', key: 'statementId' },
  { table: 'lost_order', type: 'lost_order.found', key: 'lostOrderId' },
  { table: 'lost_order_release', type: 'lost_order.release_ordered', key: 'releaseId' },
  { table: 'interest', type: 'interest.noted', key: 'interestId' },
  { table: 'inbox_message', where: 'processed_at IS NOT NULL', type: 'message.applied', key: 'messageId' },
];

const RULES: readonly SqlRule[] = [
  ...WITH_STATE.map(({ table, type, key, columns }) => ({
    why: `${table} is not what its last ${type} says`,
    sql: `SELECT r.id FROM ${table} r LEFT JOIN (
              SELECT DISTINCT ON (subject) subject, payload FROM ${eventsInOrder(type, key)} o
               ORDER BY subject, place DESC, sequence DESC) e ON e.subject = r.id
           WHERE ${Object.entries(columns)
             .map(([column, field]) => `r.${column}::text IS DISTINCT FROM e.payload->>'${field}'`)
             .join(' OR ')}`,
  })),
  ...WITH_STATE.map(({ table, type, key }) => ({
    why: `a ${type} of no row, or one that does not follow from the one before`,
    sql: `SELECT e.chain || '#' || e.sequence AS id FROM (
              SELECT chain, sequence, subject, payload->>'from' AS "from",
                     lag(payload->>'to') OVER (PARTITION BY subject ORDER BY place, sequence) AS before
                FROM ${eventsInOrder(type, key)} o) e
            LEFT JOIN ${table} r ON r.id = e.subject WHERE r.id IS NULL OR e."from" IS DISTINCT FROM e.before`,
  })),
  ...ONE_EVENT.map(({ table, where, type, key }) => ({
    why: `${table} is not told by exactly one ${type}`,
    sql: `SELECT coalesce(r.id, e.subject) AS id FROM (SELECT id FROM ${table} WHERE ${where ?? 'true'}) r
            FULL JOIN (SELECT payload->>'${key}' AS subject, count(*) AS times FROM audit_event WHERE type = '${type}' GROUP BY 1) e
              ON e.subject = r.id WHERE r.id IS NULL OR e.times IS DISTINCT FROM 1`,
  })),
];

/**
 * I13: each change of state has exactly one audit event, the chains are whole, and the tables
 * agree with them.
 */
export const audit: Check = {
  id: 'I13',
  title: 'audit chains and checkpoints are whole, and the record is what they tell',
  async run({ manager, asOf, witness, kept }): Promise<CheckResult> {
    const chains = await brokenChains(manager);
    const checkpoints = await falseCheckpoints(manager, asOf);
    const unlike = witness === undefined ? [] : await unlikeWitness(manager, witness);
    const events = await applySqlRules(manager, 'SELECT 0', RULES);
    const { untold, open, settled } = await lateSigning(manager);
    const notes = [
      ...settled.map(({ words }) => words),
      ...(await wordsOfPersons(manager)),
      ...(witness === undefined
        ? ['no file of a witness: a past rewritten as a whole and signed anew is not seen']
        : []),
    ];
    return {
      checked: await countOf(manager, 'SELECT count(*) FROM audit_event'),
      violations: [
        ...chains,
        ...checkpoints,
        ...unlike,
        ...(kept === undefined ? [] : await unlikeKept(manager, kept)),
        ...untold,
        ...open.filter(({ isBeginning }) => isBeginning).map(({ words }) => words),
        ...events.violations,
      ],
      unknown: open.filter(({ isBeginning }) => !isBeginning).map(({ words }) => words),
      ...(notes.length > 0 && { note: notes.join('; ') }),
    };
  },
};

/** Compares with the last checkpoint that a keeper keeps outside the database. */
async function unlikeKept(manager: EntityManager, kept: NamedCheckpoint): Promise<string[]> {
  const fault = await chainFault(manager, kept, await newestNamed(manager));
  return fault === undefined ? [] : [new ChainContradicted(fault, kept).message];
}
