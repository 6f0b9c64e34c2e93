import { newsOf } from '../../../web/src/ui/screen/case-news.js';

const CASE = { heldSatang: '0', evidenceHash: 'a', freezeRequests: [] };
const asked = { id: 'R1', state: 'requested' as const };

describe('what is told of a case to who hears the page', () => {
  it.each([
    ['nothing, where nothing changed', CASE, CASE, []],
    ['a hold', CASE, { ...CASE, heldSatang: '500' }, [{ what: 'held', satang: '500' }]],
    ['a release', { ...CASE, heldSatang: '500' }, CASE, [{ what: 'held', satang: '0' }]],
    ['changed evidence', CASE, { ...CASE, evidenceHash: 'b' }, [{ what: 'evidence' }]],
    ['a request', CASE, { ...CASE, freezeRequests: [asked] }, [{ what: 'asked' }]],
    [
      'an approval, before the evidence',
      { ...CASE, freezeRequests: [asked] },
      { ...CASE, evidenceHash: 'b', freezeRequests: [{ ...asked, state: 'approved' as const }] },
      [{ what: 'approved' }, { what: 'evidence' }],
    ],
    [
      'a refusal that was not seen to be asked for',
      CASE,
      { ...CASE, freezeRequests: [{ ...asked, state: 'refused' as const }] },
      [{ what: 'refused' }],
    ],
  ])('is %s', (_name, before, after, news) => {
    expect(newsOf(before, after)).toEqual(news);
  });
});
