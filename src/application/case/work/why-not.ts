import type { Refusal } from '../../../domain/result.js';

/** Why an act is not open to a person, as people and programs read it. */
export interface WhyNotView {
  code: string;
  detail: string;
  /** RFC 3339, UTC. */
  at: string | null;
}

/** Returns why an act is refused, as it is read; null: it is open. */
export function whyNotView(refusal: Refusal | null): WhyNotView | null {
  if (refusal === null) return null;
  return { code: refusal.code, detail: refusal.detail, at: refusal.values?.at?.toISOString() ?? null };
}

/** Returns why a decision is refused to a person, as it is read; null: it is open. */
export function whyNotDecide(may: { ok: true } | Refusal): WhyNotView | null {
  return whyNotView(may.ok ? null : may);
}
