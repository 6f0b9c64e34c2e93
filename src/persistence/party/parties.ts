import type { EntityManager } from 'typeorm';
import { PartyKeyRow, PartyRow, type PublicJwk } from '../entities/party.entities.js';

/** A new or revoked key counts after at most this long. */
const TTL_MS = 30_000;

/** A party as the record knows it. */
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
    this.keys = new Map(keys.map(({ keyId, party, ...key }) => [keyId, { ...key, partyId: party }]));
    this.accountDigits = new Map(
      parties.filter(({ kind }) => kind === 'institution').map((party) => [party.slug, party.accountDigits]),
    );
  }

  /** The party of a slug, or undefined. */
  find(slug: string): Party | undefined {
    return this.parties.get(slug);
  }

  /** Every party of a kind, by slug. */
  ofKind(kind: Party['kind']): Party[] {
    return [...this.parties.values()].filter((party) => party.kind === kind);
  }

  /** The key of an id, or undefined; whether it counts at some time is for the caller to judge. */
  findKey(keyId: string): PartyKey | undefined {
    return this.keys.get(keyId);
  }

  /** Every enrolled key of a party, by key id. */
  keysOf(slug: string): (PartyKey & { readonly keyId: string })[] {
    return [...this.keys].filter(([, key]) => key.partyId === slug).map(([keyId, key]) => ({ ...key, keyId }));
  }
}

interface Cached {
  readUntilMs: number;
  directory: PartyDirectory;
}
/** Per data source, so that a process with several databases never mixes them. */
const caches = new WeakMap<object, Cached>();

/** The directory as of at most 30 seconds ago. */
export async function loadPartyDirectory(manager: EntityManager): Promise<PartyDirectory> {
  const found = caches.get(manager.dataSource);
  if (found !== undefined && found.readUntilMs > performance.now()) return found.directory;
  const parties = await manager.find(PartyRow, { order: { slug: 'ASC' } });
  const keys = await manager.find(PartyKeyRow, { order: { keyId: 'ASC' } });
  const directory = new PartyDirectory(parties, keys);
  caches.set(manager.dataSource, { readUntilMs: performance.now() + TTL_MS, directory });
  return directory;
}
