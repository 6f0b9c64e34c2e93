import type { ComplaintToCheck } from '../../domain/complaint/check-complaint.js';
import type { SuspectContact } from '../../domain/link/subject.js';
import type { RulebookName } from '../../domain/rulebook/build.js';
import { type ActingPerson } from '../case/acting-person.js';

/**
 * A complaint whose form is checked: what the record needs of it. The whole body is stored as
 * received.
 */
export interface ComplaintInput extends ComplaintToCheck {
  reporter: { name: string; phone: string; holdsVictimAccount: boolean };
  transfers: readonly (ComplaintToCheck['transfers'][number] & { rail: string })[];
  suspectContacts: readonly SuspectContact[];
  caseType: string;
  channel: string;
  language: 'th' | 'en';
  bankCaseId?: string | undefined;
}

/** A complaint as the API hands it over. */
export interface ReceiveComplaint {
  body: ComplaintInput;
  /** SHA-256 of the body's bytes as received. */
  bodySha256: string;
  idempotencyKey: string;
  actor: ActingPerson;
  rulebook: RulebookName;
  /** The centre's signature, for the written record of section 8. Deterministic (Ed25519). */
  signRecord(bytes: Uint8Array): { signature: string; keyId: string };
}
