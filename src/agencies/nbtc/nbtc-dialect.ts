import { AGENCY_PROTOCOL } from '../../wire/agency-protocol.js';
import { dialect } from '../dialect.js';

/**
 * NBTC: is each number's SIM registered to an identifiable person, and is it suspended? No name is
 * passed.
 */
export const nbtcDialect = dialect({
  protocol: AGENCY_PROTOCOL.nbtc,
  toSubjects: ({ phones }) => ({ numbers: [...phones] }),
  toFacts: ({ sims }) => ({ sims }),
});
