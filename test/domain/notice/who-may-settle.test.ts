import { type Role, ROLES } from '../../../src/domain/freeze-request/freeze-request.js';
import type { NoticeOffice } from '../../../src/domain/notice/who-may-notify.js';
import { maySettle } from '../../../src/domain/notice/who-may-settle.js';

const settlers = (result: 'lifted' | 'proceeded', offices: readonly NoticeOffice[]) =>
  ROLES.filter((role) => maySettle(result, offices, [role]) === null);

describe('what was found of a suspension', () => {
  it.each<[NoticeOffice, Role]>([
    ['ccib', 'inquiry_officer'],
    ['dsi', 'inquiry_officer'],
    ['amlo', 'amlo_officer'],
  ])('on a notice of %s is said by %s alone', (office, role) => {
    expect(settlers('lifted', [office])).toEqual([role]);
    expect(settlers('proceeded', [office])).toEqual([role]);
    const other = role === 'amlo_officer' ? 'inquiry_officer' : 'amlo_officer';
    expect(maySettle('lifted', [office], [other])).toMatchObject({ ok: false, code: 'SUSPENSION.OFFICE' });
  });

  it('on the notices of two offices is lifted by who speaks for both, and proceeded with by either', () => {
    expect(settlers('lifted', ['amlo', 'ccib'])).toEqual([]);
    expect(maySettle('lifted', ['amlo', 'ccib'], ['amlo_officer', 'inquiry_officer'])).toBeNull();
    expect(settlers('proceeded', ['amlo', 'ccib']).sort()).toEqual(['amlo_officer', 'inquiry_officer']);
    expect(settlers('lifted', ['dsi', 'ccib'])).toEqual(['inquiry_officer']);
  });

  it('on an institution’s own suspicion is said by whoever examines it', () => {
    expect(maySettle('lifted', [], ['amlo_officer'])).toBeNull();
    expect(maySettle('lifted', [], ['inquiry_officer'])).toBeNull();
  });
});
