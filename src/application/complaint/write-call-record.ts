import { sha256Hex } from '../../persistence/sha256.js';
import canonicalize from 'canonicalize';
import { CallRecordRow } from '../../persistence/entities/complaint.entities.js';
import type { CaseWork } from '../case/case-work.js';
import type { ReceiveComplaint } from './complaint-input.js';

/**
 * Makes the signed record of an oral notice, with its recipient, date and time (section 8). The
 * document is canonical JSON (RFC 8785). The centre signs it, and it names the recipient as the
 * recipient's token does.
 */
export function callRecordOf(work: CaseWork, input: ReceiveComplaint): CallRecordRow {
  const { body, actor } = input;
  const document = {
    title: 'Record of notice, Emergency Decree B.E. 2566 section 8 / บันทึกการแจ้งตามมาตรา 8',
    caseNo: work.caseFile.caseNo,
    channel: body.channel,
    noticeGivenAt: body.noticeGivenAt,
    recordedAt: work.now.toISOString(),
    recipient: { subject: actor.subject, name: actor.name },
    reporter: {
      name: body.reporter.name,
      phone: body.reporter.phone,
      holdsVictimAccount: body.reporter.holdsVictimAccount,
      ...(body.reporter.actsFor === undefined ? {} : { actsFor: body.reporter.actsFor }),
    },
    victimAccount: body.victimAccount,
    transfers: body.transfers,
    ...(body.incompleteTransfers === undefined ? {} : { incompleteTransfers: body.incompleteTransfers }),
    complaintSha256: input.bodySha256,
  };
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
