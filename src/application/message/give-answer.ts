import { bodySha256, disclosedFields } from '../../persistence/exchange/message-body.js';
import type { CaseWork } from '../case/work/case-work.js';

/** An answer that gives a party something from the record. */
export interface GivenAnswer {
  kind: 'notice.answer' | 'appeal.answer';
  party: string;
  /** The id of the notice, or of the institution's message, that is answered. */
  messageId: string;
  legalBasis: readonly string[];
  purpose: string;
  response: object;
}

/**
 * Notes an answer to a party's request: the audit event with the hash of the bytes, and the
 * exchange. A repeated request with the same key gets the same bytes.
 */
export function giveAnswer(work: CaseWork, { response, legalBasis, ...answer }: GivenAnswer): void {
  const { kind, party, messageId } = answer;
  const sha256 = bodySha256(response);
  work.audit('answer.given', { kind, party, messageId, bodySha256: sha256 });
  work.exchange({
    ...answer,
    direction: 'out',
    legalBasis: [...legalBasis],
    fields: disclosedFields(response),
    bodySha256: sha256,
  });
}
