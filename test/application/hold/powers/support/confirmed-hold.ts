import { MULE_ACCOUNT } from '../../../../support/complaint-body.js';
import type { RecordBuilder } from '../../../../support/record-builder.js';

/** A transfer to the mule, as a complaint tells it. */
export interface TransferToMule {
  reference: string;
  transferredAt: string;
  to: { account: typeof MULE_ACCOUNT };
}

/** Returns a transfer to the mule of three hours ago. */
export function transferToMule(reference: string): TransferToMule {
  return {
    reference,
    transferredAt: new Date(Date.now() - 3 * 3_600_000).toISOString(),
    to: { account: MULE_ACCOUNT },
  };
}

/** Makes a complaint whose debit is confirmed, whose mule the Bank of Thailand calls black, and whose money is held whole. */
export async function confirmedHold(
  build: RecordBuilder,
  transfer: TransferToMule,
): Promise<{ caseId: string; holdId: string }> {
  const { caseId, holdIds } = await build.complain({ transfers: [transfer] });
  const holdId = holdIds[0] ?? '';
  await build.advanceCase(caseId);
  await build.debits(caseId, 'CONFIRMED');
  await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
  await build.advanceCase(caseId);
  await build.send(holdId, { result: 'HELD_FULL' });
  return { caseId, holdId };
}
