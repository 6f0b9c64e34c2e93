import { ENTITY_TYPES, type EntityType } from '../extraction/entity.js';

/** An entity as an annotator writes it down; where it stands does not count. */
export interface AnnotatedEntity {
  readonly type: EntityType;
  readonly value: string | number;
}

/** How well one type is found: counts over all texts, and what follows from them. */
export interface EntityScore {
  readonly annotated: number;
  readonly found: number;
  readonly right: number;
  readonly precision: number | null;
  readonly recall: number | null;
  /** The harmonic mean of both; null when the type is neither annotated nor found. */
  readonly f1: number | null;
}

/**
 * Compares what was found with what was annotated, as the exact sets of each text: a value counts
 * once for each text, and only when it is the same in each sign.
 */
export function scoreEntities(
  texts: ReadonlyArray<{ annotated: readonly AnnotatedEntity[]; found: readonly AnnotatedEntity[] }>,
): Record<EntityType, EntityScore> {
  const scoreOf = (type: EntityType): EntityScore => {
    const sets = texts.map(({ annotated, found }) => ({
      annotated: valuesOf(annotated, type),
      found: valuesOf(found, type),
    }));
    const sum = (count: (sets_: (typeof sets)[number]) => number): number =>
      sets.reduce((all, one) => all + count(one), 0);
    const annotated = sum((one) => one.annotated.size);
    const found = sum((one) => one.found.size);
    const right = sum((one) => [...one.found].filter((value) => one.annotated.has(value)).length);
    return {
      annotated,
      found,
      right,
      precision: ratio(right, found),
      recall: ratio(right, annotated),
      f1: ratio(2 * right, annotated + found),
    };
  };
  return Object.fromEntries(ENTITY_TYPES.map((type) => [type, scoreOf(type)])) as Record<EntityType, EntityScore>;
}

function valuesOf(entities: readonly AnnotatedEntity[], type: EntityType): Set<string> {
  return new Set(entities.filter((entity) => entity.type === type).map(({ value }) => String(value)));
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
