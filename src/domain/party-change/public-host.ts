/** Names that lead to this machine or to the own network, at whatever cloud. */
const OWN_NAMES = /^(?:localhost|[^.]+|.*\.(?:localhost|local|internal|intranet|lan|home|corp|arpa))\.?$/;

/** Ranges of IPv4 that lead nowhere on the public net (RFC 6890): first octets as a pattern. */
const OWN_IPV4 =
  /^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|192\.0\.[02]|198\.1[89]|198\.51\.100|203\.0\.113|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])|22[4-9]|2[345]\d)\./;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * Returns whether the host of an address, as `URL.hostname` writes it, is of the public net: no
 * loopback, private, link-local or reserved number, and no name of the own network. The centre sends
 * signed orders there, so two persons who err or conspire must not point it at its own machines. A
 * public name that leads to such a number is the network's to refuse.
 */
export function isPublicHost(hostname: string): boolean {
  const host = hostname.toLowerCase();
  // Of IPv6 only 2000::/3 is public; 2001:db8 is for books, 2002 and 64:ff9b carry IPv4 inside.
  if (host.startsWith('[')) return /^\[[23][0-9a-f]{3}:/.test(host) && !/^\[(?:2001:db8|2001:0?:|2002):/.test(host);
  return IPV4.test(host) ? !OWN_IPV4.test(host) : !OWN_NAMES.test(host);
}
