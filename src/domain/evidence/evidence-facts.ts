import type { AccountFacts, CaseFacts, Known, MuleColour, NumberFacts } from '../judgement/facts.js';
import { isMobileNumber, isProtectedNumber, judgeNumber, telephoneKey } from '../judgement/evidence-on-number.js';
import type { Agency } from '../party.js';
import { accountKey } from '../party.js';
import type { RuleRow } from '../rulebook/row.js';
import type { EvidenceState } from './evidence-state.js';
import type { Subjects } from './questions.js';

/**
 * The facts in an agency's answer, in one shape for all seven; an answer has only the part of its
 * own agency. It is plain JSON, as it is kept with the answer: accounts are `accountKey`s, times
 * are RFC 3339 text.
 */
export interface EvidenceFacts {
  /** AMLO: hits only. `personRef`: the listed person, as a keyed hash of the agencies. */
  hr03?: readonly { account: string; list: 'HR-03-1' | 'HR-03-2'; since: string; personRef?: string }[];
  /**
   * Bank of Thailand, Central Fraud Registry: one entry for each account asked about, also for
   * `none`. `personRef` is the person who has the colour.
   */
  colours?: readonly { account: string; colour: MuleColour; since?: string; personRef?: string }[];
  /** CCIB: hits only. Only an accepted complaint is evidence. */
  policeComplaints?: readonly {
    account: string;
    policeCaseNo: string;
    status: 'recorded' | 'accepted';
    receivedAt: string;
  }[];
  /** DSI: hits only. */
  specialCases?: readonly { account: string; specialCaseNo: string; openedAt: string }[];
  /** NBTC: one entry for each number asked about; `personRef` is the registered person. */
  sims?: readonly {
    number: string;
    registration: 'identified' | 'unidentifiable' | 'not_registered';
    suspended: boolean;
    origin?: 'line' | 'spoofed' | undefined;
    personRef?: string;
  }[];
  /** SEC: one entry for each wallet asked about. */
  wallets?: readonly { wallet: string; operator?: string; status: 'flagged' | 'known' | 'unknown' }[];
  /** MDES, DE-fence list: one entry for each number and link asked about. */
  contacts?: readonly { value: string; kind: 'number' | 'link'; colour: 'black' | 'grey' | 'white' | 'unlisted' }[];
}

/**
 * A question to an agency with its answers. An agency may correct its answer by a higher version.
 */
export interface AskedEvidence {
  agency: Agency;
  state: EvidenceState;
  /** `unreadable` when the answer broke the agreed form. */
  stateReason: string | null;
  subjects: Subjects;
  answers: readonly { id: string; facts: EvidenceFacts; version: number }[];
}

/** The colours, strongest first: of contradicting entries in one answer the strongest counts. */
const COLOURS_BY_WEIGHT: readonly MuleColour[] = [
  'black',
  'dark_grey',
  'light_grey',
  'dark_brown',
  'light_brown',
  'none',
];

/**
 * Combines what the agencies say of one account (`accountKey`). `requests` come oldest first; an
 * entry about an account that was not asked about is ignored.
 */
export function foldEvidence(input: {
  requests: readonly AskedEvidence[];
  account: string;
  /**
   * When the complaint was received. Only older police complaints count as earlier ones, because
   * the victim's own statement comes back as a police complaint too.
   */
  complaintReceivedAt: Date;
}): Pick<AccountFacts, 'hr03' | 'colour' | 'acceptedComplaint' | 'specialCase'> {
  const { requests, account, complaintReceivedAt } = input;
  const ofAccount = <T>(agency: Agency, read: (facts: EvidenceFacts) => T | undefined) =>
    lookUp(requests, agency, (subjects) => subjects.accounts.some((asked) => accountKey(asked) === account), read);
  return {
    hr03: ofAccount('amlo', ({ hr03 }) => {
      const lists = entriesOf(account, hr03)?.map(({ list }) => list);
      return lists && (lists.includes('HR-03-1') ? 'HR-03-1' : (lists[0] ?? 'none'));
    }),
    colour: ofAccount('bot', ({ colours }) => {
      const found = entriesOf(account, colours)?.map(({ colour }) => colour);
      return COLOURS_BY_WEIGHT.find((colour) => found?.includes(colour));
    }),
    acceptedComplaint: ofAccount('ccib', ({ policeComplaints }) =>
      entriesOf(account, policeComplaints)?.some(
        ({ status, receivedAt }) => status === 'accepted' && new Date(receivedAt) < complaintReceivedAt,
      ),
    ),
    specialCase: ofAccount('dsi', ({ specialCases }) => {
      const found = entriesOf(account, specialCases);
      return found && found.length > 0;
    }),
  };
}

/**
 * Combines what the agencies say of the numbers and wallets of a case: true as soon as one is bad,
 * false only when every one is answered for. `reported` are the numbers that the case names,
 * whether or not an agency was asked about them yet; `cutOff` are those whose service is suspended
 * at the case's request. A protected or spoofed number is no evidence against anybody.
 */
export function foldContactEvidence(
  requests: readonly AskedEvidence[],
  reported: readonly string[],
  { measure, cutOff }: NumberMeasure,
): Pick<CaseFacts, 'simEvidence' | 'walletEvidence' | 'numbers'> {
  const phones = distinct(requests, 'nbtc', ({ phones }) => phones);
  const wallets = distinct(requests, 'sec', ({ wallets }) => wallets);
  const known = { measure, cutOff };
  return {
    simEvidence: anyOf(phones.map((phone) => isSimBad(numberFacts(requests, phone, known)))),
    walletEvidence: anyOf(
      wallets.map((wallet) =>
        lookUp(requests, 'sec', asksAbout(wallet), (facts) =>
          saysBad(
            facts.wallets,
            wallet,
            (entry) => entry.wallet,
            (entry) => entry.status === 'flagged',
          ),
        ),
      ),
    ),
    numbers: eachLine([...reported, ...numbersOf(requests), ...cutOff]).map((phone) =>
      numberFacts(requests, phone, known),
    ),
  };
}

/** By what numbers are judged: the row of P-EV5 in force, and the numbers that are cut off. */
interface NumberMeasure {
  measure: RuleRow | undefined;
  cutOff: readonly string[];
}

/**
 * Sorts telephone numbers by what the evidence gives reason to believe of each, by a row of P-EV5:
 * `used` were used in the crime, `cleared` were not, whatever else may still be answered.
 */
export function numbersByEvidence(
  requests: readonly AskedEvidence[],
  measure: RuleRow,
  others: readonly string[] = [],
): { used: string[]; cleared: string[] } {
  const judged = eachLine([...numbersOf(requests), ...others]).map((phone) => ({
    phone,
    outcome: judgeNumber(numberFacts(requests, phone, { measure, cutOff: [] }), measure).outcome,
  }));
  const of = (outcome: 'met' | 'not_met') =>
    judged.filter((number) => number.outcome === outcome).map(({ phone }) => phone);
  return { used: of('met'), cleared: of('not_met') };
}

/**
 * Returns the persons whom an answer names by a reference: who is registered for a number of the
 * case (NBTC), who is listed for an account of it (AMLO), and who has its colour (Bank of Thailand);
 * each once. Who has no colour is nobody's business, whatever the registry sends.
 */
export function personRefsIn({ sims = [], hr03 = [], colours = [] }: EvidenceFacts): string[] {
  const coloured = colours.filter(({ colour }) => colour !== 'none');
  return [...new Set([...sims, ...hr03, ...coloured].flatMap(({ personRef }) => personRef ?? []))];
}

/** Returns the telephone numbers that any agency was asked about. */
function numbersOf(requests: readonly AskedEvidence[]): string[] {
  return requests.flatMap(({ subjects }) => subjects.phones);
}

/** Returns telephone numbers as they were typed first, each line once. */
function eachLine(numbers: readonly string[]): string[] {
  return [...new Map(numbers.toReversed().map((number) => [telephoneKey(number), number])).values()].toReversed();
}

function numberFacts(
  requests: readonly AskedEvidence[],
  phone: string,
  { measure, cutOff }: NumberMeasure,
): NumberFacts {
  return {
    sim: simOf(requests, phone),
    listed: listingOf(requests, phone),
    isMobile: isMobileNumber(phone),
    isProtected: measure !== undefined && isProtectedNumber(phone, measure),
    isCutOff: cutOff.some((other) => telephoneKey(other) === telephoneKey(phone)),
  };
}

/** Of contradicting entries about a number in one answer, the one against it counts. */
function simOf(requests: readonly AskedEvidence[], phone: string): NumberFacts['sim'] {
  return lookUp(requests, 'nbtc', asksAboutLine(phone), ({ sims }) => {
    const entries = (sims ?? []).filter(({ number }) => telephoneKey(number) === telephoneKey(phone));
    const found = entries.find(isBadSim) ?? entries[0];
    // That a number was only shown clears its holder, so of contradicting entries that one counts.
    const origin = entries.find((entry) => entry.origin === 'spoofed')?.origin ?? found?.origin;
    return found && { registration: found.registration, suspended: found.suspended, ...(origin && { origin }) };
  });
}

function isBadSim({ registration, suspended }: { registration: string; suspended: boolean }): boolean {
  return suspended || registration !== 'identified';
}

/**
 * Returns whether a number has no identifiable owner or is suspended: SIM evidence of P-EV85B. A
 * number that is protected, or that was only shown, says nothing of who called.
 */
function isSimBad({ sim, isProtected }: NumberFacts): Known<boolean> {
  if (!sim.known) return sim;
  return { ...sim, value: !isProtected && sim.value.origin !== 'spoofed' && isBadSim(sim.value) };
}

const LIST_COLOURS_BY_WEIGHT = ['black', 'grey', 'white', 'unlisted'] as const;

/** Returns the colour of a number on the DE-fence list; of contradicting entries the strongest. */
function listingOf(requests: readonly AskedEvidence[], phone: string): NumberFacts['listed'] {
  return lookUp(requests, 'mdes', asksAboutLine(phone), ({ contacts }) => {
    const line = telephoneKey(phone);
    const colours = (contacts ?? []).filter(({ value }) => telephoneKey(value) === line).map(({ colour }) => colour);
    return LIST_COLOURS_BY_WEIGHT.find((colour) => colours.includes(colour));
  });
}

/**
 * Returns the newest answer of an agency about one subject. `read` gives undefined when an answer
 * says nothing of the subject; that answer is passed over.
 */
function lookUp<T>(
  requests: readonly AskedEvidence[],
  agency: Agency,
  covers: (subjects: Subjects) => boolean,
  read: (facts: EvidenceFacts) => T | undefined,
): Known<T> {
  const asked = requests.filter((request) => request.agency === agency && covers(request.subjects));
  for (const request of asked.toReversed()) {
    const newest = request.answers.toSorted((a, b) => b.version - a.version)[0];
    const value = newest && read(newest.facts);
    if (newest !== undefined && value !== undefined) return { known: true, value, evidenceIds: [newest.id] };
  }
  const last = asked.at(-1);
  return { known: false, why: last === undefined ? 'not_asked' : whyOpen(last) };
}

function whyOpen(request: AskedEvidence): 'no_answer' | 'declined' | 'unreadable' {
  if (request.state === 'declined') return 'declined';
  return request.state === 'unknown' && request.stateReason === 'unreadable' ? 'unreadable' : 'no_answer';
}

/**
 * Why an answer is missing: an answer that may still come is named before one that will not come.
 */
const OPEN_BY_WEIGHT = ['no_answer', 'unreadable', 'declined'] as const;

/** Returns true if one subject is bad, and false only if every subject is known to be good. */
function anyOf(subjects: readonly Known<boolean>[]): Known<boolean> {
  if (subjects.length === 0) return { known: false, why: 'not_asked' };
  const known = subjects.filter((subject) => subject.known);
  const bad = known.filter(({ value }) => value);
  if (bad.length > 0) return { known: true, value: true, evidenceIds: idsOf(bad) };
  const open = subjects.flatMap((subject) => (subject.known ? [] : [subject.why]));
  const why = OPEN_BY_WEIGHT.find((reason) => open.includes(reason));
  return why === undefined ? { known: true, value: false, evidenceIds: idsOf(known) } : { known: false, why };
}

function idsOf(known: readonly { evidenceIds: readonly string[] }[]): string[] {
  return [...new Set(known.flatMap(({ evidenceIds }) => evidenceIds))];
}

function entriesOf<T extends { account: string }>(account: string, entries: readonly T[] | undefined) {
  return entries?.filter((entry) => entry.account === account);
}

/**
 * Returns whether any entry about the value is bad; undefined when the answer has no such entry.
 */
function saysBad<T>(
  entries: readonly T[] | undefined,
  value: string,
  valueOf: (entry: T) => string,
  isBad: (entry: T) => boolean,
): boolean | undefined {
  const found = (entries ?? []).filter((entry) => valueOf(entry) === value);
  return found.length === 0 ? undefined : found.some(isBad);
}

/** However the number was typed. */
function asksAboutLine(phone: string): (subjects: Subjects) => boolean {
  return ({ phones }) => phones.some((other) => telephoneKey(other) === telephoneKey(phone));
}

function asksAbout(value: string): (subjects: Subjects) => boolean {
  return ({ phones, links, wallets }) => [...phones, ...links, ...wallets].includes(value);
}

function distinct(requests: readonly AskedEvidence[], agency: Agency, pick: (subjects: Subjects) => readonly string[]) {
  return [
    ...new Set(requests.filter((request) => request.agency === agency).flatMap(({ subjects }) => pick(subjects))),
  ];
}
