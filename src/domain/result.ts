/** A refusal by a rule: an expected outcome with a stable code, never an exception. */
export interface Refusal {
  ok: false;
  /** Stable code `AREA.REASON`, the same in the domain, the API's problems and the audit. */
  code: string;
  detail: string;
}

/** Outcome of a domain decision. */
export type Result<T> = { ok: true; value: T } | Refusal;

/** Wraps the value of a decision that went through. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A refusal with its code and a sentence for a person; never personal data. */
export function refuse(code: string, detail: string): Refusal {
  return { ok: false, code, detail };
}

/** Marks what cannot happen. Throws: a bug must be loud. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}
