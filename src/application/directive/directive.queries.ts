import type { EntityManager } from 'typeorm';
import type { CutOffStep } from '../../domain/directive/cut-off.js';
import { telephoneKey } from '../../domain/judgement/evidence-on-number.js';
import type { DirectiveKind, DirectiveState, ListedSubject, NumbersSubject } from '../../domain/directive/directive.js';
import { rowsOf } from '../case/work/read-rows.js';

/** A directive with its case number; a delisting has the subject of its listing. */
export interface DirectiveOfCaseRow {
  id: string;
  caseId: string;
  caseNo: string;
  kind: DirectiveKind;
  state: DirectiveState;
  subject: ListedSubject | NumbersSubject;
  listingId: string | null;
  liftsId: string | null;
  /** Of a cut-off in force: how many of its numbers are cut off; else null. */
  cutOff: number | null;
  ground: string | null;
  reason: string;
  ruleRowId: string;
  requestedBy: string;
  requestedAt: Date;
  decidedBy: string | null;
  decisionReason: string | null;
  decidedAt: Date | null;
  delistedAt: Date | null;
  inForce: boolean;
}

/** The listing `d` is in force; the SQL form of `isListingInForce`. */
const IN_FORCE = `(d.kind = 'list' AND d.state = 'approved' AND d.delisted_at IS NULL)`;

const DIRECTIVES = `
  SELECT d.id, d.case_id AS "caseId", f.case_no AS "caseNo", d.kind, d.state, coalesce(d.subject, l.subject) AS subject, d.listing_id AS "listingId", d.lifts_id AS "liftsId",
         CASE WHEN d.kind = 'telecom' AND d.state = 'approved' THEN (
           SELECT count(*)::int FROM jsonb_array_elements_text(d.subject -> 'values') v
            WHERE NOT EXISTS (SELECT 1 FROM directive g WHERE g.lifts_id = d.id AND g.state = 'approved' AND g.subject -> 'values' ? v))
         END AS "cutOff",
         d.ground, d.reason, d.rule_row_id AS "ruleRowId", d.requested_by AS "requestedBy", d.requested_at AS "requestedAt",
         d.decided_by AS "decidedBy", d.decision_reason AS "decisionReason", d.decided_at AS "decidedAt", d.delisted_at AS "delistedAt",
         ${IN_FORCE} AS "inForce"
    FROM directive d JOIN case_file f ON f.id = d.case_id LEFT JOIN directive l ON l.id = d.listing_id`;

/** Reads the directives of a case, newest first. */
export function directivesOfCase(manager: EntityManager, caseId: string): Promise<DirectiveOfCaseRow[]> {
  return rowsOf<DirectiveOfCaseRow>(manager, `${DIRECTIVES} WHERE d.case_id = $1 ORDER BY d.id DESC`, [caseId]);
}

/** Which directives to read; `after` is the id of the last one of the page before. */
export interface DirectiveQuery {
  kind?: DirectiveKind;
  state?: DirectiveState;
  inForce?: 'yes';
  after?: string;
  limit: number;
}

/** Reads directives over all cases, newest first. */
export function directivesFrom(
  manager: EntityManager,
  { kind, state, inForce, after, limit }: DirectiveQuery,
): Promise<DirectiveOfCaseRow[]> {
  return rowsOf<DirectiveOfCaseRow>(
    manager,
    `${DIRECTIVES} WHERE ($1::text IS NULL OR d.kind = $1) AND ($2::text IS NULL OR d.state = $2) AND ($3::text IS NULL OR ${IN_FORCE})
        AND ($4::text IS NULL OR d.id < $4) ORDER BY d.id DESC LIMIT $5`,
    [kind ?? null, state ?? null, inForce ?? null, after ?? null, limit],
  );
}

/** An approved directive about numbers, of any case. */
export interface NumbersStep extends CutOffStep {
  caseId: string;
  caseNo: string;
}

/** How many digits of a number the read below compares: as many as every spelling of a number ends with. */
const LAST_DIGITS = 8;

/**
 * Reads the approved cut-offs of all cases that may name one of some numbers, and what lifts them,
 * the oldest first. It finds them by their last digits; who asks compares the numbers.
 */
export function numbersSteps(manager: EntityManager, numbers: readonly string[]): Promise<NumbersStep[]> {
  const lastDigits = numbers.map((number) => telephoneKey(number).replace(/\D/g, '').slice(-LAST_DIGITS));
  return rowsOf<NumbersStep>(
    manager,
    `WITH named AS (
       SELECT d.id FROM directive d WHERE d.kind = 'telecom' AND d.state = 'approved' AND EXISTS (
         SELECT 1 FROM jsonb_array_elements_text(d.subject -> 'values') v
          WHERE right(regexp_replace(translate(v, '๐๑๒๓๔๕๖๗๘๙', '0123456789'), '[^0-9]', '', 'g'), ${LAST_DIGITS}) = ANY ($1)))
     SELECT d.id, d.case_id AS "caseId", f.case_no AS "caseNo", d.kind, d.subject, d.lifts_id AS "liftsId"
       FROM directive d JOIN case_file f ON f.id = d.case_id
      WHERE d.state = 'approved' AND (d.id IN (SELECT id FROM named) OR d.lifts_id IN (SELECT id FROM named)) ORDER BY d.decided_at, d.id`,
    [lastDigits],
  );
}

/**
 * Lets one decision about numbers run at a time until the transaction ends. Of two that lift the same
 * number at once each would else leave it to the other. Take it before the lock of the case: the
 * times of the decisions, by which NBTC orders what it is told, then stand in the order of the decisions.
 */
export async function lockNumbers(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('numbers of directives'))`);
}

/** A message of a directive to one party, and the party's answer. */
export interface MessageOfDirectiveRow {
  directiveId: string;
  id: string;
  party: string;
  firstSentAt: Date | null;
  attempts: number;
  acknowledgedAt: Date | null;
  result: string | null;
}

/** Reads the messages of some directives, by party. */
export function messagesOfDirectives(
  manager: EntityManager,
  directiveIds: readonly string[],
): Promise<MessageOfDirectiveRow[]> {
  return rowsOf<MessageOfDirectiveRow>(
    manager,
    `SELECT subject_id AS "directiveId", id, party, sent_at AS "firstSentAt", attempts, acknowledged_at AS "acknowledgedAt", answer AS result
       FROM outgoing_message WHERE subject_id = ANY ($1) ORDER BY party`,
    [directiveIds],
  );
}
