import { QUEUE_TASKS } from '../../src/domain/queue/queue-task.js';
import { placeOfTask } from '../../web/src/queue/place-of-task.js';

describe('where a task is done', () => {
  const desks = QUEUE_TASKS.flatMap((task) => {
    const place = placeOfTask({ task, id: 'the-case', subjectId: 'the-subject' });
    return place !== undefined && 'desk' in place ? [{ task, ...place.desk }] : [];
  });

  it('is a row that whoever is led there finds: never among the reports that one took down oneself', () => {
    const ofReports = desks.filter(({ to }) => to === '/complaints');
    expect(ofReports.map(({ task }) => task)).toEqual(expect.arrayContaining(['find_transfer', 'complete_transfer']));
    expect(ofReports.filter(({ search }) => search.tab === undefined)).toEqual([]);
  });
});
