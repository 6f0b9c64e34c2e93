import type { ComplaintBody } from '../../src/wire/case/complaint.js';

/** A complaint that names the debited account and both telephones, as those of the stories do. */
export type KnownComplaint = ComplaintBody & {
  victimAccount: NonNullable<ComplaintBody['victimAccount']>;
  reporter: { phone: string };
  victim: { phone: string };
};

/** Returns a complaint that names them; throws on another. */
export function known(complaint: ComplaintBody): KnownComplaint {
  const { victimAccount, reporter, victim } = complaint;
  if (victimAccount === undefined || reporter.phone === undefined || victim.phone === undefined)
    throw new Error('a complaint of a story names the debited account and both telephones');
  return {
    ...complaint,
    victimAccount,
    reporter: { ...reporter, phone: reporter.phone },
    victim: { ...victim, phone: victim.phone },
  };
}
