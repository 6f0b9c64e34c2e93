import type { Finding } from './facts.js';

/** What a judgement changes of the findings that stood before it. */
export interface ChangedFindings<Standing> {
  /**
   * Whether it finds something else. The order of findings and the wording of their reasons do not
   * count: a judgement that differs in nothing else is none.
   */
  readonly isOther: boolean;
  /** The findings that did not stand before in exactly these words. */
  readonly added: readonly Finding[];
  /** The findings that stood before and do not stand any more. */
  readonly ended: readonly Standing[];
}

/**
 * Compares the findings of a judgement (`made`) with those that stood before it. What is neither
 * added nor ended is the same in every field, so that a judgement reads the same whether its
 * findings are written anew or carried over.
 */
export function changedFindings<Standing extends Finding>(
  standing: readonly Standing[],
  made: readonly Finding[],
): ChangedFindings<Standing> {
  const left = new Map<string, Standing[]>();
  for (const finding of standing) {
    const text = wholeText(finding);
    left.set(text, [...(left.get(text) ?? []), finding]);
  }
  const added = made.filter((finding) => left.get(wholeText(finding))?.pop() === undefined);
  const ended = [...left.values()].flat();
  return { isOther: textsOf(added) !== textsOf(ended), added, ended };
}

function textsOf(findings: readonly Finding[]): string {
  return JSON.stringify(findings.map(textOf).sort());
}

/** Returns the finding without the wording of its reasons. */
function textOf({ ruleRowId, choiceRowIds, subjectKind, subject, outcome, missing, evidenceIds }: Finding): string {
  return JSON.stringify([ruleRowId, choiceRowIds, subjectKind, subject, outcome, missing, evidenceIds]);
}

function wholeText(finding: Finding): string {
  return JSON.stringify([finding.reasons.map(({ th, en }) => [th, en]), textOf(finding)]);
}
