import * as fc from 'fast-check';
import type { HoldState } from '../../../src/domain/hold/hold.js';
import { type Satang, sumSatang } from '../../../src/domain/money.js';
import { type MoneyGraph, buildMoneyGraph } from '../../../src/domain/trail/money-graph.js';
import type { TracedPart } from '../../../src/domain/trail/traced-part.js';
import { WHEREABOUTS } from '../../../src/domain/trail/whereabouts.js';
import { propertyRuns } from '../../support/property-runs.js';

/**
 * One debit of an account that stolen money reached: which account, the receiver (none: off the
 * rails), and the share of what is left there.
 */
interface Step {
  from: number;
  to: number | null;
  percent: number;
}

type Claim = { state: HoldState; percent: number } | 'stopped' | 'waiting';

const START = Date.UTC(2026, 10, 24, 3);
const account = (index: number) => ({ institution: 'th-014', accountNo: `90000000${10 + index}` });
const share = (of: Satang, percent: number): Satang => (of * BigInt(percent)) / 100n;

const victims = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.bigInt({ min: 1n, max: 5_000n })), {
  minLength: 1,
  maxLength: 3,
});
const percent = fc.integer({ min: 0, max: 100 });
const steps = fc.array(
  fc.record<Step>({ from: fc.nat(), to: fc.option(fc.nat({ max: 5 }), { nil: null, freq: 4 }), percent }),
  { maxLength: 12 },
);
const claims = fc.array(
  fc.oneof(
    fc.record({
      state: fc.constantFrom<HoldState[]>(
        'ordered',
        'partly_held',
        'release_ordered',
        'released',
        'seized',
        'no_funds',
      ),
      percent,
    }),
    fc.constantFrom('stopped' as const, 'waiting' as const),
  ),
  { minLength: 15, maxLength: 15 },
);

/**
 * Any possible trail: splits, merges, cycles, many victims, money that left the rails. Nowhere
 * does more leave or stay than came.
 */
const anyTrail = fc.tuple(victims, steps, claims).map(([stolen, moves, claimsOfParts]) => {
  const parts = stolen.map(([to, amount], index) => victimsPart(index, to, amount));
  const remaining = parts.map((part) => part.attributedSatang);
  moves.forEach((step, index) => {
    const parent = step.from % parts.length;
    const [origin, available] = [parts[parent], remaining[parent]];
    if (origin?.to == null || available === undefined) return;
    const attributedSatang = share(available, step.percent);
    if (attributedSatang === 0n) return;
    remaining[parent] = available - attributedSatang;
    parts.push({
      ...origin,
      partId: `P${index}`,
      transferId: `T${index}`,
      hop: origin.hop + 1,
      from: origin.to,
      to: step.to === null ? null : account(step.to),
      offRail: step.to === null ? 'cash' : null,
      amountSatang: attributedSatang + 1n,
      attributedSatang,
      at: new Date(START + index * 60_000),
    });
    remaining.push(attributedSatang);
  });
  return parts.map((part, index) => withClaim(part, remaining[index] ?? 0n, claimsOfParts[index] ?? 'waiting'));
});

function victimsPart(index: number, to: number, amount: Satang): TracedPart {
  return {
    partId: `V${index}`,
    stolenSumId: `S${index}`,
    transferId: `V${index}`,
    hop: 0,
    from: account(80 + index),
    to: account(to),
    offRail: null,
    amountSatang: amount,
    attributedSatang: amount,
    at: new Date(START),
    stopReason: null,
    hold: null,
  };
}

function withClaim(part: TracedPart, remaining: Satang, claim: Claim): TracedPart {
  if (part.to === null || claim === 'waiting') return part;
  if (claim === 'stopped') return { ...part, stopReason: 'too_deep' };
  const { state } = claim;
  const holds = state !== 'ordered' && state !== 'no_funds';
  const heldSatang = holds ? share(remaining, claim.percent) : 0n;
  return { ...part, hold: { state, heldSatang } };
}

function graphOf(parts: readonly TracedPart[]): MoneyGraph {
  const graph = buildMoneyGraph(parts);
  if (!graph.ok) throw new Error(graph.code);
  return graph.value;
}

const total = ({ became }: Pick<MoneyGraph, 'became'>) => sumSatang(WHEREABOUTS.map((where) => became[where]));
const runs = { numRuns: propertyRuns(500) };

describe('any possible trail', () => {
  it('is conserved to the satang: at each account what arrived, and as a whole what was stolen', () => {
    fc.assert(
      fc.property(anyTrail, (parts) => {
        const graph = graphOf(parts);
        const stolen = sumSatang(parts.filter((part) => part.hop === 0).map((part) => part.attributedSatang));
        expect([graph.stolenSatang, total(graph)]).toEqual([stolen, stolen]);
        for (const node of graph.accounts) {
          expect(total(node)).toBe(node.receivedSatang);
          for (const where of WHEREABOUTS) expect(node.became[where] >= 0n).toBe(true);
        }
      }),
      runs,
    );
  });

  it('shows each payment once, carrying no more than its amount, and each account once', () => {
    fc.assert(
      fc.property(anyTrail, (parts) => {
        const { transfers, accounts } = graphOf(parts);
        expect(transfers.map(({ transferId }) => transferId).sort()).toEqual(
          parts.map(({ transferId }) => transferId).sort(),
        );
        for (const transfer of transfers) expect(transfer.attributedSatang <= transfer.amountSatang).toBe(true);
        const numbers = accounts.map((node) => node.account.accountNo);
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
      runs,
    );
  });

  it('is the same graph in any order of its parts, and however often each is repeated', () => {
    const withRepeats = anyTrail.chain((parts) =>
      fc.record({
        parts: fc.constant(parts),
        repeated: fc.shuffledSubarray([...parts, ...parts, ...parts], { minLength: parts.length }),
      }),
    );
    fc.assert(
      fc.property(withRepeats, ({ parts, repeated }) => {
        const missing = parts.filter((part) => !repeated.includes(part));
        expect(buildMoneyGraph([...repeated, ...missing])).toEqual(buildMoneyGraph(parts));
      }),
      runs,
    );
  });

  it('is refused when one satang more leaves an account than is left there', () => {
    fc.assert(
      fc.property(anyTrail, fc.nat(), (parts, chosen) => {
        const onward = parts.filter((part) => part.hop > 0);
        fc.pre(onward.length > 0);
        const raised = onward[chosen % onward.length];
        const origin = graphOf(parts).accounts.find((node) => node.account.accountNo === raised?.from.accountNo);
        if (raised === undefined || origin === undefined) throw new Error('money left where none came');
        const { unexplained, awaiting_answer: answer, awaiting_order: order, stopped } = origin.became;
        const tooMuch = unexplained + answer + order + stopped + 1n;
        const changed = {
          ...raised,
          amountSatang: raised.amountSatang + tooMuch,
          attributedSatang: raised.attributedSatang + tooMuch,
          // To a new account, so that money that came back does not make up for it.
          to: account(70),
        };
        const refused = buildMoneyGraph(parts.map((part) => (part === raised ? changed : part)));
        expect(refused.ok ? 'ok' : refused.code).toBe('TRAIL.NOT_CONSERVED');
      }),
      runs,
    );
  });
});
