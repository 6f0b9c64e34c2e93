import { z } from 'zod';
import { Instant } from '../common.js';

const Content = z
  .record(z.string(), z.unknown())
  .describe('What was typed so far, as the console keeps it; nothing of it is checked before the complaint is posted.');
const Revision = z.number().int().min(1).describe('Counts up with every save.');

/** POST /v1/drafts */
export const DraftBody = z.strictObject({ content: Content }).meta({ id: 'DraftBody' });
export type DraftBody = z.infer<typeof DraftBody>;

/** POST /v1/drafts/{id}: the next state of a draft. */
export const DraftSaveBody = z
  .strictObject({ content: Content, revision: Revision.describe('The revision that this one continues.') })
  .meta({ id: 'DraftSaveBody' });
export type DraftSaveBody = z.infer<typeof DraftSaveBody>;

export const DraftKept = z
  .object({ id: z.string(), revision: Revision, savedAt: Instant, expiresAt: Instant })
  .meta({ id: 'DraftKept' });

const DraftHead = z.object({
  id: z.string(),
  revision: Revision,
  begunAt: Instant,
  savedAt: Instant,
  expiresAt: Instant,
});

/** GET /v1/drafts */
export const DraftList = z.object({ drafts: z.array(DraftHead) }).meta({ id: 'DraftList' });
export type DraftList = z.infer<typeof DraftList>;

/** GET /v1/drafts/{id} */
export const DraftView = DraftHead.extend({ content: Content }).meta({ id: 'DraftView' });
export type DraftView = z.infer<typeof DraftView>;

/** DELETE /v1/drafts/{id} */
export const DraftDiscarded = z.object({ id: z.string() }).meta({ id: 'DraftDiscarded' });
