import { z } from 'zod';
import { Instant, SatangString } from '../common.js';

const Count = z.number().int().nullable();
const Seconds = z.number().nullable();
const Suppressed = z.boolean().describe('True when too few cases stand behind the row: its figures are null.');

/** GET /v1/public/statistics: what everybody may read. */
export const PublicStatistics = z
  .object({
    month: z.string().describe('The calendar month in Bangkok; its figures are counted once and never change.'),
    from: Instant.describe('First instant of the month, a midnight in Bangkok.'),
    to: Instant.describe('First instant after the month: at least the delay of P-PUBLIC ago.'),
    ruleRowId: z.string(),
    leastCount: z.number().int().describe('Figures that rest on fewer are not published.'),
    moneyStepSatang: SatangString.describe('Sums of money are rounded to the nearest of these steps.'),
    timeToHold: z
      .array(
        z.object({
          institution: z.string(),
          nameTh: z.string().describe('Name of the institution in Thai.'),
          nameEn: z.string().describe('Name of the institution in English.'),
          suppressed: Suppressed,
          held: Count.describe('Holds ordered in the month of which the institution said that it holds money.'),
          timeToHoldP50Seconds: Seconds.describe('Half of them were held within this time after the order.'),
          timeToHoldP90Seconds: Seconds.describe('Nine of ten were held within this time after the order.'),
        }),
      )
      .describe('By institution: how long it took from the order to the first receipt that says held.'),
    savedByDelay: z
      .array(
        z.object({
          fromMinutes: z.number().int().describe('The report came this long after the first transfer, or later.'),
          toMinutes: z.number().int().nullable().describe('The report came sooner than this; null: no bound.'),
          suppressed: Suppressed,
          cases: Count.describe('Reports of victims in the month.'),
          stolenSatang: SatangString.nullable().describe('What they reported as stolen, rounded to moneyStepSatang.'),
          savedSatang: SatangString.nullable().describe(
            'What institutions held of it at any time, rounded to moneyStepSatang.',
          ),
        }),
      )
      .describe('What was saved, by the time from the first transfer to the report.'),
    wrongfulHolds: z
      .object({
        suppressed: Suppressed,
        wrongful: Count.describe(
          'Releases ordered in the month because the account was unrelated, an appeal was upheld, the debit denied, or a suspicion unfounded or lifted.',
        ),
        wrongfulHeldP50Seconds: Seconds.describe('Half of these holds lasted no longer than this.'),
      })
      .describe('Holds that turned out wrong.'),
    releases: z
      .object({
        suppressed: Suppressed,
        released: Count.describe('Releases ordered in the month that the institution acknowledged.'),
        releaseP50Seconds: Seconds.describe('Half of them were acknowledged within this time after the order.'),
        releaseP90Seconds: Seconds.describe('Nine of ten were acknowledged within this time after the order.'),
        late: Count.describe(
          'Releases acknowledged, or still open, more than a minute after the hold’s expiry; null when too few.',
        ),
      })
      .describe('How long releases took.'),
  })
  .meta({ id: 'PublicStatistics' });
export type PublicStatistics = z.infer<typeof PublicStatistics>;
