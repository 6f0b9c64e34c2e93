import { z } from 'zod';

/** A hold as its bank sees it. */
export const BankHold = z.object({
  party: z.string(),
  holdId: z.string(),
  account: z.object({ institution: z.string(), accountNo: z.string() }),
  transferRef: z.string(),
  /** All that the transfer brought to the account. */
  transferSatang: z.string(),
  heldSatang: z.string(),
  state: z.enum(['active', 'empty', 'released', 'lapsed']),
  expiresAt: z.string(),
});
export type BankHold = z.infer<typeof BankHold>;

export const BankHolds = z.object({ holds: z.array(BankHold) });

/** The books of the institutions, where somebody has them at hand. */
export interface BankBooks {
  /** All holds that they ever had. */
  holds(): Promise<BankHold[]>;
}

/** The books of the simulated institutions of a running system, by their admin address. */
export function simulatedBooks(adminUrl: string): BankBooks {
  return {
    async holds() {
      const response = await fetch(new URL('/holds', adminUrl));
      if (!response.ok) throw new Error(`the simulator answered GET /holds with ${response.status}`);
      return BankHolds.parse(await response.json()).holds;
    },
  };
}
