/**
 * Kinds of messages with customers' account or transaction data. Police or DSI, and AMLO must be
 * notified of them at once (section 4 paragraph 3, SHARE-4N). Questions to agencies are not among
 * them: they pass on what an institution disclosed, which was in a share notice then. Nor is an
 * officer's notice (section 6 paragraph 2): section 4 binds institutions, not his office.
 */
export const SHARE_NOTICE_KINDS: readonly string[] = [
  'hold.order',
  'hold.receipt',
  'debit.question',
  'debit.confirmation',
  'account.credited',
  'suspicion.notice',
  'customer.notice',
];
