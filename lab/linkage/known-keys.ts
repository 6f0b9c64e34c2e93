import { type CaseKey, ringOf } from '../../src/analysis/linkage/ring.js';
import type { Complaint } from '../../simulator/world/complaints.js';
import type { Nation } from '../../simulator/world/nation.js';
import { withAllBelow } from '../../simulator/world/stolen-parts.js';

/** Smaller parts are not followed (P-TRACE). */
const LEAST_SATANG = 50_000;
/** As deep as most trails are traced. */
const DEEPEST_HOP = 3;
/** So far around a case, and in so many cases, the product looks for its ring. */
const STEPS = 8;
const CASES = 300;

/** The accounts of each case down to a hop; shops, wages and operators connect nobody. */
export function accountKeys({ complaints, truth }: Nation, deepest: number): CaseKey[] {
  return complaints.flatMap(({ complaintId, theft }) => {
    const parts = (truth.stolen.get(theft) ?? []).flatMap(withAllBelow);
    const reached = parts.flatMap(({ hop, amountSatang, payment: { to, paidTo } }) =>
      to === null || to.role === 'exchange' || paidTo !== null || hop > deepest || amountSatang < LEAST_SATANG
        ? []
        : [to.key],
    );
    return [...new Set(reached)].map((key) => ({ caseId: complaintId, kind: 'account', key, onTrail: false }));
  });
}

/** What the complaints of a world name beside accounts. */
export function contactKeys({ contacts }: Nation): CaseKey[] {
  return contacts.map(({ complaintId, kind, value }) => ({ caseId: complaintId, kind, key: value, onTrail: false }));
}

/** The keys of the cases of a world, and in which order the cases came. */
export class KnownKeys {
  private readonly ofCase: ReadonlyMap<string, readonly CaseKey[]>;
  private readonly ofKey: ReadonlyMap<string, readonly CaseKey[]>;
  private readonly cameAt: ReadonlyMap<string, number>;

  constructor(complaints: readonly Complaint[], keys: readonly CaseKey[]) {
    this.ofCase = grouped(keys, ({ caseId }) => caseId);
    this.ofKey = grouped(keys, nameOf);
    this.cameAt = new Map(complaints.map(({ complaintId, at }) => [complaintId, at]));
  }

  /**
   * Returns the cases of the ring of a case as the product finds it from the cases that came by an
   * instant (epoch ms): by its own keys and those of the cases around it. The case alone without one.
   */
  ringOf(caseId: string, asOf: number): readonly string[] {
    const around = new Set([caseId]);
    for (let [step, newest] = [0, [caseId]]; step < STEPS && newest.length > 0; step += 1) {
      const sharing = newest.flatMap((id) => this.sharing(id, asOf));
      newest = [...new Set(sharing)].filter((id) => !around.has(id)).slice(0, CASES - around.size);
      for (const id of newest) around.add(id);
    }
    const keys = [...around].flatMap((id) => this.ofCase.get(id) ?? []);
    return ringOf(caseId, keys)?.caseIds ?? [caseId];
  }

  private sharing(caseId: string, asOf: number): string[] {
    const others = (this.ofCase.get(caseId) ?? []).flatMap((key) => this.ofKey.get(nameOf(key)) ?? []);
    return others.map((key) => key.caseId).filter((id) => (this.cameAt.get(id) ?? Infinity) <= asOf);
  }
}

/**
 * For each complaint, the accounts that the other cases of its ring know when it comes, as the product
 * is given them: those that victims paid, and those that the trails had reached by then.
 */
export class RingAccounts {
  private readonly keys: KnownKeys;
  private readonly complaints: ReadonlyMap<string, Complaint>;
  private readonly found = new Map<string, readonly number[]>();

  constructor(
    private readonly nation: Nation,
    private readonly knownAt: (payment: Complaint['reported'][number]) => number,
  ) {
    this.keys = new KnownKeys(nation.complaints, [...accountKeys(nation, 0), ...contactKeys(nation)]);
    this.complaints = new Map(nation.complaints.map((complaint) => [complaint.complaintId, complaint]));
  }

  /** Returns the accounts by their places in the world. */
  of({ complaintId, at }: Complaint): readonly number[] {
    const known = this.found.get(complaintId);
    if (known !== undefined) return known;
    const others = this.keys.ringOf(complaintId, at).filter((id) => id !== complaintId);
    const accounts = others.flatMap((id) => this.accountsOf(id, at));
    const found = [...new Set(accounts)];
    this.found.set(complaintId, found);
    return found;
  }

  private accountsOf(complaintId: string, at: number): number[] {
    const complaint = this.complaints.get(complaintId);
    const roots = complaint === undefined ? [] : (this.nation.truth.stolen.get(complaint.theft) ?? []);
    return roots.flatMap(withAllBelow).flatMap(({ hop, payment }) => {
      const { to } = payment;
      const isKnown = to !== null && to.role !== 'exchange' && hop <= DEEPEST_HOP && this.knownAt(payment) <= at;
      return isKnown ? [to.index] : [];
    });
  }
}

function nameOf({ kind, key }: CaseKey): string {
  return `${kind} ${key}`;
}

function grouped(keys: readonly CaseKey[], by: (key: CaseKey) => string): Map<string, CaseKey[]> {
  const groups = new Map<string, CaseKey[]>();
  for (const key of keys) {
    const group = groups.get(by(key));
    if (group === undefined) groups.set(by(key), [key]);
    else group.push(key);
  }
  return groups;
}
