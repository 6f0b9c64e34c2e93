/** Figures of a refusal, for whoever says its code in other words than `detail`. */
export interface RefusalValues {
  /** The time that it is about: how far an order may reach, or when a claim ends. */
  at?: Date;
  /** The amount that must not be reached. */
  belowSatang?: bigint;
  /** The most that the amount may be. */
  mostSatang?: bigint;
  /** How many there may be. */
  most?: number;
}

/** A refusal by a rule: an expected outcome with a stable code, not an exception. */
export interface Refusal<Code extends string = string> {
  ok: false;
  /** A stable code `AREA.REASON`, the same in the domain, the API's problems and the audit. */
  code: Code;
  detail: string;
  values?: RefusalValues;
}

/** The outcome of a decision: a value or a refusal. */
export type Result<T, Code extends string = string> = { ok: true; value: T } | Refusal<Code>;

/** Wraps the value of a decision that succeeded. */
export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** Makes a refusal with its code and a sentence for a person; it never holds personal data. */
export function refuse<Code extends string>(code: Code, detail: string, values?: RefusalValues): Refusal<Code> {
  return { ok: false, code, detail, ...(values === undefined ? {} : { values }) };
}

/** Throws at a place that the types rule out, so that a bug is noticed. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}
