import { firstRows } from '../../support/full-run.js';
import { BROKEN } from './support/broken-centres.js';
import { playAtCentre } from './support/kits-at-centre.js';

// Twelve broken centres, a few at a time; a part waits for the clocks of the protocol.
jest.setTimeout(900_000);

describe('the kit, as an institution that the centre gives orders', () => {
  const broken = firstRows(BROKEN, 2);
  let found: Record<string, string>[] = [];
  beforeAll(async () => {
    found = await playAtCentre([{}, ...broken.map(([, breaks]) => breaks)]);
  });

  it('finds no fault of the centre', () => {
    expect(found[0]).toEqual({});
  });

  it.each(broken.map(([what, , fails], index) => ({ what, fails, index })))(
    'says of a centre that $what just that',
    ({ fails, index }) => {
      expect(Object.keys(found[index + 1] ?? {}).toSorted()).toEqual(fails.toSorted());
    },
  );
});
