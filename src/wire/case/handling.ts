import { z } from 'zod';
import { cleanName, Instant, wordsForOthers } from '../common.js';

/** A running claim; null: nobody works on the case. */
export const Claim = z.object({ person: z.string(), until: Instant.describe('When it ends unless it is renewed.') });

/** POST /v1/cases/{id}/claim has no fields, and DELETE has no body. */
export const ClaimBody = z.strictObject({}).meta({ id: 'ClaimBody' });
export const ClaimAccepted = z
  .object({ caseId: z.string(), claimedAt: Instant, until: Instant.describe('When it ends unless it is renewed.') })
  .meta({ id: 'ClaimAccepted' });

export const ClaimEnded = z.object({ caseId: z.string() }).meta({ id: 'ClaimEnded' });

/** POST /v1/cases/{id}/assignments */
export const AssignmentBody = z
  .strictObject({
    assignee: cleanName(200).nullable().describe('Subject of the person who is to work on it; null: nobody.'),
    note: wordsForOthers(4_000).optional(),
  })
  .meta({ id: 'AssignmentBody' });
export type AssignmentBody = z.infer<typeof AssignmentBody>;
export const AssignmentAccepted = z.object({ id: z.string(), assignedAt: Instant }).meta({ id: 'AssignmentAccepted' });

/** GET /v1/cases/{id}/handling */
export const HandlingView = z
  .object({
    claim: Claim.nullable(),
    assignee: z.string().nullable(),
    assignments: z.array(
      z.object({
        id: z.string(),
        assignee: z.string().nullable(),
        note: z.string().nullable().describe('Null also for who may not read the notes of a case.'),
        assignedBy: z.string(),
        assignedRole: z.string(),
        assignedAt: Instant,
      }),
    ),
  })
  .meta({ id: 'HandlingView' });
export type HandlingView = z.infer<typeof HandlingView>;

/** GET /v1/persons */
export const PersonList = z
  .object({
    persons: z
      .array(
        z.object({
          subject: z.string().describe('Subject of the person, as the record names who did something.'),
          name: z.string().describe('Name of the person, as the provider gave it at the last sign-in.'),
          roles: z.array(z.string()).describe('Roles of the person at the last sign-in.'),
          takesCases: z.boolean().describe('Whether a case may be given to the person.'),
        }),
      )
      .describe('Persons who signed in within a month, by name.'),
  })
  .meta({ id: 'PersonList' });
export type PersonList = z.infer<typeof PersonList>;

/** POST /v1/cases/{id}/interests */
export const InterestBody = z
  .strictObject({
    reason: wordsForOthers(2_000).describe('Why: whose relative, friend or creditor the person is, in own words.'),
  })
  .meta({ id: 'InterestBody' });
export type InterestBody = z.infer<typeof InterestBody>;
export const InterestDeclared = z
  .object({ id: z.string(), since: Instant.describe('From when on the person decides nothing of the case.') })
  .meta({ id: 'InterestDeclared' });

/** POST /v1/cases/{id}/notes */
export const NoteBody = z.strictObject({ text: wordsForOthers(4_000) }).meta({ id: 'NoteBody' });
export type NoteBody = z.infer<typeof NoteBody>;
export const NoteAccepted = z.object({ id: z.string(), notedAt: Instant }).meta({ id: 'NoteAccepted' });

/** GET /v1/cases/{id}/notes */
export const NoteList = z
  .object({
    notes: z.array(
      z.object({ id: z.string(), person: z.string(), role: z.string(), text: z.string(), notedAt: Instant }),
    ),
  })
  .meta({ id: 'NoteList' });
export type NoteList = z.infer<typeof NoteList>;
