import fc from 'fast-check';
import { communitiesOf, type WeightedEdge } from '../../../src/analysis/linkage/communities.js';
import { propertyRuns } from '../../support/property-runs.js';

const edge = (one: string, other: string, weight = 1): WeightedEdge => ({ ends: [one, other], weight });
const clique = (...names: string[]): WeightedEdge[] =>
  names.flatMap((one, at) => names.slice(at + 1).map((other) => edge(one, other)));

describe('communities of a graph', () => {
  it('are two groups that one weak edge joins, and not one', () => {
    const edges = [...clique('A', 'B', 'C', 'D'), ...clique('W', 'X', 'Y', 'Z'), edge('D', 'W')];
    expect(communitiesOf(edges)).toEqual([
      ['A', 'B', 'C', 'D'],
      ['W', 'X', 'Y', 'Z'],
    ]);
  });

  it('follow the weight: a node goes where more speaks for it', () => {
    const edges = [...clique('A', 'B', 'C'), ...clique('X', 'Y', 'Z')];
    const of = (...more: WeightedEdge[]) => communitiesOf([...edges, ...more]).find((one) => one.includes('N'));
    expect(of(edge('N', 'A', 2), edge('N', 'X', 1))).toEqual(['A', 'B', 'C', 'N']);
    expect(of(edge('N', 'A', 1), edge('N', 'X', 2))).toEqual(['N', 'X', 'Y', 'Z']);
  });

  it('gather again where communities of communities gain: a ring of thirty cliques, as Blondel shows it', () => {
    const names = (n: number) => [0, 1, 2, 3, 4].map((k) => `${String(n).padStart(2, '0')}-${k}`);
    const bridge = (n: number) => edge(names(n)[0] ?? '', names((n + 1) % 30)[1] ?? '');
    const edges = Array.from({ length: 30 }, (_, n) => [...clique(...names(n)), bridge(n)]).flat();
    const found = communitiesOf(edges);
    // No clique is ever cut, and modularity joins neighbours in pairs.
    for (let n = 0; n < 30; n += 1) expect(found.filter((one) => one.includes(names(n)[0] ?? ''))).toHaveLength(1);
    for (const community of found) expect(community.length % 5).toBe(0);
    expect(found.length).toBeLessThan(30);
  });

  it('are the same in whatever order the edges come, and hold every node once', () => {
    const node = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H');
    const someEdges = fc.uniqueArray(
      fc.tuple(node, node, fc.integer({ min: 1, max: 9 })).filter(([one, other]) => one < other),
      { maxLength: 20, selector: ([one, other]) => `${one}${other}` },
    );
    fc.assert(
      fc.property(someEdges, (rows) => {
        const edges = rows.map(([one, other, weight]) => edge(one, other, weight));
        const found = communitiesOf(edges);
        expect(communitiesOf(edges.toReversed())).toEqual(found);
        expect(found.flat().sort()).toEqual([...new Set(edges.flatMap(({ ends }) => ends))].sort());
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('are none without an edge', () => {
    expect(communitiesOf([])).toEqual([]);
  });
});
