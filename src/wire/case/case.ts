import { z } from 'zod';
import { OUTCOMES } from '../../domain/judgement/facts.js';
import { Instant, SatangString } from '../common.js';
import { FreezeRequestView, RequestRules } from './freeze-request.js';
import { Claim } from './handling.js';
import { CaseStatus } from '../values.js';

const CaseRow = z
  .object({
    id: z.string(),
    caseNo: z.string(),
    status: CaseStatus,
    caseType: z.string(),
    openedAt: Instant,
    victimInstitution: z.string().nullable(),
    stolenSatang: SatangString,
    heldSatang: SatangString,
    assignedRoute: z.string(),
    nextDeadlineAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    rulebook: z.string(),
    /**
     * Number of cases that it is linked with directly; `GET /v1/cases/{id}/links` says by what.
     */
    linkedCases: z.number().int(),
  })
  .meta({ id: 'CaseRow' });
type CaseRow = z.infer<typeof CaseRow>;

export const CaseList = z.object({ cases: z.array(CaseRow), next: z.string().nullable() }).meta({ id: 'CaseList' });

/** An account on the trail, with what the findings allow. */
const TrailAccount = z.object({
  partId: z.string().describe('A part of the trail that reached it; names the account in a request or a reveal.'),
  institution: z.string(),
  accountMasked: z.string(),
  hop: z.number().int(),
  attributedSatang: SatangString,
  suspension: z.enum(OUTCOMES),
});

/** GET /v1/cases/{id}: has no personal data of victims and holders. */
export const CaseView = CaseRow.extend({
  withdrawnAt: Instant.nullable(),
  statementAt: Instant.nullable(),
  claim: Claim.nullable(),
  assignee: z.string().nullable(),
  evidenceHash: z.string(),
  openedBy: z
    .string()
    .describe(
      'Who took the complaint. Like everybody who took a part of the report in a later call, that person neither asks for an order on it that another must approve, nor approves one.',
    ),
  freezeRequests: z.array(FreezeRequestView),
  requestRules: RequestRules,
  accounts: z.array(TrailAccount),
}).meta({ id: 'CaseView' });
export type CaseView = z.infer<typeof CaseView>;
