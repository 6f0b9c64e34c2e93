import type { z } from 'zod';
import type { AccountRef } from '../../../../src/wire/common.js';
import type { ComplaintBody } from '../../../../src/wire/case/complaint.js';
import type { BankSide } from './bank-side.js';
import type { ComplaintPlan } from '../strike/plan.js';

/**
 * A theft: the money moved at the institutions. Its accounts and references come from the
 * complaint's number, and no other complaint has them.
 */
export interface Theft {
  readonly plan: ComplaintPlan;
  readonly victim: AccountRef;
  readonly mule: AccountRef;
  readonly reference: string;
  /** RFC 3339. */
  readonly paidAt: string;
}

const MINUTE_MS = 60_000;

/** Opens the accounts, sets how their institutions answer, and moves the money. */
export async function commitTheft(bankSide: BankSide, plan: ComplaintPlan): Promise<Theft> {
  const victim = account(plan.victimBank, 1, plan.number);
  const mule = account(plan.muleBank, 2, plan.number);
  const payer = plan.course === 'denied' ? account(plan.victimBank, 3, plan.number) : victim;
  const reference = `CRASH-${plan.number}`;
  const paidAt = minutesAgo(12);
  await bankSide.openAccount(payer, plan.amountSatang.toString());
  if (payer !== victim) await bankSide.openAccount(victim);
  await bankSide.openAccount(mule);
  await bankSide.behave(mule, plan.muleAnswers);
  await bankSide.behave(victim, plan.victimAnswers);
  const amountSatang = plan.amountSatang.toString();
  await bankSide.pay({ from: payer, to: { account: mule }, amountSatang, reference, at: paidAt });
  if (plan.course === 'passed_on') await passOn(bankSide, plan, mule, reference);
  if (plan.course === 'approved')
    await bankSide.list('amlo', { account: mule, list: 'HR-03-2', since: '2026-01-01T00:00:00Z' });
  return { plan, victim, mule, reference, paidAt };
}

/** Returns the complaint about a theft; `token` finds it again in the database. */
export function complaintAbout(
  theft: Theft,
  reporter: { number: number; token: string },
): z.input<typeof ComplaintBody> {
  const { plan, victim, mule, reference, paidAt } = theft;
  const phone = `080${String(reporter.number).padStart(7, '0')}`;
  return {
    reporter: { name: 'Somying Synthetic', phone, holdsVictimAccount: plan.course !== 'approved' },
    victim: { name: 'Somying Synthetic', passportNo: `SYN${phone}`, phone },
    victimAccount: victim,
    bankCaseId: reporter.token,
    transfers: [
      { to: { account: mule }, amountSatang: plan.amountSatang.toString(), transferredAt: paidAt, reference },
    ],
    channel: 'phone',
    noticeGivenAt: new Date(Date.parse(paidAt) + 11 * MINUTE_MS).toISOString(),
    caseType: 'job',
    suspectContacts: [],
    narrative: 'A synthetic report of a crash run.',
    language: 'en',
  };
}

/** Moves three fifths on to another institution. */
async function passOn(bankSide: BankSide, plan: ComplaintPlan, mule: AccountRef, reference: string): Promise<void> {
  const next = account(plan.nextBank, 5, plan.number);
  await bankSide.openAccount(next);
  const amountSatang = ((plan.amountSatang * 3n) / 5n).toString();
  await bankSide.pay({
    from: mule,
    to: { account: next },
    amountSatang,
    reference: `${reference}-2`,
    at: minutesAgo(9),
  });
}

/** Returns a made-up account number: 9, the role, the complaint's number. */
function account(institution: string, role: number, number: number): AccountRef {
  return { institution, accountNo: `9${role}${String(number).padStart(8, '0')}` };
}

function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE_MS).toISOString();
}
