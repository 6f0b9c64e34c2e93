import * as fc from 'fast-check';
import { HOLDING_STATES, type ReceiptResult } from '../../../src/domain/hold/hold.js';
import { propertyRuns } from '../../support/property-runs.js';
import { hoursAfter, NOW } from '../support.js';
import { LedgerRecord } from './support/ledger-record.js';

const RUNS = propertyRuns(1_000);
const STOLEN = 1_000n;

/** One act: a release of a part, its way back, another order on the sum, or an answer to an order. */
type Act =
  | { do: 'lower' | 'hold again' | 'other order'; satang: number }
  | { do: 'obey' }
  | { do: 'release' }
  | { do: 'answer'; back: number; seq: number; result: ReceiptResult; satang: number };

const satang = fc.constantFrom(1, 200, 300, 500, 800, 1_000);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constantFrom('lower' as const, 'hold again' as const, 'other order' as const), satang }),
  fc.record({
    do: fc.constant('answer' as const),
    back: fc.constantFrom(0, 0, 0, 1, 2),
    seq: fc.integer({ min: 1, max: 3 }),
    result: fc.constantFrom<ReceiptResult>('HELD_FULL', 'HELD_FULL', 'HELD_PARTIAL', 'NO_FUNDS', 'REFUSED_LEGAL'),
    satang: fc.constantFrom(0, 1, 200, 300, 500, 800, 1_000),
  }),
  fc.constant({ do: 'obey' as const }),
  fc.constant({ do: 'obey' as const }),
  fc.constantFrom<Act>({ do: 'obey' }, { do: 'obey' }, { do: 'release' }),
);

/** Plays acts on a hold of the whole sum that its institution has confirmed. */
function play(acts: readonly Act[]): { heldAgain: number; fault: string | undefined } {
  const record = new LedgerRecord();
  record.openSum(STOLEN);
  record.order(0, STOLEN, hoursAfter(NOW, 10));
  const answer = (order: number, receiptSeq: number, result: ReceiptResult, heldSatang: bigint) => {
    const said = { orderSequence: order, receiptSeq, result, heldSatang, attributedOnwardSatang: 0n };
    record.receive(0, { ...said, ...record.ordered(0, order) });
  };
  answer(1, 1, 'HELD_FULL', STOLEN);
  let heldAgain = 0;
  for (const one of acts) {
    const { facts, currentSequence } = record.hold(0);
    const { reservedSatang, heldSatang } = facts;
    if (one.do === 'lower') record.lower(0, BigInt(one.satang));
    else if (one.do === 'other order') record.order(0, BigInt(one.satang), hoursAfter(NOW, 10));
    else if (one.do === 'release') record.orderRelease(0);
    else if (one.do === 'obey') {
      const { orderedSatang = heldSatang } = record.ordered(0, currentSequence);
      answer(currentSequence, 1, 'HELD_FULL', orderedSatang);
    } else if (one.do === 'answer') {
      answer(Math.max(1, currentSequence - one.back), one.seq, one.result, BigInt(one.satang));
      // Only an order that reserved more may be answered with more.
      if (HOLDING_STATES.includes(facts.state) && facts.heldSatang > reservedSatang)
        return { heldAgain, fault: `holds ${facts.heldSatang} of ${heldSatang}` };
    } else {
      const again = record.holdAgain(0, BigInt(one.satang), NOW);
      if (again > BigInt(one.satang)) return { heldAgain, fault: `holds ${again} again of ${one.satang}` };
      heldAgain += again > 0n ? 1 : 0;
    }
    const fault = record.fault();
    if (fault !== undefined) return { heldAgain, fault };
    const after = record.hold(0).facts;
    if (after.reservedSatang > after.requestedSatang) return { heldAgain, fault: 'takes up more than its part' };
  }
  return { heldAgain, fault: undefined };
}

describe('a hold of which parts are let go and held again, whatever its institution says', () => {
  it('never takes up more than its part, what was let go, or what the stolen sum has free', () => {
    let heldAgain = 0;
    fc.assert(
      fc.property(fc.array(act, { minLength: 4, maxLength: 20, size: 'max' }), (acts) => {
        const played = play(acts);
        heldAgain += played.heldAgain;
        expect(played.fault).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
    // Runs in which nothing is held again would prove nothing.
    expect(heldAgain).toBeGreaterThan(RUNS / 50);
  });
});
