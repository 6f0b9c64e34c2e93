import type { Finding } from '../judgement/facts.js';
import type { Duty } from '../judgement/duties/duty.js';

/** A finding that another law would make otherwise; null where there is none under that law. */
export interface FindingChange {
  ruleId: string;
  subject: string;
  before: FindingSide | null;
  after: FindingSide | null;
}
interface FindingSide {
  ruleRowId: string;
  outcome: Finding['outcome'];
  reasons: Finding['reasons'];
  missing: Finding['missing'];
}

/** A duty that another law would give, end, or time otherwise. */
export interface DeadlineChange {
  ruleId: string;
  owedBy: string;
  subject: string;
  before: DeadlineSide | null;
  after: DeadlineSide | null;
}
interface DeadlineSide {
  ruleRowId: string;
  dueAt: Date | null;
  state: Duty['state'];
}

/**
 * Findings whose outcome, or what they miss, differs. One that only rests on another row and says
 * the same is no change.
 */
export function findingChanges(before: readonly Finding[], after: readonly Finding[]): FindingChange[] {
  return pairs(before, after, (finding) => `${finding.ruleId} ${finding.subjectKind} ${finding.subject}`)
    .filter(([one, other]) => findingText(one) !== findingText(other))
    .map(([one, other]) => ({ ...aboutFinding(one ?? other), before: findingSide(one), after: findingSide(other) }));
}

/** Duties that come, go, or are due at another time. Their state differs only because of that. */
export function deadlineChanges(before: readonly Duty[], after: readonly Duty[]): DeadlineChange[] {
  const keys = new Map([...keysOf(before), ...keysOf(after)]);
  return pairs(before, after, (duty) => keys.get(duty) ?? '')
    .filter(([one, other]) => dutyText(one) !== dutyText(other))
    .map(([one, other]) => ({ ...aboutDuty(one ?? other), before: dutySide(one), after: dutySide(other) }));
}

/**
 * What tells a duty from the others: a holder is told of the hold and of its release, a victim
 * again and again, so the first is the first of either side.
 */
function keysOf(duties: readonly Duty[]): [Duty, string][] {
  const times = new Map<string, number>();
  return [...duties]
    .sort((one, other) => one.startedAt.getTime() - other.startedAt.getTime())
    .map((duty) => {
      const name = `${duty.ruleId} ${duty.owedBy} ${duty.subjectKind} ${duty.subject}`;
      const nth = (times.get(name) ?? 0) + 1;
      times.set(name, nth);
      return [duty, `${name} ${nth}`];
    });
}

/**
 * Each thing of either side with its counterpart, in the order of the first, then what only the
 * second has.
 */
function pairs<T>(before: readonly T[], after: readonly T[], keyOf: (each: T) => string): [T | null, T | null][] {
  const others = new Map(after.map((each) => [keyOf(each), each]));
  const known = new Set(before.map(keyOf));
  return [
    ...before.map((each): [T | null, T | null] => [each, others.get(keyOf(each)) ?? null]),
    ...after.filter((each) => !known.has(keyOf(each))).map((each): [T | null, T | null] => [null, each]),
  ];
}

function aboutFinding(finding: Finding | null): { ruleId: string; subject: string } {
  return { ruleId: finding?.ruleId ?? '', subject: finding?.subject ?? '' };
}

function aboutDuty(duty: Duty | null): { ruleId: string; owedBy: string; subject: string } {
  return { ruleId: duty?.ruleId ?? '', owedBy: duty?.owedBy ?? '', subject: duty?.subject ?? '' };
}

function findingSide(finding: Finding | null): FindingSide | null {
  if (finding === null) return null;
  const { ruleRowId, outcome, reasons, missing } = finding;
  return { ruleRowId, outcome, reasons, missing };
}

function dutySide(duty: Duty | null): DeadlineSide | null {
  return duty === null ? null : { ruleRowId: duty.ruleRowId, dueAt: duty.dueAt, state: duty.state };
}

function findingText(finding: Finding | null): string {
  return finding === null ? '' : JSON.stringify([finding.outcome, finding.missing]);
}

function dutyText(duty: Duty | null): string {
  return duty === null ? '' : JSON.stringify([duty.dueAt, duty.state]);
}
