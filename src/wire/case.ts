import { z } from 'zod';
import { Instant, SatangString } from './common.js';
import { FreezeRequestView } from './freeze-request.js';

export const CaseRow = z
  .object({
    id: z.string(),
    caseNo: z.string(),
    status: z.string(),
    caseType: z.string(),
    openedAt: Instant,
    victimInstitution: z.string(),
    stolenSatang: SatangString,
    heldSatang: SatangString,
    assignedRoute: z.string(),
    nextDeadlineAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    rulebook: z.string(),
    /** Cases that it is linked with directly: its links tell by what. */
    linkedCases: z.number().int(),
  })
  .meta({ id: 'CaseRow' });
export type CaseRow = z.infer<typeof CaseRow>;

export const CaseList = z.object({ cases: z.array(CaseRow), next: z.string().nullable() }).meta({ id: 'CaseList' });

/** An account that the trail shows, with what the findings allow. */
const TrailAccount = z.object({
  institution: z.string(),
  accountMasked: z.string(),
  hop: z.number().int(),
  attributedSatang: SatangString,
  suspension: z.enum(['met', 'not_met', 'unknown']),
});

/** GET /v1/cases/{id}: nothing personal of victims and holders. */
export const CaseView = CaseRow.extend({
  withdrawnAt: Instant.nullable(),
  statementAt: Instant.nullable(),
  evidenceHash: z.string(),
  freezeRequests: z.array(FreezeRequestView),
  accounts: z.array(TrailAccount),
}).meta({ id: 'CaseView' });
export type CaseView = z.infer<typeof CaseView>;

/** GET /v1/cases/{id}/accounts: full numbers, by which an officer names an account in a request. */
export const CaseAccounts = z
  .object({ accounts: z.array(TrailAccount.extend({ accountNo: z.string() })) })
  .meta({ id: 'CaseAccounts' });
