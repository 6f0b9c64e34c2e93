import type { ComplaintToCheck } from '../../../domain/complaint/intake/check-complaint.js';
import type { ToldTransfer } from '../../../domain/complaint/intake/incomplete-transfer.js';
import type { ReporterWords } from '../../../domain/complaint/intake/who-reports.js';
import type { Subjects } from '../../../domain/evidence/questions.js';
import type { SuspectContact } from '../../../domain/link/subject.js';
import type { Agency } from '../../../domain/party.js';
import type { RulebookName } from '../../../domain/rulebook/build.js';
import { type ActingPerson } from '../../case/work/acting-person.js';
import type { CaseWork } from '../../case/work/case-work.js';

/** What was told of a transfer that is not known well enough, as intake reads it. */
export type IncompleteInput = ToldTransfer & { toName?: string | undefined; rail?: string | undefined };

/**
 * A complaint of the right form, as far as intake reads it; the whole body is stored as received.
 */
export interface ComplaintInput extends ComplaintToCheck {
  reporter: { name?: string | undefined; phone?: string | undefined; phoneAsTold?: string | undefined } & ReporterWords;
  victim: ComplaintToCheck['victim'] & {
    name?: string | undefined;
    phone?: string | undefined;
    phoneAsTold?: string | undefined;
    passportNo?: string | undefined;
    numberAsTold?: string | undefined;
  };
  victimAccountAsTold?: string | undefined;
  transfers: readonly (ComplaintToCheck['transfers'][number] & { rail: string })[];
  incompleteTransfers?: readonly IncompleteInput[] | undefined;
  suspectContacts: readonly SuspectContact[];
  /** Absent: nobody knows it yet, and it is asked for again. */
  caseType?: string | undefined;
  narrative?: string | undefined;
  channel: string;
  language: 'th' | 'en';
  bankCaseId?: string | undefined;
}

/** A question to an agency that is written with the complaint. */
export interface FirstQuestion {
  readonly id: string;
  readonly agency: Agency;
  readonly deadlineAt: Date;
}

/** A complaint as the API hands it to intake. */
export interface ReceiveComplaint {
  body: ComplaintInput;
  /** SHA-256 of the body's bytes as received. */
  bodySha256: string;
  idempotencyKey: string;
  actor: ActingPerson;
  rulebook: RulebookName;
  /** The caller sends the first orders right after the commit, so that they are leased to it. */
  sendsOrders?: boolean;
  /** Writes the first questions to agencies, about these subjects; they go out with the orders. */
  askAgencies(work: CaseWork, subjects: Subjects): readonly FirstQuestion[];
  /** Signs as the centre, for the record of notice (section 8); Ed25519, always the same. */
  signRecord(bytes: Uint8Array): { signature: string; keyId: string };
}
