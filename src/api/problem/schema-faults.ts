import type { FieldFault } from '../../domain/complaint/check-complaint.js';

/**
 * An issue that a schema reports (Standard Schema), with zod's additions: `errors` of a union
 * holds the issues of each branch, with paths relative to the union.
 */
interface Issue {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
  readonly code?: unknown;
  readonly keys?: readonly string[];
  readonly errors?: readonly (readonly Issue[])[];
}

const CODES: Readonly<Record<string, string>> = {
  invalid_type: 'FIELD.TYPE',
  unrecognized_keys: 'FIELD.UNKNOWN',
  invalid_value: 'FIELD.VALUE',
  invalid_union: 'FIELD.VALUE',
  too_small: 'FIELD.RANGE',
  too_big: 'FIELD.RANGE',
  invalid_format: 'FIELD.FORMAT',
  custom: 'FIELD.VALUE',
};

/**
 * Returns the faults that a schema found, the first of each field, with RFC 6901 pointers. It
 * never repeats a value, and repeats a caller's field name only when it looks like one.
 */
export function schemaFaults(issues: readonly Issue[]): FieldFault[] {
  const faults = issues.flatMap((issue) => faultsOf(issue, []));
  return faults.filter((fault, index) => faults.findIndex(({ pointer }) => pointer === fault.pointer) === index);
}

function faultsOf(issue: Issue, parentPath: readonly unknown[]): FieldFault[] {
  const path = [...parentPath, ...(issue.path ?? [])];
  if (issue.code === 'unrecognized_keys') return unknownFields(path, issue.keys ?? []);
  const branch = issue.code === 'invalid_union' ? likeliestBranch(issue.errors ?? []) : undefined;
  if (branch !== undefined) return branch.flatMap((branchIssue) => faultsOf(branchIssue, path));
  return [{ pointer: pointer(path), ...describe(issue) }];
}

function describe(issue: Issue): { code: string; detail: string } {
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return { code: 'FIELD.MISSING', detail: 'is missing' };
  }
  return { code: CODES[String(issue.code)] ?? 'FIELD.VALUE', detail: issue.message };
}

function unknownFields(path: readonly unknown[], keys: readonly string[]): FieldFault[] {
  const names = keys.map((key) => (/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(key) ? key : undefined));
  return [...new Set(names)].map((name) => ({
    pointer: pointer(name === undefined ? path : [...path, name]),
    code: 'FIELD.UNKNOWN',
    detail: name === undefined ? 'has a field of an unknown name' : 'is not a known field',
  }));
}

/**
 * Returns the branch that the caller most likely meant: the one with the fewest missing and
 * unknown fields. Returns undefined when two fit equally well.
 */
function likeliestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const scored = branches.map((branch) => ({
    branch,
    score: branch.reduce((sum, issue) => sum + strangeness(issue), 0),
  }));
  const least = Math.min(...scored.map(({ score }) => score));
  const best = scored.filter(({ score }) => score === least);
  return best.length === 1 ? best[0]?.branch : undefined;
}

function strangeness(issue: Issue): number {
  if (issue.code === 'unrecognized_keys') return issue.keys?.length ?? 1;
  return issue.code === 'invalid_type' && (issue.path?.length ?? 0) <= 1 ? 1 : 0;
}

/** Writes an RFC 6901 pointer; the empty one is the whole body. */
function pointer(path: readonly unknown[]): string {
  return path.map((part) => `/${String(keyOf(part)).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function keyOf(part: unknown): unknown {
  return typeof part === 'object' && part !== null && 'key' in part ? part.key : part;
}
