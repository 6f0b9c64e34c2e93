import type { StopReason } from '../trail/next-hops.js';

/**
 * Who may order money where the trail stops. `person`: a person with the power and the evidence,
 * because the stop only says that no order is given there by itself. `when_free`: the same, once
 * money of the stolen sum is free. `nobody`: no order can, or may, be given.
 */
export const STOP_PASSES = ['person', 'when_free', 'nobody'] as const;
export type StopPass = (typeof STOP_PASSES)[number];

const PASS: Readonly<Record<StopReason, StopPass>> = {
  // The limits of P-TRACE bind what the system follows by itself.
  below_minimum: 'person',
  too_old: 'person',
  too_deep: 'person',
  too_many_accounts: 'person',
  // An ordinary payment; where the evidence gives reason to believe all the same, a person answers for it.
  merchant_shield: 'person',
  payroll_shield: 'person',
  // The power of the hold before does not reach on: a person must order.
  no_power: 'person',
  fully_reserved: 'when_free',
  // The same money is held, or followed, elsewhere.
  already_followed: 'when_free',
  off_rails: 'nobody',
  // The victim's account is never held for the victim's own money.
  returned_to_victim: 'nobody',
  // Nobody there could be sent an order.
  not_enrolled: 'nobody',
};

/** Returns who may order money where the trail stops for a reason. */
export function passOf(reason: StopReason): StopPass {
  return PASS[reason];
}
