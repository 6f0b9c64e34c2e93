import { useState } from 'react';
import type { ComplaintSearchBody, SuspectLookupBody } from '../api/schema.js';
import { typedNumber } from '../format/typed-number.js';

/** What somebody or something may be found by. */
export type Way = 'caseNo' | 'bankCaseId' | 'account' | 'promptPay' | 'phone' | 'citizenId' | 'passport';

/** By what a case is found, and by what a suspect is. */
export const CASE_WAYS = ['caseNo', 'bankCaseId', 'account', 'promptPay', 'phone'] as const satisfies readonly Way[];
export const SUSPECT_WAYS = [
  'account',
  'promptPay',
  'phone',
  'citizenId',
  'passport',
] as const satisfies readonly Way[];

export const PROMPTPAY_KINDS = ['phone', 'national_id', 'ewallet'] as const;
type PromptPayKind = (typeof PROMPTPAY_KINDS)[number];

/** What is typed into the fields of a search. */
export interface Asked {
  readonly way: Way;
  readonly typed: string;
  /** Slug of the institution of an account. */
  readonly bank: string;
  readonly kind: PromptPayKind;
  /** Three letters of the country that issued a passport. */
  readonly country: string;
}

/** Guesses from its form what was typed, among the ways that there are; a person may say otherwise. */
export function guessWay(typed: string, ways: readonly Way[]): Way | undefined {
  const text = typed.trim();
  const digits = text.replace(/[\s-]/g, '');
  const fits: Way | undefined = /^RG/i.test(text)
    ? 'caseNo'
    : /^\+66\d{8,9}$|^0\d{9}$/.test(digits)
      ? 'phone'
      : /^\d{13}$|^\d{15}$/.test(digits)
        ? 'promptPay'
        : /^\d{10,12}$/.test(digits)
          ? 'account'
          : /[a-z]/i.test(text) && /\d/.test(text)
            ? 'bankCaseId'
            : undefined;
  return fits !== undefined && ways.includes(fits) ? fits : undefined;
}

/** Returns the kind of a PromptPay id by its length: 13 digits of a person, 15 of an e-wallet. */
export function guessKind(typed: string): PromptPayKind {
  const { length } = typed.replace(/\D/g, '');
  return length === 13 ? 'national_id' : length === 15 ? 'ewallet' : 'phone';
}

/** Keeps what is typed into a search; what a person said of it stays, what was guessed changes. */
export function useAsked(ways: readonly Way[]) {
  const [typed, setTyped] = useState('');
  const [way, setWay] = useState<Way>();
  const [bank, setBank] = useState('');
  const [kind, setKind] = useState<PromptPayKind>();
  const [country, setCountry] = useState('THA');
  const asked: Asked = {
    way: way ?? guessWay(typed, ways) ?? ways[0] ?? 'caseNo',
    typed,
    bank,
    kind: kind ?? guessKind(typed),
    country,
  };
  const isReady = typed.trim() !== '' && (asked.way !== 'account' || bank !== '');
  return { asked, isReady, setTyped, setWay, setBank, setKind, setCountry };
}

/** Returns the search for cases as the API wants it; undefined for what no case is found by. */
export function searchBody(asked: Asked): ComplaintSearchBody | undefined {
  const text = asked.typed.trim();
  if (asked.way === 'caseNo') return { caseNo: typedNumber(text) };
  if (asked.way === 'bankCaseId') return { bankCaseId: text };
  return numberOf(asked);
}

/** Returns the look-up of a suspect as the API wants it; undefined for what none is found by. */
export function lookupBody(asked: Asked, purpose: string): SuspectLookupBody | undefined {
  const compact = asked.typed.replace(/[\s-]/g, '');
  if (asked.way === 'citizenId') return { citizenId: compact, purpose };
  if (asked.way === 'passport') {
    const issuedBy = asked.country.trim().toUpperCase();
    return { passport: { number: compact.toUpperCase(), issuedBy }, purpose };
  }
  const number = numberOf(asked);
  return number === undefined ? undefined : { ...number, purpose };
}

function numberOf({ way, typed, bank, kind }: Asked) {
  const compact = typed.replace(/[\s-]/g, '');
  if (way === 'account') return { account: { institution: bank, accountNo: compact } };
  if (way === 'promptPay') return { promptPay: { kind, value: compact } };
  return way === 'phone' ? { phone: compact } : undefined;
}
