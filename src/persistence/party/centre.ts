import { DAY_MS } from '../../domain/time.js';
import type { PublicJwk } from '../entities/party.entities.js';
import type { NewParty } from './enrol.js';

/** Slug under which the centre's own key is enrolled. */
export const CENTRE = 'centre';

/** A key made just before the migration may already have signed. */
const BACKDATED_MS = DAY_MS;
/** The operator ends a key by changing it; this end is only a guard. */
const VALID_FOR_MS = 3_650 * DAY_MS;

/**
 * The centre as a party, so that what it signs can be verified like everybody's. `now` is the time
 * of its key's first enrolment.
 */
export function centreParty(key: { keyId: string; publicJwk: PublicJwk }, now: Date): NewParty {
  return {
    slug: CENTRE,
    kind: 'centre',
    nameEn: 'Anti Online Scam Operation Center (AOC 1441)',
    nameTh: 'ศูนย์ปฏิบัติการเพื่อป้องกันการหลอกลวงออนไลน์ (AOC 1441)',
    baseUrl: '',
    accountDigits: [],
    keys: [
      {
        keyId: key.keyId,
        publicJwk: key.publicJwk,
        notBefore: new Date(now.getTime() - BACKDATED_MS),
        notAfter: new Date(now.getTime() + VALID_FOR_MS),
      },
    ],
  };
}
