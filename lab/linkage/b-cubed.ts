/** How well found rings agree with the true ones; all are shares of cases. */
export interface LinkageFigures {
  cases: number;
  /** B-cubed: of the cases found with a case, how many belong with it; the mean over cases. */
  precision: number;
  /** B-cubed: of the cases that belong with a case, how many were found; the mean over cases. */
  recall: number;
  f1: number;
  /** Cases that were found together with a case of somebody else. */
  overMerged: number;
  /** Cases that were found together with any other. */
  linked: number;
}

/**
 * Compares found rings with the true ones. A case stands in its own ring on both sides.
 * @param truth the true ring of each case, in the order in which the cases came
 * @param found the cases that were found with each case, itself among them
 * @param asked whether a case belongs with those that came before it alone (`arrival`), or with all
 */
export function compareRings(
  truth: ReadonlyMap<string, string>,
  found: (caseId: string) => readonly string[],
  asked: 'arrival' | 'end',
): LinkageFigures {
  const all = new Map<string, number>();
  for (const ring of truth.values()) all.set(ring, (all.get(ring) ?? 0) + 1);
  const soFar = new Map<string, number>();
  const sums = { precision: 0, recall: 0, overMerged: 0, linked: 0 };
  for (const [caseId, ring] of truth) {
    soFar.set(ring, (soFar.get(ring) ?? 0) + 1);
    const size = (asked === 'end' ? all : soFar).get(ring) ?? 1;
    const together = found(caseId);
    const right = together.filter((other) => truth.get(other) === ring).length;
    sums.precision += right / together.length;
    sums.recall += right / size;
    if (right < together.length) sums.overMerged += 1;
    if (together.length > 1) sums.linked += 1;
  }
  const cases = Math.max(1, truth.size);
  const [precision, recall] = [sums.precision / cases, sums.recall / cases];
  return {
    cases: truth.size,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    overMerged: sums.overMerged / cases,
    linked: sums.linked / cases,
  };
}
