import { type Actor, type Role, ROLES } from '../../../src/domain/freeze-request/freeze-request.js';
import { mayRelease } from '../../../src/domain/freeze-request/who-may-release.js';
import { NOW, TH } from '../support.js';

function actor(subject: string, ...roles: Role[]): Actor {
  return { subject, roles };
}

describe('a release', () => {
  it.each(ROLES.map((role) => [role, ['aoc_officer', 'aoc_supervisor', 'inquiry_officer'].includes(role)] as const))(
    'by one %s: %s',
    (role, may) => {
      const result = mayRelease(actor('someone', role), TH, NOW);
      expect(result).toMatchObject(may ? { ok: true, value: { role } } : { ok: false, code: 'APPROVAL.ROLE' });
    },
  );
});

describe('a rulebook that gives power to a role nobody knows', () => {
  it('throws at the first use', () => {
    const broken = TH.map((row) =>
      row.ruleId === 'P-APP' ? { ...row, parameters: { ...row.parameters, 'release.request': ['king'] } } : row,
    );
    expect(() => mayRelease(actor('officer', 'aoc_officer'), broken, NOW)).toThrow('unknown role king');
  });
});
