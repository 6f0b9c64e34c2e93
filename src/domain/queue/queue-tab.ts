import type { Role } from '../freeze-request/freeze-request.js';
import { HOUR_MS, after } from '../time.js';
import { byTimeLeft, type ClockedTask, type QueueTask } from './queue-task.js';

/**
 * The views of the queue; a case stands in each that one of its tasks belongs to. `ours` is what the
 * centre alone can do; `late` is what institutions and agencies owe too late, which colours nothing
 * of ours.
 */
export const QUEUE_TABS = [
  'ours',
  'approval',
  'appeals',
  'ending',
  'officers',
  'victims',
  'institutions',
  'agencies',
  'late',
  'all',
] as const;
export type QueueTab = (typeof QUEUE_TABS)[number];

/** Returns the view that a person with these roles begins with: what the role can do. */
export function ownTab(roles: readonly Role[]): QueueTab {
  if (roles.some((role) => role === 'aoc_officer' || role === 'aoc_supervisor')) return 'ours';
  return roles.includes('inquiry_officer') ? 'officers' : 'all';
}

/** Tasks that a second person settles. */
const APPROVALS: readonly QueueTask[] = [
  'confirm_break_glass',
  'decide_request',
  'confirm_withdrawal',
  'confirm_correction',
  'confirm_holder',
  'decide_directive',
];

/** Tasks about a hold that ends by itself. */
const ENDINGS: readonly QueueTask[] = ['judge_suspicion', 'decide_hold', 'file_statement'];

/** Returns whether a task is of the kind of a tab, whatever the time. */
export function isOfTab({ task, clockOwner }: Pick<ClockedTask, 'task' | 'clockOwner'>, tab: QueueTab): boolean {
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
    case 'late':
      return clockOwner === 'institution' || clockOwner === 'agency';
    case 'victims':
      return clockOwner === 'victim';
    case 'appeals':
      return task === 'answer_appeal';
    case 'ending':
      return ENDINGS.includes(task);
  }
}

/** Returns the latest time of a task that stands in a tab at an instant; null: any, or none. */
export function reachOf(tab: QueueTab, now: Date): Date | null {
  if (tab === 'late') return now;
  return tab === 'ending' ? after(now, 24 * HOUR_MS) : null;
}

/**
 * Returns the task by which a case stands in a tab, of its tasks by urgency: the most urgent of the
 * tab's kind, and in a tab that reaches to an instant the one with the least time left.
 * Undefined: it stands there never.
 */
export function leadIn(tab: QueueTab, tasks: readonly ClockedTask[]): ClockedTask | undefined {
  const ofTab = tasks.filter((task) => isOfTab(task, tab));
  if (tab !== 'late' && tab !== 'ending') return ofTab[0];
  return ofTab.filter(({ dueAt }) => dueAt !== null).toSorted(byTimeLeft)[0];
}
