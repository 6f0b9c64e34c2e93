import { refuseTaker } from '../second-person/taker-of-report.js';
import { type CountingLaw, deadlineOf, endOf } from '../deadlines/deadline-of.js';
import { type HoldKind, type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import { type ComplaintOfTransfer, firstComplaintTime } from '../judgement/complaint-time.js';
import type { Finding } from '../judgement/facts.js';
import { ok, type Refusal, refuse, type Result, unreachable } from '../result.js';
import { choice } from '../rulebook/choices.js';
import { listParameter, numberParameter, type Rulebook, ruleInForce } from '../rulebook/in-force.js';
import type { RuleId, RuleRow } from '../rulebook/row.js';
import type { Actor, AskedKind, FreezeRequestState, Role } from './freeze-request.js';
import { type RequestClocks, requestClocks } from './request-clocks.js';
import { renewsOwn } from '../hold/order/take-place.js';
import { earlier } from '../time.js';
import { roleFor } from './roles.js';
import { thresholdNotMet } from './suspension-threshold.js';
import { type Warrant, warrantFault } from './warrant.js';

/** The facts that decide whether a person may ask for an order, whatever the person puts into it. */
export interface AskContext {
  /** Who took the report, or a part of it in a later call. */
  takenBy: readonly string[];
  /** The case's newest findings. */
  findings: readonly Finding[];
  /** Key of the account that the order is for (`accountKey`). */
  account: string;
  /** The hold that is to go on, if the request names one. */
  hold: { state: HoldState; kind: HoldKind } | null;
  /**
   * When the first of the continue-orders was issued that the hold stands on, each in place of the
   * one before; null where it stands on another power.
   */
  continuedFrom?: Date | null;
  now: Date;
  /** The complaints about the money of the hold that their victims uphold. */
  complaints: readonly ComplaintOfTransfer[];
  /** It asks for an armed hold, which another person approves whatever P-APP says. */
  arms?: boolean;
}

/** What the person puts into the order. */
export interface OrderTerms {
  /** The date that the order is to name, if any. */
  until: Date | null;
  /** What the request names of a seizure warrant. */
  warrant: Warrant;
}

/** The facts that decide whether a person may ask for an order, and for which. */
export interface RequestContext extends AskContext, OrderTerms {}

/**
 * A request that may be made: its first state, the row it rests on, its clocks, and the person's
 * role.
 */
export interface AllowedRequest extends RequestClocks {
  initialState: Extract<FreezeRequestState, 'requested' | 'half_approved' | 'approved'>;
  rule: RuleRow;
  role: Role;
}

/**
 * Decides whether a person may ask for an order, and how the request starts. `requested` waits for
 * approval. `half_approved` (break-glass) acts at once and waits to be confirmed. `approved` is
 * the inquiry officer's own power. Refusals: `APPROVAL.ROLE`, `APPROVAL.OWN_INTAKE`,
 * `APPROVAL.THRESHOLD_NOT_MET`, `APPROVAL.NO_LIVE_HOLD`, `APPROVAL.NOT_RENEWED`, `APPROVAL.NOT_CONTINUABLE`,
 * `APPROVAL.NO_COMPLAINT`, `APPROVAL.TOO_LATE`, `APPROVAL.UNTIL_MISSING`, `APPROVAL.UNTIL_PAST`,
 * `APPROVAL.UNTIL_TOO_FAR`, and those of `warrantFault`.
 */
export function mayRequest(
  kind: AskedKind,
  actor: Actor,
  context: RequestContext,
  rulebook: Rulebook,
): Result<AllowedRequest> {
  const allowed = mayAskFor(kind, actor, context, rulebook);
  if (!allowed.ok) return allowed;
  return termsRefusal(kind, context, rulebook) ?? allowed;
}

/**
 * Decides the same of an order that is still to be filled in: `mayRequest` allows it with the right
 * end, and the right warrant, exactly where this does.
 */
export function mayAskFor(
  kind: AskedKind,
  actor: Actor,
  context: AskContext,
  rulebook: Rulebook,
): Result<AllowedRequest> {
  const who = whoMayAsk(kind, actor, context, rulebook);
  if (!who.ok) return who;
  const { role, isOwnPower } = who.value;
  const refusal = groundRefusal(kind, context, rulebook);
  if (refusal !== null) return refusal;
  const clocks = requestClocks(kind, context.now, rulebook);
  const approvedBy = kind === 'continue_order' && !isOwnPower ? lastApproval(context, rulebook) : null;
  return ok({
    initialState: isOwnPower ? 'approved' : kind === 'break_glass' ? 'half_approved' : 'requested',
    rule: ruleInForce(rulebook, POWER[kind], context.now),
    ...clocks,
    expiresAt: approvedBy === null ? clocks.expiresAt : earlier(clocks.expiresAt, approvedBy),
    role,
  });
}

/**
 * Decides whether a person is one of those who may ask for an order of a kind on a case, wherever the
 * money is: in which role, and whether it is the person's own power. Refusals: `APPROVAL.ROLE`,
 * `APPROVAL.OWN_INTAKE`.
 */
export function whoMayAsk(
  kind: AskedKind,
  actor: Actor,
  { takenBy, hold, arms, now }: Pick<AskContext, 'takenBy' | 'hold' | 'arms' | 'now'>,
  rulebook: Rulebook,
): Result<{ role: Role; isOwnPower: boolean }> {
  const approvalRule = ruleInForce(rulebook, 'P-APP', now);
  // A hold comes back by its own power, so only who holds that power asks for it.
  const act = kind === 'reinstatement' && hold !== null ? `${hold.kind}.release` : `${kind}.request`;
  const role = roleFor(actor, approvalRule, act);
  if (!role.ok) return role;
  const isOwnPower = arms !== true && numberParameter(approvalRule, `${kind}.approvals`) === 0;
  const own = isOwnPower ? null : refuseTaker(takenBy, actor, 'ask for this order');
  return own ?? ok({ role: role.value, isOwnPower });
}

/** What anybody who thinks of asking for an order of a kind must know first. */
export interface RequestRule {
  /** The roles of which each may ask (P-APP). */
  roles: readonly string[];
  /** How many other persons must approve (P-APP); 0: it is the requester's own power. */
  approvals: number;
  /** The latest end that the order may name now. */
  latestUntil: Date;
  /** Whether it must name one. */
  needsUntil: boolean;
}

/**
 * Returns who may ask for an order of a kind, who else must want it, and how long it may hold. Of a
 * reinstatement the power of its hold says that (`releaseRoles`).
 */
export function requestRule(kind: Exclude<AskedKind, 'reinstatement'>, rulebook: Rulebook, now: Date): RequestRule {
  const approvalRule = ruleInForce(rulebook, 'P-APP', now);
  const longest = longestRule(kind, rulebook, now);
  return {
    roles: listParameter(approvalRule, `${kind}.request`),
    approvals: numberParameter(approvalRule, `${kind}.approvals`),
    latestUntil: endOf(ruleInForce(rulebook, longest, now), now, { rulebook, now }),
    needsUntil: kind === 'aoc_suspension' && longest === 'P-CONT',
  };
}

/**
 * Returns the row that says how long an order of a kind may hold: while C3 sets no longest time for
 * a suspension, that of an order with a date.
 */
function longestRule(kind: Exclude<AskedKind, 'reinstatement'>, rulebook: Rulebook, now: Date): 'P-CONT' | 'P-AOC7' {
  if (kind === 'continue_order' || kind === 'whole_account') return 'P-CONT';
  return choice({ rulebook, now }, 'C3', 'longest') === 'none' ? 'P-CONT' : 'P-AOC7';
}

/** The row that each kind of request rests on. */
const POWER: Readonly<Record<AskedKind, RuleId>> = {
  aoc_suspension: 'AOC-85B',
  break_glass: 'P-GLASS',
  continue_order: 'OFF-7D',
  whole_account: 'P-AMT',
  reinstatement: 'P-BACK',
};

/** Refuses the centre's suspension of what it suspends already, or suspended on the same evidence. */
export const NOT_RENEWED = refuse(
  'APPROVAL.NOT_RENEWED',
  "the centre does not renew its own suspension (P-AOC7): an inquiry officer's order or a warrant carries it on",
);

/**
 * Returns whether an order of a kind would renew the centre's own suspension, where a row ends that by
 * itself (P-AOC7, C3).
 */
export function isOwnRenewal(kind: AskedKind, hold: { kind: HoldKind }, rulebook: Rulebook, now: Date): boolean {
  if (kind !== 'aoc_suspension' && kind !== 'break_glass') return false;
  return renewsOwn(hold.kind, 'aoc_suspension') && longestRule(kind, rulebook, now) === 'P-AOC7';
}

const NO_LIVE_HOLD = refuse('APPROVAL.NO_LIVE_HOLD', 'there is no live hold that could go on');

/** Returns why there is no ground for an order of a kind, whatever it says; or null. */
function groundRefusal(kind: AskedKind, context: AskContext, rulebook: Rulebook): Refusal | null {
  const { hold } = context;
  const isHoldOver = hold !== null && !LIVE_HOLD_STATES.includes(hold.state);
  switch (kind) {
    case 'aoc_suspension':
    case 'break_glass':
      // An armed hold says itself why it waits for no money (`mayArm`).
      if (context.arms !== true && hold !== null) {
        if (isHoldOver) return NO_LIVE_HOLD;
        if (isOwnRenewal(kind, hold, rulebook, context.now)) return NOT_RENEWED;
      }
      return thresholdNotMet(context.findings, context.account);
    case 'continue_order':
      return continueRefusal(context, rulebook);
    case 'whole_account':
      return isHoldOver ? NO_LIVE_HOLD : null;
    case 'reinstatement':
      return null; // `reinstatedSatang` says whether its hold may come back
    default:
      return unreachable(kind);
  }
}

/** Returns why an order of a kind may not say what the person puts into it, or null. */
function termsRefusal(kind: AskedKind, context: OrderTerms & { now: Date }, rulebook: Rulebook): Refusal | null {
  switch (kind) {
    case 'aoc_suspension':
    case 'break_glass':
      return suspensionDateRefusal(kind, context, rulebook);
    case 'continue_order':
      return untilRefusal(kind, context, rulebook);
    case 'whole_account':
      return warrantFault(context.warrant, rulebook, context.now) ?? untilRefusal(kind, context, rulebook);
    case 'reinstatement':
      return null;
    default:
      return unreachable(kind);
  }
}

function continueRefusal(context: AskContext, rulebook: Rulebook): Refusal | null {
  const { hold } = context;
  if (hold === null || !LIVE_HOLD_STATES.includes(hold.state)) return NO_LIVE_HOLD;
  if (hold.kind === 'whole_account') {
    return refuse('APPROVAL.NOT_CONTINUABLE', 'a hold under a warrant goes on by a new whole-account order');
  }
  const law = { rulebook, now: context.now };
  const complainedAt = firstComplaintTime(context.complaints, law);
  if (complainedAt === null) {
    // A later order of the same power rests on the order before it: a withdrawal takes nothing from it.
    if (hold.kind === 'continue_order') return null;
    return refuse('APPROVAL.NO_COMPLAINT', 'there is no complaint of a victim that the order could rest on');
  }
  // A renewal is in time when the order came in time that began the hold's time by this power.
  const orderedAt = hold.kind === 'continue_order' ? (context.continuedFrom ?? context.now) : context.now;
  return isInOfficersTime(orderedAt, complainedAt, law)
    ? null
    : refuse('APPROVAL.TOO_LATE', "the inquiry officer's time under section 7 is over");
}

/**
 * Returns when an order that another person must approve comes too late: with the seven days of
 * OFF-7D. Null for a renewal, which only its hold's end bounds.
 */
function lastApproval({ complaints, hold, now }: AskContext, rulebook: Rulebook): Date | null {
  const law = { rulebook, now };
  const complainedAt = firstComplaintTime(complaints, law);
  if (complainedAt === null || hold?.kind === 'continue_order') return null;
  return deadlineOf(ruleInForce(rulebook, 'OFF-7D', now), complainedAt, law)?.dueAt ?? null;
}

/**
 * Returns whether an inquiry officer's order that the suspension goes on came within the seven days
 * from the victim's complaint (OFF-7D). A later one is void, whatever power holds the money.
 */
function isInOfficersTime(orderedAt: Date, complainedAt: Date, law: CountingLaw): boolean {
  const due = deadlineOf(ruleInForce(law.rulebook, 'OFF-7D', law.now), complainedAt, law);
  return due === null || orderedAt < due.dueAt;
}

/**
 * Checks the end of a suspension. While C3 sets no longest time, the officer must name a date; a
 * break-glass order may go without one and keeps the days of P-AOC7.
 */
function suspensionDateRefusal(
  kind: 'aoc_suspension' | 'break_glass',
  context: OrderTerms & { now: Date },
  rulebook: Rulebook,
): Refusal | null {
  if (requestRule(kind, rulebook, context.now).needsUntil && context.until === null) {
    return refuse('APPROVAL.UNTIL_MISSING', 'no longest time is set for this order (C3): name the date it ends');
  }
  return untilRefusal(kind, context, rulebook);
}

/**
 * Checks the date that the order names, if any, against the longest time that its row allows.
 */
function untilRefusal(
  kind: Exclude<AskedKind, 'reinstatement'>,
  { until, now }: OrderTerms & { now: Date },
  rulebook: Rulebook,
): Refusal | null {
  if (until === null) return null;
  if (until <= now) return refuse('APPROVAL.UNTIL_PAST', 'the date in the order is past');
  const latest = requestRule(kind, rulebook, now).latestUntil;
  if (until <= latest) return null;
  const longest = longestRule(kind, rulebook, now);
  return refuse('APPROVAL.UNTIL_TOO_FAR', `the date in the order is later than policy ${longest} allows`, {
    at: latest,
  });
}
