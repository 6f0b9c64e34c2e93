import type { Complaint } from '../../../simulator/world/complaints.js';
import { asTransfer, makeNation, type Nation } from '../../../simulator/world/nation.js';
import type { WorldAccount } from '../../../simulator/world/population.js';
import { worldSettings } from '../../../simulator/world/settings.js';
import { withAllBelow } from '../../../simulator/world/stolen-parts.js';
import { readHopFeatures } from '../../../src/analysis/features/hop-features.js';
import { viewHops } from '../../../src/analysis/features/hop-view.js';
import { makeReady, type ReadyObserved } from '../../../src/analysis/features/history.js';
import { type AgencyFact, type FactKind, REPORTED_FACT_KINDS, type Transfer } from '../../../src/analysis/observed.js';
import { traceTaint } from '../../../src/analysis/trace/taint.js';
import { knownTransfers, reportedTrail } from '../reported-trails.js';
import type { View } from './arguments.js';

/** One account of one trace of a made-up world, as a model is trained and measured on it. */
export interface TrainingRow {
  view: View;
  seed: number;
  complaintId: string;
  account: string;
  hop: number;
  /** In truth. A model is measured by it and never trained on it. */
  isMule: boolean;
  /** Whom the account belongs to in truth, and since when: for the audit, never a feature. */
  role: WorldAccount['role'];
  daysOpen: number;
  /** In truth stolen money reached it, along payments that an officer follows. */
  isOnPath: boolean;
  /** What an investigation decided before the world ended, wrong now and then; null for nothing. */
  decided: boolean | null;
  /** So many hours after the complaint the question is asked. */
  askedAfterHours: number;
  /** Agencies were asked. For some cases they are left out, as where none has answered. */
  hasFacts: boolean;
  /** The account is seen at all: one institution alone does not see the trail reach it. */
  isSeen: boolean;
  /** A value for each of `HOP_FEATURES`. */
  features: readonly number[];
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Before, the accounts have too little past, and no investigation has ended. */
const FIRST_DAY = 15;
/** How long after the complaint the question is asked, one after the other. */
const ASKED_AFTER_HOURS = [0, 2, 24, 120] as const;
/** An institution answers so long after it was asked; the lab has the same hour for each hop. */
const ANSWER_MS = HOUR_MS;

/** Makes the world of a seed and returns the rows of its cases, each as of the moment of a question. */
export function worldRows(seed: number, views: readonly View[]): TrainingRow[] {
  const nation = makeNation(worldSettings(seed));
  const world = { nation, transfers: nation.payments.map(asTransfer), facts: nation.facts, refs: nation.refs };
  const everything = makeReady(world);
  const readers = views.map((view) => [view, readerOf(view, world, everything)] as const);
  const decided = new Map(nation.labels.map(({ account, isMule }) => [account, isMule]));
  const rows: TrainingRow[] = [];
  for (const [index, complaint] of nation.complaints.entries()) {
    if (complaint.at < nation.settings.startsAt + FIRST_DAY * DAY_MS) continue;
    const onPath = reachedInTruth(nation, complaint);
    const stolen = complaint.reported.map(asTransfer);
    const askedAfterHours = ASKED_AFTER_HOURS[index % ASKED_AFTER_HOURS.length] ?? 0;
    const asOf = complaint.at + askedAfterHours * HOUR_MS;
    for (const [view, read] of readers) {
      for (const facts of index % 3 === 0 ? [everything.facts, NO_FACTS] : [everything.facts]) {
        for (const seen of read({ complaint, stolen, facts, asOf })) {
          const account = nation.accountByKey.get(seen.account);
          if (account === undefined) throw new Error(`the world has no account ${seen.account}`);
          rows.push({
            ...seen,
            view,
            role: account.role,
            daysOpen: Math.floor((asOf - account.openedAt) / DAY_MS),
            isOnPath: (onPath.get(account) ?? Infinity) <= asOf,
            seed,
            askedAfterHours,
            complaintId: complaint.complaintId,
            isMule: nation.truth.muleKeys.has(seen.account),
            decided: decided.get(seen.account) ?? null,
            hasFacts: facts.size > 0,
          });
        }
      }
    }
  }
  return rows;
}

/** Smaller parts of stolen money are not followed (P-TRACE). */
const LEAST_SATANG = 50_000;

/** Returns the accounts that stolen money of a case really reached, and when it did first. */
function reachedInTruth(nation: Nation, complaint: Complaint): ReadonlyMap<WorldAccount, number> {
  const reached = new Map<WorldAccount, number>();
  for (const { payment, amountSatang } of (nation.truth.stolen.get(complaint.theft) ?? []).flatMap(withAllBelow)) {
    const { at, paidTo, to } = payment;
    if (to === null || paidTo !== null || to.role === 'exchange' || amountSatang < LEAST_SATANG) continue;
    reached.set(to, Math.min(at, reached.get(to) ?? Infinity));
  }
  return reached;
}

interface World {
  nation: Nation;
  /** All payments, in order of time. */
  transfers: readonly Transfer[];
}

/** No agency has answered. */
const NO_FACTS: ReadyObserved['facts'] = new Map();

interface Question {
  complaint: Complaint;
  stolen: readonly Transfer[];
  facts: ReadyObserved['facts'];
  asOf: number;
}

type Seen = Pick<TrainingRow, 'account' | 'hop' | 'isSeen' | 'features'>;

/** Reads the accounts of a case as a view shows them. */
type Reader = (question: Question) => Seen[];

function readerOf(view: View, world: World, everything: ReadyObserved): Reader {
  const readAll: Reader = (question) => readCase(everything, question);
  if (view === 'history') return readAll;
  if (view === 'reported') return readReported(world, everything);
  const own = viewsOfInstitutions(world.transfers);
  return (question) => {
    const accounts = readAll(question);
    const seen = new Map<string, Seen>();
    for (const institution of new Set(accounts.map(({ account }) => institutionOf(account)))) {
      for (const row of readCase(own.get(institution) ?? makeReady({ transfers: [], facts: [], refs: [] }), question)) {
        if (institutionOf(row.account) === institution) seen.set(row.account, row);
      }
    }
    return accounts.map(({ account, hop }) => seen.get(account) ?? { account, hop, isSeen: false, features: [] });
  };
}

function readCase({ history, joins }: ReadyObserved, { stolen, facts, asOf }: Question): Seen[] {
  const trace = traceTaint({ stolen }, history, asOf);
  if (trace === null) return [];
  const views = viewHops(trace, { history, facts, joins }, asOf);
  const rows = readHopFeatures(views);
  return views.map(({ reached: { account, hop } }, index) => ({
    account,
    hop,
    isSeen: true,
    features: rows[index] ?? [],
  }));
}

/**
 * Shows what the centre knows of the trails of all complaints at the moment of the question: what
 * institutions reported by then, hop by hop. Agencies are asked about the accounts of the own trail
 * alone, and an institution says whose SIM it is and when the account was opened in its receipt.
 */
function readReported({ nation, transfers }: World, { history, facts }: ReadyObserved): Reader {
  const trails = new Map(
    nation.complaints.map((complaint) => {
      const stolen = complaint.reported.map(asTransfer);
      return [complaint, reportedTrail({ at: complaint.at, stolen }, history, transfers, ANSWER_MS)] as const;
    }),
  );
  const factsOfTrail = (complaint: Complaint): ReadyObserved['facts'] => {
    const served = new Map<string, readonly AgencyFact[]>();
    const inOrder = (trails.get(complaint) ?? []).toSorted((a, b) => a.knownAt - b.knownAt);
    for (const { transfer, hop, knownAt } of inOrder) {
      if (transfer.to === null || served.has(transfer.to)) continue;
      const receiptAt = Math.max(complaint.at, transfer.at) + (hop + 1) * ANSWER_MS;
      served.set(transfer.to, servedFacts(facts.get(transfer.to) ?? [], knownAt, receiptAt));
    }
    return served;
  };
  return (question) => {
    const known = knownTransfers([...trails.values()], question.asOf);
    const served = question.facts === NO_FACTS ? NO_FACTS : factsOfTrail(question.complaint);
    return readCase(makeReady({ transfers: known, facts: [], refs: [] }), { ...question, facts: served });
  };
}

/** Returns the facts of an account of a trail, each from the moment at which the centre knows it. */
function servedFacts(facts: readonly AgencyFact[], askedAt: number, receiptAt: number): AgencyFact[] {
  const served = facts
    .filter(({ kind }) => REPORTED_FACT_KINDS.includes(kind))
    .map((fact) => {
      const from = RECEIPT_FACT_KINDS.includes(fact.kind) ? receiptAt : askedAt;
      return { ...fact, knownAt: Math.max(fact.knownAt, from) };
    });
  return served.sort((a, b) => a.knownAt - b.knownAt);
}

/** What an institution says in the receipt of a hold. */
const RECEIPT_FACT_KINDS: readonly FactKind[] = ['sim_owner_differs', 'account_opened'];

function viewsOfInstitutions(transfers: readonly Transfer[]): Map<string, ReadyObserved> {
  const byInstitution = new Map<string, Transfer[]>();
  for (const transfer of transfers) {
    for (const institution of new Set([transfer.from, transfer.to ?? transfer.from].map(institutionOf))) {
      const own = byInstitution.get(institution);
      if (own === undefined) byInstitution.set(institution, [transfer]);
      else own.push(transfer);
    }
  }
  return new Map(
    [...byInstitution].map(([institution, own]) => [institution, makeReady({ transfers: own, facts: [], refs: [] })]),
  );
}

function institutionOf(account: string): string {
  return account.slice(0, account.indexOf(':'));
}
