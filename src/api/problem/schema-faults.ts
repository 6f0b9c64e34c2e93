import type { FieldFault } from '../../domain/complaint/intake/check-complaint.js';
import { FULL_NUMBER_FAULT } from '../../domain/identifiers/full-number.js';
import { ApiProblem } from './api-problem.js';

/**
 * An issue that a schema reports (Standard Schema), with zod's additions: `errors` of a union
 * holds the issues of each branch, with paths relative to the union; `params.fault` is the code that a
 * check of ours gives itself.
 */
interface Issue {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
  readonly code?: unknown;
  readonly keys?: readonly string[];
  readonly params?: Readonly<Record<string, unknown>> | undefined;
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
 * Most faults that an answer lists. A form of ours has fewer; a caller who makes thousands learns
 * nothing from the rest.
 */
const MAX_FAULTS = 20;

/**
 * Returns the problem of a request that is not as its schema says. Where all that is wrong are words
 * that name a full number it has a code of its own, `TEXT.FULL_NUMBER`.
 */
export function schemaProblem(issues: readonly Issue[]): ApiProblem {
  const faults = schemaFaults(issues);
  if (faults.every(({ code }) => code === FULL_NUMBER_FAULT)) {
    return new ApiProblem(
      'TEXT.FULL_NUMBER',
      'the text holds a full account number or citizen id, and others will read it; the last four digits are enough',
      { faults },
    );
  }
  return new ApiProblem('REQUEST.SCHEMA', 'fields are missing, unknown or not as they must be', { faults });
}

/**
 * Returns the faults that a schema found, the first of each field and twenty at most, with
 * RFC 6901 pointers. It never repeats a value, and repeats a caller's field name only when it
 * looks like one. It reads no further than it lists, so that a long list of issues costs no time.
 */
export function schemaFaults(issues: readonly Issue[]): FieldFault[] {
  const byPointer = new Map<string, FieldFault>();
  for (const issue of issues) {
    for (const fault of faultsOf(issue, [])) {
      if (byPointer.size >= MAX_FAULTS) return [...byPointer.values()];
      if (!byPointer.has(fault.pointer)) byPointer.set(fault.pointer, fault);
    }
  }
  return [...byPointer.values()];
}

function* faultsOf(issue: Issue, parentPath: readonly unknown[]): Generator<FieldFault> {
  const path = [...parentPath, ...(issue.path ?? [])];
  if (issue.code === 'unrecognized_keys') {
    yield* unknownFields(path, issue.keys ?? []);
    return;
  }
  const branch = issue.code === 'invalid_union' ? likeliestBranch(issue.errors ?? []) : undefined;
  if (branch === undefined) yield { pointer: pointer(path), ...describe(issue) };
  for (const branchIssue of branch ?? []) yield* faultsOf(branchIssue, path);
}

function describe(issue: Issue): { code: string; detail: string } {
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return { code: 'FIELD.MISSING', detail: 'is missing' };
  }
  const own = issue.params?.['fault'];
  const code = typeof own === 'string' ? own : (CODES[String(issue.code)] ?? 'FIELD.VALUE');
  return { code, detail: issue.message };
}

function* unknownFields(path: readonly unknown[], keys: readonly string[]): Generator<FieldFault> {
  for (const key of keys) {
    const isPlain = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(key);
    yield {
      pointer: pointer(isPlain ? [...path, key] : path),
      code: 'FIELD.UNKNOWN',
      detail: isPlain ? 'is not a known field' : 'has a field of an unknown name',
    };
  }
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
