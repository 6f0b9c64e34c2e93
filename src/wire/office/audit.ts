import { z } from 'zod';
import { Instant, Ulid, wholeNumber } from '../common.js';

/** The name of a hash chain: the id of a case, or `system`. */
export const ChainName = z.union([z.literal('system'), Ulid]);

/** GET /v1/audit/chains */
export const AuditChainQuery = z.strictObject({
  caseNo: z
    .string()
    .regex(/^RG[0-9]{4}-[0-9]{7}-[0-9]$/, { error: 'must be a case number' })
    .optional()
    .describe('Only the chain of this case.'),
  after: ChainName.optional().describe('`next` of the page before.'),
  limit: wholeNumber(1, 200).default(50).describe('Chains of a page.'),
});
export type AuditChainQuery = z.infer<typeof AuditChainQuery>;

export const AuditChainList = z
  .strictObject({
    chains: z
      .array(
        z.strictObject({
          chain: z.string().describe('Id of the case, or `system` for what belongs to no case.'),
          caseNo: z.string().nullable().describe('The case number; null for `system`.'),
          sequence: z.number().int().describe('Number of the last event.'),
          hash: z.string().describe('Hash of the last event.'),
        }),
      )
      .describe('The chain of the system first, then the newest case first.'),
    next: z.string().nullable().describe('`after` of the next page; null: this is the last.'),
  })
  .meta({ id: 'AuditChainList' });
export type AuditChainList = z.infer<typeof AuditChainList>;

/** GET /v1/audit/chains/{id}/events */
export const AuditEventQuery = z.strictObject({
  after: wholeNumber(0).default(0).describe('Only events after this number.'),
  limit: wholeNumber(1, 1_000).default(500).describe('Events of a page.'),
});
export type AuditEventQuery = z.infer<typeof AuditEventQuery>;

/** Everything that the hash of an event covers, so that a reader can make it again. */
export const AuditEventPage = z
  .strictObject({
    events: z
      .array(
        z.strictObject({
          chain: z.string().describe('Name of the chain.'),
          sequence: z.number().int().describe('Counts from 1, without a gap.'),
          type: z.string().describe('What happened, such as `hold.ordered`.'),
          actor: z.string().describe('A person, the slug of a party, or `system`.'),
          at: Instant.describe('When.'),
          payload: z.looseObject({}).describe('Ids, amounts and codes; never personal data.'),
          prevHash: z.string().describe('Hash of the event before; 64 zeros for the first.'),
          seals: z
            .string()
            .nullable()
            .describe('Seals of the rows that were written with it, as the text that the hash covers.'),
          hash: z
            .string()
            .describe(
              'SHA-256, in hex, of chain, sequence, type, actor, at, payload and prevHash as canonical JSON (RFC 8785); with seals the SHA-256 of that text followed by that of the seals.',
            ),
        }),
      )
      .describe('In order.'),
    head: z
      .strictObject({
        sequence: z.number().int().describe('Number of the last event.'),
        hash: z.string().describe('Its hash.'),
      })
      .describe('Where the chain ended when this page was read.'),
    checkpoints: z
      .array(
        z.strictObject({
          checkpoint: z.number().int().describe('Number of the checkpoint.'),
          sequence: z.number().int().describe('The event that it signed as the end of this chain.'),
          hash: z.string().describe('The hash that it signed.'),
        }),
      )
      .describe('Signed checkpoints over events of this page.'),
    next: z.number().int().nullable().describe('`after` of the next page; null: this is the last.'),
  })
  .meta({ id: 'AuditEventPage' });
export type AuditEventPage = z.infer<typeof AuditEventPage>;

/** GET /v1/audit/checkpoints */
export const AuditCheckpointQuery = z.strictObject({
  before: wholeNumber(1).optional().describe('Only checkpoints with a lower number.'),
  limit: wholeNumber(1, 200).default(50).describe('Checkpoints of a page.'),
});
export type AuditCheckpointQuery = z.infer<typeof AuditCheckpointQuery>;

export const AuditCheckpointList = z
  .strictObject({
    checkpoints: z
      .array(
        z.strictObject({
          number: z.number().int().describe('Counts from 1, without a gap.'),
          at: Instant.describe('When it was signed.'),
          previousHash: z
            .string()
            .describe('SHA-256, in hex, of what the checkpoint before signed; 64 zeros for number 1.'),
          heads: z.number().int().describe('How many chains had moved.'),
          merkleRoot: z.string().describe('Merkle tree hash (RFC 9162) over their ends.'),
          throughXid: z.string().describe('Every event of an earlier transaction is under it, or one before.'),
          signature: z.string().describe('Ed25519, in base64, over the fields above as canonical JSON (RFC 8785).'),
          keyId: z.string().describe('The key of the centre that signed (`GET /v1/keys`).'),
        }),
      )
      .describe('The newest first.'),
    next: z.number().int().nullable().describe('`before` of the next page; null: this is the last.'),
  })
  .meta({ id: 'AuditCheckpointList' });
export type AuditCheckpointList = z.infer<typeof AuditCheckpointList>;

/** GET /v1/audit/checkpoints/{number}/heads */
export const AuditHeads = z
  .strictObject({
    heads: z
      .array(
        z.strictObject({
          chain: z.string().describe('Name of the chain.'),
          sequence: z.number().int().describe('Number of its last event then.'),
          hash: z.string().describe('Hash of that event.'),
        }),
      )
      .describe('The leaves of the Merkle tree, in order of their chains.'),
  })
  .meta({ id: 'AuditHeads' });
export type AuditHeads = z.infer<typeof AuditHeads>;

/** GET /v1/audit/readings */
export const ReadingQuery = z.strictObject({
  person: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, { error: 'must be the subject of a person' })
    .optional()
    .describe('Only readings by this person.'),
  chain: ChainName.optional().describe('Only readings of this case, or those across cases (`system`).'),
  before: z
    .string()
    .regex(/^[0-9]{1,20}-[0-9A-Za-z]{1,26}-[0-9]{1,10}$/, { error: 'must be `next` of a page' })
    .optional()
    .describe('`next` of the page before.'),
  limit: wholeNumber(1, 200).default(50).describe('Readings of a page.'),
});
export type ReadingQuery = z.infer<typeof ReadingQuery>;

export const ReadingList = z
  .strictObject({
    readings: z
      .array(
        z.strictObject({
          chain: z.string().describe('The case that was read, or `system` for a reading across cases.'),
          caseNo: z.string().nullable().describe('Its number; null across cases.'),
          sequence: z.number().int().describe('Number of the event that notes it.'),
          type: z.string().describe('What was read, such as `evidence.read`.'),
          actor: z.string().describe('Who read it.'),
          at: Instant.describe('When.'),
          payload: z.looseObject({}).describe('What was asked for, by codes and ids.'),
        }),
      )
      .describe('The newest first.'),
    next: z
      .string()
      .nullable()
      .describe('`before` of the next page, which may be empty where little was read; null: this is the last.'),
  })
  .meta({ id: 'ReadingList' });
export type ReadingList = z.infer<typeof ReadingList>;
