import type { AdviceVerdict } from './advice.js';

/** What a reader of narratives proposed. */
export interface ProposedByReading {
  /** The likeliest first; at least one. */
  caseTypes: readonly { caseType: string; confidence: number }[];
  /** What the text names. Values are never kept: only how many were taken over. */
  entities: readonly { type: string; value: string | number }[];
}

/** What the person who took the complaint wrote down. */
export interface TakenDown {
  caseType: string;
  /** Accounts, PromptPay ids, amounts in baht, names of receivers and contacts, as written. */
  values: readonly string[];
}

/** What became of a reading: the outcome by which its model is measured. */
export interface NarrativeOutcome {
  verdict: AdviceVerdict;
  /** Why it was wrong, in codes of case types alone; null when it was right. */
  why: string | null;
  /** Of each kind of entity, how many were named and how many of them were taken down. */
  entities: Readonly<Record<string, { named: number; taken: number }>>;
}

/**
 * Compares a reading with what a person took down of the same narrative. The first case type counts:
 * whoever chose another corrected it. A value counts once, however often the text names it.
 */
export function narrativeOutcome(proposed: ProposedByReading, takenDown: TakenDown): NarrativeOutcome {
  const first = proposed.caseTypes[0]?.caseType ?? 'none';
  const isRight = first === takenDown.caseType;
  const taken = new Set(takenDown.values.map(plain));
  const entities: Record<string, { named: number; taken: number }> = {};
  for (const name of new Set(
    proposed.entities.map(({ type, value }) => JSON.stringify([type, plain(String(value))])),
  )) {
    const [type, value] = JSON.parse(name) as [string, string];
    const count = (entities[type] ??= { named: 0, taken: 0 });
    count.named += 1;
    if (taken.has(value)) count.taken += 1;
  }
  return {
    verdict: isRight ? 'agree' : 'wrong',
    why: isRight ? null : `${takenDown.caseType}, not ${first}`,
    entities,
  };
}

/** Writes a value without blanks, hyphens and case, in which people differ and nothing else does. */
function plain(value: string): string {
  return value.toLowerCase().replace(/[\s-]/g, '');
}
