import { complaintWorkflowId, holdWorkflowId } from '../../contract/ids.js';
import type { CaseWork } from '../case/work/case-work.js';
import type { NoticeResponse } from './notice-input.js';

/** The workflows to start and to signal after commit. */
export interface NoticeSignals {
  starts: { workflowId: string; kind: 'complaint' | 'hold'; id: string; institution?: string }[];
  looks: { workflowId: string; message: string; rowId: string }[];
}

/** Returns the workflows of a notice's cases and holds to start and to signal after commit. */
export function signalsOf({ id: noticeId, cases }: NoticeResponse, works: readonly CaseWork[]): NoticeSignals {
  const holds = works.flatMap((work) => work.holdsToStart());
  const changedHolds = works.flatMap((work) => work.holdsToSignal());
  return {
    starts: [
      ...cases
        .filter(({ joined }) => !joined)
        .map(({ id }) => ({ workflowId: complaintWorkflowId(id), kind: 'complaint' as const, id })),
      ...holds.map(({ holdId, institution }) => ({
        workflowId: holdWorkflowId(holdId),
        kind: 'hold' as const,
        id: holdId,
        institution,
      })),
    ],
    looks: [
      ...cases
        .filter(({ joined }) => joined)
        .map(({ id }) => ({ workflowId: complaintWorkflowId(id), message: 'complaintAdded', rowId: noticeId })),
      ...changedHolds.map(({ holdId, ...signal }) => ({ workflowId: holdWorkflowId(holdId), ...signal })),
    ],
  };
}
