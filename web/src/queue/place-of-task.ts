import type { PendingList } from '../api/schema.js';
import type { QueueRow, QueueTaskRow } from './queue-rows.js';

/** A part of the page of a case; `decision` and `facts` are always in view. */
export type CasePart = 'decision' | 'facts' | 'holds' | 'evidence' | 'trail';

/** A row of another page, by its view and its id. */
export interface DeskPlace {
  readonly to: '/complaints' | '/supervisor' | '/unfreeze';
  readonly search: { readonly tab?: string; readonly chosen: string };
}

/** Where the task of a case is done: in a part of the case, or on another page. */
type TaskPlace = { readonly part: CasePart } | { readonly desk: DeskPlace };

/** A task, and the case that it belongs to. */
type PlacedTask = Pick<QueueTaskRow, 'task' | 'subjectId'> & Pick<QueueRow, 'id'>;

const WHERE: Readonly<Record<QueueRow['task'], CasePart | ((row: PlacedTask) => DeskPlace) | undefined>> = {
  confirm_break_glass: 'decision',
  decide_request: 'decision',
  request_suspension: 'decision',
  lift_cut_off: 'holds',
  confirm_withdrawal: ({ subjectId }) => ({ to: '/complaints', search: { tab: 'waiting', chosen: subjectId } }),
  confirm_holder: ({ subjectId }) => ({ to: '/complaints', search: { tab: 'waiting', chosen: subjectId } }),
  confirm_correction: ({ subjectId }) => ({ to: '/complaints', search: { tab: 'waiting', chosen: subjectId } }),
  tell_victim: ({ id }) => ({ to: '/complaints', search: { tab: 'tell', chosen: id } }),
  decide_directive: ({ subjectId }) => ({ to: '/supervisor', search: { tab: 'directives', chosen: subjectId } }),
  settle_break: ({ subjectId }) => ({ to: '/supervisor', search: { tab: 'breaks', chosen: subjectId } }),
  answer_appeal: ({ subjectId }) => ({ to: '/unfreeze', search: { chosen: subjectId } }),
  take_over: 'facts',
  review_hold: 'holds',
  decide_hold: 'holds',
  judge_suspicion: 'holds',
  answer_order: 'holds',
  acknowledge_release: 'holds',
  tell_holder: 'holds',
  confirm_debit: 'evidence',
  find_transfer: ({ id }) => ({ to: '/complaints', search: { tab: 'found', chosen: id } }),
  complete_transfer: ({ id }) => ({ to: '/complaints', search: { tab: 'found', chosen: id } }),
  complete_report: ({ id }) => ({ to: '/complaints', search: { tab: 'found', chosen: id } }),
  answer_question: 'evidence',
  name_receiver: 'trail',
  file_statement: ({ id }) => ({ to: '/complaints', search: { tab: 'found', chosen: id } }),
  // Nobody at a screen does it.
  wait: undefined,
};

/** Returns where the next task of a case is done; undefined where nobody at a screen does it. */
export function placeOfTask(row: PlacedTask): TaskPlace | undefined {
  const where = WHERE[row.task];
  if (where === undefined) return undefined;
  return typeof where === 'string' ? { part: where } : { desk: where(row) };
}

/** Returns where what waits for a second person is decided, where that is not the case itself. */
export function placeOfPending({ kind, id }: PendingList['requests'][number]): DeskPlace | undefined {
  switch (kind) {
    case 'withdrawal':
    case 'correction':
    case 'holder_papers':
      return { to: '/complaints', search: { tab: 'waiting', chosen: id } };
    case 'telecom':
    case 'telecom_lift':
    case 'list':
    case 'delist':
      return { to: '/supervisor', search: { tab: 'directives', chosen: id } };
    default:
      return undefined;
  }
}
