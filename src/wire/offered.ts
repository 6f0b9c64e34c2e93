import { z } from 'zod';
import { Instant } from './common.js';

/** Why an act is not open to the person who asks, by the rule that judges the act itself. */
export const WhyNot = z
  .object({
    code: z.string().describe('The code with which the act would be refused.'),
    detail: z.string(),
    at: Instant.nullable().describe('The time that the refusal is about, if any.'),
  })
  .meta({ id: 'WhyNotAct' });

/** Whether an act is open to the person who asks. */
export const Offered = WhyNot.nullable().describe('Why not; null: the act is taken from this person now.');

/** Whether the person who reads a request may decide on it. */
export const OfferedDecision = WhyNot.nullable().describe(
  'Why the person who reads this may not decide on it; null: the decision is taken from this person now.',
);
