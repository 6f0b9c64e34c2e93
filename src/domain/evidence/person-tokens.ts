import type { Agency } from '../party.js';
import { findRule, type Rulebook } from '../rulebook/in-force.js';
import type { EvidenceFacts } from './evidence-facts.js';

/** The purpose for which agencies name persons by tokens, and the public key of that purpose. */
export interface TokenKey {
  /** Small letters, digits and hyphens; a new key gets a new purpose. */
  purpose: string;
  /** A point of P-256, compressed: 66 hexadecimal digits. */
  publicKey: string;
}

/** Why the references of an answer are not used. The codes are stable. */
export type TokenFault =
  /** Tokens were asked for, and references came without the proof of the evaluator. */
  | 'NO_PROOF'
  /** The proof is not of these elements under the key of the purpose. */
  | 'WRONG_PROOF'
  /** Tokens came where plain references were asked for: they would be taken for persons that nobody else names. */
  | 'NOT_ASKED';

/** The agencies whose answers name persons. */
const NAMING_PERSONS: readonly Agency[] = ['amlo', 'bot', 'nbtc'];

/** How a key stands in the row: the purpose, a colon, the public key. */
const WRITTEN_KEY = /^([a-z0-9][a-z0-9-]{2,39}):(0[23][0-9a-f]{64})$/;

/** Reads a key as row P-LINK has it (`personTokens`); null for another text. */
export function readTokenKey(text: string): TokenKey | null {
  const [, purpose, publicKey] = WRITTEN_KEY.exec(text) ?? [];
  return purpose === undefined || publicKey === undefined ? null : { purpose, publicKey };
}

/**
 * Returns under which key an agency that is asked at an instant names persons by tokens; null when
 * it names them by plain references, or names nobody. The row that was in force then counts for the answer too.
 */
export function tokenKeyFor(agency: Agency, rulebook: Rulebook, askedAt: Date): TokenKey | null {
  if (!NAMING_PERSONS.includes(agency)) return null;
  const [written] = [findRule(rulebook, 'P-LINK', askedAt)?.parameters['personTokens'] ?? []].flat();
  return written === undefined ? null : readTokenKey(String(written));
}

/** Returns the facts of an answer without its references to persons: what it says of accounts and numbers stands. */
export function withoutPersons({ hr03, colours, sims, ...others }: EvidenceFacts): EvidenceFacts {
  const bare = <Entry extends { personRef?: string }>(entries: readonly Entry[]) =>
    entries.map(({ personRef: _, ...entry }) => entry);
  return {
    ...others,
    ...(hr03 && { hr03: bare(hr03) }),
    ...(colours && { colours: bare(colours) }),
    ...(sims && { sims: bare(sims) }),
  };
}

/** Returns the references that entries of an answer have, each once, whether they are used or not. */
export function everyPersonRef({ hr03 = [], colours = [], sims = [] }: EvidenceFacts): string[] {
  return [...new Set([...hr03, ...colours, ...sims].flatMap(({ personRef }) => personRef ?? []))];
}
