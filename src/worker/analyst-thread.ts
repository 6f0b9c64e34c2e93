import { parentPort } from 'node:worker_threads';
import { adviseOnCase } from '../analysis/advise-on-case.js';
import type { CaseToAnalyse } from '../contract/analysis.js';
import type { AdviceDraft } from '../domain/advice/advice.js';

/** What the thread answers about the case of a number: the advice, or that it is broken. */
export interface AnalysedInThread {
  number: number;
  drafts: AdviceDraft[] | null;
  /** The name of the error; its message could tell of persons. */
  fault: string | null;
}

parentPort?.on('message', ({ number, input }: { number: number; input: CaseToAnalyse }) => {
  parentPort?.postMessage(answer(number, input));
});

function answer(number: number, input: CaseToAnalyse): AnalysedInThread {
  try {
    return { number, drafts: adviseOnCase(input), fault: null };
  } catch (error) {
    return { number, drafts: null, fault: error instanceof Error ? error.name : 'unknown' };
  }
}
