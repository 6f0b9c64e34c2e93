import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { ComplaintBody } from '../../src/wire/case/complaint.js';

type Body = z.input<typeof ComplaintBody>;

/** What differs from the ordinary made-up complaint. */
export type ComplaintChanges = Partial<Omit<Body, 'reporter' | 'transfers'>> & {
  reporter?: Partial<Body['reporter']>;
  transfers?: Partial<Body['transfers'][number]>[];
};

export const VICTIM_ACCOUNT = { institution: 'th-004', accountNo: '9000000001' } as const;
export const MULE_ACCOUNT = { institution: 'th-014', accountNo: '9000000002' } as const;
export const NEXT_ACCOUNT = { institution: 'th-006', accountNo: '9000000003' } as const;

/**
 * Makes up a complaint of a holder who paid 1,000.00 baht an hour ago. Each has a phone and a
 * reference of its own.
 */
export function complaintBody(changes: ComplaintChanges = {}): Body {
  const { reporter, transfers = [{}], ...rest } = changes;
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  const phone = `08${String(randomBytes(4).readUInt32BE()).padStart(10, '0').slice(-8)}`;
  return {
    reporter: { name: 'Somying Test', phone, holdsVictimAccount: true, ...reporter },
    victim: { name: 'Somying Test', citizenId: '9123456789010', phone },
    victimAccount: VICTIM_ACCOUNT,
    transfers: transfers.map((transfer) => ({
      to: { account: MULE_ACCOUNT },
      amountSatang: '100000',
      transferredAt: hourAgo,
      reference: `TEST${randomBytes(6).toString('hex').toUpperCase()}`,
      ...transfer,
    })),
    channel: 'phone',
    noticeGivenAt: new Date(Date.now() - 60_000).toISOString(),
    caseType: 'job',
    suspectContacts: [],
    narrative: 'A synthetic report for tests.',
    language: 'en',
    ...rest,
  };
}
