import { AGENCY_PROTOCOL } from '../../src/wire/agency-protocol.js';
import { accountSubject, openRegister, type Dialect, type Register } from './register.js';

export type AgencySlug = keyof typeof AGENCY_PROTOCOL;

const { mdes, ccib, dsi, amlo, bot, nbtc, sec } = AGENCY_PROTOCOL;
const ONE_PER_SUBJECT = () => '';

/** Keeps the listing and question types of a dialect together while it is written down. */
function register<Listing, Question extends { requestId: string }>(dialect: Dialect<Listing, Question>) {
  return () => openRegister(dialect);
}

/**
 * An empty register for each agency. Where an agency's protocol has a word for "not listed"
 * (unlisted, none, unknown) it answers that for every subject asked; elsewhere an empty list says
 * it.
 */
const REGISTERS: Readonly<Record<AgencySlug, () => Register>> = {
  mdes: register({
    listing: mdes.answer.shape.entries.element,
    question: mdes.question,
    subjectOf: ({ kind, value }) => `${kind}/${value}`,
    numberOf: ONE_PER_SUBJECT,
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
    numberOf: ONE_PER_SUBJECT,
    answer: ({ requestId, accounts }, find) => ({
      requestId,
      colours: accounts.map((account) => find(accountSubject(account))[0] ?? { account, colour: 'none' as const }),
    }),
  }),
  nbtc: register({
    listing: nbtc.answer.shape.sims.element,
    question: nbtc.question,
    subjectOf: ({ number }) => number,
    numberOf: ONE_PER_SUBJECT,
    answer: ({ requestId, numbers }, find) => {
      const ordinary = { registration: 'identified' as const, suspended: false };
      return { requestId, sims: numbers.map((number) => find(number)[0] ?? { number, ...ordinary }) };
    },
  }),
  sec: register({
    listing: sec.answer.shape.wallets.element,
    question: sec.question,
    subjectOf: ({ wallet }) => wallet,
    numberOf: ONE_PER_SUBJECT,
    answer: ({ requestId, wallets }, find) => ({
      requestId,
      wallets: wallets.map((wallet) => find(wallet)[0] ?? { wallet, status: 'unknown' as const }),
    }),
  }),
};

/** The register of one agency, with nothing listed. */
export function registerOf(slug: AgencySlug): Register {
  return REGISTERS[slug]();
}

/** Whether a slug names one of the seven agencies. */
export function isAgency(slug: string): slug is AgencySlug {
  return Object.hasOwn(AGENCY_PROTOCOL, slug);
}
