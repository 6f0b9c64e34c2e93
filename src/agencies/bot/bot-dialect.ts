import { accountKey } from '../../domain/party.js';
import { AGENCY_PROTOCOL } from '../../wire/agency/agency-protocol.js';
import { dialect } from '../dialect.js';

/** Bank of Thailand, Central Fraud Registry (run by NITMX): each account's colour, or `none`. */
export const botDialect = dialect({
  protocol: AGENCY_PROTOCOL.bot,
  toSubjects: ({ accounts }) => ({ accounts: [...accounts] }),
  toFacts: ({ colours }) => ({
    colours: colours.map(({ account, ...entry }) => ({ ...entry, account: accountKey(account) })),
  }),
});
