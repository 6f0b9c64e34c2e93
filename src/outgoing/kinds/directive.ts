import type { EntityManager } from 'typeorm';
import { directiveMessage, type DirectiveMessage } from '../../application/directive/directive-message.js';
import { answeredBy } from '../../application/message/answer-message.js';
import { deliveryRetryMs } from '../../contract/retry-times.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { DirectiveRow } from '../../persistence/entities/money/directive.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import type { Kind, Message } from '../kind.js';
import { acknowledges } from '../record.js';

type BodyOf<DirectiveKind extends DirectiveMessage['kind']> = Extract<
  DirectiveMessage,
  { kind: DirectiveKind }
>['message'];

/**
 * A listing that was delisted is not sent any more: after its delisting it would list again. Nor is
 * a cut-off whose numbers are all given back.
 */
const STANDS_NO_MORE = `EXISTS (SELECT 1 FROM directive d WHERE d.id = m.subject_id AND (d.delisted_at IS NOT NULL
  OR EXISTS (SELECT 1 FROM directive l WHERE l.lifts_id = d.id AND l.state = 'approved' AND l.subject = d.subject)))`;

/** A lifting of a part waits until NBTC has the cut-off, which else would come after it. */
const BEFORE_ITS_CUT_OFF = `EXISTS (SELECT 1 FROM directive l JOIN directive c ON c.id = l.lifts_id AND c.subject <> l.subject
  JOIN outgoing_message before ON before.subject_id = c.id AND before.acknowledged_at IS NULL WHERE l.id = m.subject_id)`;

/** Builds the message of an approved directive; a delisting names the subject of its listing. */
async function build(manager: EntityManager, { id, party, subjectId }: Message): Promise<DirectiveMessage> {
  const directive = await manager.findOneByOrFail(DirectiveRow, { id: subjectId });
  const { listingId, caseId, decidedAt } = directive;
  const { subject } = listingId === null ? directive : await manager.findOneByOrFail(DirectiveRow, { id: listingId });
  if (subject === null || decidedAt === null) throw new Error(`directive ${subjectId} is not to be sent`);
  const { caseNo, rulebook: name } = await manager.findOneByOrFail(CaseFileRow, { id: caseId });
  const rulebook = await loadRulebook(manager, name);
  return directiveMessage({ rulebook, caseNo, directive, subject, decidedAt, notice: { id, party } });
}

const OF_DIRECTIVE = {
  retryMs: deliveryRetryMs,
  record: acknowledges({
    acknowledged: ({ id, party, subjectId }, { content }) => ({
      type: 'directive.acknowledged',
      payload: { directiveId: subjectId, noticeId: id, party, answer: (content as { result?: string }).result ?? null },
    }),
  }),
};

/** A listing or a delisting to an institution (LIST-42), which says what it did. */
export const LISTING_NOTICE: Kind<BodyOf<'listing.notice'>> = {
  ...OF_DIRECTIVE,
  answer: answeredBy({ receipt: 'listing.receipt', refusal: 'listing.rejected' }),
  heldBack: STANDS_NO_MORE,
  body: async (manager, message) => (await build(manager, message)).message as BodyOf<'listing.notice'>,
  call: ({ institutions }, to, body, abortSignal) => institutions.sendListingNotice(to, body, abortSignal),
};

/** Numbers to NBTC whose service is to be suspended, or given back (NBTC-5). */
export const TELECOM_NOTICE: Kind<BodyOf<'telecom.notice'>> = {
  ...OF_DIRECTIVE,
  answer: answeredBy({ receipt: 'telecom.receipt', refusal: 'telecom.rejected' }),
  heldBack: `${STANDS_NO_MORE} OR ${BEFORE_ITS_CUT_OFF}`,
  body: async (manager, message) => (await build(manager, message)).message as BodyOf<'telecom.notice'>,
  call: ({ agencies }, to, body, abortSignal) => agencies.sendTelecomNotice(to, body, abortSignal),
};
