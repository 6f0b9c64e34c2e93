import { AGENCY_PROTOCOL } from '../../wire/agency/agency-protocol.js';
import { dialect } from '../dialect.js';

/** SEC: the standing of each digital-asset wallet, or `unknown`. */
export const secDialect = dialect({
  protocol: AGENCY_PROTOCOL.sec,
  toSubjects: ({ wallets }) => ({ wallets: [...wallets] }),
  toFacts: ({ wallets }) => ({ wallets }),
});
