import type { ListedSubject, NumbersSubject } from '../../domain/directive/directive.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import type { DirectiveRow } from '../../persistence/entities/money/directive.entities.js';
import { citeRules } from '../case/work/cite-rules.js';

interface CommonMessage {
  noticeId: string;
  legalBasis: { ruleId: string; section: string; instrument: string }[];
  decidedAt: string;
}
/** The message to NBTC, in the shape of the agency protocol. */
type TelecomNoticeMessage = CommonMessage & { caseNo: string; change: 'SUSPEND' | 'LIFT'; numbers: string[] };
/** The message to an institution, in the shape of the institution protocol. */
type ListingNoticeMessage = CommonMessage & {
  listingId: string;
  change: 'LISTED' | 'DELISTED';
  subject: ListedSubject;
};
/** A message of a directive with its receiver. */
export type DirectiveMessage =
  | { kind: 'telecom.notice'; party: string; message: TelecomNoticeMessage }
  | { kind: 'listing.notice'; party: string; message: ListingNoticeMessage };

/** What a message is built from; a delisting has the `subject` of its listing. */
export interface DirectiveParts {
  rulebook: Rulebook;
  caseNo: string;
  directive: Pick<DirectiveRow, 'id' | 'kind' | 'listingId' | 'kept' | 'ruleRowId'>;
  subject: ListedSubject | NumbersSubject;
  decidedAt: Date;
  notice: { id: string; party: string };
}

/**
 * Builds a message of an approved directive, the same bytes each time it is sent. Reasons, and the
 * case of a listing, stay with the centre.
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
    const change = directive.kind === 'telecom_lift' ? 'LIFT' : 'SUSPEND';
    return {
      kind: 'telecom.notice',
      party,
      message: { ...common, caseNo, change, numbers: toldNumbers(directive, subject) },
    };
  }
  const change = directive.kind === 'list' ? ('LISTED' as const) : ('DELISTED' as const);
  const listingId = directive.listingId ?? directive.id;
  const { kind, value } = subject;
  return { kind: 'listing.notice', party, message: { ...common, listingId, change, subject: { kind, value } } };
}

/** Returns whether a directive has nothing to tell: other cut-offs keep every number that it lifts. */
export function isNobodyTold(directive: Pick<DirectiveRow, 'kept' | 'subject'>): boolean {
  const { subject } = directive;
  return subject?.kind === 'numbers' && toldNumbers(directive, subject).length === 0;
}

function toldNumbers({ kept }: Pick<DirectiveRow, 'kept'>, { values }: NumbersSubject): string[] {
  return values.filter((number) => kept?.includes(number) !== true);
}
