import { AskedBefore, nextInTurn, type WaitingQuestion } from '../../../src/domain/debit/question-turn.js';

const question = (changes: Partial<WaitingQuestion> = {}): WaitingQuestion => ({
  reporter: 'r1',
  account: 'a1',
  orderWaits: false,
  canWait: false,
  endsAtMs: 1_000,
  ...changes,
});

/** Returns the places in the order in which their questions are asked. */
function turns(questions: readonly WaitingQuestion[]): number[] {
  const before = new AskedBefore();
  const left = questions.map((one, place) => ({ ...one, place }));
  const order: number[] = [];
  while (left.length > 0) {
    const [next] = left.splice(nextInTurn(left, before), 1);
    if (next === undefined) throw new Error('no turn');
    before.count(next);
    order.push(next.place);
  }
  return order;
}

describe('whose question about a debit is asked next', () => {
  it.each<[string, Partial<WaitingQuestion>[], number[]]>([
    ['nobody waits', [], []],
    ['in the order in which they came', [{ reporter: 'r1' }, { reporter: 'r2', account: 'a2' }], [0, 1]],
    ['an order waits for the second', [{}, { reporter: 'r2', account: 'a2', orderWaits: true }], [1, 0]],
    ['the time of the second is over first', [{}, { reporter: 'r2', account: 'a2', endsAtMs: 999 }], [1, 0]],
    [
      'what can wait gives way, whatever its time',
      [
        { canWait: true, endsAtMs: 1 },
        { reporter: 'r2', account: 'a2' },
      ],
      [1, 0],
    ],
    ['one reporter asks about two accounts', [{}, { account: 'a2' }, { reporter: 'r2', account: 'a3' }], [0, 2, 1]],
    ['two reporters ask about one account', [{}, { reporter: 'r2' }, { reporter: 'r3', account: 'a3' }], [0, 2, 1]],
    [
      'a crowd whose orders wait, and one whose order does not',
      [{ orderWaits: true }, { orderWaits: true }, { orderWaits: true }, { reporter: 'r2', account: 'a2' }],
      [0, 3, 1, 2],
    ],
    [
      'what can wait is asked before the second confirmation of another',
      [{}, {}, { reporter: 'r2', account: 'a2', canWait: true }],
      [0, 2, 1],
    ],
  ])('%s', (_name, questions, order) => {
    expect(turns(questions.map(question))).toEqual(order);
  });

  it('has nobody when nobody waits', () => {
    expect(nextInTurn([], new AskedBefore())).toBe(-1);
  });
});
