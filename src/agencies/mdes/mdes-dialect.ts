import { AGENCY_PROTOCOL } from '../../wire/agency/agency-protocol.js';
import { dialect } from '../dialect.js';

/**
 * MDES, DE-fence list: the colour of each number or link that reached the victim, or `unlisted`.
 */
export const mdesDialect = dialect({
  protocol: AGENCY_PROTOCOL.mdes,
  toSubjects: ({ phones, links }) => ({ numbers: [...phones], links: [...links] }),
  toFacts: ({ entries }) => ({ contacts: entries }),
});
