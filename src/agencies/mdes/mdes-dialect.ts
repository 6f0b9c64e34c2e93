import { AGENCY_PROTOCOL } from '../../wire/agency-protocol.js';
import { dialect } from '../dialect.js';

/**
 * MDES, the DE-fence list: are numbers and links that reached the victim on it? A colour for each,
 * `unlisted` included.
 */
export const mdesDialect = dialect({
  protocol: AGENCY_PROTOCOL.mdes,
  toSubjects: ({ phones, links }) => ({ numbers: [...phones], links: [...links] }),
  toFacts: ({ entries }) => ({ contacts: entries }),
});
