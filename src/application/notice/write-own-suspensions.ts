import { In } from 'typeorm';
import {
  ownSuspensionAccount,
  ownSuspensionEnd,
  STANDING_OWN_SUSPENSION_STATES,
} from '../../domain/notice/own-suspension.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { OwnSuspensionRow } from '../../persistence/entities/notice.entities.js';
import { newId } from '../../persistence/ids.js';
import type { NoticedCase, NoticeResponse } from './notice-input.js';
import { takeUpSuspended } from '../ledger/suspended-money.js';

/**
 * Writes the own suspensions that an institution's notice reports, each with its clock: seven days
 * at most from the finding (BANK-6A). One that it reported before for the same transfer stays as
 * it is. The money takes up its part of the stolen sums, so that no order holds it again.
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
    const subject = { institution: notice.institution, transferId: row.id };
    const earlier = await work.manager.findOneBy(OwnSuspensionRow, {
      ...subject,
      state: In([...STANDING_OWN_SUSPENSION_STATES]),
    });
    const suspension =
      earlier ??
      work.manager.create(OwnSuspensionRow, {
        ...subject,
        id: newId(),
        state: 'active',
        noticeId: notice.noticeId,
        caseId: work.caseFile.id,
        accountNo: ownSuspensionAccount(notice.institution, { from: row.fromAccountNo, to: reported.to.account }),
        amountSatang: BigInt(suspended.amountSatang),
        foundAt,
        suspendedAt: new Date(suspended.suspendedAt),
        expiresAt: ownSuspensionEnd(foundAt, suspended.until, notice.rule, work),
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
