import type { ComplaintChanges } from '../../support/complaint-body.js';

let serial = 0;

/** The changes of a complaint whose victim paid an account that nobody else paid. */
export function victim(changes: ComplaintChanges = {}): ComplaintChanges {
  serial += 1;
  const accountNo = String(7_000_000_000 + serial);
  return {
    victimAccount: { institution: 'th-004', accountNo: String(6_000_000_000 + serial) },
    transfers: [{ to: { account: { institution: 'th-014', accountNo } } }],
    ...changes,
  };
}

export const MULE = { institution: 'th-002', accountNo: '9555000001' };

/** The changes of a complaint whose victim paid the mule of these tests. */
export const toMule = (): ComplaintChanges => victim({ transfers: [{ to: { account: MULE } }] });

/** The changes of a complaint whose victim was called from a number. */
export const phone = (value: string): ComplaintChanges => victim({ suspectContacts: [{ kind: 'phone', value }] });
