import { createHash } from 'node:crypto';

/**
 * Returns the hash of named figures: SHA-256, hexadecimal. It says later whether an advice was
 * made of the same figures; it does not tell them.
 */
export function featureHash(figures: Readonly<Record<string, number>>): string {
  const named = Object.keys(figures)
    .sort()
    .map((name) => `${name}=${figures[name]}`);
  return createHash('sha256').update(named.join('\n')).digest('hex');
}
