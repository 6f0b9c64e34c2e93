import { numberOf } from '../../../domain/complaint/intake/order-limits.js';
import { sha256Hex } from '../../../persistence/sha256.js';
import type { ReceiveComplaint } from './complaint-input.js';

/**
 * Hashes a reporter's telephone number under the centre's own key, so that nobody finds the number by
 * trying all numbers. A new key only restarts the day's count.
 */
export function reporterKeyOf(phone: string, sign: ReceiveComplaint['signRecord']): string {
  return sha256Hex(sign(Buffer.from(`reporter ${numberOf(phone)}`)).signature);
}
