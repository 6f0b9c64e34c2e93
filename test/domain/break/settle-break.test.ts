import type { Actor } from '../../../src/domain/freeze-request/freeze-request.js';
import { maySettleBreak, ownerOfBreak } from '../../../src/domain/break/settle-break.js';
import { NOW, TH } from '../support.js';

const SUPERVISOR: Actor = { subject: 'supervisor-1', roles: ['auditor', 'aoc_supervisor'] };

describe('a break', () => {
  it('has the owner and the time that P-BREAK gives, and names the row', () => {
    const owner = ownerOfBreak(TH, NOW);
    expect(owner).toEqual({
      ownerRole: 'aoc_supervisor',
      dueAt: new Date(NOW.getTime() + 24 * 3_600_000),
      ruleRowId: 'th/P-BREAK/2025-04-13',
    });
  });

  it.each<[string, Actor, Date | null, string]>([
    ['by a supervisor', SUPERVISOR, null, 'aoc_supervisor'],
    ['by an officer', { subject: 'officer-1', roles: ['aoc_officer'] }, null, 'APPROVAL.ROLE'],
    ['a second time', SUPERVISOR, NOW, 'BREAK.SETTLED'],
  ])('is settled %s: %s', (_name, actor, closedAt, outcome) => {
    const judged = maySettleBreak({ closedAt }, actor, TH, NOW);
    expect(judged.ok ? judged.value.role : judged.code).toBe(outcome);
  });
});
