import { z } from 'zod';
import { NOTICE_OFFICES } from '../../domain/notice/who-may-notify.js';
import { cleanName, Instant, PartySlug, Ulid } from '../common.js';
import { QueueTab, RoleName, SessionEnd } from '../values.js';

/** Longest page address to which a sign-in returns. */
const MAX_RETURN = 2_000;

/** Returns whether a text is a page of ours: a path, never another host and never a route. */
export function isOwnPage(text: string): boolean {
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text) || text.length > MAX_RETURN) return false;
  return !/^\/v1(\/|$)/i.test(new URL(text, 'http://page.invalid').pathname);
}

/** GET /v1/session/sign-in */
export const SignInQuery = z.strictObject({
  returnTo: z
    .string()
    .refine(isOwnPage, { error: 'must be the path of a page here' })
    .default('/')
    .describe('Path of the page to return to, such as `/cases/01K…`; never another site.'),
});
export type SignInQuery = z.infer<typeof SignInQuery>;

/** GET /v1/session/callback: what the provider sends the browser back with. */
export const CallbackQuery = z.looseObject({
  state: z.string().max(500).optional().describe('The state of the attempt.'),
  code: z.string().max(5_000).optional().describe('The authorization code.'),
  error: z.string().max(500).optional().describe("The provider's refusal."),
});
export type CallbackQuery = z.infer<typeof CallbackQuery>;

/**
 * POST /v1/session/back-channel-logout: what the provider posts, as a form. Other values that it
 * sends are ignored (OpenID Connect Back-Channel Logout 1.0 section 2.5).
 */
export const LogoutForm = z
  .looseObject({
    logout_token: z.string().min(1).max(20_000).describe('The logout token (JWT) that the provider signed.'),
  })
  .meta({ id: 'LogoutForm' });
export type LogoutForm = z.infer<typeof LogoutForm>;

/** GET /v1/session */
export const SessionView = z
  .strictObject({
    person: z.string().describe('Subject of the person, as the provider says.'),
    name: z.string().describe('Name of the person, as the provider says.'),
    roles: z.array(RoleName).describe('Roles of the person, as the provider last said.'),
    institution: PartySlug.nullable().describe('Institution for which the person acts; null: for the centre.'),
    calls: z
      .array(z.string())
      .describe(
        'The routes that these roles open, such as `POST /v1/cases/{id}/notes`. Each decides about the single act; what is open on a case now says `GET /v1/cases/{id}/acts`.',
      ),
    pages: z
      .array(
        z.strictObject({
          path: z.string().describe('Address of the page, or the beginning of the addresses of its rows.'),
          readers: z.array(RoleName).describe('The roles of which each may read it.'),
          isOpen: z.boolean().describe('Whether this person is one of them.'),
        }),
      )
      .describe('The pages of the console.'),
    offices: z
      .array(z.enum(NOTICE_OFFICES))
      .describe('The offices in whose name the person gives notices of suspicion (OFF-6B).'),
    queueTab: QueueTab.describe('The view of the queue that the person begins with.'),
    endsClaims: z.boolean().describe('Whether the claim of whoever works on a case ends when this person assigns it.'),
    sessionId: Ulid.nullable().describe('Id of the session; null: the request came with a bearer token.'),
    startedAt: Instant.nullable().describe('When the person signed in; null with a bearer token.'),
    idleUntil: Instant.nullable().describe(
      'When the session ends if it is not used again; reading this is no use. Null with a bearer token.',
    ),
    expiresAt: Instant.describe('When the session or the token ends, whatever happens.'),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;

/** POST /v1/session/sign-out and POST /v1/sessions/{id}/end take an empty object. */
export const SignOutBody = z.strictObject({}).meta({ id: 'SignOutBody', description: 'Nothing to say.' });
export type SignOutBody = z.infer<typeof SignOutBody>;

export const SignedOut = z
  .strictObject({
    providerSignOutUrl: z
      .string()
      .nullable()
      .describe('Page of the provider that signs the person out there too; null: it has none.'),
  })
  .meta({ id: 'SignedOut' });
export type SignedOut = z.infer<typeof SignedOut>;

/** GET /v1/sessions, POST /v1/sessions/searches */
export const SessionList = z
  .strictObject({
    sessions: z
      .array(
        z.strictObject({
          id: Ulid.describe('Id of the session.'),
          person: z.string().describe('Subject of the person.'),
          roles: z.array(RoleName).describe('Roles of the person in it.'),
          institution: PartySlug.nullable().describe('Institution for which the person acts.'),
          startedAt: Instant.describe('When the person signed in.'),
          lastUsedAt: Instant.describe('When it was last used, to the minute.'),
          expiresAt: Instant.describe('When it ends, whatever happens.'),
          open: z.boolean().describe('Whether it can be used now.'),
          endedAt: Instant.nullable().describe('When it was ended; null: nothing ended it before its time.'),
          endedBy: z.string().nullable().describe('Who ended it.'),
          endReason: SessionEnd.nullable().describe('Why it ended.'),
        }),
      )
      .describe('The newest first, at most fifty of the last month.'),
  })
  .meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof SessionList>;

/** POST /v1/sessions/searches, POST /v1/sessions/end */
export const SessionsOfPersonBody = z
  .strictObject({ person: cleanName(200).describe('Subject of the person, as the provider says.') })
  .meta({ id: 'SessionsOfPersonBody' });
export type SessionsOfPersonBody = z.infer<typeof SessionsOfPersonBody>;

export const SessionsEnded = z
  .strictObject({ ended: z.number().int().describe('How many open sessions ended.') })
  .meta({ id: 'SessionsEnded' });
export type SessionsEnded = z.infer<typeof SessionsEnded>;
