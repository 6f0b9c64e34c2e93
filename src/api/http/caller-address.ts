import { isIPv6 } from 'node:net';
import type { ApiRequest } from './api-request.js';

/**
 * Groups of an IPv6 address that name a network; a subscriber has all addresses in it (RFC 6177).
 */
const NETWORK_GROUPS = 4;

/**
 * Returns the address of a caller as limits count it: an IPv4 address, or the network of an IPv6
 * one, `/64`. Behind a proxy it is the caller's own only where the configuration trusts the proxy.
 */
export function addressOf({ ip = '' }: Pick<ApiRequest, 'ip'>): string {
  const mapped = /^::ffff:([0-9.]+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = ip.split('%')[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  const groups = tail === undefined ? before : [...before, ...zeros, ...after];
  return `${groups.slice(0, NETWORK_GROUPS).join(':')}::/64`;
}
