import { AGENCY_PROTOCOL } from '../../wire/agency/agency-protocol.js';
import { dialect } from '../dialect.js';

/**
 * NBTC: whether each number's SIM is registered to an identifiable person, and whether it is
 * suspended; and by which reference the owner of a number that was paid is known. It passes no name.
 */
export const nbtcDialect = dialect({
  protocol: AGENCY_PROTOCOL.nbtc,
  toSubjects: ({ phones, paidNumbers }) => ({ numbers: [...phones], paidNumbers: [...paidNumbers] }),
  toFacts: ({ sims }) => ({ sims }),
});
