import { sha256Hex } from '../../../persistence/sha256.js';
import canonicalize from 'canonicalize';
import { CallRecordRow } from '../../../persistence/entities/case/complaint.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import type { ComplaintInput, ReceiveComplaint } from './complaint-input.js';

/** What a record of notice says beside what was told. */
interface Noted {
  caseNo: string;
  recordedAt: Date;
  recipient: { subject: string; name: string };
  complaintSha256: string;
}

/** Returns what the record of an oral notice says: what was told, to whom, and when (section 8). */
export function documentOfNotice(body: ComplaintInput, noted: Noted): Record<string, unknown> {
  const { reporter, victim, incompleteTransfers } = body;
  return {
    title: 'Record of notice, Emergency Decree B.E. 2566 section 8 / บันทึกการแจ้งตามมาตรา 8',
    caseNo: noted.caseNo,
    channel: body.channel,
    noticeGivenAt: body.noticeGivenAt,
    recordedAt: noted.recordedAt.toISOString(),
    recipient: { subject: noted.recipient.subject, name: noted.recipient.name },
    reporter: {
      ...(reporter.name === undefined ? {} : { name: reporter.name }),
      ...(reporter.phone === undefined ? {} : { phone: reporter.phone }),
      ...(reporter.phoneAsTold === undefined ? {} : { phoneAsTold: reporter.phoneAsTold }),
      holdsVictimAccount: reporter.holdsVictimAccount,
      ...(reporter.actsFor === undefined ? {} : { actsFor: reporter.actsFor }),
    },
    ...(victim.numberAsTold === undefined ? {} : { victimNumberAsTold: victim.numberAsTold }),
    ...(victim.phoneAsTold === undefined ? {} : { victimPhoneAsTold: victim.phoneAsTold }),
    ...(body.victimAccount === undefined ? {} : { victimAccount: body.victimAccount }),
    ...(body.victimAccountAsTold === undefined ? {} : { victimAccountAsTold: body.victimAccountAsTold }),
    transfers: body.transfers,
    ...(incompleteTransfers === undefined ? {} : { incompleteTransfers }),
    complaintSha256: noted.complaintSha256,
  };
}

/**
 * Makes the signed record of an oral notice, with its recipient, date and time (section 8). The
 * document is canonical JSON (RFC 8785). The centre signs it, and it names the recipient as the
 * recipient's token does.
 */
export function callRecordOf(work: CaseWork, input: ReceiveComplaint): CallRecordRow {
  const document = documentOfNotice(input.body, {
    caseNo: work.caseFile.caseNo,
    recordedAt: work.now,
    recipient: input.actor,
    complaintSha256: input.bodySha256,
  });
  const text = canonicalize(document);
  if (text === undefined) throw new Error('the record of notice has no canonical form');
  const { signature, keyId } = input.signRecord(Buffer.from(text));
  const documentSha256 = sha256Hex(text);
  return work.manager.create(CallRecordRow, {
    caseId: work.caseFile.id,
    document,
    documentSha256,
    signature,
    keyId,
    createdAt: work.now,
  });
}
