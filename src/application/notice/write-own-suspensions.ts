import { ownSuspensionAccount, ownSuspensionEnd } from '../../domain/notice/own-suspension.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { OwnSuspensionRow } from '../../persistence/entities/money/notice.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/work/case-work.js';
import { earlierSuspension } from './notice.queries.js';
import type { NoticedCase, NoticeResponse } from './notice-input.js';
import { takeUpSuspended } from '../ledger/suspended-money.js';

/**
 * Writes the own suspensions that an institution's notice reports, each with its clock: seven days
 * at most from the finding (BANK-6A). One that it reported before for the same transfer, in whatever
 * words, stays as it is. The money takes up its part of the stolen sums, so that no order holds it
 * again.
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
    const { institution, noticeId } = notice;
    const { id, expiresAt } =
      (await earlierSuspension(work.manager, institution, row.id)) ??
      (await writeOne(work, {
        id: newId(),
        institution,
        transferId: row.id,
        state: 'active',
        noticeId,
        caseId: work.caseFile.id,
        accountNo: ownSuspensionAccount(institution, { from: row.fromAccountNo, to: reported.to.account }),
        amountSatang: BigInt(suspended.amountSatang),
        foundAt,
        suspendedAt: new Date(suspended.suspendedAt),
        expiresAt: ownSuspensionEnd(foundAt, suspended.until, notice.rule, work),
        endedAt: null,
        endRuleRowId: null,
        endedBy: null,
        endReason: null,
      }));
    written.push({ id, reference: row.reference, expiresAt: expiresAt.toISOString() });
  }
  return written;
}

async function writeOne(work: CaseWork, suspension: OwnSuspensionRow): Promise<OwnSuspensionRow> {
  await work.manager.insert(OwnSuspensionRow, suspension);
  await takeUpSuspended(work.manager, suspension);
  work.audit('own_suspension.state', {
    suspensionId: suspension.id,
    transferId: suspension.transferId,
    from: null,
    to: 'active',
    amountSatang: suspension.amountSatang.toString(),
    expiresAt: suspension.expiresAt.toISOString(),
  });
  return suspension;
}
