import type { EntityManager } from 'typeorm';
import { type MoneyEvent, whatHappened } from '../../domain/case/what-happened.js';
import type { DebitState } from '../../domain/debit/debit-verdict.js';
import type { FreezeRequestState, Role } from '../../domain/freeze-request/freeze-request.js';
import type { Authority, HoldState } from '../../domain/hold/hold.js';
import { HELD_UNDER, HELD_UNDER_REASONS, type HeldUnderReason } from '../../domain/hold/receipt-effect.js';
import type { OwnSuspensionState } from '../../domain/notice/own-suspension.js';
import { mayReadAdvice } from '../../domain/session/case-workers.js';
import type { StopReason } from '../../domain/trail/next-hops.js';
import { caseExists } from '../case/work/case.queries.js';
import { iso, rowsOf } from '../case/work/read-rows.js';

interface Row {
  sequence: number;
  type: string;
  actor: string;
  at: Date;
  saidAt: Date | null;
  payload: Record<string, unknown>;
  hash: string;
  /** The institution of the hold, or of the own suspension, that the event is about. */
  nameTh: string | null;
  nameEn: string | null;
}

/**
 * Reads the audit chain of a case in its order, and what of it happened to the money; undefined when
 * there is no such case. `saidAt` is the other side's clock: when the party signed the message that
 * the event is about (RFC 9421 `created`), to its second. Of advice, who may not read it learns that it
 * was given, shown or judged, and by whom, and not what was said: the payload is empty. `newest`: so many
 * events alone, the last of the chain; absent: all. What happened to the money is told of the whole chain.
 */
export async function readTimeline(manager: EntityManager, caseId: string, roles: readonly Role[], newest?: number) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await rowsOf<Row>(
    manager,
    `SELECT e.sequence, e.type, e.actor, e.at, e.payload, e.hash, p.name_th AS "nameTh", p.name_en AS "nameEn",
            to_timestamp(substring(m.signature_base from ';created=([0-9]+)')::double precision) AS "saidAt"
       FROM audit_event e LEFT JOIN inbox_message m ON m.id = e.payload ->> 'messageId'
            LEFT JOIN hold h ON h.id = e.payload ->> 'holdId'
            LEFT JOIN own_suspension o ON o.id = e.payload ->> 'suspensionId'
            LEFT JOIN party p ON p.slug = coalesce(h.institution, o.institution)
      WHERE e.chain = $1
        AND ($2::int IS NULL OR e.type = ANY ($3) OR e.sequence > (SELECT max(sequence) FROM audit_event WHERE chain = $1) - $2)
      ORDER BY e.sequence`,
    [caseId, newest ?? null, MONEY_EVENTS],
  );
  const readsAdvice = mayReadAdvice(roles);
  // Every chain is numbered from 1 on.
  const total = rows.at(-1)?.sequence ?? 0;
  return {
    total,
    events: rows
      .filter(({ sequence }) => newest === undefined || sequence > total - newest)
      .map(({ nameTh: _th, nameEn: _en, ...row }) => ({
        ...row,
        payload: readsAdvice || !row.type.startsWith('advice.') ? row.payload : {},
        at: row.at.toISOString(),
        saidAt: iso(row.saidAt),
      })),
    whatHappened: whatHappened(rows.flatMap(moneyEvent)).map((line) => ({ ...line, at: line.at.toISOString() })),
  };
}

/** The types of events that can mean something for the money (`moneyEvent`). */
const MONEY_EVENTS = [
  'claim.made',
  'hold_order.issued',
  'hold.state',
  'hold.let_go_late',
  'own_suspension.state',
  'partial_release.ordered',
  'trail.extended',
  'trail.grown',
  'debit.state',
  'freeze_request.state',
  'withdrawal.state',
] as const;

const satang = (value: unknown): bigint => BigInt(String(value));

/** Returns which authority keeps money of a hold: beside what is held, or all of it. */
function seizerOf({ seizedBy, reason }: Row['payload']): HeldUnderReason | null {
  if (typeof seizedBy === 'string') return HELD_UNDER[seizedBy as Authority];
  return HELD_UNDER_REASONS.find((each) => each === reason) ?? null;
}

/** Returns an event as far as it can mean something for the money; nothing for all others. */
function moneyEvent({ sequence, at, type, payload, nameTh, nameEn }: Row): MoneyEvent[] {
  const chained = { sequence, at };
  const institution = { th: nameTh ?? '', en: nameEn ?? '' };
  const hold = { holdId: String(payload['holdId']), institution };
  switch (type as (typeof MONEY_EVENTS)[number]) {
    case 'claim.made':
      return [{ ...chained, kind: 'reported', amountSatang: satang(payload['amountSatang']) }];
    case 'hold_order.issued': {
      const [nth, requestedSatang] = [Number(payload['sequence']), satang(payload['requestedSatang'])];
      return [{ ...chained, kind: 'order', ...hold, nth, requestedSatang }];
    }
    case 'hold.state': {
      const [state, heldSatang] = [payload['to'] as HoldState, satang(payload['heldSatang'])];
      if (payload['withoutWord'] === true) return [{ ...chained, kind: 'silent_end', ...hold, isAnswered: false }];
      const seizedSatang = satang(payload['seizedSatang'] ?? 0);
      return [{ ...chained, kind: 'hold', ...hold, state, heldSatang, seizedSatang, seizedBy: seizerOf(payload) }];
    }
    case 'hold.let_go_late':
      return [{ ...chained, kind: 'silent_end', ...hold, isAnswered: true }];
    case 'own_suspension.state': {
      const [suspensionId, state] = [String(payload['suspensionId']), payload['to'] as OwnSuspensionState];
      const { expiresAt: end } = payload;
      const expiresAt = typeof end === 'string' ? new Date(end) : null;
      const amountSatang = satang(payload['amountSatang'] ?? 0);
      return [{ ...chained, kind: 'own_suspension', suspensionId, institution, state, amountSatang, expiresAt }];
    }
    case 'partial_release.ordered':
      return [{ ...chained, kind: 'part_release', ...hold, keepSatang: satang(payload['keepSatang']) }];
    case 'trail.extended': {
      const links = payload['links'] as { attributedSatang: string; stopReason: StopReason | null }[];
      const parts = links.map(({ attributedSatang, stopReason }) => ({
        amountSatang: BigInt(attributedSatang),
        stopReason,
      }));
      return [{ ...chained, kind: 'went_on', parts }];
    }
    case 'trail.grown':
      return [
        { ...chained, kind: 'went_on', parts: [{ amountSatang: satang(payload['bySatang']), stopReason: null }] },
      ];
    case 'debit.state':
      return [
        { ...chained, kind: 'debit', state: payload['to'] as DebitState, isSearch: payload['transferId'] === null },
      ];
    case 'freeze_request.state':
      return [{ ...chained, kind: 'request', state: payload['to'] as FreezeRequestState }];
    case 'withdrawal.state':
      return payload['to'] === 'confirmed' ? [{ ...chained, kind: 'withdrawn' }] : [];
    default:
      return [];
  }
}
