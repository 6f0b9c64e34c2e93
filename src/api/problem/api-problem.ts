import type { FieldFault } from '../../domain/complaint/intake/check-complaint.js';
import type { Refusal, RefusalValues } from '../../domain/result.js';

/**
 * A problem to answer with. `detail` is a sentence of ours and never repeats what the caller sent.
 */
export class ApiProblem extends Error {
  constructor(
    readonly code: string,
    readonly detail: string,
    readonly extra: {
      faults?: readonly FieldFault[];
      values?: RefusalValues;
      retryAfterSeconds?: number;
      allow?: readonly string[];
    } = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = 'ApiProblem';
  }
}

/** Returns the outcome of an accepted transaction. Throws `ApiProblem` for a refusal. */
export function accepted<T extends { ok: true } | (Refusal & { faults?: readonly FieldFault[] | undefined })>(
  outcome: T,
): Extract<T, { ok: true }> {
  if (outcome.ok) return outcome as Extract<T, { ok: true }>;
  const { code, detail, faults, values } = outcome;
  throw new ApiProblem(code, detail, {
    ...(faults === undefined ? {} : { faults }),
    ...(values === undefined ? {} : { values }),
  });
}

/** Returns what was read. Throws `ApiProblem` with `code` when it is undefined. */
export function found<T>(value: T | undefined, code: string): T {
  if (value === undefined) throw new ApiProblem(code, 'there is no such thing, or it is not yours to see');
  return value;
}
