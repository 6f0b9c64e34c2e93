import { verify } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { KEEPER_EVENTS, keeperWordBytes } from '../../../../src/persistence/audit/keeper-word.js';
import { centreKeys } from '../audit/audit-checkpoint.js';

/** What a keeper told of its own signing. */
export interface KeeperWords {
  /** The sequences, in the system's chain, of the events that carry the keeper's signature. */
  readonly signed: readonly number[];
  /** Events of the same types that carry none: whoever may append events wrote them. They tell nothing. */
  readonly forged: readonly string[];
}

/**
 * Reads the events that a keeper alone may append, and whether it signed each. An event counts under
 * a key that counted by its own time, or by its checkpoint's, which is the later one while the clock is behind.
 */
export async function keeperWords(manager: EntityManager): Promise<KeeperWords> {
  const events: {
    sequence: number;
    chain: string;
    type: string;
    payload: Record<string, unknown>;
    at: Date;
    signedAt: Date | null;
  }[] = await manager.query(
    `SELECT e.chain, e.sequence, e.type, e.payload, e.at, c.at AS "signedAt"
         FROM audit_event e LEFT JOIN audit_checkpoint c ON c.number::text = e.payload ->> 'checkpoint'
        WHERE e.type = ANY ($1) ORDER BY e.chain, e.sequence`,
    [KEEPER_EVENTS],
  );
  if (events.length === 0) return { signed: [], forged: [] };
  const keys = await centreKeys(manager);
  const isSigned = ({ chain, type, payload, at, signedAt }: (typeof events)[number]): boolean => {
    const { keyId, signature } = payload;
    const key = typeof keyId === 'string' ? keys.get(keyId) : undefined;
    if (chain !== 'system' || key === undefined || typeof signature !== 'string') return false;
    if (!key.countsAt(at) && !key.countsAt(signedAt ?? at)) return false;
    return verify(null, keeperWordBytes(type, payload), key.publicKey, Buffer.from(signature, 'base64'));
  };
  return {
    signed: events.filter(isSigned).map(({ sequence }) => sequence),
    forged: events
      .filter((event) => !isSigned(event))
      .map(({ chain, sequence, type }) => `${chain}#${sequence}: is a ${type} that no keeper signed`),
  };
}
