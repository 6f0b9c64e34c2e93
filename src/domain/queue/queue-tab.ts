import { HOUR_MS, after } from '../time.js';
import type { ClockedTask, QueueTask } from './queue-task.js';

/** The views of the queue; a case stands in each that one of its tasks belongs to. */
export const QUEUE_TABS = [
  'all',
  'ours',
  'approval',
  'officers',
  'institutions',
  'agencies',
  'victims',
  'appeals',
  'ending',
] as const;
export type QueueTab = (typeof QUEUE_TABS)[number];

/** Tasks that a second person settles. */
const APPROVALS: readonly QueueTask[] = [
  'confirm_break_glass',
  'decide_request',
  'confirm_withdrawal',
  'confirm_correction',
  'decide_directive',
];

/** Tasks about a hold that ends by itself. */
const ENDINGS: readonly QueueTask[] = ['judge_suspicion', 'decide_hold', 'file_statement'];

/** Returns whether a task belongs to a tab at an instant. */
export function isInTab({ task, clockOwner, dueAt }: ClockedTask, tab: QueueTab, now: Date): boolean {
  switch (tab) {
    case 'all':
      return true;
    case 'ours':
      return clockOwner === 'centre';
    case 'approval':
      return APPROVALS.includes(task);
    case 'officers':
      return clockOwner === 'inquiry_officer';
    case 'institutions':
      return clockOwner === 'institution';
    case 'agencies':
      return clockOwner === 'agency';
    case 'victims':
      return clockOwner === 'victim';
    case 'appeals':
      return task === 'answer_appeal';
    case 'ending':
      return ENDINGS.includes(task) && dueAt !== null && dueAt <= after(now, 24 * HOUR_MS);
  }
}
