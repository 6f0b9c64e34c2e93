import { AGENCY_PROTOCOL } from '../../wire/agency/agency-protocol.js';
import { dialect } from '../dialect.js';

/**
 * NBTC: whether each number's SIM is registered to an identifiable person, and whether it is
 * suspended. It passes no name.
 */
export const nbtcDialect = dialect({
  protocol: AGENCY_PROTOCOL.nbtc,
  toSubjects: ({ phones }) => ({ numbers: [...phones] }),
  toFacts: ({ sims }) => ({ sims }),
});
