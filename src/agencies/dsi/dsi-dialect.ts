import { accountKey } from '../../domain/party.js';
import { AGENCY_PROTOCOL } from '../../wire/agency/agency-protocol.js';
import { dialect } from '../dialect.js';

/**
 * DSI: special cases that accounts belong to. It answers hits only; an account without a hit is in
 * no special case.
 */
export const dsiDialect = dialect({
  protocol: AGENCY_PROTOCOL.dsi,
  toSubjects: ({ accounts }) => ({ accounts: [...accounts] }),
  toFacts: ({ specialCases }) => ({
    specialCases: specialCases.map(({ account, ...specialCase }) => ({ ...specialCase, account: accountKey(account) })),
  }),
});
