import { whoGaveOrder } from '../../../src/domain/hold/order/who-gave-order.js';
import { hoursAfter, hoursBefore, NOW } from '../support.js';

const ASKED = { name: 'Officer One', role: 'aoc_officer', at: hoursBefore(NOW, 1) } as const;
const APPROVED = { name: 'Supervisor One', role: 'aoc_supervisor', at: NOW } as const;

describe('who gave an order, as it is printed (APA s.36)', () => {
  it.each([
    ['who approved it, at the same instant', [APPROVED], NOW, 'Supervisor One', 'Supervisor, AOC 1441'],
    [
      'the last of two approvals',
      [APPROVED, { name: 'Inquiry One', role: 'inquiry_officer', at: hoursAfter(NOW, 1) } as const],
      hoursAfter(NOW, 2),
      'Inquiry One',
      'Inquiry officer',
    ],
    ['who broke the glass, before anybody approved it', [], NOW, 'Officer One', 'Officer, AOC 1441'],
    [
      'who broke the glass, also when it was approved later',
      [APPROVED],
      hoursBefore(NOW, 1),
      'Officer One',
      'Officer, AOC 1441',
    ],
  ] as const)('is %s', (_who, approvals, issuedAt, name, position) => {
    expect(whoGaveOrder(ASKED, approvals, issuedAt)).toMatchObject({ name, position: { en: position } });
  });

  it('is nobody where the system asked and nobody decided', () => {
    expect(whoGaveOrder({ name: null, role: 'system', at: NOW }, [], NOW)).toBeNull();
  });
});
