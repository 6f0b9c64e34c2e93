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
 * @param truth the true ring of each case
 * @param found the cases that were found with each case, itself among them
 */
export function compareRings(
  truth: ReadonlyMap<string, string>,
  found: (caseId: string) => readonly string[],
): LinkageFigures {
  const sizes = new Map<string, number>();
  for (const ring of truth.values()) sizes.set(ring, (sizes.get(ring) ?? 0) + 1);
  const sums = { precision: 0, recall: 0, overMerged: 0, linked: 0 };
  for (const [caseId, ring] of truth) {
    const together = found(caseId);
    const right = together.filter((other) => truth.get(other) === ring).length;
    sums.precision += right / together.length;
    sums.recall += right / (sizes.get(ring) ?? 1);
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
