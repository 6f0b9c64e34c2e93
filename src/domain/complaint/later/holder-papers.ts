import type { Actor, Role } from '../../freeze-request/freeze-request.js';
import { roleFor } from '../../freeze-request/roles.js';
import { ok, refuse, type Refusal, type Result } from '../../result.js';
import { numberParameter, type Rulebook, ruleInForce } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import { after } from '../../time.js';
import {
  mayDecideAsSecond,
  type RequestToDecide,
  type SecondPersonState,
} from '../../second-person/about-complaint.js';
import { refuseTaker } from '../../second-person/taker-of-report.js';

/** The state of what one person proposes about the holder of an account; only `confirmed` has an effect. */
export type HolderPapersState = SecondPersonState;

/**
 * What two persons put on record: by papers, the reporter and the debited account belong together;
 * or that this was a mistake.
 */
export const HOLDER_FINDINGS = ['belongs', 'taken_back'] as const;
export type HolderFinding = (typeof HOLDER_FINDINGS)[number];

/** Papers that show who holds an account where no official number does. */
export const HOLDER_PAPERS = [
  'passport',
  'id_card',
  'company_certificate',
  'account_book',
  'bank_letter',
  'other',
] as const;
export type HolderPaper = (typeof HOLDER_PAPERS)[number];

/** A case of whose debited account somebody proposes to say who holds it. */
export interface CaseOfPapers {
  closedAt: Date | null;
  withdrawnAt: Date | null;
  /** The report is that of who says to hold the account, or speaks for him by law. */
  holderReports: boolean;
  /** Who took the complaint, or what was added to it. */
  takenBy: readonly string[];
  /** Another proposal of the case waits for a second person. */
  isAsked: boolean;
  /** Two persons said before that they belong together, and nobody took it back; undefined: no such account was reported. */
  isKnown: boolean | undefined;
}

/** A proposal that may be made: the row it rests on, the role of the person, and its last instant. */
interface AllowedPapers {
  rule: RuleRow;
  role: Role;
  lapsesAt: Date;
}

/**
 * Decides whether a person may propose a finding about the holder of a debited account (P-PAPERS).
 * Who took the report has vouched for the reporter already. Who reports for another person does not
 * hold his account, whatever paper he shows: by what he speaks is said by his authority (VIC-7A).
 * Refusals, in the order of the checks: `APPROVAL.ROLE`, `CASE.CLOSED`, `COMPLAINT.ALREADY_WITHDRAWN`,
 * `APPROVAL.OWN_INTAKE`, `HOLDER_PAPERS.NO_ACCOUNT`, `HOLDER_PAPERS.NOT_HOLDER`,
 * `HOLDER_PAPERS.KNOWN_ALREADY`, `HOLDER_PAPERS.NOT_KNOWN`, `APPROVAL.ALREADY_OPEN`.
 */
export function mayProposePapers(
  finding: HolderFinding,
  file: CaseOfPapers,
  actor: Actor,
  rulebook: Rulebook,
  now: Date,
): Result<AllowedPapers> {
  const rule = ruleInForce(rulebook, 'P-PAPERS', now);
  const role = roleFor(actor, rule, 'request');
  if (!role.ok) return role;
  const refusal = refuseFile(finding, file, actor);
  if (refusal !== null) return refusal;
  return ok({ rule, role: role.value, lapsesAt: after(now, numberParameter(rule, 'lapseMs')) });
}

function refuseFile(finding: HolderFinding, file: CaseOfPapers, actor: Actor): Refusal | null {
  if (file.closedAt !== null) return refuse('CASE.CLOSED', 'the case is closed');
  if (file.withdrawnAt !== null) return refuse('COMPLAINT.ALREADY_WITHDRAWN', 'the complaint was withdrawn');
  const own = refuseTaker(file.takenBy, actor, 'say whose account it is');
  if (own !== null) return own;
  if (file.isKnown === undefined)
    return refuse('HOLDER_PAPERS.NO_ACCOUNT', 'no complaint reported that money left such an account');
  if (finding === 'belongs' && !file.holderReports)
    return refuse('HOLDER_PAPERS.NOT_HOLDER', 'the report is not that of who says to hold the account');
  if (finding === 'belongs' && file.isKnown)
    return refuse('HOLDER_PAPERS.KNOWN_ALREADY', 'two persons put that on record already');
  if (finding === 'taken_back' && !file.isKnown)
    return refuse('HOLDER_PAPERS.NOT_KNOWN', 'nothing of that is on record that could be taken back');
  return file.isAsked ? refuse('APPROVAL.ALREADY_OPEN', 'a proposal waits for a second person already') : null;
}

/**
 * Decides whether a person may confirm or refuse a proposal, and in which role (P-PAPERS).
 * Refusals: those of `mayDecideAsSecond`.
 */
export function mayDecidePapers(
  papers: RequestToDecide,
  actor: Actor,
  rulebook: Rulebook,
  now: Date,
): Result<{ role: Role }> {
  return mayDecideAsSecond(papers, actor, ruleInForce(rulebook, 'P-PAPERS', now), now);
}

/** Every change that a proposal may make. */
export function mayChangePapers(from: HolderPapersState, to: HolderPapersState): boolean {
  return from === 'requested' && to !== 'requested';
}
