import type { Complaint } from '../../../simulator/world/complaints.js';
import { asTransfer, makeNation, type Nation } from '../../../simulator/world/nation.js';
import type { WorldAccount } from '../../../simulator/world/population.js';
import { worldSettings } from '../../../simulator/world/settings.js';
import { withAllBelow } from '../../../simulator/world/stolen-parts.js';
import { readHopFeatures } from '../../analysis/features/hop-features.js';
import { viewHops } from '../../analysis/features/hop-view.js';
import { makeReady, type ReadyObserved } from '../../analysis/features/history.js';
import { type AgencyFact, REPORTED_FACT_KINDS, type Transfer } from '../../analysis/observed.js';
import { traceTaint } from '../../analysis/trace/taint.js';
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
  /** Agencies were asked. For some cases they are left out, as where none has answered. */
  hasFacts: boolean;
  /** The account is seen at all: one institution alone does not see the trail reach it. */
  isSeen: boolean;
  /** A value for each of `HOP_FEATURES`. */
  features: readonly number[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Before, the accounts have too little past, and no investigation has ended. */
const FIRST_DAY = 15;
/** How long after the complaint the question is asked, one after the other. */
const ASKED_AFTER_MS = [0, DAY_MS / 12, DAY_MS, 5 * DAY_MS] as const;

/** Makes the world of a seed and returns the rows of its cases, each as of the moment of a question. */
export function worldRows(seed: number, views: readonly View[]): TrainingRow[] {
  const nation = makeNation(worldSettings(seed));
  const world = { nation, transfers: nation.payments.map(asTransfer), facts: nation.facts };
  const everything = makeReady(world);
  const readers = views.map((view) => [view, readerOf(view, world, everything)] as const);
  const decided = new Map(nation.labels.map(({ account, isMule }) => [account, isMule]));
  const rows: TrainingRow[] = [];
  for (const [index, complaint] of nation.complaints.entries()) {
    if (complaint.at < nation.settings.startsAt + FIRST_DAY * DAY_MS) continue;
    const onPath = reachedInTruth(nation, complaint);
    const stolen = complaint.reported.map(asTransfer);
    const asOf = complaint.at + (ASKED_AFTER_MS[index % ASKED_AFTER_MS.length] ?? 0);
    for (const [view, read] of readers) {
      for (const facts of index % 3 === 0 ? [everything.facts, NO_FACTS] : [everything.facts]) {
        for (const seen of read({ stolen, facts, asOf })) {
          const account = nation.accountByKey.get(seen.account);
          if (account === undefined) throw new Error(`the world has no account ${seen.account}`);
          rows.push({
            ...seen,
            view,
            role: account.role,
            daysOpen: Math.floor((asOf - account.openedAt) / DAY_MS),
            isOnPath: (onPath.get(account) ?? Infinity) <= asOf,
            seed,
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
      for (const row of readCase(own.get(institution) ?? makeReady({ transfers: [], facts: [] }), question)) {
        if (institutionOf(row.account) === institution) seen.set(row.account, row);
      }
    }
    return accounts.map(({ account, hop }) => seen.get(account) ?? { account, hop, isSeen: false, features: [] });
  };
}

function readCase({ history }: ReadyObserved, { stolen, facts, asOf }: Question): Seen[] {
  const trace = traceTaint({ stolen }, history, asOf);
  if (trace === null) return [];
  const views = viewHops(trace, { history, facts }, asOf);
  const rows = readHopFeatures(views);
  return views.map(({ reached: { account, hop } }, index) => ({
    account,
    hop,
    isSeen: true,
    features: rows[index] ?? [],
  }));
}

/**
 * Shows what the trails of the complaints received by the moment of the question have in them, and
 * of what is known of accounts only what the centre's record can have.
 */
function readReported({ nation, transfers }: World, everything: ReadyObserved): Reader {
  const isReported = ({ kind }: AgencyFact) => REPORTED_FACT_KINDS.includes(kind);
  const known = new Map([...everything.facts].map(([account, facts]) => [account, facts.filter(isReported)]));
  const trails = nation.complaints.map(({ at, reported }) => {
    const trace = traceTaint({ stolen: reported.map(asTransfer) }, everything.history, nation.endsAt);
    const followed = (trace?.carrying ?? []).map(({ place }) => place).filter((place) => place >= 0);
    return { at, places: [...reported.map(({ index }) => index), ...followed] };
  });
  return (question) => {
    const places = new Set(trails.filter(({ at }) => at <= question.asOf).flatMap((trail) => trail.places));
    const reported = [...places].flatMap((place) => transfers[place] ?? []);
    const facts = question.facts === NO_FACTS ? NO_FACTS : known;
    return readCase(makeReady({ transfers: reported, facts: [] }), { ...question, facts });
  };
}

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
    [...byInstitution].map(([institution, own]) => [institution, makeReady({ transfers: own, facts: [] })]),
  );
}

function institutionOf(account: string): string {
  return account.slice(0, account.indexOf(':'));
}
