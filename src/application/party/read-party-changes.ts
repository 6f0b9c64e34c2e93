import { type EntityManager, LessThan } from 'typeorm';
import { mayDecidePartyChange, type PartyChangeState } from '../../domain/party-change/party-change.js';
import { PartyChangeRow } from '../../persistence/entities/traffic/party.entities.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { whyNotDecide, type WhyNotView } from '../case/work/why-not.js';

/** A change of a party as people see it; times are ISO text. */
export type PartyChangeView = Omit<
  PartyChangeRow,
  'publicJwk' | 'notBefore' | 'notAfter' | 'requestedAt' | 'decidedAt'
> & {
  /** `x` of the JWK of the added key. */
  publicKey: string | null;
  notBefore: string | null;
  notAfter: string | null;
  requestedAt: string;
  decidedAt: string | null;
  /** Why the person who reads it may not decide on it. */
  whyNotDecide: WhyNotView | null;
};

/** Reads changes of parties, the newest first; `after` is the last id of the page before. */
export async function readPartyChanges(
  manager: EntityManager,
  query: {
    state?: PartyChangeState | undefined;
    party?: string | undefined;
    after?: string | undefined;
    limit: number;
  },
  actor: ActingPerson,
): Promise<{ changes: PartyChangeView[]; next: string | null }> {
  const rows = await manager.find(PartyChangeRow, {
    where: {
      ...(query.state === undefined ? {} : { state: query.state }),
      ...(query.party === undefined ? {} : { party: query.party }),
      ...(query.after === undefined ? {} : { id: LessThan(query.after) }),
    },
    order: { id: 'DESC' },
    take: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  return {
    changes: page.map((row) => viewOf(row, actor)),
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Reads one change of a party. */
export async function readPartyChange(
  manager: EntityManager,
  id: string,
  actor: ActingPerson,
): Promise<PartyChangeView | undefined> {
  const row = await manager.findOneBy(PartyChangeRow, { id });
  return row === null ? undefined : viewOf(row, actor);
}

function viewOf({ publicJwk, ...row }: PartyChangeRow, actor: ActingPerson): PartyChangeView {
  return {
    ...row,
    publicKey: publicJwk?.x ?? null,
    notBefore: row.notBefore?.toISOString() ?? null,
    notAfter: row.notAfter?.toISOString() ?? null,
    requestedAt: row.requestedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    whyNotDecide: whyNotDecide(mayDecidePartyChange(row, actor)),
  };
}
