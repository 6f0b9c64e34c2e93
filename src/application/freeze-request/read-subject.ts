import { IsNull } from 'typeorm';
import { type AskedKind, mustNameHold } from '../../domain/freeze-request/freeze-request.js';
import type { Account } from '../../domain/party.js';
import { refuse, type Refusal } from '../../domain/result.js';
import { HoldRow, PartialReleaseRow } from '../../persistence/entities/money/hold.entities.js';
import { ClaimRow } from '../../persistence/entities/money/ledger.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { accountOfPart } from '../case/work/case.queries.js';

/**
 * What a person names in a request: a hold, also with a release of a part, or an account, by its
 * number or by a part of the trail that reached it.
 */
export interface SubjectInput {
  kind: AskedKind;
  holdId?: string | undefined;
  account?: Account | { partId: string } | undefined;
  partialReleaseId?: string | undefined;
}

/** The account that a request is about, and what it names there. */
export interface FreezeRequestSubject {
  account: Account;
  hold: HoldRow | null;
  /** The release of a part of the hold that was a mistake. */
  partialRelease: PartialReleaseRow | null;
}

/**
 * Reads the hold or the account that a request is about. An account must be on the trail of the
 * case, and a hold on money that the case claims, also where another report had it ordered.
 * Refusals: `HOLD.ABSENT`, `REINSTATEMENT.NOT_RELEASED`, `REQUEST.NO_SUBJECT`,
 * `REQUEST.NOT_ON_TRAIL`.
 */
export async function readSubject(
  work: Pick<CaseWork, 'manager' | 'caseFile'>,
  { kind, holdId, account, partialReleaseId }: SubjectInput,
): Promise<FreezeRequestSubject | Refusal> {
  if (holdId !== undefined) {
    const hold = await work.manager.findOneBy(HoldRow, { id: holdId });
    if (kind === 'break_glass')
      return refuse('REQUEST.NO_SUBJECT', 'the glass is broken for an account, not for a hold');
    if (hold === null || !(await isOfCase(work, hold))) return refuse('HOLD.ABSENT', 'the case has no such hold');
    const partialRelease =
      partialReleaseId === undefined
        ? null
        : await work.manager.findOneBy(PartialReleaseRow, { id: partialReleaseId, holdId });
    if (partialReleaseId !== undefined && partialRelease === null)
      return refuse('REINSTATEMENT.NOT_RELEASED', 'no such part of the hold was released');
    return { account: { institution: hold.institution, accountNo: hold.accountNo }, hold, partialRelease };
  }
  if (account === undefined || mustNameHold(kind)) {
    return refuse('REQUEST.NO_SUBJECT', 'name the hold that is to go on, or the account to suspend');
  }
  if ('partId' in account) {
    const named = await accountOfPart(work.manager, work.caseFile.id, account.partId);
    return named === undefined ? notOnTrail() : { account: named, hold: null, partialRelease: null };
  }
  const reached: unknown[] = await work.manager.query(
    `SELECT 1 FROM trail_link l JOIN claim c ON c.stolen_sum_id = l.stolen_sum_id JOIN transfer t ON t.id = l.transfer_id
      WHERE c.case_id = $1 AND t.to_institution = $2 AND t.to_account_no = $3 LIMIT 1`,
    [work.caseFile.id, account.institution, account.accountNo],
  );
  if (reached.length === 0) return notOnTrail();
  return { account, hold: null, partialRelease: null };
}

function notOnTrail(): Refusal {
  return refuse('REQUEST.NOT_ON_TRAIL', 'stolen money of this case did not reach that account');
}

/** Returns whether a hold is the case's own, or on money that the case still claims. */
async function isOfCase(
  { manager, caseFile }: Pick<CaseWork, 'manager' | 'caseFile'>,
  hold: HoldRow,
): Promise<boolean> {
  if (hold.caseId === caseFile.id) return true;
  return manager.existsBy(ClaimRow, { stolenSumId: hold.stolenSumId, caseId: caseFile.id, endedAt: IsNull() });
}
