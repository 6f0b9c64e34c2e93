import { z } from 'zod';
import { Ulid, UtcInstant } from '../../common.js';

/** What the operations of an institution are grouped by in its document. */
export const TAGS = {
  holds: 'Hold exactly an amount, and let it go',
  suspensions: 'What became of a suspension that the institution made or carried out under section 6',
  listings: 'Persons and wallets that are listed, or no longer',
  debits: 'Whether an account sent a transfer',
  callbacks: 'What the institution reports to the centre',
} as const;

/** A parameter of a question, as the document says it. */
interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: object;
  readonly description: string;
}

/** One call of the centre to an institution: how it is made, what may come back, and how the document says it. */
export interface InstitutionCall<Sent = unknown, Answer = unknown> {
  /** The path as the document has it, with `{names}` of what stands in it. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: keyof typeof TAGS;
  readonly summary: string;
  /** Says how it is asked (GET), or what is sent (POST). */
  readonly asks:
    | {
        readonly method: 'GET';
        /** Returns the path with its query: ids and instants only, never personal data. */
        path(sent: Sent): string;
        /** Its answer may be this large, in bytes, where the client allows less. */
        readonly largestAnswer?: number;
        readonly parameters: readonly Parameter[];
        /** What a 200 brings. */
        readonly brings: string;
        /** What a 404 means; absent: there is none. */
        readonly absent?: string;
      }
    | {
        readonly method: 'POST';
        readonly schema: z.ZodType<Sent>;
        readonly example: Sent;
        /** The id of the example, where the answer may follow by a callback; absent: there is no 202. */
        readonly followsFor?: string;
      };
  /** Returns the id that the answer must name. */
  idOf(sent: Sent): string;
  readonly answer: {
    /** The schema of the answer in the document. */
    readonly schema: z.ZodType<Answer>;
    readonly example: object;
    /** Returns a narrower schema for what was sent. */
    of?(sent: Sent): z.ZodType<Answer>;
    /** Returns the id that an answer names. */
    idOf(answer: Answer): string;
  };
}

/** Keeps the types of a call. */
export function call<Sent, Answer>(of: InstitutionCall<Sent, Answer>): InstitutionCall<Sent, Answer> {
  return of;
}

/** 202 of an institution: the order is recorded and will be answered by callback. */
export const Accepted = z
  .object({
    status: z.literal('accepted').describe('The order is on record.'),
    id: Ulid.describe('The id of the order or question.'),
    at: UtcInstant.describe('When it was put on record.'),
  })
  .meta({ id: 'Accepted' });
