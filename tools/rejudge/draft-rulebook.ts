import { bangkokDate, bangkokMidnight } from '../../src/domain/calendar/bangkok-day.js';
import { type Result, ok, refuse } from '../../src/domain/result.js';
import type { Rulebook } from '../../src/domain/rulebook/in-force.js';
import { rowFaults } from '../../src/domain/rulebook/row-faults.js';
import type { RuleRow } from '../../src/domain/rulebook/row.js';
import { type DraftRow, DraftRulebook } from './draft-schema.js';

/**
 * Reads the text of a draft. Refuses with `DRAFT.JSON` or `DRAFT.SCHEMA`, which names each fault
 * and its place.
 */
export function readDraft(text: string): Result<readonly DraftRow[]> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return refuse('DRAFT.JSON', `it is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = DraftRulebook.safeParse(json);
  if (read.success) return ok(read.data.rows);
  const faults = read.error.issues.map((issue) => `${issue.path.join('.') || 'the draft'}: ${issue.message}`);
  return refuse('DRAFT.SCHEMA', faults.join('; '));
}

/**
 * Returns a rulebook with the rows of a draft in it, whose ids are `draft/<rule>/<date>`. Refuses
 * with `DRAFT.ROW` rows that could not be law.
 */
export function withDraft(rulebook: Rulebook, draft: readonly DraftRow[]): Result<Rulebook> {
  let law: Rulebook = rulebook;
  const faults: string[] = [];
  for (const change of draft) {
    const base = baseOf(law, change);
    if (base === undefined) {
      faults.push(`${change.ruleId}: the rulebook has no row that it could begin from`);
      continue;
    }
    const row = draftedRow(base, change);
    faults.push(...parameterFaults(base, change), ...rowFaults(row));
    law = [...law.filter((standing) => !isReplaced(standing, row)), row];
  }
  return faults.length === 0 ? ok(law) : refuse('DRAFT.ROW', faults.join('; '));
}

/** Returns the row of the same rule and date, or else the newest row of the rule. */
function baseOf(law: Rulebook, { ruleId, effectiveFrom }: DraftRow): RuleRow | undefined {
  const rows = law.filter((row) => row.ruleId === ruleId);
  const newest = [...rows].sort((a, b) => b.effectiveFrom.getTime() - a.effectiveFrom.getTime())[0];
  return rows.find((row) => bangkokDate(row.effectiveFrom) === effectiveFrom) ?? newest;
}

function draftedRow(base: RuleRow, { effectiveFrom, effectiveTo, parameters, ...given }: DraftRow): RuleRow {
  const from = effectiveFrom === undefined ? base.effectiveFrom : bangkokMidnight(effectiveFrom);
  const to = effectiveTo === undefined ? base.effectiveTo : effectiveTo === null ? null : bangkokMidnight(effectiveTo);
  return {
    ...base,
    ...given,
    rowId: `draft/${base.ruleId}/${bangkokDate(from)}`,
    rulebook: 'draft',
    effectiveFrom: from,
    effectiveTo: to,
    parameters: { ...base.parameters, ...parameters },
  };
}

function isReplaced(standing: RuleRow, row: RuleRow): boolean {
  return standing.ruleId === row.ruleId && standing.effectiveFrom.getTime() === row.effectiveFrom.getTime();
}

/**
 * Finds faulty parameters: a misspelt name changes nothing, and a value of another type breaks the
 * judge.
 */
function parameterFaults(base: RuleRow, { ruleId, parameters }: DraftRow): string[] {
  return Object.entries(parameters ?? {}).flatMap(([name, value]) => {
    const current = base.parameters[name];
    if (current === undefined) return [`${ruleId}: it has no parameter ${name}`];
    const isAlike = typeof current === typeof value && Array.isArray(current) === Array.isArray(value);
    return isAlike ? [] : [`${ruleId}: parameter ${name} must be of the kind that it is now`];
  });
}
