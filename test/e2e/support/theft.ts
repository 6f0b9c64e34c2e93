import { randomInt } from 'node:crypto';
import type { z } from 'zod';
import type { BankBehaviourBody } from '../../../simulator/admin/schemas.js';
import type { Centre } from '../../../simulator/stories/centre.js';
import type { AccountRef } from '../../../src/wire/common.js';
import type { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { complaintBody } from '../../support/complaint-body.js';
import type { TestSystem } from './system.js';

export type Complaint = z.input<typeof ComplaintBody>;

/** Money that really moved at the simulated banks, and the complaint about it. */
export interface Theft {
  /** Of the reporter and of the victim. */
  phone: string;
  readonly complaint: Complaint;
  readonly victim: AccountRef;
  /** The account that received the stolen money. */
  readonly mule: AccountRef;
  /** The account to which a part of it moved on, if any did. */
  readonly next: AccountRef;
}

export interface TheftOptions {
  readonly victimBank?: string;
  readonly muleBank?: string;
  readonly amountSatang?: string;
  /** The amount that the mule has already paid to an account at another bank. */
  readonly passedOnSatang?: string;
  /** False: the reporter does not hold the account, so that section 7 allows no order. */
  readonly byHolder?: boolean;
  /** The official number by which the victim's bank knows the holder of the debited account. */
  readonly holderNo?: string;
  /** An account that is open already and receives the money; undefined: a new one. */
  readonly mule?: AccountRef;
  readonly suspectContacts?: Complaint['suspectContacts'];
}

export const AMOUNT = '5000000';

/**
 * Opens the accounts, moves the money as of some minutes ago, and writes the complaint. Every
 * account and reference is new.
 */
export async function commitTheft(system: TestSystem, options: TheftOptions = {}): Promise<Theft> {
  const {
    victimBank = 'th-006',
    muleBank = 'th-014',
    amountSatang = AMOUNT,
    passedOnSatang,
    byHolder = true,
    holderNo,
  } = options;
  const { stage } = system;
  const victim = newAccount(victimBank);
  const mule = options.mule ?? newAccount(muleBank);
  const next = newAccount('th-002');
  const reference = `E2E-${digits(12)}`;
  await stage.openAccount(victim, { openingSatang: '100000000', ...(holderNo && { holderNo }) });
  if (options.mule === undefined) await stage.openAccount(mule);
  await stage.openAccount(next);
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const paid = await stage.pay({ from: victim, to: { account: mule }, amountSatang, reference, at: minutesAgo(12) });
  if (passedOnSatang !== undefined) {
    const onward = { amountSatang: passedOnSatang, reference: `${reference}-2`, at: minutesAgo(9) };
    await stage.pay({ from: mule, to: { account: next }, ...onward });
  }
  const complaint = complaintBody({
    reporter: { holdsVictimAccount: byHolder },
    victimAccount: victim,
    transfers: [{ to: { account: mule }, toName: 'Somsak Mule', amountSatang, transferredAt: paid.at, reference }],
    suspectContacts: options.suspectContacts ?? [],
  });
  const { phone } = complaint.reporter;
  if (phone === undefined) throw new Error('a made-up reporter has a telephone');
  return { complaint, phone, victim, mule, next };
}

/** Sets how the institution of an account behaves about this account only. */
export async function behave(
  system: TestSystem,
  account: AccountRef,
  behaviour: Omit<z.input<typeof BankBehaviourBody>, 'party' | 'accountNo'>,
): Promise<void> {
  await system.stage.behave({ party: account.institution, accountNo: account.accountNo, ...behaviour });
}

/**
 * Returns the API for cases with `demo` deadlines (seconds) or `law` deadlines (hours and days).
 */
export function centreOf(system: TestSystem, rulebook: 'demo' | 'law'): Centre {
  return rulebook === 'demo' ? system.centre : system.lawCentre;
}

/** Makes a new account; its ten digits begin with the 9 of made-up accounts. */
export function newAccount(institution: string): AccountRef {
  return { institution, accountNo: `9${digits(9)}` };
}

export function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}
