/** What an analysis may advise about. Each kind has its own subject and detail. */
export const ADVICE_KINDS = ['hop_risk', 'ring', 'case_type', 'review_order'] as const;
export type AdviceKind = (typeof ADVICE_KINDS)[number];

/** How sure an advice is. `unsure` is the honest answer wherever nothing better is known. */
export const ADVICE_BANDS = ['high', 'unsure', 'likely_innocent'] as const;
export type AdviceBand = (typeof ADVICE_BANDS)[number];

/** The bands of what is said to a person as advice; not being sure is no advice. */
export const SAID_BANDS = ['high', 'likely_innocent'] as const satisfies readonly AdviceBand[];

/** One sentence that says why, with a stable code. */
export interface AdviceReason {
  code: string;
  th: string;
  en: string;
}

/** What an analysis says of one subject. It orders nothing: no rule and no approval reads it. */
export interface AdviceDraft {
  kind: AdviceKind;
  /** An account (`accountKey`) for `hop_risk`; the id of the case for the others. */
  subject: string;
  /** 0 to 1: the order in which subjects are worth an officer's look. */
  score: number;
  band: AdviceBand;
  /** The weightiest first, one to four. */
  reasons: readonly AdviceReason[];
  /** What would have to differ for another band; null where nothing simple would. */
  counterfactual: { th: string; en: string } | null;
  /** What the kind has beside: the types of `case_type`, the cases of `ring`. */
  detail: Readonly<Record<string, unknown>>;
  modelVersion: string;
  /** SHA-256 of the figures that the score was made of, hexadecimal. */
  featureHash: string;
  /** A challenger's advice: kept to be compared, shown to nobody who decides. */
  shadow: boolean;
}

const REASONS_MAX = 4;

/**
 * Returns why an advice may not be kept, in words; null when it may. An analysis is not trusted: a
 * broken one gives no advice, and the case goes on.
 */
export function adviceFault(draft: AdviceDraft): string | null {
  if (typeof draft !== 'object' || draft === null) return 'it is no advice';
  if (!ADVICE_KINDS.includes(draft.kind)) return 'its kind is not known';
  if (!ADVICE_BANDS.includes(draft.band)) return 'its band is not known';
  if (!(draft.score >= 0 && draft.score <= 1)) return 'its score is not from 0 to 1';
  if (!Array.isArray(draft.reasons)) return 'it has no list of reasons';
  if (draft.reasons.length < 1 || draft.reasons.length > REASONS_MAX) return 'it has no reason, or more than four';
  if (!draft.reasons.every(isInBothLanguages)) return 'a reason is not in Thai and in English';
  if (draft.counterfactual !== null && !isInBothLanguages(draft.counterfactual))
    return 'its counterfactual is not in Thai and in English';
  if (!/^[0-9a-f]{64}$/.test(draft.featureHash)) return 'its hash of features is no SHA-256';
  if (!isText(draft.modelVersion) || !isText(draft.subject)) return 'it names no model, or no subject';
  if (typeof draft.detail !== 'object' || (draft.detail as object | null) === null) return 'it has no detail';
  if (draft.kind === 'ring' && ringCases(draft).length === 0) return 'its ring names no other case';
  return null;
}

/**
 * Returns the cases that a suggested ring names beside its own, each once; none where it names
 * something else or no list.
 */
export function ringCases({ subject, detail }: Pick<AdviceDraft, 'subject' | 'detail'>): string[] {
  const named: unknown = detail['cases'];
  if (!Array.isArray(named) || !named.every(isText)) return [];
  return [...new Set(named)].filter((caseId) => caseId !== subject);
}

/** Returns all cases that a suggested ring has, its own among them, in order of id. */
export function ringWithCase(draft: Pick<AdviceDraft, 'subject' | 'detail'>): string[] {
  return [draft.subject, ...ringCases(draft)].sort();
}

/** Returns whether something, which an analysis gave, has words in Thai and in English. */
function isInBothLanguages(said: unknown): boolean {
  if (typeof said !== 'object' || said === null || !('th' in said) || !('en' in said)) return false;
  return isText(said.th) && /[\u0E00-\u0E7F]/.test(said.th) && isText(said.en);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** A score in millionths, as it is stored: equal advice is equal on every machine. */
export function scorePpm(score: number): number {
  return Math.round(score * 1_000_000);
}

/**
 * Returns whether a subject is drawn for review whatever its score, so that what officers judge is
 * not only what a model chose. `drawHash` is the SHA-256 of the subject, hexadecimal: the same
 * subject is always drawn, or never. `perTenThousand` is the share that is drawn (P-ADVICE).
 */
export function isReviewSlot(drawHash: string, perTenThousand: number): boolean {
  return Number.parseInt(drawHash.slice(0, 8), 16) % 10_000 < perTenThousand;
}

/** What an officer says of an advice. */
export const ADVICE_VERDICTS = ['agree', 'wrong'] as const;
export type AdviceVerdict = (typeof ADVICE_VERDICTS)[number];

/**
 * What an officer found of an account where the advice named neither. It is no finding of law: no
 * rule and no order reads it.
 */
export const ACCOUNT_FOUND = ['mule', 'innocent'] as const;
export type AccountFound = (typeof ACCOUNT_FOUND)[number];

/** An advice, as far as it decides what a verdict on it must say. */
interface JudgedAdvice extends Pick<AdviceDraft, 'kind' | 'band'> {
  /** It was drawn by chance (`isReviewSlot`). */
  reviewSlot: boolean;
}

/**
 * Returns whether a verdict on an advice has to say what the officer found of the account: the
 * advice was unsure of it, so that right or wrong alone says nothing, or chance drew it, so that the
 * model is measured by it.
 */
export function asksWhatWasFound({ kind, band, reviewSlot }: JudgedAdvice): boolean {
  return kind === 'hop_risk' && (band === 'unsure' || reviewSlot);
}

/**
 * Returns what a verdict says of an account by which models are measured: a mule's (true) or not (false);
 * null: nothing. Only what an officer found of an account that chance drew says something. Agreement with
 * what a model says would confirm the model by itself, and what it chose to name is no fair sample.
 */
export function outcomeOf({ reviewSlot, found }: { reviewSlot: boolean; found: AccountFound | null }): boolean | null {
  return reviewSlot && found !== null ? found === 'mule' : null;
}

/** How often officers called the advice of one model version wrong. */
export interface VerdictCount {
  agreed: number;
  wrong: number;
}

/** The count of a model version that no officer judged. */
export const NOT_JUDGED: VerdictCount = { agreed: 0, wrong: 0 };

/** Returns the share of judged advice that was called wrong; null while nobody judged any. */
export function errorRate({ agreed, wrong }: VerdictCount): number | null {
  return agreed + wrong === 0 ? null : wrong / (agreed + wrong);
}
