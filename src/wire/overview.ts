import { z } from 'zod';
import { Instant, SatangString } from './common.js';

export const TimelineView = z
  .object({
    events: z.array(
      z.object({
        sequence: z.number().int(),
        type: z.string(),
        actor: z.string(),
        at: Instant,
        payload: z.looseObject({}),
        hash: z.string(),
      }),
    ),
  })
  .meta({ id: 'TimelineView' });

export const Stats = z
  .object({
    complaints: z.number().int(),
    openCases: z.number().int(),
    liveHolds: z.number().int(),
    stolenSatang: SatangString,
    heldSatang: SatangString,
    holdsPastExpiry: z.number().int(),
    /**
     * The over-hold meter: by how much holds take up more of stolen sums than was stolen. It reads
     * 0.
     */
    overHeldSatang: SatangString,
    openBreaks: z.number().int(),
    /** Of them, those that nobody settled in time (P-BREAK). */
    overdueBreaks: z.number().int(),
  })
  .meta({ id: 'Stats' });
