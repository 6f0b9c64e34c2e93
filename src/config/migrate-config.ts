import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  ConfigurationError,
  DatabaseVariables,
  EnvironmentName,
  readEnvironment,
  SigningVariables,
} from './environment.js';
import { readSigningKeyFile, type SigningKeyFile } from './load.js';

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

const Migrate = z.object({
  RANGAP_ENV: EnvironmentName,
  /** The database as the role that owns it: nothing but the migration connects so. */
  MIGRATE_DATABASE_URL: DatabaseVariables.shape.DATABASE_URL,
  /** The database as the serving processes reach it; its role gets the application's rights. */
  DATABASE_URL: DatabaseVariables.shape.DATABASE_URL.refine((url) => roleOf(url) !== '', { error: 'names no role' }),
  ...SigningVariables.shape,
  /**
   * JSON file `{"parties":[{slug, kind, institutionKind?, bankCode?, nameEn, nameTh, baseUrl?,
   * exchangesBy?, accountDigits?, keys}], "revokedCentreKeys"?: [key id]}`.
   */
  RANGAP_DIRECTORY_FILE: z.string().min(1),
});
export type MigrateConfig = Omit<z.infer<typeof Migrate>, 'DATABASE_URL'> & {
  applicationRole: string;
  directory: Directory;
  signingKey: SigningKeyFile;
};

/**
 * Reads the configuration of the migration with the files that it names. Throws
 * `ConfigurationError` with every fault of the first part that fails.
 */
export function loadMigrateConfig(environment: NodeJS.ProcessEnv = process.env): MigrateConfig {
  const { DATABASE_URL, ...values } = readEnvironment(Migrate, environment);
  return {
    ...values,
    applicationRole: roleOf(DATABASE_URL),
    directory: readDirectoryFile(values.RANGAP_DIRECTORY_FILE, values.RANGAP_ENV),
    signingKey: readSigningKeyFile(values.RANGAP_SIGNING_KEY_FILE),
  };
}

/** Returns the role that a database's address names, or an empty text. */
function roleOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).username);
}

/**
 * Reads and checks the directory of parties; in production all have an https address. Throws
 * `ConfigurationError` that names the file and each faulty place.
 */
function readDirectoryFile(path: string, environment: z.infer<typeof EnvironmentName>): Directory {
  const refuse = (faults: string[]) =>
    new ConfigurationError(faults.map((fault) => `RANGAP_DIRECTORY_FILE: ${path}: ${fault}`));
  const parsed = DirectoryFile.safeParse(readJson(path));
  if (!parsed.success) throw refuse(parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`));
  const { parties } = parsed.data;
  const open =
    environment === 'production'
      ? parties.filter(({ baseUrl, exchangesBy }) => exchangesBy === 'api' && !baseUrl.startsWith('https://'))
      : [];
  if (open.length === 0) return parsed.data;
  throw refuse(open.map((party) => `parties.${parties.indexOf(party)}.baseUrl: must be https in production`));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new ConfigurationError([`RANGAP_DIRECTORY_FILE: ${path} ${why}`]);
  }
}
