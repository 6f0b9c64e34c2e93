import type { AccountRef, RefKind } from '../observed.js';
import { append } from './append.js';

/** What joins accounts: the references behind each, and the accounts behind each reference. */
export interface Joins {
  ofAccount: ReadonlyMap<string, readonly AccountRef[]>;
  /** By `nameOf`. */
  byName: ReadonlyMap<string, readonly AccountRef[]>;
}

/** The other accounts that have a reference with an account in common, by what the reference names. */
export type JoinedAccounts = Readonly<Record<Exclude<RefKind, 'sim'>, ReadonlySet<string>>>;

/** Makes references ready for many questions. */
export function joinsOf(refs: readonly AccountRef[]): Joins {
  const ofAccount = new Map<string, AccountRef[]>();
  const byName = new Map<string, AccountRef[]>();
  for (const ref of refs) {
    append(ofAccount, ref.account, ref);
    append(byName, nameOf(ref), ref);
  }
  return { ofAccount, byName };
}

/** Returns the other accounts that references known at `asOf` (epoch ms) join with an account. */
export function joinedWith({ ofAccount, byName }: Joins, account: string, asOf: number): JoinedAccounts {
  const joined = { person: new Set<string>(), device: new Set<string>(), wallet: new Set<string>() };
  for (const own of ofAccount.get(account) ?? []) {
    if (own.knownAt > asOf) continue;
    for (const other of byName.get(nameOf(own)) ?? [])
      if (other.account !== account && other.knownAt <= asOf) joined[thingOf(own)].add(other.account);
  }
  return joined;
}

/** A person of a list and the owner of a SIM have the same reference, as the agencies share a key. */
function nameOf(ref: AccountRef): string {
  return `${thingOf(ref)} ${ref.ref}`;
}

function thingOf({ kind }: AccountRef): keyof JoinedAccounts {
  return kind === 'sim' ? 'person' : kind;
}
