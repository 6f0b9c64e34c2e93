import { activityInfo, log } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { DataSource } from 'typeorm';
import { keepAdvice } from '../src/application/advice/keep-advice.js';
import { readCaseToAnalyse } from '../src/application/advice/read-case-to-analyse.js';
import type { AnalysisActivities } from '../src/contract/activities.js';
import { ANALYSIS_MS, type CaseToAnalyse } from '../src/contract/analysis.js';
import { FAILURE } from '../src/contract/failures.js';
import type { Dispatcher } from '../src/dispatch/dispatcher.js';
import type { AdviceDraft } from '../src/domain/advice/advice.js';

/**
 * The analysis: it may be slow, wrong or broken, and nothing but advice depends on it. `signal`
 * says that nobody waits for it any more.
 */
export type Analyse = (input: CaseToAnalyse, signal: AbortSignal) => Promise<readonly AdviceDraft[]>;

/**
 * Makes the activity that asks the analysis about a case and keeps what it advises. `analyse` has
 * its own limit of two seconds. When it fails there is no advice; the case never waits for it. Right
 * after the questions, within the workflow task, it lets this process look at the case first: then
 * the answers that came at once have their effect.
 */
export function createAnalysisActivities(
  db: DataSource,
  analyse: Analyse,
  dispatcher: Pick<Dispatcher, 'looked'>,
): AnalysisActivities {
  return {
    async adviseOnCase({ caseId }) {
      if (activityInfo().isLocal) await dispatcher.looked(caseId);
      const read = await readCaseToAnalyse(db.manager, caseId);
      if (!read.asked) {
        if (read.because === 'evidence_open') throw evidenceOpen();
        return;
      }
      const { input } = read;
      const drafts = await inTime(analyse, input);
      const kept = await keepAdvice(db, caseId, input.asOfMs, drafts);
      log.info('the analysis advised on a case', { caseId, kept });
    },
  };
}

/** Asks the analysis, and waits two seconds at most. */
async function inTime(analyse: Analyse, input: CaseToAnalyse): Promise<readonly AdviceDraft[]> {
  const signal = AbortSignal.timeout(ANALYSIS_MS);
  const tooLate = new Promise<never>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new Error('it took longer than two seconds'))),
  );
  try {
    const drafts = await Promise.race([Promise.resolve(input).then((given) => analyse(given, signal)), tooLate]);
    // By its type it is a list; what a thread sends is not checked by types.
    const isList: boolean = Array.isArray(drafts);
    if (!isList) throw new Error('its answer is no list');
    return drafts;
  } catch (error) {
    throw noAdvice(error);
  }
}

function noAdvice(error: unknown): ApplicationFailure {
  return ApplicationFailure.create({
    type: FAILURE.NO_ADVICE,
    message: `the analysis gave no advice: ${error instanceof Error ? error.message : 'it is broken'}`,
    nonRetryable: true,
  });
}

/** Tried again later by the server, which costs no event; it is no fault. */
function evidenceOpen(): ApplicationFailure {
  return ApplicationFailure.create({
    type: FAILURE.EVIDENCE_OPEN,
    message: 'agencies have still to answer',
    category: ApplicationFailureCategory.BENIGN,
  });
}
