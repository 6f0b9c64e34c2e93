import { citizenIdFault } from '../identifiers/citizen-id.js';
import { isIban } from '../identifiers/outside-account.js';
import type { Account } from '../party.js';

/*
 * Brings each identifier into one form, however it was typed or pasted; two different forms never
 * link. Every function returns null when the text names nobody exactly, such as a display name or
 * a short number.
 */

const THAI_ZERO = 0x0e50;

/**
 * Removes invisible characters (zero-width, direction, control) and folds compatibility forms
 * (NFKC). Letters that only look alike stay different.
 */
function visible(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}|\p{Cc}/gu, '')
    .trim();
}

/** Does the same as `visible`, and turns Thai digits into 0 to 9. */
function withDigits(text: string): string {
  return visible(text).replace(/[๐-๙]/g, (digit) => String((digit.codePointAt(0) ?? 0) - THAI_ZERO));
}

/**
 * Returns a telephone number in E.164, from any form in which Thai numbers are written. A short
 * number such as 1441 belongs to an office and names no caller.
 */
export function phoneOf(text: string): string | null {
  const dialled = withDigits(text)
    .replace(/\(0\)/g, '')
    .replace(/[\s().\-\u2010-\u2015/]/g, '');
  const national =
    /^0([689][0-9]{8}|[2-7][0-9]{7})$/.exec(dialled) ?? /^660?([689][0-9]{8}|[2-7][0-9]{7})$/.exec(dialled);
  if (national !== null) return `+66${national[1]}`;
  const international = dialled.replace(/^00/, '+').replace(/^\+660(?=[0-9]{8,9}$)/, '+66');
  return /^\+[1-9][0-9]{7,14}$/.test(international) ? international : null;
}

/** Returns a Thai citizen or tax id whose check digit is right. */
export function citizenOf(text: string): string | null {
  const digits = withDigits(text).replace(/[\s\-\u2010-\u2015]/g, '');
  return citizenIdFault(digits) === null ? `citizen:${digits}` : null;
}

/** Returns a passport with its country (ICAO 9303, three letters), because numbers repeat. */
export function passportOf(text: string, issuedBy: string): string | null {
  const [number, country] = [visible(text).toUpperCase().replace(/[\s-]/g, ''), visible(issuedBy).toUpperCase()];
  return /^[A-Z0-9]{5,20}$/.test(number) && /^[A-Z]{3}$/.test(country) ? `passport:${country}:${number}` : null;
}

/** Returns a person whom agencies name by their keyed hash, 64 hexadecimal digits. */
export function personRefOf(text: string): string | null {
  return /^[0-9a-f]{64}$/.test(text) ? `ref:${text}` : null;
}

/**
 * Returns a device: an IMEI, a UUID or an institution's own id. A text shorter than eight signs is
 * a model or a nickname.
 */
export function deviceOf(text: string): string | null {
  const id = withDigits(text).replace(/\s/g, '').toLowerCase();
  const imei = id.replace(/[-/]/g, '');
  // The fifteenth digit of an IMEI is a check digit, which some people leave out.
  if (/^[0-9]{14,16}$/.test(imei)) return `imei:${imei.slice(0, 14)}`;
  return /^[a-z0-9][a-z0-9._:-]{7,99}$/.test(id) ? id : null;
}

/** Returns a digital-asset wallet; case matters, except in hexadecimal and bech32 addresses. */
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

/**
 * Returns an account in the form by which it is compared. An IBAN names its bank itself, so the BIC
 * or name beside it does not count; the address of a wallet counts as that wallet, whoever is said
 * to keep it. Of a BIC the branch (its last three signs) is left out. Null when the identifier
 * looks like a wallet and is none.
 */
export function accountOf({ institution, accountNo }: Account): { kind: 'account' | 'wallet'; value: string } | null {
  const iban = accountNo.toUpperCase();
  if (isIban(iban)) return { kind: 'account', value: `iban:${iban}` };
  if (WALLET_ADDRESS.test(accountNo)) {
    const wallet = walletOf(accountNo);
    return wallet === null ? null : { kind: 'wallet', value: wallet };
  }
  const bank = /^[A-Z]{6}[A-Z0-9]{5}$/.test(institution) ? institution.slice(0, 8) : institution;
  return { kind: 'account', value: `${bank}:${accountNo}` };
}

/** The addresses of ledgers: hexadecimal, bech32, and base58 of at least twenty-five signs. */
const WALLET_ADDRESS =
  /^(?:0x[0-9a-fA-F]{40}|(?:bc|tb|ltc|BC|TB|LTC)1[A-Za-z0-9]{11,87}|(?=.*[A-Za-z])[1-9A-HJ-NP-Za-km-z]{25,110})$/;

/** Returns a LINE id, also from a link to it; a display name, which anybody may take, is none. */
export function lineOf(text: string): string | null {
  const id = visible(text)
    .toLowerCase()
    .replace(/^(https?:\/\/)?line\.me\/(r\/)?ti\/p\/~?/, '')
    .replace(/\/+$/, '');
  return /^@?[a-z0-9][a-z0-9._-]{2,32}$/.test(id) ? id : null;
}

/**
 * Returns a Facebook user or page by its user name or number; dots and case do not matter in them.
 * A display name is none.
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
 * Returns host and path of a web address. Scheme, `www`, port, query and fragment do not show who
 * published it.
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
