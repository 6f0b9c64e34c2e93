import type { DataSource } from 'typeorm';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { DirectiveNoticeRow, DirectiveRow } from '../../persistence/entities/directive.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { isRefusal } from '../message/answer-message.js';
import { openKnownCase } from '../case/open-case.js';
import { directiveMessage, type DirectiveMessage } from './directive-message.js';
import type { SignedMessage } from '../message/signed-message.js';
import { keepApplied, keepRefusal } from '../message/keep-applied.js';
import { takeDue } from '../message/take-due.js';

/**
 * A listing that was delisted is not sent any more: after its delisting it would list again. Nor is
 * a cut-off whose numbers are all given back.
 */
const STANDS = `NOT EXISTS (SELECT 1 FROM directive d WHERE d.id = n.directiveId AND (d.delisted_at IS NOT NULL
  OR EXISTS (SELECT 1 FROM directive l WHERE l.lifts_id = d.id AND l.state = 'approved' AND l.subject = d.subject)))`;

/** A lifting of a part waits until NBTC has the cut-off, which else would come after it. */
const IN_ORDER = `NOT EXISTS (SELECT 1 FROM directive l JOIN directive c ON c.id = l.lifts_id AND c.subject <> l.subject
  JOIN directive_notice cn ON cn.directive_id = c.id AND cn.acknowledged_at IS NULL WHERE l.id = n.directiveId)`;

/**
 * Takes the messages of directives to send now. It counts the attempt and sets the next one, so
 * that a second keeper does not send the same messages.
 */
export async function takeDirectiveMessages(db: DataSource, limit: number): Promise<DirectiveMessage[]> {
  return inTransaction(db, async (manager) => {
    const unanswered = { open: `n.acknowledgedAt IS NULL AND ${STANDS} AND ${IN_ORDER}`, party: 'party' } as const;
    const messages: DirectiveMessage[] = [];
    for (const { row: notice, now, attempt } of await takeDue(manager, DirectiveNoticeRow, unanswered, limit)) {
      const sent = { ...attempt, firstSentAt: notice.firstSentAt ?? now };
      await manager.update(DirectiveNoticeRow, { id: notice.id }, sent);
      const directive = await manager.findOneByOrFail(DirectiveRow, { id: notice.directiveId });
      const listing =
        directive.listingId === null
          ? directive
          : await manager.findOneByOrFail(DirectiveRow, { id: directive.listingId });
      const { caseNo, rulebook: name } = await manager.findOneByOrFail(CaseFileRow, { id: directive.caseId });
      const { subject } = listing;
      const { decidedAt } = directive;
      if (subject === null || decidedAt === null) throw new Error(`directive ${directive.id} is not to be sent`);
      const rulebook = await loadRulebook(manager, name);
      messages.push(directiveMessage({ rulebook, caseNo, directive, subject, decidedAt, notice }));
    }
    return messages;
  });
}

/**
 * Keeps a party's signed acknowledgement, once; the first one fulfils the party's duty. A later
 * one in other words, or a refusal, is kept and changes nothing.
 */
export async function recordDirectiveAnswer(db: DataSource, message: SignedMessage): Promise<void> {
  await inTransaction(db, async (manager) => {
    const { directiveId } = await manager.findOneByOrFail(DirectiveNoticeRow, { id: message.subjectId });
    const { caseId, ruleRowId } = await manager.findOneByOrFail(DirectiveRow, { id: directiveId });
    const work = await openKnownCase(manager, caseId, 'system');
    if (isRefusal(message)) {
      await keepRefusal(work, message);
      return work.finish();
    }
    const notice = await manager.findOneByOrFail(DirectiveNoticeRow, { id: message.subjectId });
    const outcome = notice.acknowledgedAt === null ? 'APPLIED' : 'KNOWN';
    if ((await keepApplied(work, message, { basis: [ruleRowId], outcome })) === undefined) return;
    if (notice.acknowledgedAt === null) {
      const result = (message.content as { result?: string }).result ?? null;
      await manager.update(DirectiveNoticeRow, { id: notice.id }, { acknowledgedAt: work.now, result });
      work.audit('directive.acknowledged', { directiveId, noticeId: notice.id, party: message.party, answer: result });
    }
    await work.finish();
  });
}
