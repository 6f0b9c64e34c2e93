import { unreachable } from '../result.js';
import { citizenIdFault } from './citizen-id.js';

/** What a PromptPay id is: a mobile number, a citizen or tax id, or an e-wallet id. */
export const PROMPTPAY_KINDS = ['phone', 'national_id', 'ewallet'] as const;
export type PromptPayKind = (typeof PROMPTPAY_KINDS)[number];

/**
 * Returns what is wrong with a PromptPay id, or null. It is a Thai mobile number (10 digits, or
 * 0066 and 9 digits), a citizen or tax id of 13 digits, or an e-wallet id of 15 digits.
 */
export function promptPayFault(kind: PromptPayKind, value: string): string | null {
  switch (kind) {
    case 'phone':
      return /^(0|0066)[689][0-9]{8}$/.test(value) ? null : 'must be a Thai mobile number';
    case 'national_id':
      return citizenIdFault(value);
    case 'ewallet':
      return /^[0-9]{15}$/.test(value) ? null : 'must be 15 digits';
    default:
      return unreachable(kind);
  }
}
