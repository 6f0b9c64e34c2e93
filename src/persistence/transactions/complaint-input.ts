import type { RulebookName } from '../../domain/rulebook/build.js';
import type { Role } from '../../domain/approval/freeze-request.js';
import type { SuspectContact } from '../../domain/linking/subject.js';
import type { ComplaintToCheck } from '../../domain/complaint/check-complaint.js';

/** A complaint whose form is checked: what the record needs of it. The whole body is stored as received. */
export interface ComplaintInput extends ComplaintToCheck {
  reporter: { name: string; phone: string; holdsVictimAccount: boolean };
  transfers: readonly (ComplaintToCheck['transfers'][number] & { rail: string })[];
  suspectContacts: readonly SuspectContact[];
  caseType: string;
  channel: string;
  language: 'th' | 'en';
  bankCaseId?: string | undefined;
}

/** A person who acts, as the token says; the name is kept only where the law wants it (section 8). */
export interface ActingPerson {
  subject: string;
  name: string;
  roles: readonly Role[];
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
