import type { ListedSubject, NumbersSubject } from '../../domain/directive/directive.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import type { DirectiveNoticeRow, DirectiveRow } from '../../persistence/entities/directive.entities.js';
import { citeRules } from '../case/cite-rules.js';

interface NoticeMessage {
  noticeId: string;
  legalBasis: { ruleId: string; section: string; instrument: string }[];
  decidedAt: string;
}
/** To NBTC; the shape is the agency protocol's. */
export type TelecomNoticeMessage = NoticeMessage & { caseNo: string; numbers: string[] };
/** To an institution; the shape is the institution protocol's. */
export type ListingNoticeMessage = NoticeMessage & {
  listingId: string;
  change: 'LISTED' | 'DELISTED';
  subject: ListedSubject;
};
/** One message of a directive, and to whom it goes. */
export type DirectiveMessage =
  | { kind: 'telecom.notice'; party: string; message: TelecomNoticeMessage }
  | { kind: 'listing.notice'; party: string; message: ListingNoticeMessage };

/** What a message is written from; `subject` of a delisting is that of its listing. */
export interface DirectiveParts {
  rulebook: Rulebook;
  caseNo: string;
  directive: Pick<DirectiveRow, 'id' | 'kind' | 'listingId' | 'ruleRowId'>;
  subject: ListedSubject | NumbersSubject;
  decidedAt: Date;
  notice: Pick<DirectiveNoticeRow, 'id' | 'party'>;
}

/**
 * A message of an approved directive, in the same words whenever it is sent. Reasons, and the case
 * of a listing, stay with the centre.
 */
export function directiveMessage(parts: DirectiveParts): DirectiveMessage {
  const { rulebook, caseNo, directive, subject, decidedAt, notice } = parts;
  const { party } = notice;
  const common = {
    noticeId: notice.id,
    legalBasis: citeRules(rulebook, [directive.ruleRowId]),
    decidedAt: decidedAt.toISOString(),
  };
  if (subject.kind === 'numbers') {
    return { kind: 'telecom.notice', party, message: { ...common, caseNo, numbers: subject.values } };
  }
  const change = directive.kind === 'list' ? ('LISTED' as const) : ('DELISTED' as const);
  const listingId = directive.listingId ?? directive.id;
  const { kind, value } = subject;
  return { kind: 'listing.notice', party, message: { ...common, listingId, change, subject: { kind, value } } };
}
