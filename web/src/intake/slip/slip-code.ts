/*
 * The two codes of a Thai transfer. The small code on a slip names the sending bank and the
 * reference of the transfer, and nothing else. The code that the victim was given to pay (PromptPay,
 * EMV merchant-presented QR) names the receiver and often the amount. Both are fields of a tag, a
 * length and a value, and end with a checksum.
 */

/** What a code says. */
export type SlipCode =
  | { readonly kind: 'slip'; readonly bankCode: string; readonly reference: string }
  | { readonly kind: 'payment'; readonly promptPay: string; readonly amount: string | undefined };

/** The API of the mini-QR, and the application of PromptPay transfers (AID). */
const SLIP_API = '000001';
const PROMPTPAY = 'A000000677010111';
const THAI_BAHT = '764';

/** Returns what a code says; undefined when it is neither of the two, or its checksum is wrong. */
export function readSlipCode(text: string): SlipCode | undefined {
  const code = text.trim();
  if (!isIntact(code)) return undefined;
  const fields = fieldsOf(code);
  return fields === undefined ? undefined : (slipOf(fields) ?? paymentOf(fields));
}

type Fields = ReadonlyMap<string, string>;

function slipOf(fields: Fields): SlipCode | undefined {
  const slip = fieldsOf(fields.get('00') ?? '');
  const [api, bankCode, reference] = ['00', '01', '02'].map((tag) => slip?.get(tag) ?? '');
  if (api !== SLIP_API || !/^[0-9]{3}$/.test(bankCode ?? '') || !/^[A-Za-z0-9._-]{4,35}$/.test(reference ?? ''))
    return undefined;
  return { kind: 'slip', bankCode: bankCode ?? '', reference: reference ?? '' };
}

function paymentOf(fields: Fields): SlipCode | undefined {
  const receiver = fieldsOf(fields.get('29') ?? '');
  const promptPay = ['01', '02', '03'].map((tag) => receiver?.get(tag)).find((value) => value !== undefined);
  if (receiver?.get('00') !== PROMPTPAY || promptPay === undefined || !/^[0-9]{13,15}$/.test(promptPay))
    return undefined;
  const isBaht = (fields.get('53') ?? THAI_BAHT) === THAI_BAHT;
  return { kind: 'payment', promptPay, amount: isBaht ? fields.get('54') : undefined };
}

/** Reads fields of two digits tag, two digits length, and value; undefined when they do not fit. */
function fieldsOf(text: string): Fields | undefined {
  const fields = new Map<string, string>();
  for (let at = 0; at < text.length;) {
    const head = /^([0-9]{2})([0-9]{2})/.exec(text.slice(at, at + 4));
    const value = text.slice(at + 4, at + 4 + Number(head?.[2]));
    if (head === null || value.length !== Number(head[2])) return undefined;
    fields.set(head[1] ?? '', value);
    at += 4 + value.length;
  }
  return fields;
}

/** Returns whether the last field is the checksum of all before it: tag 63 or 91, four digits. */
function isIntact(code: string): boolean {
  const end = /(?:63|91)04([0-9A-Fa-f]{4})$/.exec(code);
  return end !== null && Number.parseInt(end[1] ?? '', 16) === crc16(code.slice(0, -4));
}

/** CRC-16/CCITT-FALSE: polynomial 0x1021, begun with 0xFFFF. */
function crc16(text: string): number {
  let crc = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xffff;
  }
  return crc;
}
