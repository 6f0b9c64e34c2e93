import { accountKey } from '../../domain/party.js';
import { AGENCY_PROTOCOL } from '../../wire/agency/agency-protocol.js';
import { dialect } from '../dialect.js';

/**
 * AMLO: which accounts are on lists HR-03-1 and HR-03-2. It answers hits only; an account without
 * a hit is not listed.
 */
export const amloDialect = dialect({
  protocol: AGENCY_PROTOCOL.amlo,
  toSubjects: ({ accounts }) => ({ accounts: [...accounts] }),
  toFacts: ({ listings }) => ({
    hr03: listings.map(({ account, ...listing }) => ({ ...listing, account: accountKey(account) })),
  }),
});
