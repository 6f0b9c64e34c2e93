import { DLEQProof, DLEQVerifier, Oprf } from '@cloudflare/voprf-ts';
import { CryptoNoble } from '@cloudflare/voprf-ts/crypto-noble';
import type { TokenEvaluation } from '../../wire/agency/agency-protocol.js';

/** The suite of RFC 9497 whose tokens have 32 bytes, as many as a plain reference. */
const SUITE = Oprf.Suite.P256_SHA256;
const DOMAIN = Oprf.getDST(Oprf.Mode.VOPRF, SUITE, '');

/**
 * Returns whether an evaluation was made with the private key that belongs to a public key, for
 * all its elements (RFC 9497, VerifyProof). False too for points that are none. It shows that the
 * holder of the key did not use another one for this agency; not which persons were asked about.
 */
export async function isEvaluatedWith(
  publicKey: string,
  { blinded, evaluated, proof }: TokenEvaluation,
): Promise<boolean> {
  if (blinded.length !== evaluated.length) return false;
  try {
    const group = Oprf.getGroup(SUITE, CryptoNoble);
    const point = (hex: string) => group.desElt(Buffer.from(hex, 'hex'));
    const pairs = blinded.map((element, place): [ReturnType<typeof point>, ReturnType<typeof point>] => [
      point(element),
      point(evaluated[place] ?? ''),
    ]);
    const verifier = new DLEQVerifier({ group: group.id, hash: Oprf.getHash(SUITE), dst: DOMAIN }, CryptoNoble);
    const made = DLEQProof.deserialize(group.id, Buffer.from(proof, 'hex'), CryptoNoble);
    return await verifier.verify_batch([group.generator(), point(publicKey)], pairs, made);
  } catch {
    return false;
  }
}
