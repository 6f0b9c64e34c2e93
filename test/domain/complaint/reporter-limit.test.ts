import { isReporterLimitReached, reporterWindowStart } from '../../../src/domain/complaint/reporter-limit.js';
import { NOW, hoursBefore, newestRow } from '../support.js';

describe('the limit of unconfirmed complaints for each reporter', () => {
  it.each([
    [0, false],
    [2, false],
    [3, true],
    [4, true],
  ])('after %i complaints is reached: %s', (unconfirmed, expected) => {
    expect(isReporterLimitReached(unconfirmed, newestRow('P-URG'))).toBe(expected);
  });

  it('counts the complaints of the last 24 hours', () => {
    expect(reporterWindowStart(newestRow('P-URG'), NOW)).toEqual(hoursBefore(NOW, 24));
  });
});
