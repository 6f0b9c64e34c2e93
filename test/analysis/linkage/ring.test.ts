import { type CaseKey, HUB_CASES_MAX, ringOf } from '../../../src/analysis/linkage/ring.js';

const key = (caseId: string, kind: CaseKey['kind'], value: string): CaseKey => ({
  caseId,
  kind,
  key: value,
  onTrail: false,
});

describe('the ring of a case', () => {
  it('is found through one strong key, and through other cases', () => {
    const keys = [key('A', 'account', '1'), key('B', 'account', '1'), key('B', 'person', 'p'), key('C', 'person', 'p')];
    expect(ringOf('A', keys)).toEqual({
      caseIds: ['A', 'B', 'C'],
      links: [
        { caseIds: ['A', 'B'], kinds: ['account'] },
        { caseIds: ['B', 'C'], kinds: ['person'] },
      ],
    });
  });

  it('needs two keys where each alone can be borrowed or shown falsely', () => {
    const one = [key('A', 'phone', 'x'), key('B', 'phone', 'x')];
    expect(ringOf('A', one)).toBeNull();
    expect(ringOf('A', [...one, key('A', 'line', 'y'), key('B', 'line', 'y')])?.caseIds).toEqual(['A', 'B']);
  });

  it('is the community of a case, and not all that one shared seller chains to it', () => {
    const gang = (name: string) =>
      [1, 2, 3, 4].flatMap((n) => [key(`${name}${n}`, 'account', `mule-${name}`), key(`${name}${n}`, 'device', name)]);
    const keys = [...gang('A'), ...gang('B'), key('A1', 'account', 'seller'), key('B1', 'account', 'seller')];
    expect(ringOf('A2', keys)?.caseIds).toEqual(['A1', 'A2', 'A3', 'A4']);
    expect(ringOf('B1', keys)?.caseIds).toEqual(['B1', 'B2', 'B3', 'B4']);
  });

  it('is not made by an account alone, which may be an honest trader whom several gangs let victims pay', () => {
    const paid = [key('A', 'account', 'trader'), key('B', 'account', 'trader')];
    expect(ringOf('A', paid)).toBeNull();
    expect(ringOf('A', [...paid, key('A', 'line', 'y'), key('B', 'line', 'y')])?.caseIds).toEqual(['A', 'B']);
  });

  it('is found for a case that shares an account alone with those who hold together, and does not count it as theirs', () => {
    const held = ['A', 'B', 'C'].flatMap((id) => [key(id, 'account', 'mule'), key(id, 'device', 'phone')]);
    const keys = [...held, key('D', 'account', 'mule')];
    expect(ringOf('D', keys)?.caseIds).toEqual(['A', 'B', 'C', 'D']);
    expect(ringOf('A', keys)?.caseIds).toEqual(['A', 'B', 'C']);
  });

  it('is not made by an account that only trails reached', () => {
    const onTrail = ['A', 'B'].map((caseId) => ({ ...key(caseId, 'account', 'cashier'), onTrail: true }));
    expect(ringOf('A', onTrail)).toBeNull();
  });

  it('is not made by a hub: what many cases have counts for nothing, also beside another key', () => {
    const many = Array.from({ length: HUB_CASES_MAX + 1 }, (_, n) => key(`C${n}`, 'account', 'shop'));
    expect(ringOf('C0', many)).toBeNull();
    expect(ringOf('C0', many.slice(1).concat(key('C0', 'account', 'other')))).toBeNull();
    const beside = [...many, key('C0', 'phone', 'x'), key('C1', 'phone', 'x')];
    expect(ringOf('C0', beside)).toBeNull();
    const [first, second] = beside.slice(-2).map((each) => ({ ...each, kind: 'device' as const }));
    expect(ringOf('C0', [...beside, ...(first && second ? [first, second] : [])])?.caseIds).toEqual(['C0', 'C1']);
  });

  it('finds rings of a made-up year with B-cubed F1 of at least 0.90, and merges at most 1% too much', () => {
    const { keys, ringByCase } = madeUpCases();
    const found = new Map([...ringByCase.keys()].map((id) => [id, new Set(ringOf(id, keys)?.caseIds ?? [id])]));
    let precision = 0;
    let recall = 0;
    let merged = 0;
    for (const [id, ring] of ringByCase) {
      const mine = [...(found.get(id) ?? [])];
      const truth = [...ringByCase].filter(([, other]) => other === ring).map(([other]) => other);
      const right = mine.filter((other) => ringByCase.get(other) === ring).length;
      precision += right / mine.length;
      recall += right / truth.length;
      merged += right < mine.length ? 1 : 0;
    }
    const count = ringByCase.size;
    const f1 = (2 * (precision / count) * (recall / count)) / (precision / count + recall / count);
    expect(f1).toBeGreaterThanOrEqual(0.9);
    expect(merged / count).toBeLessThanOrEqual(0.01);
  });
});

/**
 * Makes up 30 rings of 4 to 9 cases that reuse accounts and numbers, 150 cases of nobody's ring, a
 * shop that a tenth of all cases paid, and numbers that are shown falsely.
 */
function madeUpCases(): { keys: CaseKey[]; ringByCase: Map<string, string> } {
  let state = 26;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const keys: CaseKey[] = [];
  const ringByCase = new Map<string, string>();
  const add = (id: string, ring: string): void => {
    ringByCase.set(id, ring);
    if (random() < 0.1) keys.push(key(id, 'account', 'shop'));
    if (random() < 0.05) keys.push(key(id, 'phone', `shown-${Math.floor(random() * 5)}`));
    keys.push(key(id, 'account', `own-${id}`));
  };
  for (let ring = 0; ring < 30; ring++) {
    const size = 4 + Math.floor(random() * 6);
    for (let n = 0; n < size; n++) {
      const id = `R${ring}-${n}`;
      add(id, `ring-${ring}`);
      // A mule serves some cases of its ring; a tenth of the cases show nothing of it.
      if (random() < 0.95) keys.push(key(id, 'account', `mule-${ring}-${Math.floor(random() * 2)}`));
      if (random() < 0.7) keys.push(key(id, 'phone', `caller-${ring}`), key(id, 'line', `line-${ring}`));
      if (random() < 0.5) keys.push(key(id, 'person', `head-${ring}`));
    }
  }
  for (let n = 0; n < 150; n++) add(`S${n}`, `alone-${n}`);
  return { keys, ringByCase };
}
