import { knownNow, notKnown, type ReportOnRecord, type Tellable } from '../../../domain/complaint/later/known-later.js';
import { maskTail } from '../../../domain/identifiers/mask.js';
import type { ReportedPersons } from './complaint.queries.js';

/** Returns what of the report itself nobody knows, with what was told of it and cannot be right. */
export function askedAgain(complaint: {
  body: unknown;
  known: unknown;
}): { what: Tellable; toldMasked: string | null }[] {
  // As received; the schema of the complaint checked it.
  const report = complaint as ReportOnRecord<ReportedPersons>;
  const { victim, reporter, victimAccountAsTold } = report.body;
  const told: Readonly<Partial<Record<Tellable, string | undefined>>> = {
    victimNumber: victim.numberAsTold,
    victimPhone: victim.phoneAsTold,
    reporterPhone: reporter.phoneAsTold,
    victimAccount: victimAccountAsTold,
  };
  return notKnown(knownNow(report)).map((what) => {
    const said = told[what];
    return { what, toldMasked: said === undefined ? null : maskTail(said) };
  });
}
