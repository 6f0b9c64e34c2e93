import { unreachable } from '../result.js';
import { citizenIdFault } from './citizen-id.js';

export type PromptPayKind = 'phone' | 'national_id' | 'ewallet';

/**
 * What is wrong with a PromptPay id, or null: a Thai mobile number (10 digits, or 0066 and 9
 * digits), a citizen or tax id of 13 digits, or an e-wallet id of 15 digits.
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
