import type { EntityManager } from 'typeorm';
import type { HoldState } from '../../domain/hold/hold.js';
import type { AskedKind, FreezeRequestKind, FreezeRequestState } from '../../domain/freeze-request/freeze-request.js';
import type { EarlierRequests } from '../../domain/freeze-request/request-limit.js';
import type { Account } from '../../domain/party.js';
import { rowsOf } from '../case/work/read-rows.js';
import type { BlastRadiusSeen } from './read-blast-radius.js';

/** The requests to read: all of a case, or one by its id. */
export type WhichRequests = { caseId: string } | { id: string };

/** The targets of requests that one person gives alone: accounts, or holds where the order carries them on. */
interface CappedRequests {
  kind: AskedKind;
  person: string;
  targets: readonly (Account & { holdId: string | null })[];
}

/**
 * Counts, for each target, the earlier requests of a kind since an instant that count against the
 * caps of its row. One statement.
 */
export async function countEarlierRequests(
  manager: EntityManager,
  { kind, person, targets }: CappedRequests,
  since: Date,
): Promise<EarlierRequests[]> {
  return rowsOf<EarlierRequests>(
    manager,
    `WITH earlier AS MATERIALIZED (
       SELECT r.requested_by, r.state, r.institution, r.account_no, r.hold_id
         FROM freeze_request r WHERE r.kind = $1 AND r.requested_at > $2)
     SELECT coalesce(c."atTarget", 0) AS "atTarget", coalesce(c."byPerson", 0) AS "byPerson", coalesce(c."ownFailedThere", false) AS "ownFailedThere"
       FROM unnest($4::text[], $5::text[], $6::text[]) WITH ORDINALITY AS target (institution, account_no, hold_id, place)
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE there)::int AS "atTarget", count(*) FILTER (WHERE requested_by = $3)::int AS "byPerson",
               bool_or(there AND requested_by = $3 AND state IN ('refused', 'expired')) AS "ownFailedThere"
          FROM (SELECT e.requested_by, e.state,
                       CASE WHEN target.hold_id IS NULL THEN (e.institution, e.account_no) = (target.institution, target.account_no)
                            ELSE e.hold_id = target.hold_id END AS there FROM earlier e) counted) c
      ORDER BY target.place`,
    [
      kind,
      since,
      person,
      targets.map(({ institution }) => institution),
      targets.map(({ accountNo }) => accountNo),
      targets.map(({ holdId }) => holdId),
    ],
  );
}

/**
 * Reads when the first of the continue-orders was issued that each hold stands on, by hold; none
 * for a hold that stands on another power. A hold that came back (P-BACK) has the order of the one that was let go: to
 * bring it back gives no new one. One statement.
 */
export async function firstContinued(
  manager: EntityManager,
  holdIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (holdIds.length === 0) return new Map();
  const rows = await rowsOf<{ holdId: string; at: Date }>(
    manager,
    `WITH RECURSIVE came AS (
       SELECT h.id AS hold_id, h.id AS from_id FROM hold h WHERE h.id = ANY ($1)
       UNION
       SELECT c.hold_id, r.hold_id FROM came c JOIN hold_order o ON o.hold_id = c.from_id AND o.sequence = 1
         JOIN freeze_request r ON r.id = o.freeze_request_id AND r.kind = 'reinstatement' AND r.hold_id <> c.from_id)
     SELECT c.hold_id AS "holdId", min(o.issued_at) AS at FROM came c JOIN hold_order o ON o.hold_id = c.from_id
      WHERE o.kind = 'continue_order'
        AND o.sequence > coalesce((SELECT max(b.sequence) FROM hold_order b WHERE b.hold_id = o.hold_id AND b.kind <> 'continue_order'), 0)
      GROUP BY c.hold_id`,
    [holdIds],
  );
  return new Map(rows.map(({ holdId, at }) => [holdId, at]));
}

/** A freeze request, with the evidence hash and the blast radius of its newest decision. */
export interface RequestRead {
  id: string;
  caseId: string;
  kind: FreezeRequestKind;
  state: FreezeRequestState;
  holdId: string | null;
  partialReleaseId: string | null;
  raiseSatang: string | null;
  armSatang: string | null;
  /** What each order of an armed hold asked for. */
  armedOrders: string[];
  /** The state of the hold that a request names; null where it names none. */
  armedHoldState: HoldState | null;
  untilAt: Date | null;
  seizureWarrantNo: string | null;
  warrant: { authority: string; issuedOn: string; attachmentId: string; sha256: string } | null;
  institution: string;
  accountNo: string;
  requestedBy: string;
  requestedAt: Date;
  remindAt: Date;
  escalateAt: Date;
  escalatedAt: Date | null;
  expiresAt: Date;
  reason: string;
  evidenceHash: string;
  ruleRowId: string;
  /** The rulebook of its case. */
  rulebook: string;
  /** When it was read, by the database's clock. */
  readAt: Date;
  keptRadius: BlastRadiusSeen | null;
}

/**
 * Reads freeze requests, oldest first. Before a decision, hash and blast radius are those of the
 * request.
 */
export function selectRequests(manager: EntityManager, which: WhichRequests): Promise<RequestRead[]> {
  const { column, value } = filterOf(which);
  return rowsOf<RequestRead>(
    manager,
    `SELECT r.id, r.case_id AS "caseId", r.kind, r.state, r.hold_id AS "holdId", r.partial_release_id AS "partialReleaseId", r.raise_satang AS "raiseSatang", r.arm_satang AS "armSatang", r.institution, r.account_no AS "accountNo", r.until_at AS "untilAt", r.seizure_warrant_no AS "seizureWarrantNo",
            CASE WHEN r.warrant_sha256 IS NOT NULL THEN json_build_object('authority', r.warrant_authority, 'issuedOn', r.warrant_issued_on, 'attachmentId', r.warrant_attachment_id, 'sha256', r.warrant_sha256) END AS warrant,
            ARRAY(SELECT h.requested_satang::text FROM hold h WHERE r.arm_satang IS NOT NULL AND h.freeze_request_id = r.id) AS "armedOrders",
            (SELECT h.state FROM hold h WHERE h.id = r.hold_id) AS "armedHoldState",
            now() AS "readAt",
            r.requested_by AS "requestedBy", r.requested_at AS "requestedAt", r.remind_at AS "remindAt",
            r.escalate_at AS "escalateAt", r.escalated_at AS "escalatedAt", r.expires_at AS "expiresAt", r.reason,
            r.rule_row_id AS "ruleRowId", c.rulebook,
            coalesce((SELECT d.evidence_hash FROM decision d WHERE d.freeze_request_id = r.id ORDER BY d.id DESC LIMIT 1), r.evidence_hash) AS "evidenceHash",
            coalesce((SELECT d.blast_radius FROM decision d WHERE d.freeze_request_id = r.id AND d.blast_radius IS NOT NULL ORDER BY d.id DESC LIMIT 1),
                     r.blast_radius) AS "keptRadius"
       FROM freeze_request r JOIN case_file c ON c.id = r.case_id
      WHERE ${column} = $1 ORDER BY r.id`,
    [value],
  );
}

/** A person's decision on a freeze request, as it is shown. */
export interface DecisionRead {
  freezeRequestId: string;
  person: string;
  role: string;
  verdict: string;
  reason: string;
  decidedAt: Date;
  blastRadiusSha256: string | null;
}

/** Reads the decisions on freeze requests, oldest first. */
export function selectDecisions(manager: EntityManager, which: WhichRequests): Promise<DecisionRead[]> {
  const { column, value } = filterOf(which);
  return rowsOf<DecisionRead>(
    manager,
    `SELECT d.freeze_request_id AS "freezeRequestId", d.person, d.role, d.verdict, d.reason, d.decided_at AS "decidedAt",
            d.blast_radius ->> 'sha256' AS "blastRadiusSha256"
       FROM decision d JOIN freeze_request r ON r.id = d.freeze_request_id WHERE ${column} = $1 ORDER BY d.id`,
    [value],
  );
}

function filterOf(which: WhichRequests): { column: 'r.id' | 'r.case_id'; value: string } {
  return 'id' in which ? { column: 'r.id', value: which.id } : { column: 'r.case_id', value: which.caseId };
}
