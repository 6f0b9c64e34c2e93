import { In } from 'typeorm';
import { ownSuspensionEnd } from '../../domain/notice/own-suspension.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { OwnSuspensionRow } from '../../persistence/entities/notice.entities.js';
import { newId } from '../../persistence/ids.js';
import type { NoticedCase, NoticeResponse } from './notice-input.js';
import { takeUpSuspended } from '../ledger/suspended-money.js';

/**
 * Writes down what an institution says that it suspended at its own account, with its clock
 * (BANK-6A): seven days at most from its finding. What it has told before of the same transfer is
 * left as it is. The money takes up its part of the stolen sums, so that it is not held again along
 * them.
 */
export async function writeOwnSuspensions(
  { work, transfers }: NoticedCase,
  notice: { noticeId: string; institution: string; foundAt: string; rule: RuleRow },
): Promise<NoticeResponse['suspensions']> {
  const foundAt = new Date(notice.foundAt);
  const written: NoticeResponse['suspensions'] = [];
  for (const { reported, row } of transfers) {
    const { suspended } = reported;
    if (suspended === undefined) continue;
    const told = { institution: notice.institution, transferId: row.id };
    const earlier = await work.manager.findOneBy(OwnSuspensionRow, { ...told, state: In(['active', 'proceeded']) });
    const suspension =
      earlier ??
      work.manager.create(OwnSuspensionRow, {
        ...told,
        id: newId(),
        state: 'active',
        noticeId: notice.noticeId,
        caseId: work.caseFile.id,
        accountNo:
          reported.to.account.institution === notice.institution ? reported.to.account.accountNo : row.fromAccountNo,
        amountSatang: BigInt(suspended.amountSatang),
        foundAt,
        suspendedAt: new Date(suspended.suspendedAt),
        expiresAt: ownSuspensionEnd(foundAt, suspended.until, notice.rule),
        endedAt: null,
        endRuleRowId: null,
        endedBy: null,
        endReason: null,
      });
    if (earlier === null) {
      await work.manager.insert(OwnSuspensionRow, suspension);
      await takeUpSuspended(work.manager, suspension);
      work.audit('own_suspension.state', {
        suspensionId: suspension.id,
        transferId: row.id,
        from: null,
        to: 'active',
        amountSatang: suspension.amountSatang.toString(),
        expiresAt: suspension.expiresAt.toISOString(),
      });
    }
    written.push({ id: suspension.id, reference: row.reference, expiresAt: suspension.expiresAt.toISOString() });
  }
  return written;
}
