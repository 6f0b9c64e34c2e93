/** Two things that belong together, and how much speaks for it. */
export interface WeightedEdge {
  ends: readonly [string, string];
  weight: number;
}

/** The neighbours of each node with the weight between; a node's own entry is what lies within it. */
type Graph = readonly ReadonlyMap<number, number>[];

/**
 * Finds communities by the method of Louvain (Blondel and others, 2008): nodes move to the neighbour
 * whose community gains most modularity, then each community becomes a node, until nothing gains.
 * The same edges give the same communities: nodes are visited in order of their names, and of equal
 * gains the first counts. Returns the members of each community, in order of name.
 */
export function communitiesOf(edges: readonly WeightedEdge[], resolution = 1): string[][] {
  const names = [...new Set(edges.flatMap(({ ends }) => ends))].sort();
  const places = new Map(names.map((name, place) => [name, place]));
  const start = names.map(() => new Map<number, number>());
  const inOrder = edges.toSorted((a, b) => (a.ends.join(' ') < b.ends.join(' ') ? -1 : 1));
  for (const { ends, weight } of inOrder) {
    const [one = 0, other = 0] = ends.map((name) => places.get(name));
    add(start[one], other, weight);
    add(start[other], one, weight);
  }
  let graph: Graph = start;
  let communityOf = names.map((_, place) => place);
  for (;;) {
    const moved = moveNodes(graph, resolution);
    const count = new Set(moved).size;
    if (count === graph.length) break;
    communityOf = communityOf.map((node) => moved[node] ?? node);
    graph = gather(graph, moved, count);
  }
  const members = new Map<number, string[]>();
  for (const [place, name] of names.entries()) {
    const community = communityOf[place] ?? place;
    members.set(community, [...(members.get(community) ?? []), name]);
  }
  return [...members.values()];
}

/** Moves nodes between communities until no move gains, and returns the community of each, from 0. */
function moveNodes(graph: Graph, resolution: number): number[] {
  const degrees = graph.map((neighbours) => sum(neighbours.values()));
  const whole = sum(degrees);
  const community = graph.map((_, node) => node);
  const totals = [...degrees];
  for (let hasMoved = true; hasMoved;) {
    hasMoved = false;
    for (const [node, neighbours] of graph.entries()) {
      const own = community[node] ?? node;
      const degree = degrees[node] ?? 0;
      totals[own] = (totals[own] ?? 0) - degree;
      const towards = new Map([[own, 0]]);
      for (const [other, weight] of neighbours) if (other !== node) add(towards, community[other] ?? other, weight);
      let best = own;
      let most = -Infinity;
      for (const [candidate, weight] of towards) {
        const gain = weight - (resolution * degree * (totals[candidate] ?? 0)) / whole;
        // The own community stands first, so that a node moves only where it gains.
        if (gain > most + LEAST_GAIN) [best, most] = [candidate, gain];
      }
      totals[best] = (totals[best] ?? 0) + degree;
      community[node] = best;
      hasMoved ||= best !== own;
    }
  }
  const numbers = new Map([...new Set(community)].map((name, number) => [name, number]));
  return community.map((name) => numbers.get(name) ?? 0);
}

/** Less gain than this is a rounding error, and could move nodes for ever. */
const LEAST_GAIN = 1e-12;

/** Makes each community one node. */
function gather(graph: Graph, communityOf: readonly number[], count: number): Graph {
  const gathered = Array.from({ length: count }, () => new Map<number, number>());
  for (const [node, neighbours] of graph.entries()) {
    const own = gathered[communityOf[node] ?? 0];
    for (const [other, weight] of neighbours) add(own, communityOf[other] ?? 0, weight);
  }
  return gathered;
}

function add(weights: Map<number, number> | undefined, key: number, weight: number): void {
  weights?.set(key, (weights.get(key) ?? 0) + weight);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
