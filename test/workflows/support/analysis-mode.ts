/** How the analysis behaves in the tests of workflows. Every one of them passes in each mode. */
export const ANALYSIS_MODES = ['off', 'broken', 'slow', 'lying'] as const;
export type AnalysisMode = (typeof ANALYSIS_MODES)[number];

/** Chosen by the environment variable `RANGAP_TEST_ANALYSIS`; a broken analysis without it. */
export function analysisMode(): AnalysisMode {
  return ANALYSIS_MODES.find((mode) => mode === process.env['RANGAP_TEST_ANALYSIS']) ?? 'broken';
}
