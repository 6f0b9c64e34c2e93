import { z } from 'zod';
import { KEY_STATES } from '../../domain/party-change/party-change.js';
import { Instant, PartySlug, Ulid, UtcInstant, wordsForOthers } from '../common.js';
import { OfferedDecision } from '../offered.js';

/** GET /v1/institutions: every institution that the centre can send an order to. */
export const InstitutionList = z
  .object({
    institutions: z.array(
      z.object({
        slug: PartySlug.describe('The name of the institution in every message.'),
        nameTh: z.string(),
        nameEn: z.string(),
        kind: z.enum(['bank', 'wallet', 'digital_asset']),
        bankCode: z.string().nullable().describe('Three digits of the Bank of Thailand; null without one.'),
        accountDigits: z
          .array(z.number().int())
          .describe('Lengths that an account number may have; empty when nothing is known of them.'),
      }),
    ),
  })
  .meta({ id: 'InstitutionList' });
export type InstitutionList = z.infer<typeof InstitutionList>;

const KEY_ID = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,128}$/, { error: 'must be 1 to 128 letters, digits or . _ : -' })
  .describe('Name of the key, as `keyid` in its signatures. A new key needs a new id.');

const PublicKey = z
  .strictObject({
    kty: z.literal('OKP').describe('Always OKP (RFC 8037).'),
    crv: z.literal('Ed25519').describe('Always Ed25519.'),
    x: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/, { error: 'must be 32 bytes in base64url' })
      .describe('The public key, 32 bytes in base64url without padding.'),
  })
  .meta({ id: 'PartyPublicKey', description: 'An Ed25519 public key as a JWK; a private member `d` is refused.' });

const AddKey = z
  .strictObject({
    kind: z.literal('add_key').describe('A further key of the party.'),
    keyId: KEY_ID,
    publicJwk: PublicKey.describe('The public key; never the private one.'),
    notBefore: UtcInstant.describe('From this instant on its signatures count.'),
    notAfter: UtcInstant.describe('From this instant on they do not count any more.'),
  })
  .meta({ id: 'AddPartyKey' });

const RevokeKey = z
  .strictObject({
    kind: z.literal('revoke_key').describe('A key ends at once and for good.'),
    keyId: KEY_ID,
    lastKeyReason: wordsForOthers(2000)
      .optional()
      .describe('Why the party may be left without a key that counts; needed for its last one only.'),
  })
  .meta({ id: 'RevokePartyKey' });

const ChangeAddress = z
  .strictObject({
    kind: z.literal('change_address').describe('The party is called at another address.'),
    baseUrl: z
      .url({ protocol: /^https?$/, error: 'must be an http or https address' })
      .max(500)
      .refine((text) => !/[?#@]/.test(text), { error: 'has a query, a fragment or a user' })
      .describe('Where the centre sends orders and questions: absolute, without a query; https in production.'),
  })
  .meta({ id: 'ChangePartyAddress' });

/** POST /v1/party-changes */
export const PartyChangeBody = z
  .strictObject({
    party: PartySlug.describe('The institution or agency.'),
    change: z.discriminatedUnion('kind', [AddKey, RevokeKey, ChangeAddress]).describe('What is to change.'),
    reason: wordsForOthers(2000).describe('Why, and how the party proved that it wants this.'),
  })
  .meta({ id: 'PartyChangeBody' });
export type PartyChangeBody = z.infer<typeof PartyChangeBody>;

export const PartyChangeAccepted = z
  .strictObject({ id: Ulid.describe('Id of the change.') })
  .meta({ id: 'PartyChangeAccepted' });

/** POST /v1/party-changes/{id}/decisions */
export const PartyChangeDecisionBody = z
  .strictObject({
    verdict: z.enum(['approve', 'refuse']).describe('What the second person decides.'),
    reason: wordsForOthers(2000).describe('Why.'),
  })
  .meta({ id: 'PartyChangeDecisionBody' });
export type PartyChangeDecisionBody = z.infer<typeof PartyChangeDecisionBody>;

export const PartyChangeDecided = z
  .strictObject({
    partyChangeId: Ulid.describe('Id of the change.'),
    state: z.enum(['approved', 'refused']).describe('What became of it.'),
  })
  .meta({ id: 'PartyChangeDecided' });

export const PartyChangeState = z.enum(['requested', 'approved', 'refused']);

/** GET /v1/party-changes/{id} */
export const PartyChangeView = z
  .strictObject({
    id: Ulid.describe('Id of the change.'),
    party: PartySlug.describe('The institution or agency.'),
    kind: z.enum(['add_key', 'revoke_key', 'change_address']).describe('What changes.'),
    keyId: z.string().nullable().describe('The key that is added or revoked.'),
    publicKey: z.string().nullable().describe('`x` of the JWK of the key that is added.'),
    notBefore: Instant.nullable().describe('From when on the added key counts.'),
    notAfter: Instant.nullable().describe('From when on the added key does not count any more.'),
    lastKeyReason: z.string().nullable().describe('Why the party may be left without a key that counts.'),
    baseUrl: z.string().nullable().describe('The new address.'),
    reason: z.string().describe('Why the first person asked for it.'),
    state: PartyChangeState.describe('`requested` waits for another person.'),
    requestedBy: z.string().describe('Who asked for it.'),
    requestedRole: z.string().describe('In which role.'),
    requestedAt: Instant.describe('When.'),
    decidedBy: z.string().nullable().describe('Who decided, another person.'),
    decidedRole: z.string().nullable().describe('In which role.'),
    decisionReason: z.string().nullable().describe('Why so decided.'),
    decidedAt: Instant.nullable().describe('When; other processes follow within half a minute.'),
    whyNotDecide: OfferedDecision,
  })
  .meta({ id: 'PartyChange' });
export type PartyChangeView = z.infer<typeof PartyChangeView>;

/** GET /v1/party-changes */
export const PartyChangeList = z
  .strictObject({
    changes: z.array(PartyChangeView).describe('The newest first.'),
    next: Ulid.nullable().describe('`after` of the next page; null: this is the last.'),
  })
  .meta({ id: 'PartyChangeList' });
export type PartyChangeList = z.infer<typeof PartyChangeList>;

/** A party with its address and keys; GET /v1/institution/keys answers the caller's own. */
export const PartyView = z
  .strictObject({
    slug: PartySlug.describe('The name of the party in every message.'),
    kind: z.enum(['institution', 'agency']).describe('What it is.'),
    nameTh: z.string().describe('Name in Thai.'),
    nameEn: z.string().describe('Name in English.'),
    baseUrl: z.string().describe('Where the centre sends orders and questions; empty where workbooks are exchanged.'),
    exchangesBy: z
      .enum(['api', 'spreadsheet'])
      .describe('`spreadsheet`: it has no address; its persons take workbooks, fill and upload them.'),
    addressChange: Ulid.nullable().describe('The change that set it; null: the directory file did.'),
    keys: z
      .array(
        z.strictObject({
          keyId: z.string().describe('Id of the key.'),
          publicKey: z.string().describe('`x` of its JWK.'),
          notBefore: Instant.describe('From when on it counts.'),
          notAfter: Instant.describe('From when on it does not count any more.'),
          revokedAt: Instant.nullable().describe('When it was revoked.'),
          state: z
            .enum(KEY_STATES)
            .describe(
              'Whether its signatures count now. not_yet: before `notBefore`. ended: from `notAfter` on. revoked: for good.',
            ),
          addedByChange: Ulid.nullable().describe('The change that added it; null: the directory file did.'),
          revokedByChange: Ulid.nullable().describe('The change that revoked it, if one did.'),
        }),
      )
      .describe('Every key that it ever had, in order of id.'),
  })
  .meta({ id: 'Party' });
export type PartyView = z.infer<typeof PartyView>;

/** GET /v1/parties */
export const PartyList = z
  .strictObject({ parties: z.array(PartyView).describe('In order of slug.') })
  .meta({ id: 'PartyList' });
export type PartyList = z.infer<typeof PartyList>;
