import { accountKey } from '../../domain/party.js';
import { AGENCY_PROTOCOL } from '../../wire/agency/agency-protocol.js';
import { dialect } from '../dialect.js';

/**
 * CCIB of the Royal Thai Police: earlier complaints against accounts. It answers hits only; an
 * account without a hit has no complaint.
 */
export const ccibDialect = dialect({
  protocol: AGENCY_PROTOCOL.ccib,
  toSubjects: ({ accounts }) => ({ accounts: [...accounts] }),
  toFacts: ({ complaints }) => ({
    policeComplaints: complaints.map(({ account, ...complaint }) => ({ ...complaint, account: accountKey(account) })),
  }),
});
