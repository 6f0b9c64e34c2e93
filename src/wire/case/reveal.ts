import { z } from 'zod';
import { FIELDS_OF, FIELD_KINDS } from '../../domain/reveal/personal-fields.js';
import { Instant, reasonInWords, Ulid } from '../common.js';

const Reason = reasonInWords(500).describe('Why the value is needed, in words; it stays on record.');
const Field = z
  .string()
  .regex(/^[a-z]{1,20}\.[0-9]{1,4}\.[a-z_]{1,20}$/, { error: 'must be a field, such as victim.1.phone' })
  .describe('A personal field, as `GET /v1/cases/{id}/persons` names it.');

/** POST /v1/cases/{id}/reveals: one account of the trail, or one field of a person. */
export const RevealBody = z
  .union([
    z
      .strictObject({
        partId: Ulid.describe('The part of the trail that reached the account, as `accounts` of a case names it.'),
        reason: Reason,
      })
      .meta({ id: 'AccountReveal' }),
    z.strictObject({ field: Field, reason: Reason }).meta({ id: 'FieldReveal' }),
  ])
  .meta({ id: 'RevealBody' });
export type RevealBody = z.infer<typeof RevealBody>;

export const Revealed = z
  .object({
    id: z.string().describe('Id of the reading on record.'),
    value: z
      .string()
      .describe(
        'The full value. A page shows it for 30 seconds, a long text for as long as it takes to read, and keeps it nowhere.',
      ),
    revealedAt: Instant.describe('When it was revealed.'),
  })
  .meta({ id: 'Revealed' });
export type Revealed = z.infer<typeof Revealed>;

/** GET /v1/cases/{id}/persons */
export const PersonsView = z
  .object({
    statements: z
      .array(
        z.object({
          no: z.number().int().describe('Its number, which `saidIn` of a field names.'),
          kind: z
            .enum([
              'complaint',
              'supplement',
              'transfers',
              'found',
              'statement',
              'authority',
              'told_again',
              'correction',
            ])
            .describe(
              'What it is; `found` is what the institution of the victim found by what the victim told of a transfer, `statement` the police complaint of the victim that an inquiry officer accepted.',
            ),
          at: Instant.describe('When it was received, or the correction asked for.'),
          by: z.string().describe('Who took it down: a person, or the party of a notice.'),
          channel: z.string().nullable().describe('How a complaint came; null: not said, or another kind.'),
          victimReports: z
            .boolean()
            .nullable()
            .describe('Whether the victim reported; null: nobody said, or not a complaint.'),
          holderReports: z
            .boolean()
            .nullable()
            .describe(
              'Whether the victim who holds the debited account reported, or who speaks for that victim by law (section 7); null: not a complaint.',
            ),
          policeCaseNo: z.string().nullable().describe('Number of the police case; null: not a `statement`.'),
          station: z.string().nullable().describe('Police station; null: not a `statement`.'),
        }),
      )
      .describe('What was said: the complaint, what was added to it, then the corrections.'),
    fields: z
      .array(
        z.object({
          field: z.string().describe('Names the field in a reveal.'),
          of: z
            .enum(FIELDS_OF)
            .describe(
              'Whom it is about; `contact` is a way by which the scammer reached the victim, `incomplete` the receiver of a transfer that is not known well enough, `debited` and `corrected` are the debited account and a receiver that a correction names.',
            ),
          no: z
            .number()
            .int()
            .describe(
              'Counts those of one kind, from 1, as they were reported; fields with the same are of one person.',
            ),
          kind: z
            .enum(FIELD_KINDS)
            .describe(
              'What the value is; `account` is `institution:number`, `number_as_told` an official number that cannot be right and is to be asked for again, `phone_as_told` such a telephone number, `as_told` a receiver or the debited account that was told so.',
            ),
          saidIn: z.number().int().describe('`no` of the statement in which it was said.'),
          masked: z.string().describe('The value with all but its end or its initials hidden by `x` or `…`.'),
        }),
      )
      .describe('Every personal field that was reported, masked.'),
  })
  .meta({ id: 'PersonsView' });
export type PersonsView = z.infer<typeof PersonsView>;

/** GET /v1/cases/{id}/reveals */
export const RevealList = z
  .object({
    reveals: z
      .array(
        z.object({
          id: z.string(),
          partId: z.string().nullable().describe('The part of the trail whose account was revealed; null: a field.'),
          field: z.string().nullable().describe('The personal field; null: an account.'),
          person: z.string(),
          role: z.string(),
          reason: z.string(),
          revealedAt: Instant.describe('When it was revealed.'),
        }),
      )
      .describe('What persons had revealed, the newest first.'),
  })
  .meta({ id: 'RevealList' });
export type RevealList = z.infer<typeof RevealList>;
