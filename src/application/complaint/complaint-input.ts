import type { ComplaintToCheck } from '../../domain/complaint/check-complaint.js';
import type { ReporterWords } from '../../domain/complaint/who-reports.js';
import type { SuspectContact } from '../../domain/link/subject.js';
import type { RulebookName } from '../../domain/rulebook/build.js';
import { type ActingPerson } from '../case/acting-person.js';

/**
 * A complaint of the right form, as far as intake reads it; the whole body is stored as received.
 */
export interface ComplaintInput extends ComplaintToCheck {
  reporter: { name: string; phone: string } & ReporterWords;
  victim: ComplaintToCheck['victim'] & { passportNo?: string | undefined };
  transfers: readonly (ComplaintToCheck['transfers'][number] & { rail: string })[];
  suspectContacts: readonly SuspectContact[];
  caseType: string;
  channel: string;
  language: 'th' | 'en';
  bankCaseId?: string | undefined;
}

/** A complaint as the API hands it to intake. */
export interface ReceiveComplaint {
  body: ComplaintInput;
  /** SHA-256 of the body's bytes as received. */
  bodySha256: string;
  idempotencyKey: string;
  actor: ActingPerson;
  rulebook: RulebookName;
  /** Signs as the centre, for the record of notice (section 8); Ed25519, always the same. */
  signRecord(bytes: Uint8Array): { signature: string; keyId: string };
}
