import { endOf } from '../deadlines/deadline-of.js';
import { numberParameter, type Rulebook, ruleInForce } from '../rulebook/in-force.js';
import type { RuleId, RuleRow } from '../rulebook/row.js';
import { after, earlier } from '../time.js';
import type { FreezeRequestKind } from './freeze-request.js';

/** When the approver is reminded, when the supervisor is called, and when the request lapses. */
export interface RequestClocks {
  remindAt: Date;
  escalateAt: Date;
  expiresAt: Date;
}

/** Requests that lapse sooner than others have their times in rows of their own. */
const OWN_CLOCKS: Readonly<Partial<Record<FreezeRequestKind, RuleId>>> = {
  break_glass: 'P-GLASS',
  reinstatement: 'P-BACK',
};

/**
 * Returns when silence on a request made at `now` has consequences (P-APP). A break-glass order is
 * reversed, and a reinstatement lapses, sooner than other requests (P-GLASS, P-BACK).
 */
export function requestClocks(kind: FreezeRequestKind, now: Date, rulebook: Rulebook): RequestClocks {
  const approvalRule = ruleInForce(rulebook, 'P-APP', now);
  const ownRule = OWN_CLOCKS[kind];
  const row = ownRule === undefined ? null : ruleInForce(rulebook, ownRule, now);
  const reminderRule = row ?? approvalRule;
  return {
    remindAt: after(now, numberParameter(reminderRule, 'remindMs')),
    escalateAt: after(now, numberParameter(reminderRule, 'escalateMs')),
    expiresAt:
      row === null ? after(now, numberParameter(approvalRule, 'expireMs')) : endOf(row, now, { rulebook, now }),
  };
}

/**
 * Returns the clocks of a catch of a later credit, with its row (P-RESID). They are those of
 * P-APP, and the request lapses at the latest with the hold that it raises.
 */
export function residualClocks(holdExpiresAt: Date, now: Date, rulebook: Rulebook): RequestClocks & { rule: RuleRow } {
  const clocks = requestClocks('residual', now, rulebook);
  const rule = ruleInForce(rulebook, 'P-RESID', now);
  return { ...clocks, rule, expiresAt: earlier(clocks.expiresAt, holdExpiresAt) };
}
