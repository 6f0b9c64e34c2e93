import type { EntityManager } from 'typeorm';
import type { InboxMessageRow } from '../entities/message.entities.js';
import { receivedFields } from './received-fields.js';
import { recordExchanges } from './record-exchange.js';

/** The purpose for which each kind of message is received (section 4). */
const PURPOSE: Readonly<Record<string, string>> = {
  'hold.receipt': 'answer to a hold order',
  'order.rejected': 'refusal of a hold order',
  'release.receipt': 'answer to a release order',
  'release.rejected': 'refusal of a release order',
  'hold.lapsed': 'report of a hold that lapsed',
  'debit.confirmation': 'whether the victim was debited',
  'account.credited': 'later credit on an account partly held',
  'holder.notified': 'report that the holder of an account was told of the hold',
  'holder.appeal': "the holder's appeal against a hold",
  'suspicion.notice': "an institution's own suspicion",
  'suspension.receipt': 'answer to what the officer found of a suspension',
  'suspension.rejected': 'refusal of what the officer found of a suspension',
  'debit.rejected': 'refusal of a question about a debit',
  'telecom.receipt': 'acknowledgement of numbers to be suspended',
  'telecom.rejected': 'refusal of numbers to be suspended',
  'listing.rejected': 'refusal of a listing or delisting',
  'share.receipt': 'acknowledgement of a notice that data was disclosed',
  'share.rejected': 'refusal of a notice that data was disclosed',
  'listing.receipt': 'what an institution did on a listing or delisting',
};

/**
 * SQL that finds the rows an arriving message rests on: those of the message it answers (`$1`),
 * or, when nobody asked for it, section 4 itself.
 */
const BASIS = `
  SELECT coalesce(
    (SELECT x.legal_basis FROM exchange x WHERE x.message_id = $1 AND x.direction = 'out' LIMIT 1),
    ARRAY[(SELECT r.row_id FROM rule_row r JOIN case_file f ON f.rulebook = r.rulebook
            WHERE f.id = $2 AND r.rule_id = 'SHARE-4' AND r.effective_from <= $3
            ORDER BY r.effective_from DESC LIMIT 1)]) AS basis`;

/**
 * Records what a party's message discloses; call it in the transaction that keeps the message.
 * `basis` replaces the legal basis that is otherwise looked up. Throws when there is none.
 */
export async function recordReceived(
  manager: EntityManager,
  message: InboxMessageRow,
  caseId: string | null,
  basis?: readonly string[],
): Promise<void> {
  const legalBasis = basis ?? (await basisOf(manager, message, caseId));
  await recordExchanges(manager, [
    {
      caseId,
      direction: 'in',
      party: message.party,
      kind: message.kind,
      messageId: message.id,
      legalBasis: [...legalBasis],
      purpose: PURPOSE[message.kind] ?? 'answer to a question about the case',
      fields: receivedFields(message),
      bodySha256: message.bodySha256,
      at: message.receivedAt,
    },
  ]);
}

async function basisOf(manager: EntityManager, message: InboxMessageRow, caseId: string | null): Promise<string[]> {
  const [row]: { basis: string[] }[] = await manager.query(BASIS, [message.subjectId, caseId, message.receivedAt]);
  if (row === undefined) throw new Error('a legal basis was not told');
  return row.basis;
}
