import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigurationError, DatabaseVariables, readEnvironment, SigningVariables } from './environment.js';
import { readSigningKeyFile, type SigningKeyFile } from './load.js';

const Slug = z
  .string()
  .max(32)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'must be small letters, digits and single dashes' });

const PublicJwk = z
  .object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
  .loose()
  .refine((jwk) => !('d' in jwk), { error: 'is a private key' });

const EnrolledKey = z
  .object({
    keyId: z.string().regex(/^[A-Za-z0-9._:-]{1,128}$/),
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
    baseUrl: z.url({ protocol: /^https?$/ }),
    accountDigits: z.array(z.int().min(10).max(15)).default([]),
    keys: z.array(EnrolledKey),
  })
  .refine((party) => (party.kind === 'institution') === (party.institutionKind !== undefined), {
    path: ['institutionKind'],
    error: 'is given for institutions, and for them only',
  });

const DirectoryFile = z.object({
  parties: z
    .array(EnrolledParty)
    .refine((parties) => new Set(parties.map(({ slug }) => slug)).size === parties.length, {
      error: 'name a slug twice',
    }),
});
/** The parties that the operator enrols: names, addresses, public keys. */
type Directory = z.infer<typeof DirectoryFile>;

const Migrate = z.object({
  DATABASE_URL: DatabaseVariables.shape.DATABASE_URL,
  ...SigningVariables.shape,
  /**
   * JSON file `{"parties":[{slug, kind, institutionKind?, bankCode?, nameEn, nameTh, baseUrl,
   * accountDigits?, keys}]}`.
   */
  RANGAP_DIRECTORY_FILE: z.string().min(1),
});
export type MigrateConfig = z.infer<typeof Migrate> & { directory: Directory; signingKey: SigningKeyFile };

/**
 * Reads the configuration of the migration with the files that it names. Throws
 * `ConfigurationError` with every fault of the first part that fails.
 */
export function loadMigrateConfig(environment: NodeJS.ProcessEnv = process.env): MigrateConfig {
  const values = readEnvironment(Migrate, environment);
  return {
    ...values,
    directory: readDirectoryFile(values.RANGAP_DIRECTORY_FILE),
    signingKey: readSigningKeyFile(values.RANGAP_SIGNING_KEY_FILE),
  };
}

/**
 * Reads and checks the directory of parties. Throws `ConfigurationError` that names the file and
 * each faulty place.
 */
function readDirectoryFile(path: string): Directory {
  const parsed = DirectoryFile.safeParse(readJson(path));
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    parsed.error.issues.map((issue) => `RANGAP_DIRECTORY_FILE: ${path}: ${issue.path.join('.')}: ${issue.message}`),
  );
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new ConfigurationError([`RANGAP_DIRECTORY_FILE: ${path} ${why}`]);
  }
}
