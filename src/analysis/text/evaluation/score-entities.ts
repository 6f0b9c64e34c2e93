import { drawnInterval } from '../../measures.js';
import { ENTITY_TYPES, type EntityType } from '../extraction/entity.js';

/** An entity as an annotator writes it down; where it stands does not count. */
export interface AnnotatedEntity {
  readonly type: EntityType;
  readonly value: string | number;
}

/** How well one type is found: counts over all texts, and what follows from them. */
interface EntityScore {
  readonly annotated: number;
  readonly found: number;
  readonly right: number;
  readonly precision: number | null;
  readonly recall: number | null;
  /** The harmonic mean of both; null when the type is neither annotated nor found. */
  readonly f1: number | null;
}

/** What was annotated and found in one text. */
interface ComparedText {
  readonly annotated: readonly AnnotatedEntity[];
  readonly found: readonly AnnotatedEntity[];
}

/** How well entities are found: each type, and all of them together. */
export interface EntityScores {
  readonly types: Record<EntityType, EntityScore>;
  /** F1 over the entities of all types (micro), with its 95% interval of texts drawn anew. */
  readonly microF1: number | null;
  readonly microF1Interval: readonly [low: number, high: number] | null;
}

/** The types that annotators write down; the texts with annotations have no times of day. */
const ANNOTATED = ENTITY_TYPES.filter((type) => type !== 'time');

/**
 * Compares what was found with what was annotated, as the exact sets of each text: a value counts
 * once for each text, and only when it is the same in each sign.
 */
export function scoreEntities(texts: readonly ComparedText[]): EntityScores {
  const counted = texts.map(countText);
  const types = Object.fromEntries(
    ENTITY_TYPES.map((type) => [type, scoreOf(counted.map((text) => text[type]))]),
  ) as Record<EntityType, EntityScore>;
  const microF1 = (drawn: readonly TextCounts[]): number =>
    scoreOf(drawn.flatMap((text) => ANNOTATED.map((type) => text[type]))).f1 ?? NaN;
  const micro = microF1(counted);
  return {
    types,
    microF1: Number.isNaN(micro) ? null : micro,
    microF1Interval: Number.isNaN(micro) ? null : drawnInterval(counted, microF1),
  };
}

interface Counts {
  annotated: number;
  found: number;
  right: number;
}

type TextCounts = Record<EntityType, Counts>;

function countText({ annotated, found }: ComparedText): TextCounts {
  const counts = ENTITY_TYPES.map((type) => {
    const [meant, read] = [valuesOf(annotated, type), valuesOf(found, type)];
    const right = [...read].filter((value) => meant.has(value)).length;
    return [type, { annotated: meant.size, found: read.size, right }] as const;
  });
  return Object.fromEntries(counts) as TextCounts;
}

function scoreOf(counts: readonly Counts[]): EntityScore {
  let [annotated, found, right] = [0, 0, 0];
  for (const text of counts) {
    annotated += text.annotated;
    found += text.found;
    right += text.right;
  }
  return {
    annotated,
    found,
    right,
    precision: ratio(right, found),
    recall: ratio(right, annotated),
    f1: ratio(2 * right, annotated + found),
  };
}

function valuesOf(entities: readonly AnnotatedEntity[], type: EntityType): Set<string> {
  const values = entities.filter((entity) => entity.type === type).map(({ value }) => String(value));
  return new Set(type === 'amount_baht' ? values.map(foldedAmount) : values);
}

/** An amount is a number however it is written: `1850`, `1850.00`, `1,850` and `๑,๘๕๐` are the same. */
function foldedAmount(text: string): string {
  const digits = text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50)).replace(/[,\s]/g, '');
  return digits === '' || Number.isNaN(Number(digits)) ? text : String(Number(digits));
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
