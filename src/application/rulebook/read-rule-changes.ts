import { type EntityManager, LessThan } from 'typeorm';
import { mayDecideChange, type RuleChangeState } from '../../domain/rulebook/change/decide-change.js';
import { withChangedRow } from '../../domain/rulebook/change/approve-change.js';
import { type ChangedRow, changedRow, type WantedChange } from '../../domain/rulebook/change/propose-change.js';
import { type WorkedExample, workedExamples } from '../../domain/rulebook/change/worked-example.js';
import { ok, type Result } from '../../domain/result.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { databaseNow } from '../../persistence/clock.js';
import { RuleChangeRow } from '../../persistence/entities/findings/rulebook.entities.js';
import { readRulebook } from '../../persistence/rulebook/load-rulebook.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { whyNotDecide, type WhyNotView } from '../case/work/why-not.js';
import { type WouldChange, readWouldChange } from '../judgement/read-would-change.js';

/** How many of the newest open cases a proposal is tried on before it is decided. */
const TRIED_CASES = 50;

/** A parameter with its value before and after a change of policy. */
interface ParameterChange {
  name: string;
  before: RuleRow['parameters'][string];
  after: RuleRow['parameters'][string];
}

/** A change of policy, as it is shown to the person who decides on it. */
export interface RuleChangeView {
  id: string;
  rulebook: string;
  ruleId: string;
  titleTh: string;
  titleEn: string;
  baseRowId: string;
  changes: ParameterChange[];
  effectiveFrom: string | null;
  reason: string;
  state: RuleChangeState;
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedRole: string | null;
  decisionReason: string | null;
  decidedAt: string | null;
  rowId: string | null;
  /** Why the person who reads it may not decide on it. */
  whyNotDecide: WhyNotView | null;
}

/** Reads changes of policy, the newest first; `after` is the last id of the page before. */
export async function readRuleChanges(
  manager: EntityManager,
  query: { state?: RuleChangeState | undefined; after?: string | undefined; limit: number },
  actor: ActingPerson,
): Promise<{ changes: RuleChangeView[]; next: string | null }> {
  const rows = await manager.find(RuleChangeRow, {
    where: {
      ...(query.state === undefined ? {} : { state: query.state }),
      ...(query.after === undefined ? {} : { id: LessThan(query.after) }),
    },
    order: { id: 'DESC' },
    take: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const changes: RuleChangeView[] = [];
  for (const row of page) changes.push(await viewOf(manager, row, actor));
  return { changes, next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null };
}

/** What a change of policy would do: in examples, and in the newest open cases. */
export interface RuleTrial {
  examples: WorkedExample[];
  wouldChange: WouldChange;
}

/**
 * Reads one change of policy. While it waits, it comes with what it would do, had it been in force
 * already.
 */
export async function readRuleChange(
  manager: EntityManager,
  id: string,
  actor: ActingPerson,
): Promise<(RuleChangeView & { trial: RuleTrial | null }) | undefined> {
  const row = await manager.findOneBy(RuleChangeRow, { id });
  if (row === null) return undefined;
  const view = await viewOf(manager, row, actor);
  if (row.state !== 'proposed') return { ...view, trial: null };
  const tried = await tryRuleChange(manager, row.rulebook, { ...row, effectiveFrom: null });
  return { ...view, trial: tried.ok ? tried.value : null };
}

/**
 * Tries new values of a policy that nobody has proposed yet; writes nothing. Refusals: those of
 * `changedRow`.
 */
export async function tryRuleChange(
  manager: EntityManager,
  rulebook: string,
  wanted: WantedChange,
): Promise<Result<RuleTrial>> {
  const rows = await readRulebook(manager, rulebook);
  const changed = changedRow(rows, wanted, await databaseNow(manager));
  return changed.ok ? ok(await trialOf(manager, rulebook, rows, changed.value)) : changed;
}

async function trialOf(manager: EntityManager, rulebook: string, rows: Rulebook, changed: ChangedRow) {
  const other = withChangedRow(rows, changed);
  return {
    examples: workedExamples(changed, rows),
    wouldChange: await readWouldChange(manager, { rulebook, other, limit: TRIED_CASES }),
  };
}

async function viewOf(manager: EntityManager, row: RuleChangeRow, actor: ActingPerson): Promise<RuleChangeView> {
  const base = (await readRulebook(manager, row.rulebook)).find(({ rowId }) => rowId === row.baseRowId);
  if (base === undefined) throw new Error(`the database has no row ${row.baseRowId}`);
  const { id, rulebook, ruleId, baseRowId, reason, state, proposedBy, decidedBy, decidedRole, decisionReason } = row;
  const changes = Object.entries(row.parameters).flatMap(([name, after]) => {
    const before = base.parameters[name];
    return before === undefined ? [] : [{ name, before, after }];
  });
  return {
    id,
    rulebook,
    ruleId,
    titleTh: base.titleTh,
    titleEn: base.titleEn,
    baseRowId,
    changes,
    effectiveFrom: row.effectiveFrom?.toISOString() ?? null,
    reason,
    state,
    proposedBy,
    proposedAt: row.proposedAt.toISOString(),
    decidedBy,
    decidedRole,
    decisionReason,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    rowId: row.rowId,
    whyNotDecide: whyNotDecide(mayDecideChange(row, actor)),
  };
}
