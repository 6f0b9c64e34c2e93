import type { TracedPart } from '../../../src/domain/trail/traced-part.js';
import { part, onward, hold, graphOf, becameText } from './parts.js';

describe('what became of stolen money', () => {
  it.each<[string, Partial<TracedPart>]>([
    ['awaiting_order 1000', {}],
    ['awaiting_answer 1000', { hold: hold('ordered', 0n) }],
    ['awaiting_answer 1000', { hold: hold('unconfirmed', 0n) }],
    ['awaiting_answer 1000', { hold: hold('release_ordered', 0n) }],
    ['held 1000', { hold: hold('held', 1_000n) }],
    ['held 300, unexplained 700', { hold: hold('partly_held', 300n) }],
    ['held 300, unexplained 700', { hold: hold('release_ordered', 300n) }],
    ['released 300, unexplained 700', { hold: hold('released', 300n) }],
    ['held 700, seized 300', { hold: hold('partly_held', 700n), seizedSatang: 300n }],
    ['seized 300, released 700', { hold: hold('released', 700n), seizedSatang: 300n }],
    ['seized 1000', { hold: hold('seized', 1_000n) }],
    ['unexplained 1000', { hold: hold('no_funds', 0n) }],
    ['unexplained 1000', { hold: hold('refused', 0n) }],
    ['stopped 1000', { stopReason: 'too_deep' }],
    ['held 1000', { stopReason: 'too_deep', hold: hold('held', 1_000n) }],
    ['suspended 400, awaiting_order 600', { suspendedSatang: 400n }],
    ['suspended 400, stopped 600', { suspendedSatang: 400n, stopReason: 'too_deep' }],
    ['held 300, suspended 400, unexplained 300', { suspendedSatang: 400n, hold: hold('partly_held', 300n) }],
    ['released 1000', { letGoSatang: 1_000n }],
    ['released 400, unexplained 600', { letGoSatang: 400n }],
    ['suspended 400, released 600', { suspendedSatang: 400n, letGoSatang: 700n }],
    ['released 400, stopped 600', { letGoSatang: 400n, stopReason: 'fully_reserved' }],
    ['held 300, unexplained 700', { letGoSatang: 400n, hold: hold('partly_held', 300n) }],
    ['held 300, released 700', { hold: { ...hold('held', 300n), letGoSatang: 700n } }],
    ['held 300, released 600, unexplained 100', { hold: { ...hold('partly_held', 300n), letGoSatang: 600n } }],
    ['held 300, released 700', { hold: { ...hold('release_ordered', 300n), letGoSatang: 700n } }],
    ['released 1000', { hold: { ...hold('released', 300n), letGoSatang: 700n } }],
    ['off_rails 1000', { to: null, offRail: 'cash', stopReason: 'off_rails' }],
    ['awaiting_receiver 1000', { to: null }],
    ['stopped 1000', { to: null, stopReason: 'too_deep' }],
  ])('is shown as: %s', (expected, over) => {
    expect(becameText(graphOf(part(over)))).toBe(expected);
  });

  it('counts at the account where it arrived, not where it left', () => {
    const graph = graphOf(part({ hold: hold('partly_held', 400n) }), onward({ hold: hold('held', 600n) }));
    expect(graph.accounts.map(becameText)).toEqual(['held 400, onward 600', 'held 600']);
    expect([becameText(graph), graph.stolenSatang]).toEqual(['held 1000', 1_000n]);
  });

  it('awaits an answer where an order is out, and an order where none is, at one account', () => {
    const ordered = part({ transferId: 'A', hold: hold('ordered', 0n), attributedSatang: 600n, amountSatang: 600n });
    const unordered = part({ transferId: 'B', attributedSatang: 400n, amountSatang: 400n });
    expect(becameText(graphOf(ordered, unordered))).toBe('awaiting_order 400, awaiting_answer 600');
  });

  it('awaits an answer, or is suspended, only as far as no earlier answer explained it', () => {
    const graph = graphOf(part({ hold: hold('ordered', 0n) }), onward({ hold: hold('held', 600n) }));
    expect(graph.accounts.map(becameText)).toEqual(['onward 600, awaiting_answer 400', 'held 600']);
    const suspended = graphOf(part({ suspendedSatang: 1_000n }), onward({ hold: hold('held', 600n) }));
    expect(suspended.accounts.map(becameText)).toEqual(['suspended 400, onward 600', 'held 600']);
    const letGo = graphOf(part({ letGoSatang: 1_000n }), onward({ hold: hold('held', 600n) }));
    expect(letGo.accounts.map(becameText)).toEqual(['released 400, onward 600', 'held 600']);
  });

  it('counts what was let go of a hold only as far as the holder did not send it on', () => {
    const kept = { ...hold('held', 300n), letGoSatang: 700n };
    const graph = graphOf(part({ hold: kept }), onward({ hold: hold('held', 600n) }));
    expect(graph.accounts.map(becameText)).toEqual(['held 300, released 100, onward 600', 'held 600']);
  });

  it('counts as stopped only as far as it did not move on, when an answer came in spite of the stop', () => {
    const graph = graphOf(part({ stopReason: 'too_deep' }), onward({ stopReason: 'too_deep' }));
    expect(graph.accounts.map(becameText)).toEqual(['onward 600, stopped 400', 'stopped 600']);
  });
});
