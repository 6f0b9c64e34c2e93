import { z } from 'zod';
import { DatabaseVariables, EnvironmentName, readEnvironment, SigningVariables } from './environment.js';
import { JsonFile, type SigningKeyPair } from './named-content.js';

const Slug = z
  .string()
  .max(32)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'must be small letters, digits and single dashes' });

const PublicJwk = z
  .object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
  .loose()
  .refine((jwk) => !('d' in jwk), { error: 'is a private key' });

const KeyId = z.string().regex(/^[A-Za-z0-9._:-]{1,128}$/);

const EnrolledKey = z
  .object({
    keyId: KeyId,
    publicJwk: PublicJwk,
    notBefore: z.iso.datetime().transform((text) => new Date(text)),
    notAfter: z.iso.datetime().transform((text) => new Date(text)),
  })
  .refine((key) => key.notBefore < key.notAfter, { error: 'ends before it begins' });

const EnrolledParty = z
  .object({
    slug: Slug.refine((slug) => slug !== 'centre', { error: 'is the slug of the centre itself' }),
    kind: z.enum(['institution', 'agency']),
    institutionKind: z.enum(['bank', 'wallet', 'digital_asset']).optional(),
    bankCode: z
      .string()
      .regex(/^[0-9]{3}$/)
      .optional(),
    nameEn: z.string().min(1),
    nameTh: z.string().min(1),
    /** `spreadsheet`: it has no address, and its persons exchange workbooks. */
    exchangesBy: z.enum(['api', 'spreadsheet']).default('api'),
    baseUrl: z.url({ protocol: /^https?$/ }).optional(),
    accountDigits: z.array(z.int().min(10).max(15)).default([]),
    keys: z.array(EnrolledKey),
  })
  .refine((party) => (party.kind === 'institution') === (party.institutionKind !== undefined), {
    path: ['institutionKind'],
    error: 'is given for institutions, and for them only',
  })
  .refine((party) => party.exchangesBy === 'api' || party.kind === 'institution', {
    path: ['exchangesBy'],
    error: 'only an institution exchanges workbooks',
  })
  .refine((party) => (party.exchangesBy === 'api') === (party.baseUrl !== undefined), {
    path: ['baseUrl'],
    error: 'is given for all but those that exchange workbooks',
  })
  .transform(({ baseUrl = '', ...party }) => ({ ...party, baseUrl }));

const DirectoryFile = z.object({
  parties: z
    .array(EnrolledParty)
    .refine((parties) => new Set(parties.map(({ slug }) => slug)).size === parties.length, {
      error: 'name a slug twice',
    }),
  /** Ids of keys of the centre that nobody may believe any more, such as a stolen one. */
  revokedCentreKeys: z.array(KeyId).default([]),
});
/** The parties that the operator enrols, and which keys of the centre are revoked. */
type Directory = z.infer<typeof DirectoryFile>;

const Migrate = z
  .object({
    RANGAP_ENV: EnvironmentName,
    /** The database as the role that owns it: nothing but the migration connects so. */
    MIGRATE_DATABASE_URL: DatabaseVariables.shape.DATABASE_URL,
    /** The database as the serving processes reach it; its role gets the application's rights. */
    DATABASE_URL: DatabaseVariables.shape.DATABASE_URL,
    ...SigningVariables.shape,
    /**
     * JSON file `{"parties":[{slug, kind, institutionKind?, bankCode?, nameEn, nameTh, baseUrl?,
     * exchangesBy?, accountDigits?, keys}], "revokedCentreKeys"?: [key id]}`.
     */
    RANGAP_DIRECTORY_FILE: JsonFile.transform((content, told): Directory => {
      const parsed = DirectoryFile.safeParse(content);
      if (parsed.success) return parsed.data;
      for (const { path, message } of parsed.error.issues)
        told.addIssue({ code: 'custom', message: `${path.join('.') || 'the file'}: ${message}` });
      return z.NEVER;
    }),
  })
  .superRefine(({ RANGAP_ENV: environment, RANGAP_DIRECTORY_FILE: { parties } }, told) => {
    if (environment !== 'production') return;
    for (const [at, { baseUrl, exchangesBy }] of parties.entries())
      if (exchangesBy === 'api' && !baseUrl.startsWith('https://'))
        told.addIssue({
          code: 'custom',
          path: ['RANGAP_DIRECTORY_FILE'],
          message: `parties.${at}.baseUrl: must be https in production`,
        });
  });
export interface MigrateConfig {
  MIGRATE_DATABASE_URL: string;
  applicationRole: string;
  directory: Directory;
  signingKey: SigningKeyPair;
}

/**
 * Reads the configuration of the migration with the files that it names. Throws
 * `ConfigurationError` with every fault.
 */
export function loadMigrateConfig(environment: NodeJS.ProcessEnv = process.env): MigrateConfig {
  const values = readEnvironment(Migrate, environment);
  return {
    MIGRATE_DATABASE_URL: values.MIGRATE_DATABASE_URL,
    applicationRole: decodeURIComponent(new URL(values.DATABASE_URL).username),
    directory: values.RANGAP_DIRECTORY_FILE,
    signingKey: values.RANGAP_SIGNING_KEY_FILE,
  };
}
