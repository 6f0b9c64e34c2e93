import type { EntityManager } from 'typeorm';
import { errorRate, NOT_JUDGED, type VerdictCount } from '../../domain/advice/advice.js';
import { caseExists } from '../case/case.queries.js';
import { maskAccount } from '../case/mask.js';
import { adviceOfCase, judgedByModel, ringsOfCase, type ShownAdviceRow, verdictsByModel } from './advice.queries.js';

/**
 * Reads what the analysis advises on a case, with how often officers called each model version
 * wrong; undefined when there is no such case. Accounts are masked.
 */
export async function readAdvice(manager: EntityManager, caseId: string, person: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await adviceOfCase(manager, caseId, person);
  const judged = await judgedByModel(manager);
  return {
    advice: rows.map((row) => adviceView(row, judged.get(row.modelVersion) ?? NOT_JUDGED)),
    rings: await ringsOfCase(manager, caseId),
  };
}

/** Reads the model versions that ever advised, and what officers said of each. */
export async function readModels(manager: EntityManager) {
  const rows = await verdictsByModel(manager);
  return {
    models: rows.map(({ firstAt, lastAt, ...row }) => ({
      ...row,
      errorRate: errorRate(row),
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
    })),
  };
}

function adviceView(row: ShownAdviceRow, judged: VerdictCount) {
  const { subject, scorePpm, detail, madeAt, validUntil, ...shown } = row;
  return {
    ...shown,
    account: accountView(subject),
    score: scorePpm / 1_000_000,
    toAccount: typeof detail['to'] === 'string' ? accountView(detail['to']) : null,
    caseTypes: listOf<{ caseType: string; confidence: number }>(detail['caseTypes']),
    ringCases: listOf<string>(detail['cases']),
    madeAt: madeAt.toISOString(),
    validUntil: validUntil.toISOString(),
    judged,
    errorRate: errorRate(judged),
  };
}

function listOf<T>(value: unknown): T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

/** Returns a masked account of an account's key; null for another subject. */
function accountView(subject: string) {
  const [institution, accountNo] = subject.split(':');
  if (institution === undefined || accountNo === undefined) return null;
  return { institution, accountMasked: maskAccount(accountNo) };
}
