import type { EntityManager } from 'typeorm';
import type { PublicJwk } from '../../domain/party-change/party-change.js';
import { PartyKeyRow, PartyRow } from '../entities/traffic/party.entities.js';

/** How long a copy is kept: a new or revoked key takes effect after this time at most. */
const TTL_MS = 30_000;

/** An enrolled party. */
export type Party = Readonly<PartyRow>;

/** An enrolled key; `partyId` is the slug of its owner. */
export interface PartyKey {
  readonly partyId: string;
  readonly publicJwk: PublicJwk;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly revokedAt: Date | null;
}

/** The parties and their keys at one moment. */
export class PartyDirectory {
  private readonly parties: ReadonlyMap<string, Party>;
  private readonly keys: ReadonlyMap<string, PartyKey>;
  /** Lengths of account numbers by institution; an empty list says nothing about them. */
  readonly accountDigits: ReadonlyMap<string, readonly number[]>;

  constructor(parties: readonly PartyRow[], keys: readonly PartyKeyRow[]) {
    this.parties = new Map(parties.map((party) => [party.slug, party]));
    this.keys = new Map(
      keys.map(({ keyId, party, publicJwk, notBefore, notAfter, revokedAt }) => [
        keyId,
        { partyId: party, publicJwk, notBefore, notAfter, revokedAt },
      ]),
    );
    this.accountDigits = new Map(
      parties.filter(({ kind }) => kind === 'institution').map((party) => [party.slug, party.accountDigits]),
    );
  }

  /** Returns the party with this slug, or undefined. */
  find(slug: string): Party | undefined {
    return this.parties.get(slug);
  }

  /** Returns every party of a kind, in order of slug. */
  ofKind(kind: Party['kind']): Party[] {
    return [...this.parties.values()].filter((party) => party.kind === kind);
  }

  /**
   * Returns the key with this id, or undefined. The caller decides if it is valid at a given time.
   */
  findKey(keyId: string): PartyKey | undefined {
    return this.keys.get(keyId);
  }

  /** Returns every enrolled key of a party, in order of key id. */
  keysOf(slug: string): (PartyKey & { readonly keyId: string })[] {
    return [...this.keys].filter(([, key]) => key.partyId === slug).map(([keyId, key]) => ({ ...key, keyId }));
  }
}

interface Cached {
  readUntilMs: number;
  directory: PartyDirectory;
}
/** One copy per data source, so that a process with several databases never mixes them. */
const caches = new WeakMap<object, Cached>();

/** Makes this process read the directory anew, after it has changed a party itself. */
export function forgetPartyDirectory(manager: EntityManager): void {
  caches.delete(manager.dataSource);
}

/** Returns the directory, from the database or from a copy that is at most 30 seconds old. */
export async function loadPartyDirectory(manager: EntityManager): Promise<PartyDirectory> {
  const found = caches.get(manager.dataSource);
  if (found !== undefined && found.readUntilMs > performance.now()) return found.directory;
  // From before it is read: a copy is never older, however long the reading takes.
  const readUntilMs = performance.now() + TTL_MS;
  const parties = await manager.find(PartyRow, { order: { slug: 'ASC' } });
  const keys = await manager.find(PartyKeyRow, { order: { keyId: 'ASC' } });
  const directory = new PartyDirectory(parties, keys);
  caches.set(manager.dataSource, { readUntilMs, directory });
  return directory;
}
