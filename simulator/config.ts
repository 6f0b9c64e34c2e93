import { readFile } from 'node:fs/promises';
import type { JsonWebKey } from 'node:crypto';
import { z } from 'zod';
import { PartySlug } from '../src/wire/common.js';

const Jwk = z.record(z.string(), z.unknown()).transform((jwk): JsonWebKey => jwk);
const Port = z.number().int().min(0).max(65_535);

const Party = z.strictObject({
  slug: PartySlug,
  kind: z.enum(['institution', 'agency']),
  institutionKind: z.string().optional(),
  bankCode: z.string().optional(),
  port: Port,
  /** The id under which the centre has enrolled the party's public key. */
  keyId: z.string(),
  privateJwkFile: z.string(),
});

/** The file named by RANGAP_SIMULATOR_CONFIG. */
export const SimulatorConfig = z.strictObject({
  /** Folder of the journals, one file per party. */
  stateDir: z.string().min(1),
  /** Origin of the centre's API; callbacks go to its `/v1/callbacks/...`. */
  centreUrl: z.url(),
  centrePublicKeys: z.array(z.strictObject({ keyId: z.string(), publicJwk: Jwk })).min(1),
  adminPort: Port,
  parties: z.array(Party).min(1),
});
export type SimulatorConfig = z.infer<typeof SimulatorConfig>;
export type PartyConfig = z.infer<typeof Party>;

/**
 * Reads the configuration file.
 * @throws with every fault in one message
 */
export async function readConfig(path: string | undefined): Promise<SimulatorConfig> {
  if (path === undefined) throw new Error('RANGAP_SIMULATOR_CONFIG must name the configuration file');
  const parsed = SimulatorConfig.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
