/** A refusal by a rule: an expected outcome with a stable code, not an exception. */
export interface Refusal {
  ok: false;
  /** A stable code `AREA.REASON`, the same in the domain, the API's problems and the audit. */
  code: string;
  detail: string;
}

/** The outcome of a decision: a value or a refusal. */
export type Result<T> = { ok: true; value: T } | Refusal;

/** Wraps the value of a decision that succeeded. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Makes a refusal with its code and a sentence for a person; it never holds personal data. */
export function refuse(code: string, detail: string): Refusal {
  return { ok: false, code, detail };
}

/** Throws at a place that the types rule out, so that a bug is noticed. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}
