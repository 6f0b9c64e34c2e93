import { citizenIdFault } from '../identifiers/citizen-id.js';

/*
 * One text for each identifier, however it was typed or pasted: what differs here never links.
 * Every function answers null when the text names nobody exactly, as a display name or a short
 * number does not.
 */

const THAI_ZERO = 0x0e50;

/**
 * Text without what cannot be seen: compatibility forms folded (NFKC), zero-width and direction
 * characters taken out. Look-alike letters stay what they are.
 */
function visible(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}|\p{Cc}/gu, '')
    .trim();
}

/** As `visible`, with Thai digits as the others. */
function withDigits(text: string): string {
  return visible(text).replace(/[๐-๙]/g, (digit) => String((digit.codePointAt(0) ?? 0) - THAI_ZERO));
}

/**
 * A telephone number in E.164, from any form in which Thai numbers are given. A short number such
 * as 1441 is an office's and names no caller.
 */
export function phoneOf(text: string): string | null {
  const dialled = withDigits(text)
    .replace(/\(0\)/g, '')
    .replace(/[\s().\-\u2010-\u2015/]/g, '');
  const national =
    /^0([689][0-9]{8}|[2-7][0-9]{7})$/.exec(dialled) ?? /^66([689][0-9]{8}|[2-7][0-9]{7})$/.exec(dialled);
  if (national !== null) return `+66${national[1]}`;
  const international = dialled.replace(/^00/, '+').replace(/^\+660(?=[0-9]{8,9}$)/, '+66');
  return /^\+[1-9][0-9]{7,14}$/.test(international) ? international : null;
}

/** A Thai citizen or tax id whose check digit is right. */
export function citizenOf(text: string): string | null {
  const digits = withDigits(text).replace(/[\s\-\u2010-\u2015]/g, '');
  return citizenIdFault(digits) === null ? `citizen:${digits}` : null;
}

/**
 * A passport: a number means nothing without the country that gave it (ICAO 9303, three letters).
 */
export function passportOf(text: string, issuedBy: string): string | null {
  const [number, country] = [visible(text).toUpperCase().replace(/[\s-]/g, ''), visible(issuedBy).toUpperCase()];
  return /^[A-Z0-9]{5,20}$/.test(number) && /^[A-Z]{3}$/.test(country) ? `passport:${country}:${number}` : null;
}

/**
 * A device: IMEI, UUID or what an institution calls it. Anything shorter than eight signs is a
 * model or a nickname.
 */
export function deviceOf(text: string): string | null {
  const id = withDigits(text).replace(/\s/g, '').toLowerCase();
  const imei = id.replace(/[-/]/g, '');
  // The fifteenth digit of an IMEI is a check digit that some write and some leave out.
  if (/^[0-9]{14,16}$/.test(imei)) return `imei:${imei.slice(0, 14)}`;
  return /^[a-z0-9][a-z0-9._:-]{7,99}$/.test(id) ? id : null;
}

/** A digital-asset wallet. Hexadecimal and bech32 addresses know no case; all others do. */
export function walletOf(text: string): string | null {
  const address = visible(text)
    .replace(/\s/g, '')
    .replace(/^[a-z]+:(?=[A-Za-z0-9]{20})/i, '');
  if (/^0x[0-9a-f]{40}$/i.test(address)) return address.toLowerCase();
  if (/^(bc|tb|ltc)1/i.test(address)) {
    const oneCase = address === address.toLowerCase() || address === address.toUpperCase();
    return oneCase && /^[a-z0-9]{14,90}$/i.test(address) ? address.toLowerCase() : null;
  }
  return /^[A-Za-z0-9]{25,110}$/.test(address) ? address : null;
}

/** A LINE id, or the id in a link to it. A display name, which anybody may take, is none. */
export function lineOf(text: string): string | null {
  const id = visible(text)
    .toLowerCase()
    .replace(/^(https?:\/\/)?line\.me\/(r\/)?ti\/p\/~?/, '')
    .replace(/\/+$/, '');
  return /^@?[a-z0-9][a-z0-9._-]{2,32}$/.test(id) ? id : null;
}

/**
 * A Facebook user or page by its user name or number; dots and case mean nothing in them. A display
 * name is none.
 */
export function facebookOf(text: string): string | null {
  const address = visible(text)
    .toLowerCase()
    .replace(/^(https?:\/\/)?((www|m|web|th-th)\.)?(facebook|fb)\.com\//, '');
  const byNumber = /^profile\.php\?(?:.*&)?id=([0-9]{5,20})(?:&|$)/.exec(address);
  if (byNumber !== null) return byNumber[1] ?? null;
  const name = address.replace(/[/?#].*$/, '').replace(/\./g, '');
  return /^[a-z0-9]{5,50}$/.test(name) && !/^(groups|pages|profilephp|share|watch|login)$/.test(name) ? name : null;
}

/**
 * Where a link leads: host and path. Scheme, `www`, port, query and fragment say nothing of who put
 * it there.
 */
export function urlOf(text: string): { host: string; path: string } | null {
  const parts =
    /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?(?:[^/?#@\s]*@)?([^/?#:@\s]+)(?::[0-9]+)?(\/[^?#\s]*)?(?:[?#].*)?$/i.exec(
      visible(text),
    );
  const host = parts?.[1]
    ?.toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.+$/, '');
  if (host === undefined || !/^[^.]+(\.[^.]+)+$/.test(host)) return null;
  const path = (parts?.[2] ?? '').replace(/\/{2,}/g, '/').replace(/\/+$/, '');
  return { host, path };
}
