import type { EntityManager } from 'typeorm';
import { InterestRow } from '../../persistence/entities/case/interest.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openCases } from '../case/work/open-case.js';
import { rowsOf } from '../case/work/read-rows.js';
import { noteInterest } from './note-interest.js';

/** SQL of whether no interest of a person (`who`) in the money of a case (`ofCase`) is on record yet. */
const noneOnRecord = (ofCase: string, who: string): string =>
  `NOT EXISTS (SELECT 1 FROM cases_of_money(${ofCase}) m JOIN interest i ON i.case_id = m.id WHERE i.person = ${who})`;

/**
 * Keeps the interest of each person who decided about the money of a locked case, and whose sign-in
 * shows a telephone number that the record learns now: `keys`, or any number of those whom the money is
 * about, where cases begin to claim the same money. A break then calls a supervisor. One statement
 * where nobody is found.
 */
export async function noteDecidersByNumber(work: CaseWork, keys: readonly string[] | 'of_money'): Promise<void> {
  const { manager, caseFile, now } = work;
  const people = await rowsOf<{ person: string }>(
    manager,
    `SELECT DISTINCT s.subject AS person FROM person_session s
      WHERE s.phone_key IN (${keys === 'of_money' ? 'SELECT key FROM phones_of_money($1)' : 'SELECT unnest($3::text[])'})
        AND decided_on_money($1, s.subject, $2) AND ${noneOnRecord('$1', 's.subject')} ORDER BY 1`,
    [caseFile.id, now, ...(keys === 'of_money' ? [] : [keys])],
  );
  for (const { person } of people) await noteTelephone(work, person);
}

/**
 * Keeps the interest of a person who signs in by a telephone number, in each case about whose money
 * that person decided before: the number is that of somebody whom the money is about. A break in the case
 * calls a supervisor. One statement where there is no such case.
 */
export async function noteDecidedByNumber(
  manager: EntityManager,
  { subject, phoneKey }: { subject: string; phoneKey: string | null },
): Promise<void> {
  if (phoneKey === null) return;
  const cases = await rowsOf<{ caseId: string }>(
    manager,
    `SELECT c AS "caseId" FROM cases_by_phone($1) c
      WHERE decided_on_money(c, $2, clock_timestamp()) AND ${noneOnRecord('c', '$2')} ORDER BY 1`,
    [phoneKey, subject],
  );
  if (cases.length === 0) return;
  const caseIds = cases.map(({ caseId }) => caseId);
  for (const work of await openCases(manager, caseIds, subject)) {
    await noteTelephone(work, subject);
    await work.finish();
  }
}

async function noteTelephone(work: CaseWork, person: string): Promise<void> {
  const own = { caseId: work.caseFile.id, person };
  if (await work.manager.existsBy(InterestRow, own)) return;
  await noteInterest(work, { id: newId(), ...own, knownBy: 'telephone', role: null, reason: null, since: work.now });
}
