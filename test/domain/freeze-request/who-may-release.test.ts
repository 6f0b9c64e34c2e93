import { type Actor, type Role, ROLES } from '../../../src/domain/freeze-request/freeze-request.js';
import { mayRelease, releaseRoles } from '../../../src/domain/freeze-request/who-may-release.js';
import type { HoldKind } from '../../../src/domain/hold/hold.js';
import { NOW, TH } from '../support.js';

function actor(subject: string, ...roles: Role[]): Actor {
  return { subject, roles };
}

describe('a release', () => {
  const centre: Role[] = ['aoc_officer', 'aoc_supervisor'];
  const RELEASERS: Record<HoldKind, Role[]> = {
    section6: ['inquiry_officer'],
    section7: [...centre, 'inquiry_officer'],
    aoc_suspension: centre,
    break_glass: centre,
    continue_order: ['inquiry_officer'],
    whole_account: ['inquiry_officer'],
  };
  const cases = (Object.keys(RELEASERS) as HoldKind[]).flatMap((kind) =>
    ROLES.map((role) => [kind, role, RELEASERS[kind].includes(role)] as const),
  );

  it.each(cases)('of a hold of %s by one %s: %s', (kind, role, may) => {
    const result = mayRelease(kind, actor('someone', role), TH, NOW);
    expect(result).toMatchObject(may ? { ok: true, value: { role } } : { ok: false, code: 'APPROVAL.ROLE' });
    expect(releaseRoles(kind, TH, NOW).includes(role)).toBe(may);
  });
});

describe('a rulebook that gives power to a role nobody knows', () => {
  it('throws at the first use', () => {
    const broken = TH.map((row) =>
      row.ruleId === 'P-APP' ? { ...row, parameters: { ...row.parameters, 'section7.release': ['king'] } } : row,
    );
    expect(() => mayRelease('section7', actor('officer', 'aoc_officer'), broken, NOW)).toThrow('unknown role king');
  });
});
