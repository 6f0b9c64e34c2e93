import { AGENCIES, type Account, type Agency, accountKey } from '../party.js';

/** What agencies can be asked about. */
export interface Subjects {
  accounts: readonly Account[];
  phones: readonly string[];
  links: readonly string[];
  wallets: readonly string[];
}

/**
 * The kinds of subject each agency knows something about; it is asked about nothing else (section
 * 4: as necessary).
 */
const KINDS: Readonly<Record<Agency, readonly (keyof Subjects)[]>> = {
  mdes: ['phones', 'links'],
  ccib: ['accounts'],
  dsi: ['accounts'],
  amlo: ['accounts'],
  bot: ['accounts'],
  nbtc: ['phones'],
  sec: ['wallets'],
};

/** Most subjects of one kind in a question; what is over waits for the next wave. */
export const MAX_SUBJECTS_PER_QUESTION = 100;

/**
 * The questions of one wave: for each agency at most one, with the subjects of its kinds that it
 * has not been asked about. `alreadyAsked` holds, per agency, everything of earlier waves.
 */
export function planQuestions(
  known: Subjects,
  alreadyAsked: ReadonlyMap<Agency, Subjects>,
): { agency: Agency; subjects: Subjects }[] {
  return AGENCIES.map((agency) => ({ agency, subjects: newSubjects(agency, known, alreadyAsked.get(agency)) })).filter(
    ({ subjects: { accounts, phones, links, wallets } }) =>
      accounts.length + phones.length + links.length + wallets.length > 0,
  );
}

function newSubjects(agency: Agency, known: Subjects, asked: Subjects | undefined): Subjects {
  const kinds = KINDS[agency];
  const asksFor = (kind: keyof Subjects) => kinds.includes(kind);
  return {
    accounts: asksFor('accounts') ? unasked(known.accounts, asked?.accounts ?? [], accountKey) : [],
    phones: asksFor('phones') ? unasked(known.phones, asked?.phones ?? [], same) : [],
    links: asksFor('links') ? unasked(known.links, asked?.links ?? [], same) : [],
    wallets: asksFor('wallets') ? unasked(known.wallets, asked?.wallets ?? [], same) : [],
  };
}

function same(text: string): string {
  return text;
}

function unasked<T>(known: readonly T[], asked: readonly T[], keyOf: (subject: T) => string): T[] {
  const seen = new Set(asked.map(keyOf));
  const fresh: T[] = [];
  for (const subject of known) {
    if (fresh.length === MAX_SUBJECTS_PER_QUESTION) break;
    if (seen.has(keyOf(subject))) continue;
    seen.add(keyOf(subject));
    fresh.push(subject);
  }
  return fresh;
}
