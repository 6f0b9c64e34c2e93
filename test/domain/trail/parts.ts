import type { HoldState } from '../../../src/domain/hold/hold.js';
import { type MoneyGraph, buildMoneyGraph } from '../../../src/domain/trail/money-graph.js';
import type { TracedPart } from '../../../src/domain/trail/traced-part.js';
import { WHEREABOUTS } from '../../../src/domain/trail/whereabouts.js';

export const AT = new Date('2026-11-24T03:00:00Z');
export const account = (accountNo: string) => ({ institution: 'th-014', accountNo });
const VICTIM = account('9000000001');
export const MULE = account('9000000002');
export const BOSS = account('9000000003');

/** `continues` tells the parts of one transfer apart, when it carries several on. */
interface PartSays extends Partial<Omit<TracedPart, 'partId'>> {
  continues?: string;
}

/** A part of the first sum: 1,000 satang that the victim paid to the mule. */
export function part({ continues = '', ...over }: PartSays = {}): TracedPart {
  const { stolenSumId = 'S1', transferId = 'T1' } = over;
  return {
    partId: `${stolenSumId}/${transferId}/${continues}`,
    stolenSumId: 'S1',
    transferId: 'T1',
    hop: 0,
    from: VICTIM,
    to: MULE,
    offRail: null,
    amountSatang: 1_000n,
    attributedSatang: 1_000n,
    at: AT,
    stopReason: null,
    hold: null,
    ...over,
  };
}

/** A part of the same sum, from the mule to the boss. */
export function onward(over: PartSays = {}): TracedPart {
  return part({
    transferId: 'T2',
    continues: 'T1',
    hop: 1,
    from: MULE,
    to: BOSS,
    amountSatang: 600n,
    attributedSatang: 600n,
    at: new Date(AT.getTime() + 60_000),
    ...over,
  });
}

/** A hold as a traced part has it. */
export const hold = (state: HoldState, heldSatang: bigint) => ({ state, heldSatang });

/** Builds the graph of parts; throws when they contradict each other. */
export function graphOf(...parts: TracedPart[]): MoneyGraph {
  const graph = buildMoneyGraph(parts);
  if (!graph.ok) throw new Error(graph.code);
  return graph.value;
}

/** Returns the code by which parts are refused, or `ok`. */
export function codeOf(...parts: TracedPart[]): string {
  const graph = buildMoneyGraph(parts);
  return graph.ok ? 'ok' : graph.code;
}

/** Formats what became of money as text: `held 300, unexplained 700`. */
export const becameText = ({ became }: Pick<MoneyGraph, 'became'>): string =>
  WHEREABOUTS.filter((where) => became[where] !== 0n)
    .map((where) => `${where} ${became[where]}`)
    .join(', ');
