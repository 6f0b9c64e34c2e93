import { ROLES } from '../../../src/domain/freeze-request/freeze-request.js';
import { endsClaimsOfOthers, takesCases } from '../../../src/domain/handling/work-claim.js';
import { officesOf } from '../../../src/domain/notice/who-may-notify.js';
import { ownTab } from '../../../src/domain/queue/queue-tab.js';
import { PAGES, pagesFor } from '../../../src/domain/session/pages.js';

describe('what the roles of a person open', () => {
  it('names every page once, and gives every role a page of its own and its sign-ins', () => {
    const paths = PAGES.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const role of ROLES) {
      const open = pagesFor([role]).filter(({ isOpen }) => isOpen);
      expect(open.map(({ path }) => path)).toContain('/sessions');
      expect(open.length).toBeGreaterThan(1);
      expect(open.every(({ readers }) => readers.includes(role))).toBe(true);
    }
    expect(pagesFor([]).some(({ isOpen }) => isOpen)).toBe(false);
  });

  it.each<[Parameters<typeof ownTab>[0], string]>([
    [['aoc_officer'], 'ours'],
    [['aoc_supervisor'], 'ours'],
    [['inquiry_officer'], 'officers'],
    [['inquiry_officer', 'aoc_officer'], 'ours'],
    [['auditor'], 'all'],
  ])('begins the queue of %j with %s: what that person can do', (roles, tab) => {
    expect(ownTab(roles)).toBe(tab);
  });

  it('names the offices in whose name a person gives notices', () => {
    expect(officesOf(['inquiry_officer'])).toEqual(['ccib', 'dsi']);
    expect(officesOf(['amlo_officer'])).toEqual(['amlo']);
    expect(officesOf(['aoc_officer', 'auditor'])).toEqual([]);
  });

  it('gives cases to who works on them, and lets a supervisor alone end the claims of others', () => {
    expect(ROLES.filter((role) => takesCases([role]))).toEqual(['aoc_officer', 'aoc_supervisor', 'inquiry_officer']);
    expect(ROLES.filter((role) => endsClaimsOfOthers([role]))).toEqual(['aoc_supervisor']);
  });
});
