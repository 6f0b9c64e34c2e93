import { createHash } from 'node:crypto';
import { isSignedBy, signBase } from '../../../src/signing/ed25519.js';
import { loadPublicKey, type SigningKey } from '../../../src/signing/keys.js';
import type { Report } from './summary.js';

/** What a run says of an institution, signed by the key of the run. */
export interface Badge {
  /** The JSON that is signed, byte for byte. */
  readonly payload: string;
  readonly keyId: string;
  /** base64 of the Ed25519 signature over `payload` in UTF-8. */
  readonly signature: string;
}

/**
 * Makes the badge of a run. It is `conformant` only when every check was played and none failed.
 * @param report its JSON is what `reportSha256` is of
 */
export function badgeOf(report: Report, reportText: string, key: SigningKey): Badge {
  const { institution, protocol, at, passed, failed, notRun } = report;
  const conformant = failed === 0 && notRun === 0 && passed > 0;
  const reportSha256 = createHash('sha256').update(reportText).digest('hex');
  const payload = JSON.stringify({ institution, protocol, at, conformant, passed, failed, notRun, reportSha256 });
  return { payload, keyId: key.keyId, signature: signBase(payload, key.privateKey).toString('base64') };
}

/** Returns whether the owner of a public key made a badge, over this very report. */
export function isBadgeOf({ payload, signature }: Badge, reportText: string, publicJwk: object): boolean {
  const { reportSha256 } = JSON.parse(payload) as { reportSha256?: string };
  const isReport = reportSha256 === createHash('sha256').update(reportText).digest('hex');
  return isReport && isSignedBy(payload, signature, loadPublicKey(publicJwk));
}
