/** HTTP status and title of a problem code. */
export interface ProblemKind {
  status: number;
  title: string;
}

const INVALID: ProblemKind = { status: 400, title: 'The request is not well formed' };
const UNAUTHENTICATED: ProblemKind = { status: 401, title: 'Who you are could not be verified' };
const FORBIDDEN: ProblemKind = { status: 403, title: 'You may not do this' };
const ABSENT: ProblemKind = { status: 404, title: 'There is no such thing' };
const MOVED: ProblemKind = { status: 409, title: 'The state has already moved on' };
const REFUSED: ProblemKind = { status: 422, title: 'A rule refuses this' };
const UNAVAILABLE: ProblemKind = { status: 503, title: 'Temporarily unavailable' };

/** Every problem code that does not mean 422, with its status. */
const TABLE: Readonly<Record<string, ProblemKind>> = {
  'REQUEST.SCHEMA': INVALID,
  'REQUEST.MALFORMED': INVALID,
  'REQUEST.IDEMPOTENCY_KEY': INVALID,
  'REQUEST.LAST_EVENT_ID': INVALID,
  'REQUEST.ROUTE': { status: 404, title: 'There is no such route' },
  'REQUEST.ACCEPT': { status: 406, title: 'The answer has no such form' },
  'REQUEST.METHOD': { status: 405, title: 'The route has no such method' },
  'REQUEST.TOO_LARGE': { status: 413, title: 'The body is too large' },
  'REQUEST.MEDIA_TYPE': { status: 415, title: 'The body must be JSON' },

  'AUTH.TOKEN': UNAUTHENTICATED,
  'AUTH.ROLE': FORBIDDEN,
  'AUTH.ISSUER_UNREACHABLE': UNAVAILABLE,
  'RULEBOOK.FORBIDDEN': FORBIDDEN,

  'SIGNATURE.MISSING': UNAUTHENTICATED,
  'SIGNATURE.MALFORMED': UNAUTHENTICATED,
  'SIGNATURE.TARGET': UNAUTHENTICATED,
  'SIGNATURE.DUPLICATE_HEADER': UNAUTHENTICATED,
  'SIGNATURE.COVERAGE': UNAUTHENTICATED,
  'SIGNATURE.PARAMETERS': UNAUTHENTICATED,
  'SIGNATURE.ALGORITHM': UNAUTHENTICATED,
  'SIGNATURE.NOT_YET_VALID': UNAUTHENTICATED,
  'SIGNATURE.EXPIRED': UNAUTHENTICATED,
  'SIGNATURE.DIGEST': UNAUTHENTICATED,
  'SIGNATURE.UNKNOWN_KEY': UNAUTHENTICATED,
  'SIGNATURE.KEY_NOT_ACTIVE': UNAUTHENTICATED,
  'SIGNATURE.WRONG_PARTY': UNAUTHENTICATED,
  'SIGNATURE.BAD': UNAUTHENTICATED,
  'INBOX.NONCE_REUSED': UNAUTHENTICATED,
  'INBOX.FOREIGN': ABSENT,
  'INBOX.OTHER_BODY': MOVED,

  'CASE.ABSENT': ABSENT,
  'CASE.CLOSED': MOVED,
  'CASE.WITHDRAWN': MOVED,
  'COMPLAINT.ABSENT': ABSENT,
  'COMPLAINT.ALREADY_WITHDRAWN': MOVED,
  'STATEMENT.ALREADY_GIVEN': MOVED,
  'HOLD.ABSENT': ABSENT,
  'HOLD.ENDED': MOVED,
  'HOLD.RELEASE_ORDERED': MOVED,
  'BREAK.ABSENT': ABSENT,
  'BREAK.SETTLED': MOVED,
  'SUSPENSION.ABSENT': ABSENT,
  'SUSPENSION.ENDED': MOVED,
  'NOTICE.ABSENT': ABSENT,
  'NOTICE.CALLER': FORBIDDEN,
  'APPEAL.ABSENT': ABSENT,
  'APPEAL.UNKNOWN': ABSENT,
  'APPEAL.CALLER': FORBIDDEN,
  'APPEAL.ROLE': FORBIDDEN,
  'APPEAL.OWN_HOLD': FORBIDDEN,
  'APPEAL.OWN_ANSWER': FORBIDDEN,
  'APPEAL.ANSWERED': MOVED,
  'APPEAL.NO_FURTHER_TIER': MOVED,
  'APPEAL.TOO_MANY_TRIES': { status: 429, title: 'Too many tries' },
  'TELLING.NOTHING_NEW': MOVED,
  'REQUEST.ABSENT': ABSENT,
  'APPROVAL.ROLE': FORBIDDEN,
  'APPROVAL.OWN_INTAKE': FORBIDDEN,
  'APPROVAL.OWN_REQUEST': FORBIDDEN,
  'APPROVAL.TWICE': FORBIDDEN,
  'APPROVAL.ALREADY_OPEN': MOVED,
  'APPROVAL.ALREADY_DECIDED': MOVED,
  'APPROVAL.EXPIRED': MOVED,
  'APPROVAL.EVIDENCE_CHANGED': MOVED,

  'SERVICE.DATABASE': UNAVAILABLE,
  'SERVICE.STOPPING': UNAVAILABLE,
  'SERVICE.FAULT': { status: 500, title: 'Something went wrong here' },
};

/** Status and title of a code. Whatever is not in the table is a refusal by a rule: 422. */
export function problemKind(code: string): ProblemKind {
  return Object.hasOwn(TABLE, code) ? (TABLE[code] ?? REFUSED) : REFUSED;
}
