import type { Person } from '../api/next-session.js';
import { Clock } from '../ui/marks/clock.js';
import { clockParty, isTheirs, otherTasks, type QueueRow } from './queue-rows.js';
import { DeskLink } from './desk-link.js';
import { placeOfTask, type CasePart } from './place-of-task.js';
import { useText } from './words.js';

interface OtherTasksProps {
  row: QueueRow;
  person: Person | undefined;
  nameOf: (slug: string) => string;
  /** Shows the part of the case where a task is done; undefined: the case is not open here. */
  onPart?: (part: CasePart) => void;
}

/** Every task of a case besides the one that leads: what it is, whose, its clock, and the way there. */
export function OtherTasks({ row, person, nameOf, onPart }: OtherTasksProps) {
  const { t } = useText();
  const others = otherTasks(row);
  if (others.length === 0) return null;
  return (
    <ul className="other-tasks" aria-label={t('queue.otherTasks')}>
      {others.map((task) => {
        const { clockOwner, subjectId, startedAt, dueAt } = task;
        const party = clockParty(task);
        const place = placeOfTask({ ...task, id: row.id });
        const words = t(`task.${task.task}`);
        return (
          <li key={`${task.task} ${subjectId}`} className="label">
            {place !== undefined && 'part' in place && onPart !== undefined ? (
              <button type="button" className="link" onClick={() => onPart(place.part)}>
                {words}
              </button>
            ) : place !== undefined && 'desk' in place ? (
              <DeskLink place={place.desk} person={person} otherwise={words}>
                {words}
              </DeskLink>
            ) : (
              words
            )}
            {clockOwner !== 'centre' && ` · ${party === null ? t(`owner.${clockOwner}`) : nameOf(party)}`}{' '}
            {dueAt !== null && <Clock startedAt={startedAt} dueAt={dueAt} isTheirs={isTheirs(task)} />}
          </li>
        );
      })}
    </ul>
  );
}
