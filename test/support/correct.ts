import type { DataSource } from 'typeorm';
import { decideCorrection } from '../../src/application/complaint/correct/decide-correction.js';
import type { ActingPerson } from '../../src/application/case/work/acting-person.js';
import { requestCorrection } from '../../src/application/complaint/correct/request-correction.js';
import { TransferRow } from '../../src/persistence/entities/money/trail.entities.js';
import { databaseNow } from '../../src/persistence/clock.js';
import { type ComplaintBody, CorrectionBody } from '../../src/wire/case/complaint.js';
import { ASKS, CONFIRMS } from './withdraw.js';

type Transfer = ComplaintBody['transfers'][number];

/** What differs from the report, and the account that the transfer left. */
export type Corrected = Partial<Transfer> & { victimAccount?: ComplaintBody['victimAccount'] };

/** Asks to correct the only transfer that a case reports, after a call back where one is made. */
export async function askCorrection(
  db: DataSource,
  caseId: string,
  { victimAccount, ...changes }: Corrected,
  { calls = true, actor = ASKS }: { calls?: boolean; actor?: ActingPerson } = {},
) {
  const [row] = await db.query<{ id: string }[]>(
    `SELECT s.transfer_id AS id FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id WHERE c.case_id = $1 AND c.reported`,
    [caseId],
  );
  const transfer = await db.manager.findOneByOrFail(TransferRow, { id: row?.id ?? '' });
  const { toInstitution, toAccountNo, promptpayKind, promptpayValue } = transfer;
  const to =
    toInstitution === null || toAccountNo === null
      ? { promptPay: { kind: promptpayKind ?? 'phone', value: promptpayValue ?? '' } }
      : { account: { institution: toInstitution, accountNo: toAccountNo } };
  const body = CorrectionBody.parse({
    reason: 'typed wrongly',
    ...(calls ? { calledBackAt: (await databaseNow(db.manager)).toISOString() } : {}),
    ...(victimAccount === undefined ? {} : { victimAccount }),
    transfers: [
      {
        transferId: transfer.id,
        to,
        amountSatang: transfer.amountSatang.toString(),
        transferredAt: transfer.transferredAt.toISOString(),
        reference: transfer.reference,
        rail: transfer.rail,
        ...changes,
      },
    ],
  });
  return requestCorrection(db, { caseId, body, actor });
}

/** Corrects the only transfer that a case reports, by as many persons as it takes. */
export async function correct(db: DataSource, caseId: string, changes: Corrected): Promise<'made' | 'confirmed'> {
  const asked = await askCorrection(db, caseId, changes);
  if (!asked.ok) throw new Error(`${asked.code} ${JSON.stringify(asked.faults ?? [])}`);
  if (asked.state === 'made') return 'made';
  const body = { verdict: 'confirm' as const, reason: 'the slip was shown' };
  const decided = await decideCorrection(db, { id: asked.id, body, actor: CONFIRMS });
  if (!decided.ok) throw new Error(decided.code);
  return 'confirmed';
}
