import type { DataSource, EntityManager } from 'typeorm';
import type { Agency } from '../../domain/party.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { appendAudit, type NewAuditEvent, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { ShareNoticeRow } from '../../persistence/entities/exchange.entities.js';
import { bodySha256, disclosedFields } from '../../persistence/exchange/message-body.js';
import { recordExchanges } from '../../persistence/exchange/record-exchange.js';
import { newId } from '../../persistence/ids.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { citeRules } from '../case/cite-rules.js';
import { isRefusal } from '../message/answer-message.js';
import { keepMessage } from '../message/receive-message.js';
import type { SignedMessage } from '../message/signed-message.js';
import { takeDisclosures } from './exchange.queries.js';
import { takeDue } from '../message/take-due.js';

/** A share notice (section 4 paragraph 3) as it goes out, in the shape of the agency protocol. */
interface ShareNoticeMessage {
  noticeId: string;
  legalBasis: { ruleId: string; section: string; instrument: string }[];
  writtenAt: string;
  disclosures: {
    exchangeId: string;
    caseNo: string;
    direction: 'out' | 'in';
    party: string;
    kind: string;
    fields: string[];
    at: string;
  }[];
}

/** A share notice with the agency that receives it. */
export interface ShareNoticeToSend {
  agency: Agency;
  message: ShareNoticeMessage;
}

/**
 * Writes share notices for at most `limit` disclosures that are in none yet: one to AMLO with all
 * of them, and one each to police and DSI with those of their cases, each with its exchange. One
 * notice serves many cases. Returns the number of disclosures taken.
 */
export async function writeShareNotices(db: DataSource, limit: number): Promise<number> {
  return inTransaction(db, async (manager) => {
    const batchId = newId();
    const taken = await takeDisclosures(manager, batchId, limit);
    if (taken.length === 0) return 0;
    const now = await databaseNow(manager);
    const basis = [ruleInForce(await loadRulebook(manager, 'th'), 'SHARE-4N', now).rowId];
    const notices = [
      ...(['ccib', 'dsi'] as const).map((party) => ({
        party,
        ids: taken.filter(({ investigator }) => investigator === party).map(({ id }) => id),
      })),
      { party: 'amlo' as const, ids: taken.map(({ id }) => id) },
    ].filter(({ ids }) => ids.length > 0);
    for (const { party, ids } of notices)
      await writeShareNotice(manager, { batchId, party, ids: ids.sort(), basis, now });
    return taken.length;
  });
}

async function writeShareNotice(
  manager: EntityManager,
  { batchId, party, ids, basis, now }: { batchId: string; party: Agency; ids: string[]; basis: string[]; now: Date },
): Promise<void> {
  const row = manager.create(ShareNoticeRow, {
    id: newId(),
    batchId,
    party,
    disclosures: ids,
    legalBasis: basis,
    writtenAt: now,
    attempts: 0,
    nextAttemptAt: now,
    sentAt: null,
  });
  await manager.insert(ShareNoticeRow, row);
  const message = await messageOf(manager, row);
  await recordExchanges(manager, [
    {
      caseId: null,
      direction: 'out',
      party,
      kind: 'share.notice',
      messageId: row.id,
      legalBasis: basis,
      purpose: 'notice that account or transaction data was disclosed',
      fields: disclosedFields(message),
      bodySha256: bodySha256(message),
      at: now,
    },
  ]);
  await appendAudit(manager, SYSTEM_CHAIN, 'system', now, [
    { type: 'share_notice.written', payload: { noticeId: row.id, party, disclosures: ids.length } },
  ]);
}

async function messageOf(manager: EntityManager, row: ShareNoticeRow): Promise<ShareNoticeMessage> {
  const disclosures: (Omit<ShareNoticeMessage['disclosures'][number], 'at'> & { at: Date })[] = await manager.query(
    `SELECT x.id AS "exchangeId", f.case_no AS "caseNo", x.direction, x.party, x.kind, x.fields, x.at
       FROM exchange x JOIN case_file f ON f.id = x.case_id WHERE x.id = ANY ($1) ORDER BY x.id`,
    [row.disclosures],
  );
  return {
    noticeId: row.id,
    legalBasis: citeRules(await loadRulebook(manager, 'th'), row.legalBasis),
    writtenAt: row.writtenAt.toISOString(),
    disclosures: disclosures.map((disclosure) => ({ ...disclosure, at: disclosure.at.toISOString() })),
  };
}

/** Notices that their agency has not acknowledged. */
const UNGIVEN = { open: 'n.sentAt IS NULL', party: 'party' } as const;

/**
 * Takes the share notices to send now. It counts the attempt and sets the next one, so that a
 * second keeper does not send the same notices.
 */
export async function takeShareNotices(db: DataSource, limit: number): Promise<ShareNoticeToSend[]> {
  return inTransaction(db, async (manager) => {
    const sends: ShareNoticeToSend[] = [];
    for (const { row, attempt } of await takeDue(manager, ShareNoticeRow, UNGIVEN, limit)) {
      await manager.update(ShareNoticeRow, { id: row.id }, attempt);
      sends.push({ agency: row.party as Agency, message: await messageOf(manager, row) });
    }
    return sends;
  });
}

/**
 * Keeps an agency's signed answer to a share notice with its exchange, the same words once. Answer
 * and notice belong to no case. The first acknowledgement gives the notice, a second one changes
 * nothing, and after a refusal the notice is sent again.
 */
export async function recordShareAnswer(db: DataSource, message: SignedMessage): Promise<void> {
  await inTransaction(db, async (manager) => {
    const { subjectId: noticeId, party, kind } = message;
    const notice = await manager.findOneOrFail(ShareNoticeRow, {
      where: { id: noticeId },
      lock: { mode: 'pessimistic_write' },
    });
    const now = await databaseNow(manager);
    const outcome = isRefusal(message) ? 'REFUSED' : notice.sentAt === null ? 'APPLIED' : 'KNOWN';
    const kept = await keepMessage(manager, message, null, now, { basis: notice.legalBasis, outcome });
    if (kept === undefined) return;
    const events: NewAuditEvent[] = [
      { type: 'message.applied', payload: { messageId: kept.id, party, kind, subjectId: noticeId, outcome } },
    ];
    if (outcome === 'APPLIED') {
      await manager.update(ShareNoticeRow, { id: noticeId }, { sentAt: now });
      events.push({ type: 'share_notice.acknowledged', payload: { noticeId } });
    }
    await appendAudit(manager, SYSTEM_CHAIN, 'system', now, events);
  });
}
