/** How the analysis behaves in the tests of workflows. Every one of them passes in each mode. */
export const ANALYSIS_MODES = ['off', 'broken', 'slow', 'lying'] as const;
export type AnalysisMode = (typeof ANALYSIS_MODES)[number];

/** Chosen by the environment variable `RANGAP_TEST_ANALYSIS`; a broken analysis without it. */
export function analysisMode(): AnalysisMode {
  const { RANGAP_TEST_ANALYSIS: asked = 'broken' } = process.env;
  const mode = ANALYSIS_MODES.find((known) => known === asked);
  if (mode === undefined) throw new Error(`there is no analysis that is ${asked}`);
  return mode;
}
