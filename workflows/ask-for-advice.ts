import { proxyActivities, proxyLocalActivities, TemporalFailure } from '@temporalio/workflow';
import type { AnalysisActivities } from '../src/contract/activities.js';
import { ANALYSIS_QUEUE } from '../src/contract/ids.js';
import { PRIORITY } from '../src/contract/priorities.js';
import { localFirst } from './local-first.js';
import type { LocalTurns } from './local-turns.js';
import { ANALYSIS_OPTIONS, LOCAL_OPTIONS } from './retry-policies.js';

const summary = 'ask the analysis';
const local = proxyLocalActivities<AnalysisActivities>({ ...LOCAL_OPTIONS, summary });
const inQueue = proxyActivities<AnalysisActivities>({
  ...ANALYSIS_OPTIONS,
  taskQueue: ANALYSIS_QUEUE,
  summary,
  priority: { priorityKey: PRIORITY.LATER },
});

/**
 * Asks the analysis about a case after its questions went out: within the same workflow task, or,
 * while agencies have still to answer, through its queue. Nobody waits for it, and nothing follows
 * from it: when it fails, the case has no advice.
 */
export class AdviceAsker {
  /** What the newest step says of the switch (P-ADVICE). */
  mayAsk = false;
  private isAsking = false;

  constructor(
    private readonly caseId: string,
    private readonly turns: LocalTurns,
  ) {}

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
      const asked = { caseId: this.caseId };
      await localFirst(
        () => this.turns.take(() => local.adviseOnCase(asked)),
        () => inQueue.adviseOnCase(asked),
      );
    } catch (error) {
      if (!(error instanceof TemporalFailure)) throw error;
    }
    this.isAsking = false;
  }
}
