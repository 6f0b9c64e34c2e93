import { caseStories } from './case.js';
import { queueStories } from './queue.js';
import { House } from './support/house.js';

jest.setTimeout(300_000);

/** Everything is real: the built console, the API, PostgreSQL, Temporal, banks and agencies. */
describe('the console in a browser', () => {
  const house = new House();
  beforeAll(() => house.open());
  afterEach(() => house.leave());
  afterAll(() => house.close());

  queueStories(house);
  caseStories(house);

  it('runs under a policy without inline styles and scripts, and throws nothing', () => {
    expect(house.complaints).toEqual([]);
  });
});
