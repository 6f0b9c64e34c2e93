import { API_COPIES_MAX, type Ports } from './ports.js';

/** The name of one of several like processes: `api`, `api-2`, `api-3`. */
export function copyName(name: string, index: number): string {
  return index === 0 ? name : `${name}-${index + 1}`;
}

/**
 * The port of each API. One alone listens where it is looked for; several stand behind that
 * address. Throws when there is no room for them.
 */
export function apiPorts(ports: Ports, copies: number): number[] {
  if (copies === 1) return [ports.api];
  if (copies > API_COPIES_MAX) throw new Error(`there are ports for ${API_COPIES_MAX} APIs, not for ${copies}`);
  return Array.from({ length: copies }, (_, index) => ports.apiCopies + index);
}
