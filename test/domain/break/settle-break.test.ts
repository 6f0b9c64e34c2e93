import type { Actor } from '../../../src/domain/freeze-request/freeze-request.js';
import { mayAnswerBreak, maySettleBreak, ownerOfBreak } from '../../../src/domain/break/settle-break.js';
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

  it.each<[string, Actor, Date | null, boolean, string]>([
    ['by a supervisor', SUPERVISOR, null, false, 'aoc_supervisor'],
    ['by an officer', { subject: 'officer-1', roles: ['aoc_officer'] }, null, false, 'APPROVAL.ROLE'],
    ['a second time', SUPERVISOR, NOW, false, 'BREAK.SETTLED'],
    ['though two persons must decide on a lost order', SUPERVISOR, null, true, 'BREAK.OF_LOST_ORDER'],
  ])('is settled %s: %s', (_name, actor, closedAt, isOfLostOrder, outcome) => {
    const judged = maySettleBreak({ closedAt, isOfLostOrder }, actor, TH, NOW);
    expect(judged.ok ? judged.value.role : judged.code).toBe(outcome);
  });

  it.each([
    ['its own, open', { institution: 'th-014', closedAt: null, statements: 0 }, 'ok'],
    ['its own, the last time', { institution: 'th-014', closedAt: null, statements: 19 }, 'ok'],
    ['its own, once too often', { institution: 'th-014', closedAt: null, statements: 20 }, 'BREAK.SAID_ENOUGH'],
    ['its own, settled', { institution: 'th-014', closedAt: NOW, statements: 0 }, 'BREAK.SETTLED'],
    ['that of another', { institution: 'th-002', closedAt: null, statements: 0 }, 'BREAK.ABSENT'],
    ['that of another, settled', { institution: 'th-002', closedAt: NOW, statements: 20 }, 'BREAK.ABSENT'],
    ['that of nobody', { institution: null, closedAt: null, statements: 0 }, 'BREAK.ABSENT'],
    ['none', undefined, 'BREAK.ABSENT'],
  ])('is spoken on by an institution where it is %s: %s', (_name, found, outcome) => {
    const may = mayAnswerBreak(found, 'th-014');
    expect(may.ok ? 'ok' : may.code).toBe(outcome);
  });
});
