import { z } from 'zod';
import { askOutside } from '../cannot-know.js';

/** A hold as its institution has it in its own books. */
export const BankHold = z.object({
  party: z.string(),
  holdId: z.string(),
  account: z.object({ institution: z.string(), accountNo: z.string() }),
  transferRef: z.string(),
  /** The whole amount that the transfer brought to the account. */
  transferSatang: z.string(),
  heldSatang: z.string(),
  state: z.enum(['active', 'empty', 'released', 'lapsed']),
  expiresAt: z.string(),
});
export type BankHold = z.infer<typeof BankHold>;

/** The simulator's answer to `GET /holds`: its institutions, and what they hold. */
export const BankHolds = z.object({ institutions: z.array(z.string()), holds: z.array(BankHold) });
export type BankHolds = z.infer<typeof BankHolds>;

/** The books of the institutions; only the simulator shows them. */
export interface BankBooks {
  /**
   * Reads whose books they are, and all holds that these institutions ever had. Rejects with
   * `CannotKnow` when nobody shows them.
   */
  read(): Promise<BankHolds>;
}

/** Reads the books of the simulated institutions at the simulator's admin address. */
export function simulatedBooks(adminUrl: string): BankBooks {
  return {
    read: () =>
      askOutside('the simulator', async () => {
        const response = await fetch(new URL('/holds', adminUrl));
        if (!response.ok) throw new Error(`GET /holds was answered with ${response.status}`);
        return BankHolds.parse(await response.json());
      }),
  };
}
