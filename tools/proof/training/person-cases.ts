import type { Complaint } from '../../../simulator/world/complaints.js';
import { asTransfer, makeNation, type Nation } from '../../../simulator/world/nation.js';
import type { PersonParameters } from '../../../simulator/world/persons/parameters.js';
import { type WorldSettings, worldSettings } from '../../../simulator/world/settings.js';
import { HOP_FEATURES, readHopFeatures } from '../../../src/analysis/features/hop-features.js';
import { viewHops } from '../../../src/analysis/features/hop-view.js';
import { append } from '../../../src/analysis/features/append.js';
import { History } from '../../../src/analysis/features/history.js';
import { type Joins, joinsOf } from '../../../src/analysis/features/joins.js';
import {
  type AccountRef,
  type AgencyFact,
  REF_KINDS,
  type RefKind,
  REPORTED_FACT_KINDS,
  REPORTED_REF_KINDS,
  type Transfer,
} from '../../../src/analysis/observed.js';
import { traceTaint } from '../../../src/analysis/trace/taint.js';
import { knownTransfers, reportedTrail } from '../reported-trails.js';

/**
 * Whose transfers a row is made of: those that the account's own institution sees beside the trails
 * that the centre tells it (`bank`), those of all institutions (`all`), or the trails alone, which
 * is what the product has (`served`).
 */
export const PERSON_VIEWS = ['bank', 'all', 'served'] as const;
export type PersonView = (typeof PERSON_VIEWS)[number];

/** One account of one trace of a country of persons. */
export interface PersonRow {
  view: PersonView;
  seed: number;
  complaintId: string;
  account: string;
  steps: number;
  /** In truth: a model is measured by it and never trained on it. */
  isMule: boolean;
  /** What an investigation decided before the world ended; null for nothing. */
  decided: boolean | null;
  askedAfterHours: number;
  role: string;
  isMigrant: boolean;
  sharesFlat: boolean;
  /** The view sees the account at all; else it has no figures. */
  isSeen: boolean;
  /** A value for each of `PERSON_COLUMNS`. */
  values: readonly number[];
}

/** What agencies and institutions alone say of an account, and by which references of theirs it is joined with others. */
const SAID = HOP_FEATURES.filter(({ group }) => group === 'agencies' || group === 'joins');

/**
 * The figures of a row. Those that begin with `control` are the ones that agencies and joins would
 * give if the record of each person were another's, drawn by chance.
 */
export const PERSON_COLUMNS: readonly { name: string; group: string; monotone: number }[] = [
  ...HOP_FEATURES.map(({ name, group, monotone }) => ({ name, group, monotone })),
  ...SAID.map(({ name, monotone }) => ({ name: `control.${name}`, group: 'control', monotone })),
];

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Before, the accounts have too little past. */
const FIRST_DAY = 10;
const ASKED_AFTER_HOURS = [0, 2, 24, 120] as const;
/** An institution or agency answers so long after it was asked. */
const ANSWER_MS = HOUR_MS;
/** How far back and how many payments an institution's own look reaches. */
const OWN_PAYMENTS = 400;

/** Makes the country of a seed and returns the rows of its cases, each as of the moment of a question. */
export function personRows(seed: number, persons: PersonParameters, views: readonly PersonView[]): PersonRow[] {
  const nation = makeNation(worldSettings(seed, { persons }));
  const control = makeNation({
    ...nation.settings,
    persons: { ...persons, 'agencies.shuffled': 1 },
  } satisfies WorldSettings);
  const world = new PersonReader(nation, control);
  const holderOf = nation.truth.persons?.holderOf ?? [];
  const decided = new Map(nation.labels.map(({ account, isMule }) => [account, isMule]));
  const rows: PersonRow[] = [];
  for (const [index, complaint] of nation.complaints.entries()) {
    if (complaint.at < nation.settings.startsAt + FIRST_DAY * DAY_MS) continue;
    const askedAfterHours = ASKED_AFTER_HOURS[index % ASKED_AFTER_HOURS.length] ?? 0;
    const asOf = complaint.at + askedAfterHours * HOUR_MS;
    const candidates = world.candidates(complaint, asOf);
    for (const view of views) {
      const read = world.read(view, complaint, asOf);
      for (const { account, hop } of candidates) {
        const known = nation.accountByKey.get(account);
        const values = read.get(account);
        if (known === undefined || hop === 0 || (values === undefined && view === 'served')) continue;
        const holder = holderOf[known.index];
        rows.push({
          view,
          seed,
          complaintId: complaint.complaintId,
          account,
          steps: hop,
          isMule: nation.truth.muleKeys.has(account),
          decided: decided.get(account) ?? null,
          askedAfterHours,
          role: known.role,
          isMigrant: holder !== undefined && holder.nationality !== 'THA',
          sharesFlat: (holder?.flat.length ?? 0) > 0,
          isSeen: values !== undefined,
          values: values ?? [],
        });
      }
    }
  }
  return rows;
}

/** What agencies and institutions say, found by account. */
class Answers {
  private readonly facts = new Map<string, AgencyFact[]>();
  private readonly refs = new Map<string, AccountRef[]>();
  /** The accounts behind each reference, as the trails that reached them let the centre ask. */
  private readonly byName: Joins['byName'];

  constructor({ facts, refs }: Nation, seenSince: ReadonlyMap<string, number>) {
    for (const fact of facts) if (REPORTED_FACT_KINDS.includes(fact.kind)) append(this.facts, fact.subject, fact);
    for (const ref of refs) append(this.refs, ref.account, ref);
    const askedByTrail = (account: string): number => (seenSince.get(account) ?? Infinity) + ANSWER_MS;
    this.byName = joinsOf(refs.map((ref) => notBefore(ref, askedByTrail(ref.account)))).byName;
  }

  /**
   * Returns what can be known, each thing of an asked account from when it was asked about; of what stands
   * behind it the kinds that somebody names.
   */
  known(accounts: readonly string[], asked: (account: string) => number, kinds: readonly RefKind[]) {
    const facts = new Map(this.facts);
    const refs: AccountRef[] = [];
    for (const account of accounts) {
      const at = asked(account);
      facts.set(
        account,
        (this.facts.get(account) ?? []).map((fact) => notBefore(fact, at)),
      );
      const ofKinds = (this.refs.get(account) ?? []).filter(({ kind }) => kinds.includes(kind));
      refs.push(...ofKinds.map((ref) => notBefore(ref, at)));
    }
    return { facts, joins: { ofAccount: joinsOf(refs).ofAccount, byName: this.byName } };
  }
}

function notBefore<Said extends { knownAt: number }>(said: Said, instant: number): Said {
  return { ...said, knownAt: Math.max(said.knownAt, instant) };
}

/** Reads the accounts of the cases of a country of persons, as each view shows them at an instant. */
export class PersonReader {
  private readonly transfers: readonly Transfer[];
  private readonly everything: History;
  private readonly ownOf = new Map<string, Transfer[]>();
  private readonly trails: ReadonlyMap<Complaint, ReturnType<typeof reportedTrail>>;
  private readonly seenSince = new Map<string, number>();
  private readonly answers: Answers;
  private readonly controlAnswers: Answers;

  constructor(nation: Nation, control: Nation) {
    this.transfers = nation.payments.map(asTransfer);
    this.everything = new History(this.transfers);
    for (const transfer of this.transfers) {
      append(this.ownOf, transfer.from, transfer);
      if (transfer.to !== null) append(this.ownOf, transfer.to, transfer);
    }
    this.trails = new Map(
      nation.complaints.map((complaint) => [
        complaint,
        reportedTrail(
          { at: complaint.at, stolen: complaint.reported.map(asTransfer) },
          this.everything,
          this.transfers,
          ANSWER_MS,
        ),
      ]),
    );
    for (const trail of this.trails.values()) {
      for (const { transfer, knownAt } of trail) {
        if (transfer.to === null) continue;
        this.seenSince.set(transfer.to, Math.min(knownAt, this.seenSince.get(transfer.to) ?? Infinity));
      }
    }
    this.answers = new Answers(nation, this.seenSince);
    this.controlAnswers = new Answers(control, this.seenSince);
  }

  /** The accounts that stolen money of a case can have reached, by all transfers of all institutions. */
  candidates(complaint: Complaint, asOf: number): { account: string; hop: number }[] {
    const trace = traceTaint({ stolen: complaint.reported.map(asTransfer) }, this.everything, asOf);
    return trace === null ? [] : [...trace.reached.values()].filter(({ account }) => !trace.victims.has(account));
  }

  /** Returns the figures of each account that a view sees, in the order of `PERSON_COLUMNS`. */
  read(view: PersonView, complaint: Complaint, asOf: number): Map<string, number[]> {
    const stolen = complaint.reported.map(asTransfer);
    const atOnce = (): number => complaint.at + ANSWER_MS;
    if (view === 'all') return this.figures(stolen, this.everything, asOf, atOnce);
    const reported = knownTransfers([...this.trails.values()], asOf);
    if (view === 'served') {
      const own = new Map<string, number>();
      for (const { transfer, knownAt } of this.trails.get(complaint) ?? [])
        if (transfer.to !== null) own.set(transfer.to, Math.min(knownAt, own.get(transfer.to) ?? Infinity));
      const asked = (account: string): number => (own.get(account) ?? Infinity) + ANSWER_MS;
      // The product's protocols name no wallet of an account.
      return this.figures(stolen, new History(reported), asOf, asked, REPORTED_REF_KINDS);
    }
    const reportedFrom = new Map<string, Transfer[]>();
    for (const transfer of reported) append(reportedFrom, transfer.from, transfer);
    const found = new Map<string, number[]>();
    const onTrail = traceTaint({ stolen }, new History(reported), asOf)?.reached.keys() ?? [];
    for (const institution of new Set([...onTrail].map(institutionOf))) {
      const history = this.withOwn(institution, stolen, reportedFrom, asOf);
      for (const [account, values] of this.figures(stolen, history, asOf, atOnce))
        if (institutionOf(account) === institution) found.set(account, values);
    }
    return found;
  }

  /**
   * The reported trails as far as they go on from the case, and what an institution sees of its own
   * accounts that they lead to.
   */
  private withOwn(
    institution: string,
    stolen: readonly Transfer[],
    reportedFrom: ReadonlyMap<string, readonly Transfer[]>,
    asOf: number,
  ): History {
    const seen = new Map(stolen.map((transfer) => [transfer.id, transfer]));
    const looked = new Set<string>();
    for (;;) {
      const history = new History(inOrder(seen));
      const reached = [...(traceTaint({ stolen }, history, asOf)?.reached.keys() ?? [])];
      const next = reached.filter((account) => !looked.has(account));
      if (next.length === 0) return history;
      for (const account of next) {
        looked.add(account);
        const own = institutionOf(account) === institution ? (this.ownOf.get(account) ?? []) : [];
        const payments = own.filter(({ at }) => at <= asOf).slice(-OWN_PAYMENTS);
        for (const transfer of [...payments, ...(reportedFrom.get(account) ?? [])]) seen.set(transfer.id, transfer);
      }
    }
  }

  private figures(
    stolen: readonly Transfer[],
    history: History,
    asOf: number,
    asked: (account: string) => number,
    kinds: readonly RefKind[] = REF_KINDS,
  ): Map<string, number[]> {
    const trace = traceTaint({ stolen }, history, asOf);
    if (trace === null) return new Map();
    const accounts = [...trace.reached.keys()];
    const views = viewHops(trace, { history, ...this.answers.known(accounts, asked, kinds) }, asOf);
    // What is said reads no transfers beside the trace.
    const others = { history: new History([]), ...this.controlAnswers.known(accounts, asked, kinds) };
    const controls = viewHops(trace, others, asOf);
    const rows = readHopFeatures(views);
    return new Map(
      views.flatMap(({ reached: { account } }, place) => {
        const control = controls[place];
        if (control === undefined || trace.victims.has(account)) return [];
        return [[account, [...(rows[place] ?? []), ...SAID.map(({ read }) => read(control))]] as const];
      }),
    );
  }
}

function inOrder(transfers: ReadonlyMap<string, Transfer>): Transfer[] {
  return [...transfers.values()].sort((a, b) => a.at - b.at || Number(a.id.slice(1)) - Number(b.id.slice(1)));
}

function institutionOf(account: string): string {
  return account.slice(0, account.indexOf(':'));
}
