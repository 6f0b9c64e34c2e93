import { API_COPIES_MAX, type Ports } from '../server/ports.js';

/** Returns the name of one of several equal processes: `api`, `api-2`, `api-3`. */
export function copyName(name: string, index: number): string {
  return index === 0 ? name : `${name}-${index + 1}`;
}

/**
 * Returns the port of each API: one alone listens on the public port, several listen behind it.
 * Throws when there are too few ports.
 */
export function apiPorts(ports: Ports, copies: number): number[] {
  if (copies === 1) return [ports.api];
  if (copies > API_COPIES_MAX) throw new Error(`there are ports for ${API_COPIES_MAX} APIs, not for ${copies}`);
  return Array.from({ length: copies }, (_, index) => ports.apiCopies + index);
}
