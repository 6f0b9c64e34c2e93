import { deadlineOf } from '../deadlines/deadline-of.js';
import { type HoldKind, type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import { complaintTime } from '../judgement/complaint-time.js';
import type { Finding } from '../judgement/facts.js';
import { type Refusal, type Result, ok, refuse, unreachable } from '../result.js';
import { choice } from '../rulebook/choices.js';
import { type Rulebook, deadlineMs, numberParameter, ruleInForce } from '../rulebook/in-force.js';
import type { RuleId, RuleRow } from '../rulebook/row.js';
import { after, earlier } from '../time.js';
import type { Actor, AskedKind, FreezeRequestKind, FreezeRequestState, Role } from './freeze-request.js';
import { roleFor } from './roles.js';

/** What a request for an order is judged by. */
export interface RequestContext {
  /** Subject of the person who took the complaint. */
  intakeBy: string;
  /** The case's newest findings. */
  findings: readonly Finding[];
  /** Key of the account that the order is for (`accountKey`). */
  account: string;
  /** The hold that is to go on, if the request names one. */
  hold: { state: HoldState; kind: HoldKind } | null;
  now: Date;
  /** When the centre took down the report; whether that is the complaint is for C2 to say. */
  complaintReceivedAt: Date;
  /** When an inquiry officer accepted the complaint, or null. */
  statementAt: Date | null;
  /** The date the order is to name, if any. */
  until: Date | null;
  seizureWarrantNo: string | null;
}

/**
 * A request that may be made: how it starts, on which row it rests and when silence has
 * consequences.
 */
export interface AllowedRequest {
  initialState: Extract<FreezeRequestState, 'requested' | 'half_approved' | 'approved'>;
  rule: RuleRow;
  remindAt: Date;
  escalateAt: Date;
  expiresAt: Date;
  role: Role;
}

/**
 * Whether a person may ask for an order, and how the request starts: `requested` waits for
 * approval, `half_approved` (break-glass) acts at once and waits to be confirmed, `approved` is the
 * inquiry officer's own power. Refusals: `APPROVAL.ROLE`, `APPROVAL.OWN_INTAKE`,
 * `APPROVAL.THRESHOLD_NOT_MET`, `APPROVAL.NO_LIVE_HOLD`, `APPROVAL.NOT_CONTINUABLE`,
 * `APPROVAL.NO_COMPLAINT`, `APPROVAL.TOO_LATE`, `APPROVAL.UNTIL_MISSING`, `APPROVAL.UNTIL_PAST`,
 * `APPROVAL.UNTIL_TOO_FAR`, `APPROVAL.NO_WARRANT`.
 */
export function mayRequest(
  kind: AskedKind,
  actor: Actor,
  context: RequestContext,
  rulebook: Rulebook,
): Result<AllowedRequest> {
  const approvalRule = ruleInForce(rulebook, 'P-APP', context.now);
  const role = roleFor(actor, approvalRule, `${kind}.request`);
  if (!role.ok) return role;
  const ownPower = numberParameter(approvalRule, `${kind}.approvals`) === 0;
  if (!ownPower && actor.subject === context.intakeBy) {
    return refuse('APPROVAL.OWN_INTAKE', 'who took the complaint may not ask for this order');
  }
  const reason = whyNot(kind, context, rulebook);
  if (reason !== null) return reason;
  return ok({
    initialState: ownPower ? 'approved' : kind === 'break_glass' ? 'half_approved' : 'requested',
    rule: ruleInForce(rulebook, POWER[kind], context.now),
    ...requestClocks(kind, context.now, rulebook),
    role: role.value,
  });
}

const NO_LIVE_HOLD = refuse('APPROVAL.NO_LIVE_HOLD', 'there is no live hold that could go on');

/** The row that each kind of request rests on. */
const POWER: Readonly<Record<AskedKind, RuleId>> = {
  aoc_suspension: 'AOC-85B',
  break_glass: 'P-GLASS',
  continue_order: 'OFF-7D',
  whole_account: 'P-AMT',
};

/** Whether a person may order a release by himself, in which role. Refuses with `APPROVAL.ROLE`. */
export function mayRelease(actor: Actor, rulebook: Rulebook, now: Date): Result<{ role: Role }> {
  const role = roleFor(actor, ruleInForce(rulebook, 'P-APP', now), 'release.request');
  return role.ok ? ok({ role: role.value }) : role;
}

/**
 * When silence on a request made `now` has consequences, by P-APP. A break-glass order is reversed
 * sooner than other requests lapse, so its reminders stand in its own row (P-GLASS).
 */
export function requestClocks(
  kind: FreezeRequestKind,
  now: Date,
  rulebook: Rulebook,
): Pick<AllowedRequest, 'remindAt' | 'escalateAt' | 'expiresAt'> {
  const approvalRule = ruleInForce(rulebook, 'P-APP', now);
  const glass = kind === 'break_glass' ? ruleInForce(rulebook, 'P-GLASS', now) : null;
  const row = glass ?? approvalRule;
  return {
    remindAt: after(now, numberParameter(row, 'remindMs')),
    escalateAt: after(now, numberParameter(row, 'escalateMs')),
    expiresAt: after(now, glass === null ? numberParameter(approvalRule, 'expireMs') : deadlineMs(glass)),
  };
}

/**
 * A catch of a later credit waits for its approver, by P-APP, and no longer than the hold that it
 * raises stands.
 */
export function residualClocks(
  holdExpiresAt: Date,
  now: Date,
  rulebook: Rulebook,
): Pick<AllowedRequest, 'rule' | 'remindAt' | 'escalateAt' | 'expiresAt'> {
  const clocks = requestClocks('residual', now, rulebook);
  const rule = ruleInForce(rulebook, 'P-RESID', now);
  return { ...clocks, rule, expiresAt: earlier(clocks.expiresAt, holdExpiresAt) };
}

function whyNot(kind: AskedKind, context: RequestContext, rulebook: Rulebook): Refusal | null {
  switch (kind) {
    case 'aoc_suspension':
    case 'break_glass':
      return thresholdRefusal(context) ?? suspensionDateRefusal(kind, context, rulebook);
    case 'continue_order':
      return continueRefusal(context, rulebook) ?? untilRefusal(context, 'P-CONT', rulebook);
    case 'whole_account':
      if (context.seizureWarrantNo === null || context.seizureWarrantNo.trim() === '') {
        return refuse('APPROVAL.NO_WARRANT', 'a whole account is held only under a seizure warrant: give its number');
      }
      if (context.hold !== null && !LIVE_HOLD_STATES.includes(context.hold.state)) return NO_LIVE_HOLD;
      return untilRefusal(context, 'P-CONT', rulebook);
    default:
      return unreachable(kind);
  }
}

function thresholdRefusal(context: RequestContext): Refusal | null {
  const finding = context.findings.find(
    (each) => each.ruleId === 'AOC-85B' && each.subjectKind === 'account' && each.subject === context.account,
  );
  if (finding?.outcome === 'met') return null;
  const missing = finding === undefined ? ['a judgement of this account'] : finding.missing;
  const lack = missing.length === 0 ? 'nothing that is still open could meet it' : `missing: ${missing.join(', ')}`;
  return refuse('APPROVAL.THRESHOLD_NOT_MET', `the evidence does not give reason to believe (AOC-85B); ${lack}`);
}

function continueRefusal(context: RequestContext, rulebook: Rulebook): Refusal | null {
  const { hold } = context;
  if (hold === null || !LIVE_HOLD_STATES.includes(hold.state)) return NO_LIVE_HOLD;
  if (hold.kind === 'whole_account') {
    return refuse('APPROVAL.NOT_CONTINUABLE', 'a hold under a warrant goes on by a new whole-account order');
  }
  // These live on their own expiry, which is not the seven days of section 7.
  if (hold.kind === 'section6' || hold.kind === 'aoc_suspension' || hold.kind === 'continue_order') return null;
  const law = { rulebook, now: context.now };
  const complainedAt = complaintTime(
    { receivedAt: context.complaintReceivedAt, statementAt: context.statementAt },
    law,
  );
  if (complainedAt === null) {
    return refuse('APPROVAL.NO_COMPLAINT', 'there is no complaint yet that the order could rest on');
  }
  const due = deadlineOf(ruleInForce(rulebook, 'OFF-7D', context.now), complainedAt, law);
  if (due === null || context.now < due.dueAt) return null;
  return refuse('APPROVAL.TOO_LATE', "the inquiry officer's time under section 7 is over");
}

/**
 * While C3 sets no longest time, who asks for a suspension names its end; a break-glass order may
 * go without, and keeps the days of P-AOC7.
 */
function suspensionDateRefusal(kind: FreezeRequestKind, context: RequestContext, rulebook: Rulebook): Refusal | null {
  const isDated = choice({ rulebook, now: context.now }, 'C3', 'longest') === 'none';
  if (isDated && kind === 'aoc_suspension' && context.until === null) {
    return refuse('APPROVAL.UNTIL_MISSING', 'no longest time is set for this order (C3): name the date it ends');
  }
  return untilRefusal(context, isDated ? 'P-CONT' : 'P-AOC7', rulebook);
}

function untilRefusal(context: RequestContext, longest: 'P-CONT' | 'P-AOC7', rulebook: Rulebook): Refusal | null {
  if (context.until === null) return null;
  if (context.until <= context.now) return refuse('APPROVAL.UNTIL_PAST', 'the date in the order is past');
  const latest = after(context.now, deadlineMs(ruleInForce(rulebook, longest, context.now)));
  if (context.until <= latest) return null;
  return refuse('APPROVAL.UNTIL_TOO_FAR', `the date in the order is later than policy ${longest} allows`);
}
