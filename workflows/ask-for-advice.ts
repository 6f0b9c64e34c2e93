import { ActivityFailure, proxyActivities } from '@temporalio/workflow';
import type { AnalysisActivities } from '../src/contract/activities.js';
import { ANALYSIS_QUEUE } from '../src/contract/ids.js';
import { PRIORITY } from '../src/contract/priorities.js';
import { ANALYSIS_OPTIONS } from './retry-policies.js';

const { adviseOnCase } = proxyActivities<AnalysisActivities>({
  ...ANALYSIS_OPTIONS,
  taskQueue: ANALYSIS_QUEUE,
  summary: 'ask the analysis',
  priority: { priorityKey: PRIORITY.LATER },
});

/**
 * Asks the analysis about a case after its questions went out. Nobody waits for it, and nothing
 * follows from it: when it fails, the case has no advice.
 */
export class AdviceAsker {
  /** What the newest step says of the switch (P-ADVICE). */
  mayAsk = false;
  private isAsking = false;

  constructor(private readonly caseId: string) {}

  /**
   * Asks, unless it may not or is asking already: what waits for the agencies sees later questions
   * too.
   */
  ask(): void {
    if (this.mayAsk && !this.isAsking) void this.run();
  }

  private async run(): Promise<void> {
    this.isAsking = true;
    try {
      await adviseOnCase({ caseId: this.caseId });
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
    }
    this.isAsking = false;
  }
}
