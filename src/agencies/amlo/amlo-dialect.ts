import { accountKey } from '../../domain/party.js';
import { AGENCY_PROTOCOL } from '../../wire/agency-protocol.js';
import { dialect } from '../dialect.js';

/**
 * AMLO: lists HR-03-1 and HR-03-2, asked by account. Hits only; an account without one is not
 * listed.
 */
export const amloDialect = dialect({
  protocol: AGENCY_PROTOCOL.amlo,
  toSubjects: ({ accounts }) => ({ accounts: [...accounts] }),
  toFacts: ({ listings }) => ({
    hr03: listings.map(({ account, ...listing }) => ({ ...listing, account: accountKey(account) })),
  }),
});
