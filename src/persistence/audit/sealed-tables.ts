/** Why no seal covers a table or a column. */
export interface Unsealed {
  /** What covers it instead, or why nothing needs to. */
  readonly why: string;
  /** The check of `npm run verify` that finds a change of it all the same. */
  readonly foundBy?: string;
}

/** How the rows of a table are sealed (baseline/seal.sql). */
export interface SealedTable {
  /** The columns that name a row in its seal; none holds personal data. */
  readonly key: readonly string[];
  /** Columns that no seal covers. */
  readonly unsealed: Readonly<Record<string, Unsealed>>;
}

/** A table without seals. */
export interface UnsealedTable extends Unsealed {
  /** Columns of which `foundBy` finds no change; `*`: that a row is gone. */
  readonly unproven?: Readonly<Record<string, string>>;
}

const BY_ID: SealedTable = { key: ['id'], unsealed: {} };

const ATTEMPTS: Unsealed = { why: 'counts attempts to reach the party; proves nothing' };
const NEXT_ATTEMPT: Unsealed = { why: 'says when the keeper or a workflow tries again; proves nothing' };
const LOOKED_AT: Unsealed = { why: 'says when the keeper looks at it; proves nothing' };
const LEASED: Unsealed = { why: 'says who sends it now; proves nothing' };
const FIRST_SENT: Unsealed = {
  why: 'noted by the sender without an audit event; what proves that the party was reached is its signed answer',
};

/**
 * Every table whose rows decide or prove. All columns are sealed but those named here, so a new
 * column is sealed as soon as it exists.
 */
export const SEALED_TABLES: Readonly<Record<string, SealedTable>> = {
  advice: BY_ID,
  advice_verdict: BY_ID,
  appeal: { key: ['id'], unsealed: { look_at: LOOKED_AT } },
  appeal_decision: BY_ID,
  appeal_filing: BY_ID,
  approved_system: { key: ['version'], unsealed: {} },
  attachment: BY_ID,
  accepted_proof: BY_ID,
  break_record: { key: ['id'], unsealed: { look_at: LOOKED_AT } },
  break_statement: BY_ID,
  call_record: { key: ['case_id'], unsealed: {} },
  case_assignment: BY_ID,
  case_file: {
    key: ['id'],
    unsealed: {
      next_deadline_at: { why: 'says when the case is looked at next; follows from the clocks of its rows' },
    },
  },
  case_link: BY_ID,
  case_note: BY_ID,
  claim: { key: ['stolen_sum_id', 'case_id'], unsealed: {} },
  complaint: BY_ID,
  complaint_addition: BY_ID,
  correction: BY_ID,
  debit_confirmation: BY_ID,
  decision: BY_ID,
  directive: BY_ID,
  evidence: BY_ID,
  evidence_request: BY_ID,
  exchange: BY_ID,
  finding: BY_ID,
  freeze_request: BY_ID,
  hold: {
    key: ['id'],
    unsealed: {
      appeal_secret: { why: 'on its way to the institution, then forgotten; its hash is sealed', foundBy: 'I21' },
      power_ends_at: { why: 'that of its newest order, which is sealed; noted by the database', foundBy: 'I19' },
    },
  },
  hold_notice: { key: ['hold_id', 'notice_id'], unsealed: {} },
  hold_order: BY_ID,
  hold_review: BY_ID,
  hold_statement: BY_ID,
  holder_papers: BY_ID,
  idempotency: { key: ['actor', 'key'], unsealed: {} },
  incomplete_transfer: BY_ID,
  inbox_message: {
    key: ['id'],
    unsealed: {
      raw_body: { why: 'its hash is sealed', foundBy: 'I21' },
      failures: { why: 'counts attempts to apply the message; proves nothing' },
    },
  },
  interest: BY_ID,
  judgement: { key: ['case_id', 'number'], unsealed: {} },
  lost_order: BY_ID,
  lost_order_release: BY_ID,
  lost_order_request: BY_ID,
  notice: BY_ID,
  noticed_transfer: { key: ['notice_id', 'transfer_id'], unsealed: {} },
  outgoing_message: {
    key: ['id'],
    unsealed: {
      attempts: ATTEMPTS,
      next_attempt_at: NEXT_ATTEMPT,
      leased_until: LEASED,
      sent_at: FIRST_SENT,
      look_at: LOOKED_AT,
    },
  },
  own_suspension: BY_ID,
  own_suspension_part: { key: ['suspension_id', 'trail_link_id'], unsealed: {} },
  partial_release: BY_ID,
  party: { key: ['slug'], unsealed: {} },
  party_change: BY_ID,
  party_key: { key: ['key_id'], unsealed: {} },
  public_statistics: { key: ['month'], unsealed: {} },
  receipt: BY_ID,
  recovery: BY_ID,
  release_order: BY_ID,
  reveal: BY_ID,
  ring_ruling: BY_ID,
  rule_change: BY_ID,
  rule_row: { key: ['row_id'], unsealed: {} },
  share_notice: BY_ID,
  sheet_row: BY_ID,
  sheet_upload: BY_ID,
  stolen_sum: {
    key: ['id'],
    unsealed: {
      reserved_satang: { why: 'the sum of what its holds reserve, which is sealed there', foundBy: 'I3' },
      suspended_satang: { why: 'the sum of what institutions suspend of it, which is sealed there', foundBy: 'I3' },
      counted_satang: { why: 'what its holds reserve, counted by the database', foundBy: 'I3' },
    },
  },
  suspect_lookup: BY_ID,
  suspicion_result: BY_ID,
  trail_link: BY_ID,
  transfer: BY_ID,
  victim_news: { key: ['id', 'case_id'], unsealed: {} },
  victim_telling: BY_ID,
  withdrawal: BY_ID,
  workbook: BY_ID,
};

/** Every other table. */
export const UNSEALED_TABLES: Readonly<Record<string, UnsealedTable>> = {
  audit_event: {
    why: 'the hash chain covers it',
    foundBy: 'I13',
    unproven: { xid: 'orders the stream of events, and tells the next checkpoint what is new' },
  },
  audit_head: { why: 'is the end of its chain', foundBy: 'I13' },
  audit_checkpoint: {
    why: "the centre's signature covers it",
    foundBy: 'I13',
    unproven: { '*': 'that the newest one is gone, what a keeper or a witness keeps outside shows' },
  },
  audit_checkpoint_head: { why: 'is a leaf under the root that a checkpoint signs', foundBy: 'I13' },
  complaint_draft: {
    why: 'what an operator has typed so far, for its author alone; the complaint itself is sealed when it is received',
  },
  disclosure: {
    why: 'repeats its exchange, and names the share notices that tell of it; both are sealed',
    foundBy: 'I23',
  },
  draft_attachment: {
    why: 'the files of a draft that is not received yet; each is sealed when its case gets it',
  },
  hold_change: {
    why: 'says when the centre states a hold again; what it states is read from sealed rows',
    foundBy: 'I20',
    unproven: { changed_at: 'one after the last change has the hold stated again; one before it is found' },
  },
  link_key: {
    why: 'what cases are compared by, made from sealed rows when a case advances; a link that was made is sealed',
  },
  migrations: { why: 'the ORM keeps there which migrations ran' },
  outbox: { why: 'wakes workflows; a signal carries an id and proves nothing, and the keeper finds what nobody woke' },
  person_session: {
    why: 'says who is signed in, which the audit chain tells too; forgotten a month after its end',
    foundBy: 'SESSIONS',
    unproven: {
      '*': 'that it is gone ends it',
      name: 'is said by the provider again and again; acts are kept by subject',
      rulebook_claim: 'chooses the demonstration rulebook, which production refuses',
      provider_grant: 'is encrypted by a key made from the cookie; another one ends the session',
      last_used_at: 'says when it ends without use',
      checked_at: 'says when the provider is asked again',
      checking_until: 'says who asks the provider now',
    },
  },
  queue_case: { why: 'an open case as the queue shows it, made again from sealed rows', foundBy: 'QUEUE' },
  queue_follow: {
    why: 'says up to where the queue has followed the audit events',
    foundBy: 'QUEUE',
    unproven: { id: 'names the only row' },
  },
  queue_place: { why: 'where an open case stands in the queue, made again from sealed rows', foundBy: 'QUEUE' },
  queue_view: { why: 'the filters of the queue that a person named; they say nothing of a case' },
  secret_trial: { why: 'slows down who guesses secrets; forgotten after an hour' },
  work_claim: {
    why: 'says who works on a case now; each claim is an audit event, with the claim before and its end',
    foundBy: 'I17',
    unproven: {
      '*': 'that it is gone lets anybody claim the case; its event stays',
      until_at: 'moves with each renewal; the event of the next claim names the last',
      rule_row_id: 'says by which row it was renewed last; its event names the row of its begin',
    },
  },
  used_nonce: { why: 'refuses a signature or logout token that comes again; forgotten when that has expired' },
};
