import { AGENCY_PROTOCOL } from '../../src/wire/agency/agency-protocol.js';
import { accountSubject, openRegister, type Dialect, type Register } from './register.js';

export type AgencySlug = keyof typeof AGENCY_PROTOCOL;

const { mdes, ccib, dsi, amlo, bot, nbtc, sec } = AGENCY_PROTOCOL;
const onePerSubject = () => '';

/** Checks that the listing and question types of a dialect fit together. */
function register<Listing, Question extends { requestId: string }>(dialect: Dialect<Listing, Question>) {
  return () => openRegister(dialect);
}

/**
 * Makes an empty register for each agency. Where an agency's protocol has a word for "not listed"
 * (unlisted, none, unknown), the agency answers it for every subject that is not listed; elsewhere
 * the answer is an empty list.
 */
const REGISTERS: Readonly<Record<AgencySlug, () => Register>> = {
  mdes: register({
    listing: mdes.answer.shape.entries.element,
    question: mdes.question,
    subjectOf: ({ kind, value }) => `${kind}/${value}`,
    numberOf: onePerSubject,
    answer: ({ requestId, numbers, links }, find) => {
      const asked = [
        ...numbers.map((value) => ({ kind: 'number' as const, value })),
        ...links.map((value) => ({ kind: 'link' as const, value })),
      ];
      const unlisted = { colour: 'unlisted' as const };
      const entries = asked.map((one) => find(`${one.kind}/${one.value}`)[0] ?? { ...one, ...unlisted });
      return { requestId, entries };
    },
  }),
  ccib: register({
    listing: ccib.answer.shape.complaints.element,
    question: ccib.question,
    subjectOf: ({ account }) => accountSubject(account),
    numberOf: ({ policeCaseNo }) => policeCaseNo,
    answer: ({ requestId, accounts }, find) => ({
      requestId,
      complaints: accounts.flatMap((account) => find(accountSubject(account))),
    }),
  }),
  dsi: register({
    listing: dsi.answer.shape.specialCases.element,
    question: dsi.question,
    subjectOf: ({ account }) => accountSubject(account),
    numberOf: ({ specialCaseNo }) => specialCaseNo,
    answer: ({ requestId, accounts }, find) => ({
      requestId,
      specialCases: accounts.flatMap((account) => find(accountSubject(account))),
    }),
  }),
  amlo: register({
    listing: amlo.answer.shape.listings.element,
    question: amlo.question,
    subjectOf: ({ account }) => accountSubject(account),
    numberOf: ({ list }) => list,
    answer: ({ requestId, accounts }, find) => ({
      requestId,
      listings: accounts.flatMap((account) => find(accountSubject(account))),
    }),
  }),
  bot: register({
    listing: bot.answer.shape.colours.element,
    question: bot.question,
    subjectOf: ({ account }) => accountSubject(account),
    numberOf: onePerSubject,
    answer: ({ requestId, accounts }, find) => ({
      requestId,
      colours: accounts.map((account) => find(accountSubject(account))[0] ?? { account, colour: 'none' as const }),
    }),
  }),
  nbtc: register({
    listing: nbtc.answer.shape.sims.element,
    question: nbtc.question,
    subjectOf: ({ number }) => number,
    numberOf: onePerSubject,
    answer: ({ requestId, numbers, paidNumbers }, find) => {
      const ordinary = { registration: 'identified' as const, suspended: false };
      return {
        requestId,
        sims: [...numbers, ...paidNumbers].map((number) => find(number)[0] ?? { number, ...ordinary }),
      };
    },
  }),
  sec: register({
    listing: sec.answer.shape.wallets.element,
    question: sec.question,
    subjectOf: ({ wallet }) => wallet,
    numberOf: onePerSubject,
    answer: ({ requestId, wallets }, find) => ({
      requestId,
      wallets: wallets.map((wallet) => find(wallet)[0] ?? { wallet, status: 'unknown' as const }),
    }),
  }),
};

/** Returns the register of one agency, with nothing listed. */
export function registerOf(slug: AgencySlug): Register {
  return REGISTERS[slug]();
}

/** Returns true if a slug names one of the seven agencies. */
export function isAgency(slug: string): slug is AgencySlug {
  return Object.hasOwn(AGENCY_PROTOCOL, slug);
}
