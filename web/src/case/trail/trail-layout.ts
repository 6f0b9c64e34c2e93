import { Graph, layout } from '@dagrejs/dagre';
import type { Collapsed, CollapsedGraph } from './collapse.js';
import { columnsOf, type TrailBy, type TrailColumn } from './trail-columns.js';

/** A box of the picture: the victim, an account, or where money left what can be followed. */
export type Box = { readonly id: string; readonly x: number; readonly y: number; readonly column: number } & (
  | { readonly kind: 'victim' }
  | { readonly kind: 'account'; readonly account: Collapsed }
  | { readonly kind: 'off-rail'; readonly satang: string; readonly rail: string }
  | { readonly kind: 'unknown'; readonly satang: string }
);

/** A ribbon of the picture; its width is the stolen money that it carries. */
export interface Ribbon {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly satang: string;
  readonly widthPx: number;
  readonly isUnknown: boolean;
}

const BOX_PX = { width: 168, height: 80 };
/** What a state takes beside its words: its icon, and the space within chip and box. */
const CHIP_PX = 46;
/** A sign of its words at most, on the average of a line. */
const SIGN_PX = 6.8;
/** Of boxes with a line for advice. */
const ADVISED_PX = 102;
/** Between two columns. */
const BETWEEN_PX = 60;
const GAP_PX = 20;
/** From the head of a column to its first box. */
const HEAD_PX = 36;
/** The ribbon of the whole stolen sum. */
const WIDEST_PX = 26;
const THINNEST_PX = 2;

/** The head over a column; `x` is its left edge, `y` its top. */
export type Head = TrailColumn & { readonly x: number; readonly y: number };

/** A trail that is laid out. */
interface Laid {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly boxes: Box[];
  readonly ribbons: Ribbon[];
  readonly heads: Head[];
}

/** What else than accounts and transfers takes room in the picture. */
interface Room {
  readonly isAdvised?: boolean;
  readonly states?: readonly string[];
}

/** Returns how many signs stand side by side; Thai vowels and tones above and below take no room. */
function signsOf(text: string): number {
  return text.replaceAll(/\p{Mn}/gu, '').length;
}

/**
 * Lays the trail out in columns, one for each hop or for each time at which money arrived, so that
 * ribbons cross as little as they can. `isAdvised`: boxes have room for advice. `states`: the words of the accounts'
 * states, each with its amount; all boxes are as wide as the longest needs.
 */
export function layOut(graph: CollapsedGraph, by: TrailBy, { isAdvised = false, states = [] }: Room = {}): Laid {
  const heightPx = isAdvised ? ADVISED_PX : BOX_PX.height;
  const { accounts, transfers, stolenSatang } = graph;
  const widest = Math.max(0, ...states.map(signsOf));
  const widthPx = Math.max(BOX_PX.width, Math.ceil(CHIP_PX + widest * SIGN_PX));
  const columnPx = widthPx + BETWEEN_PX;
  const { ofNode, ofEnd, heads } = columnsOf(graph, by);
  const nameOf = (node: number | null) => (node === null ? 'victim' : `account-${node}`);

  const ends = transfers.filter(({ to }) => to === null);
  const columns = new Map([
    ['victim', 0],
    ...accounts.map(({ node }) => [nameOf(node), ofNode(node)] as const),
    ...ends.map((transfer) => [transfer.transferId, ofEnd(transfer)] as const),
  ]);
  const ribbons = transfers.map(({ transferId, from, to, attributedSatang, offRail }) => ({
    id: `${transferId} ${from} ${to}`,
    from: nameOf(from),
    to: to === null ? transferId : nameOf(to),
    satang: attributedSatang,
    widthPx: widthOf(attributedSatang, stolenSatang),
    isUnknown: to === null && offRail === null,
  }));

  const tops = topsOf(columns, ribbons, { widthPx, heightPx });
  const place = (id: string) => ({
    id,
    x: (columns.get(id) ?? 0) * columnPx,
    y: tops.get(id) ?? 0,
    column: columns.get(id) ?? 0,
  });
  const top = Math.min(...tops.values()) - HEAD_PX;
  return {
    widthPx,
    heightPx,
    ribbons,
    heads: heads.map((head) => ({ ...head, x: head.place * columnPx, y: top })),
    boxes: [
      { ...place('victim'), kind: 'victim' },
      ...accounts.map((account) => ({ ...place(nameOf(account.node)), kind: 'account' as const, account })),
      ...ends.map(({ transferId, attributedSatang, offRail }) =>
        offRail === null
          ? { ...place(transferId), kind: 'unknown' as const, satang: attributedSatang }
          : { ...place(transferId), kind: 'off-rail' as const, satang: attributedSatang, rail: offRail },
      ),
    ],
  };
}

/** A part of the picture, by its edges. */
interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Returns whether a box is not wholly within what is shown of the picture. */
export function unseenOf(
  { x, y }: Pick<Box, 'x' | 'y'>,
  { widthPx, heightPx }: Pick<Laid, 'widthPx' | 'heightPx'>,
  { left, top, right, bottom }: Area,
): boolean {
  return x < left || y < top || x + widthPx > right || y + heightPx > bottom;
}

/**
 * Returns by how much the box that a person looks at was moved by a new layout: the chosen one, else of
 * those in both pictures the one nearest to the middle of what is shown. Undefined: none is in both.
 */
export function anchorOf(
  was: readonly Pick<Box, 'id' | 'x' | 'y'>[],
  is: readonly Pick<Box, 'id' | 'x' | 'y'>[],
  { left, top, right, bottom }: Area,
  chosenId: string | undefined,
): { id: string; movedX: number; movedY: number } | undefined {
  const nowAt = new Map(is.map((box) => [box.id, box]));
  const farness = ({ x, y }: { x: number; y: number }) => Math.hypot(x - (left + right) / 2, y - (top + bottom) / 2);
  const [first] = was
    .filter(({ id }) => nowAt.has(id))
    .sort((one, other) => (one.id === chosenId ? -1 : other.id === chosenId ? 1 : farness(one) - farness(other)));
  const now = first && nowAt.get(first.id);
  return first && now && { id: first.id, movedX: now.x - first.x, movedY: now.y - first.y };
}

const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const;
export type Arrow = (typeof ARROWS)[number];

/** Returns whether a key is an arrow. */
export function isArrow(key: string): key is Arrow {
  return ARROWS.some((arrow) => arrow === key);
}

/**
 * Returns the box to which an arrow leads: right along the widest ribbon, left back along it, up and
 * down within a column. Undefined at an end.
 */
export function neighbourOf(
  { boxes, ribbons }: { boxes: readonly Box[]; ribbons: readonly Ribbon[] },
  id: string,
  arrow: Arrow,
): string | undefined {
  if (arrow === 'ArrowRight' || arrow === 'ArrowLeft') {
    const [here, there] = arrow === 'ArrowRight' ? (['from', 'to'] as const) : (['to', 'from'] as const);
    const along = ribbons.filter((ribbon) => ribbon[here] === id && ribbon[there] !== id);
    return along.toSorted((one, other) => other.widthPx - one.widthPx)[0]?.[there];
  }
  const column = boxes.find((box) => box.id === id)?.column;
  const inColumn = boxes.filter((box) => box.column === column).sort((one, other) => one.y - other.y);
  const at = inColumn.findIndex((box) => box.id === id);
  return inColumn[at + (arrow === 'ArrowDown' ? 1 : -1)]?.id;
}

function widthOf(satang: string, whole: string): number {
  const all = Number(whole);
  return all === 0 ? THINNEST_PX : Math.max(THINNEST_PX, Math.min(WIDEST_PX, (Number(satang) / all) * WIDEST_PX));
}

/** Orders each column as dagre does, and lets no box lie on another. */
function topsOf(
  columns: ReadonlyMap<string, number>,
  ribbons: readonly Ribbon[],
  { widthPx, heightPx }: Pick<Laid, 'widthPx' | 'heightPx'>,
): Map<string, number> {
  const picture = new Graph();
  picture.setGraph({ rankdir: 'LR', nodesep: GAP_PX, ranksep: BETWEEN_PX });
  picture.setDefaultEdgeLabel(() => ({}));
  for (const id of columns.keys()) picture.setNode(id, { width: widthPx, height: heightPx });
  for (const { from, to } of ribbons) if (from !== to) picture.setEdge(from, to);
  layout(picture);

  const tops = new Map<string, number>();
  const byColumn = new Map<number, { id: string; top: number }[]>();
  for (const [id, column] of columns) {
    const top = (picture.node(id) as { y: number }).y - heightPx / 2;
    byColumn.set(column, [...(byColumn.get(column) ?? []), { id, top }]);
  }
  for (const boxes of byColumn.values()) {
    let free = -Infinity;
    for (const { id, top } of boxes.sort((one, other) => one.top - other.top)) {
      const at = Math.max(top, free);
      tops.set(id, at);
      free = at + heightPx + GAP_PX;
    }
  }
  return tops;
}
