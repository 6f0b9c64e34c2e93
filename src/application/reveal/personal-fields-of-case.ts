import type { EntityManager } from 'typeorm';
import { reportedBy, type ReporterWords, SPEAKERS } from '../../domain/complaint/intake/who-reports.js';
import {
  personalFields,
  type PersonalField,
  type SaidInCorrection,
  type SaidOfPersons,
} from '../../domain/reveal/personal-fields.js';
import { rowsOf } from '../case/work/read-rows.js';

/** What a complaint, an addition to it or a correction says. */
type Statement = {
  at: Date;
  by: string;
} & (
  | {
      kind: 'complaint' | 'supplement' | 'transfers' | 'found' | 'statement' | 'authority' | 'told_again';
      body: SaidOfPersons & SaidOfReport;
    }
  | { kind: 'correction'; body: SaidInCorrection }
);

/** What of a statement tells of the report and of nobody's person. */
interface SaidOfReport {
  channel?: string;
  reporter?: { name: string; phone: string } & ReporterWords;
  policeCaseNo?: string;
  station?: string;
}

/** Reads what was reported in a case; the number of a statement is its place, from 1. */
async function statementsOf(manager: EntityManager, caseId: string): Promise<Statement[]> {
  return rowsOf<Statement>(
    manager,
    `SELECT kind, at, by, body
       FROM (SELECT 'complaint' AS kind, received_at AS at, received_by AS by, body, 1 AS place, id
               FROM complaint WHERE id = $1
             UNION ALL SELECT kind, received_at, received_by, body, 2, id FROM complaint_addition WHERE case_id = $1
             UNION ALL SELECT 'correction', requested_at, requested_by, body, 3, id FROM correction WHERE case_id = $1
            ) rows ORDER BY place, id`,
    [caseId],
  );
}

function fieldsOf(statements: readonly Statement[]): PersonalField[] {
  return personalFields(
    statements.flatMap((each) => (each.kind === 'correction' ? [] : [each.body])),
    statements.flatMap((each) => (each.kind === 'correction' ? [each.body] : [])),
  );
}

/**
 * Reads the personal fields of a case, in full, from what was reported; undefined when there is no
 * such case. Whoever hands out a value notes it first.
 */
export async function personalFieldsOfCase(
  manager: EntityManager,
  caseId: string,
): Promise<PersonalField[] | undefined> {
  const statements = await statementsOf(manager, caseId);
  return statements.length === 0 ? undefined : fieldsOf(statements);
}

/**
 * Reads the report of a case: what was said, when and to whom, and what it says of persons, masked;
 * undefined when there is no such case.
 */
export async function readPersons(manager: EntityManager, caseId: string) {
  const statements = await statementsOf(manager, caseId);
  if (statements.length === 0) return undefined;
  return {
    statements: statements.map(({ kind, at, by, body }, index) => ({
      no: index + 1,
      kind,
      at: at.toISOString(),
      by,
      ...(kind === 'correction' ? UNSAID : ofReport(body)),
    })),
    fields: fieldsOf(statements).map(({ value: _value, ...field }) => field),
  };
}

const UNSAID = { channel: null, victimReports: null, holderReports: null, policeCaseNo: null, station: null };

function ofReport({ channel, reporter, policeCaseNo, station }: SaidOfReport) {
  return {
    ...UNSAID,
    channel: channel ?? null,
    ...(reporter && reportedBy(reporter, SPEAKERS)),
    policeCaseNo: policeCaseNo ?? null,
    station: station ?? null,
  };
}
