/**
 * Messages with account or transaction data of customers, of which police or DSI, and AMLO must be
 * told at once (section 4 paragraph 3, SHARE-4N). Questions to agencies are not among them: they
 * pass on what an institution has disclosed and what was told of then.
 */
export const TOLD_OF: readonly string[] = [
  'hold.order',
  'hold.receipt',
  'debit.question',
  'debit.confirmation',
  'account.credited',
  'suspicion.notice',
  'officer.notice',
];
