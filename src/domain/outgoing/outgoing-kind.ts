/** What is declared of a kind of message that goes out to parties. */
interface Declared {
  /** Its answers as they are kept, each with the purpose for which it is received (section 4). */
  readonly answers: Readonly<Record<string, string>>;
  /** It protects or frees money: who commits it sends it right after the commit, without Temporal. All others the keeper sends. */
  readonly isSentAfterCommit?: true;
  /** It is about a hold: places are kept for it that no other kind takes. */
  readonly isAboutHold?: true;
  /** A workflow repeats it: the keeper sends it some time later, in case there is no workflow. */
  readonly isRepeatedByWorkflow?: true;
  /**
   * Of these, its first repetition is left to no workflow: what protects money waits for none, and the
   * workflow begins only when the first call brought nothing.
   */
  readonly isRepeatedAtOnce?: true;
}

/**
 * The kinds of messages that go out to parties, the most urgent first: where more are due than can
 * go at once, an earlier kind goes before a later one. What is listed of kinds anywhere comes from here.
 */
const DECLARED = {
  'release.order': {
    answers: { 'release.receipt': 'answer to a release order', 'release.rejected': 'refusal of a release order' },
    isSentAfterCommit: true,
    isAboutHold: true,
    isRepeatedByWorkflow: true,
  },
  'hold.order': {
    answers: { 'hold.receipt': 'answer to a hold order', 'order.rejected': 'refusal of a hold order' },
    isSentAfterCommit: true,
    isAboutHold: true,
    isRepeatedByWorkflow: true,
    isRepeatedAtOnce: true,
  },
  'lost.release': {
    answers: {
      'lost.released': 'answer to the release of an order that is not on record',
      'lost.rejected': 'refusal of the release of an order that is not on record',
    },
  },
  'debit.question': {
    answers: {
      'debit.confirmation': 'whether the victim was debited',
      'debit.rejected': 'refusal of a question about a debit',
    },
    isSentAfterCommit: true,
  },
  'evidence.question': {
    answers: {
      'evidence.answer': 'answer to a question about the case',
      'evidence.declined': 'answer to a question about the case',
      // An answer that its agency's schema refuses.
      'evidence.unreadable': 'answer to a question about the case',
    },
    isRepeatedByWorkflow: true,
  },
  'listing.notice': {
    answers: {
      'listing.receipt': 'what an institution did on a listing or delisting',
      'listing.rejected': 'refusal of a listing or delisting',
    },
  },
  'telecom.notice': {
    answers: {
      'telecom.receipt': 'acknowledgement of numbers to be suspended',
      'telecom.rejected': 'refusal of numbers to be suspended',
    },
  },
  'suspension.result': {
    answers: {
      'suspension.receipt': 'answer to what the officer found of a suspension',
      'suspension.rejected': 'refusal of what the officer found of a suspension',
    },
  },
  'share.notice': {
    answers: {
      'share.receipt': 'acknowledgement of a notice that data was disclosed',
      'share.rejected': 'refusal of a notice that data was disclosed',
    },
  },
  'order.poll': {
    answers: {},
    isAboutHold: true,
  },
  'hold.statement': {
    answers: {
      'statement.page': 'which orders of the centre an institution knows',
      'statement.rejected': 'refusal to state which orders an institution knows',
    },
  },
} as const satisfies Readonly<Record<string, Declared>>;

/** What a message to a party is, as the register of exchanges calls it. */
export type OutgoingKind = keyof typeof DECLARED;

/** The kinds under which answers to messages are kept; a name that ends in `.rejected` is a refusal. */
export type AnswerKind = { [Kind in OutgoingKind]: keyof (typeof DECLARED)[Kind]['answers'] }[OutgoingKind];

const KINDS: Readonly<Record<OutgoingKind, Declared>> = DECLARED;

/** The kinds of messages, the most urgent first. */
export const OUTGOING_KINDS = Object.keys(DECLARED) as readonly OutgoingKind[];

/** The purpose for which each kind of answer is received. */
export const PURPOSE_OF_ANSWER = Object.fromEntries(
  Object.values(KINDS).flatMap(({ answers }) => Object.entries(answers)),
) as Readonly<Record<AnswerKind, string>>;

/** Returns the kinds of which something is declared. */
function kindsThat(is: Exclude<keyof Declared, 'answers'>): ReadonlySet<OutgoingKind> {
  return new Set(OUTGOING_KINDS.filter((kind) => KINDS[kind][is] === true));
}

export const SENT_AFTER_COMMIT = kindsThat('isSentAfterCommit');
export const ABOUT_HOLDS = kindsThat('isAboutHold');
export const REPEATED_BY_WORKFLOW = kindsThat('isRepeatedByWorkflow');
export const REPEATED_AT_ONCE = kindsThat('isRepeatedAtOnce');
