import { liveAmount, partsAfter, partsAt, type TrailPart } from './proposed-order.js';
import { type Satang, sumSatang } from '../money.js';
import { type Account, accountKey } from '../party.js';

/** What lies below a hold on the trail: an account that its money went on to, and what is held there. */
interface AccountBelow {
  account: Account;
  hop: number;
  attributedSatang: Satang;
  /** What live holds there hold, or ask for: a release above them leaves them as they are. */
  heldSatang: Satang;
}

/** Whom the release of a hold frees, and what it leaves. */
export interface ReleaseReach {
  /** What the hold lets go: what it holds, or what it asks for while nobody has answered. */
  freesSatang: Satang;
  /** What other live holds of the case keep at the same account. */
  staysSatang: Satang;
  below: readonly AccountBelow[];
}

/**
 * Returns what the release of a live hold lets go, what stays held at its account, and the trail
 * below it. `askedSatang` is the amount of its newest order.
 */
export function releaseReach(
  hold: { id: string; trailLinkId: string; requestedSatang: Satang; heldSatang: Satang } & Account,
  askedSatang: Satang,
  parts: readonly TrailPart[],
): ReleaseReach {
  const holds = liveAmount(hold);
  const beside = partsAt(hold, parts).filter(
    (part) => part.hold !== null && part.hold.holdId !== hold.id && part.partId !== hold.trailLinkId,
  );
  return {
    freesSatang: holds < askedSatang ? holds : askedSatang,
    staysSatang: sumSatang(beside.map(held)),
    below: byAccount(partsBelow(new Set([hold.trailLinkId]), parts)),
  };
}

/** Returns the parts that continue some parts, however far, hop by hop; never one of them, even if money came back to it. */
export function partsBelow(start: ReadonlySet<string>, parts: readonly TrailPart[]): TrailPart[] {
  const reached = new Set(start);
  const below: TrailPart[] = [];
  for (let frontier = [...start]; frontier.length > 0;) {
    const next = frontier
      .flatMap((partId) => partsAfter({ partId }, parts))
      .filter(({ partId }) => !reached.has(partId));
    for (const { partId } of next) reached.add(partId);
    below.push(...next);
    frontier = next.map(({ partId }) => partId);
  }
  return below;
}

function byAccount(parts: readonly TrailPart[]): AccountBelow[] {
  const accounts = new Map<string, AccountBelow>();
  for (const part of parts) {
    if (part.account === null) continue;
    const key = accountKey(part.account);
    const known = accounts.get(key) ?? { account: part.account, hop: part.hop, attributedSatang: 0n, heldSatang: 0n };
    accounts.set(key, {
      ...known,
      attributedSatang: known.attributedSatang + part.attributedSatang,
      heldSatang: known.heldSatang + held(part),
    });
  }
  return [...accounts.values()];
}

function held({ hold }: TrailPart): Satang {
  return hold === null ? 0n : liveAmount(hold);
}
