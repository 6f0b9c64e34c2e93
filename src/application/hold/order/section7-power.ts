import type { Extension } from './extend-hold.js';

/**
 * Returns the extension by which a hold goes on under section 7. `urgentFrom`: the urgent time began
 * anew.
 */
export function section7Extension(debitConfirmed: boolean, urgentFrom: Date | null): Extension {
  return { kind: 'section7', debitConfirmed, urgentFrom, until: null, freezeRequestId: null, seizureWarrantNo: null };
}
