import { telephoneKey } from '../judgement/evidence-on-number.js';
import type { SuspectContact } from '../link/subject.js';
import { AGENCIES, type Account, type Agency, accountKey } from '../party.js';

/** The subjects that agencies can be asked about. */
export interface Subjects {
  accounts: readonly Account[];
  phones: readonly string[];
  links: readonly string[];
  wallets: readonly string[];
  /** Numbers by which money was paid (PromptPay): who is registered for one stands behind the account. */
  paidNumbers: readonly string[];
}

/**
 * Returns the subjects of a case: the accounts of its trail, what victims say of suspects, and the
 * numbers by which money was paid, but for those that a victim names as a suspect's anyhow.
 */
export function subjectsOfCase(
  accounts: readonly Account[],
  contacts: readonly SuspectContact[],
  paidNumbers: readonly string[],
): Subjects {
  const ofKind = (kind: SuspectContact['kind']): string[] => [
    ...new Set(contacts.filter((contact) => contact.kind === kind).map(({ value }) => value)),
  ];
  const phones = ofKind('phone');
  const named = new Set(phones.map(telephoneKey));
  return {
    accounts,
    phones,
    links: ofKind('url'),
    wallets: ofKind('crypto_wallet'),
    paidNumbers: paidNumbers.filter((number) => !named.has(telephoneKey(number))),
  };
}

/**
 * The kinds of subject that each agency knows about. It is asked about nothing else, because it
 * could tell nothing that helps (section 8/5(5)).
 */
const KINDS: Readonly<Record<Agency, readonly (keyof Subjects)[]>> = {
  mdes: ['phones', 'links'],
  ccib: ['accounts'],
  dsi: ['accounts'],
  amlo: ['accounts'],
  bot: ['accounts'],
  nbtc: ['phones', 'paidNumbers'],
  sec: ['wallets'],
};

/** The most subjects of one kind in a question; the others wait for the next wave. */
export const MAX_SUBJECTS_PER_QUESTION = 100;

/**
 * Plans the questions of one wave: at most one for each agency, with the subjects of its kinds
 * that it has not been asked about. `alreadyAsked` gives, by agency, the subjects of earlier
 * waves.
 */
export function planQuestions(
  known: Subjects,
  alreadyAsked: ReadonlyMap<Agency, Subjects>,
): { agency: Agency; subjects: Subjects }[] {
  return AGENCIES.map((agency) => ({
    agency,
    subjects: subjectsToAsk(agency, known, alreadyAsked.get(agency)),
  })).filter(
    ({ subjects: { accounts, phones, links, wallets, paidNumbers } }) =>
      accounts.length + phones.length + links.length + wallets.length + paidNumbers.length > 0,
  );
}

function subjectsToAsk(agency: Agency, known: Subjects, asked: Subjects | undefined): Subjects {
  const kinds = KINDS[agency];
  const isAskedAbout = (kind: keyof Subjects) => kinds.includes(kind);
  return {
    accounts: isAskedAbout('accounts') ? unasked(known.accounts, asked?.accounts ?? [], accountKey) : [],
    phones: isAskedAbout('phones') ? unasked(known.phones, asked?.phones ?? [], String) : [],
    links: isAskedAbout('links') ? unasked(known.links, asked?.links ?? [], String) : [],
    wallets: isAskedAbout('wallets') ? unasked(known.wallets, asked?.wallets ?? [], String) : [],
    paidNumbers: isAskedAbout('paidNumbers') ? unasked(known.paidNumbers, asked?.paidNumbers ?? [], String) : [],
  };
}

/** Returns the subjects that are not asked about yet, each once, up to the limit of a question. */
function unasked<T>(known: readonly T[], asked: readonly T[], keyOf: (subject: T) => string): T[] {
  const askedKeys = new Set(asked.map(keyOf));
  const newSubjects: T[] = [];
  for (const subject of known) {
    if (newSubjects.length === MAX_SUBJECTS_PER_QUESTION) break;
    if (askedKeys.has(keyOf(subject))) continue;
    askedKeys.add(keyOf(subject));
    newSubjects.push(subject);
  }
  return newSubjects;
}
