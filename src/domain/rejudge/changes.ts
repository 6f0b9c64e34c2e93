import type { Finding } from '../judgement/facts.js';
import type { Duty } from '../judgement/duties/duty.js';

/**
 * A finding that differs under another law; a side is null when that law gives no such finding.
 */
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

/** A duty that another law would add, remove, or time differently. */
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
 * Returns the findings whose outcome or missing evidence differs. A finding that rests on another
 * row but says the same is no change.
 */
export function findingChanges(before: readonly Finding[], after: readonly Finding[]): FindingChange[] {
  return pairs(before, after, (finding) => `${finding.ruleId} ${finding.subjectKind} ${finding.subject}`)
    .filter(([one, other]) => findingText(one) !== findingText(other))
    .map(([one, other]) => ({ ...aboutFinding(one ?? other), before: findingSide(one), after: findingSide(other) }));
}

/** Returns the duties that are added, removed, or due at another time. */
export function deadlineChanges(before: readonly Duty[], after: readonly Duty[]): DeadlineChange[] {
  const keys = new Map([...keysOf(before), ...keysOf(after)]);
  return pairs(before, after, (duty) => keys.get(duty) ?? '')
    .filter(([one, other]) => dutyText(one) !== dutyText(other))
    .map(([one, other]) => ({ ...aboutDuty(one ?? other), before: dutySide(one), after: dutySide(other) }));
}

/**
 * Returns the key of each duty. Several duties may have the same rule, party and subject, because
 * a victim is told news several times; they are numbered by their beginning.
 */
function keysOf(duties: readonly Duty[]): [Duty, string][] {
  const numberOf = new Map<string, number>();
  return [...duties]
    .sort((one, other) => one.startedAt.getTime() - other.startedAt.getTime())
    .map((duty) => {
      const name = `${duty.ruleId} ${duty.owedBy} ${duty.subjectKind} ${duty.subject}`;
      const number = (numberOf.get(name) ?? 0) + 1;
      numberOf.set(name, number);
      return [duty, `${name} ${number}`];
    });
}

/**
 * Pairs the items of two sides by key, in the order of the first side, then those of the second
 * only.
 */
function pairs<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): [T | null, T | null][] {
  const afterByKey = new Map(after.map((item) => [keyOf(item), item]));
  const beforeKeys = new Set(before.map(keyOf));
  return [
    ...before.map((item): [T | null, T | null] => [item, afterByKey.get(keyOf(item)) ?? null]),
    ...after.filter((item) => !beforeKeys.has(keyOf(item))).map((item): [T | null, T | null] => [null, item]),
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
