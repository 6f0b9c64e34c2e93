import type { HoldState } from '../../../src/domain/hold/hold.js';
import { type MoneyGraph, buildMoneyGraph } from '../../../src/domain/trail/money-graph.js';
import type { TracedPart } from '../../../src/domain/trail/traced-part.js';
import { WHEREABOUTS } from '../../../src/domain/trail/whereabouts.js';

const AT = new Date('2026-11-24T03:00:00Z');
const account = (accountNo: string) => ({ institution: 'th-014', accountNo });
const VICTIM = account('9000000001');
const MULE = account('9000000002');
const BOSS = account('9000000003');

/** A part is known by its sum, its transfer and, where one carries several on, by the part that it continues. */
interface PartSays extends Partial<Omit<TracedPart, 'partId'>> {
  continues?: string;
}

function part({ continues = '', ...over }: PartSays = {}): TracedPart {
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

/** From the mule to the boss, of the sum that T1 brought. */
function onward(over: PartSays = {}): TracedPart {
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

const hold = (state: HoldState, heldSatang: bigint) => ({ state, heldSatang });

function graphOf(...parts: TracedPart[]): MoneyGraph {
  const graph = buildMoneyGraph(parts);
  if (!graph.ok) throw new Error(graph.code);
  return graph.value;
}

function codeOf(...parts: TracedPart[]): string {
  const graph = buildMoneyGraph(parts);
  return graph.ok ? 'ok' : graph.code;
}

const told = ({ became }: Pick<MoneyGraph, 'became'>): string =>
  WHEREABOUTS.filter((where) => became[where] !== 0n)
    .map((where) => `${where} ${became[where]}`)
    .join(', ');

describe('what became of stolen money', () => {
  it.each<[string, Partial<TracedPart>]>([
    ['awaiting_answer 1000', {}],
    ['awaiting_answer 1000', { hold: hold('ordered', 0n) }],
    ['awaiting_answer 1000', { hold: hold('unconfirmed', 0n) }],
    ['awaiting_answer 1000', { hold: hold('release_ordered', 0n) }],
    ['held 1000', { hold: hold('held', 1_000n) }],
    ['held 300, unexplained 700', { hold: hold('partly_held', 300n) }],
    ['held 300, unexplained 700', { hold: hold('release_ordered', 300n) }],
    ['released 300, unexplained 700', { hold: hold('released', 300n) }],
    ['seized 1000', { hold: hold('seized', 1_000n) }],
    ['unexplained 1000', { hold: hold('no_funds', 0n) }],
    ['unexplained 1000', { hold: hold('refused', 0n) }],
    ['stopped 1000', { stopReason: 'too_deep' }],
    ['held 1000', { stopReason: 'too_deep', hold: hold('held', 1_000n) }],
    ['suspended 400, awaiting_answer 600', { suspendedSatang: 400n }],
    ['suspended 400, stopped 600', { suspendedSatang: 400n, stopReason: 'too_deep' }],
    ['held 300, suspended 400, unexplained 300', { suspendedSatang: 400n, hold: hold('partly_held', 300n) }],
    ['released 1000', { letGoSatang: 1_000n }],
    ['released 400, unexplained 600', { letGoSatang: 400n }],
    ['suspended 400, released 600', { suspendedSatang: 400n, letGoSatang: 700n }],
    ['released 400, stopped 600', { letGoSatang: 400n, stopReason: 'fully_reserved' }],
    ['held 300, unexplained 700', { letGoSatang: 400n, hold: hold('partly_held', 300n) }],
    ['off_rails 1000', { to: null, offRail: 'cash', stopReason: 'off_rails' }],
    ['awaiting_receiver 1000', { to: null }],
    ['stopped 1000', { to: null, stopReason: 'too_deep' }],
  ])('is told as: %s', (expected, over) => {
    expect(told(graphOf(part(over)))).toBe(expected);
  });

  it('counts where it arrived, not where it left', () => {
    const graph = graphOf(part({ hold: hold('partly_held', 400n) }), onward({ hold: hold('held', 600n) }));
    expect(graph.accounts.map(told)).toEqual(['held 400, onward 600', 'held 600']);
    expect([told(graph), graph.stolenSatang]).toEqual(['held 1000', 1_000n]);
  });

  it('waits, or is suspended, only for what an earlier answer did not explain', () => {
    const graph = graphOf(part({ hold: hold('ordered', 0n) }), onward({ hold: hold('held', 600n) }));
    expect(graph.accounts.map(told)).toEqual(['onward 600, awaiting_answer 400', 'held 600']);
    const suspended = graphOf(part({ suspendedSatang: 1_000n }), onward({ hold: hold('held', 600n) }));
    expect(suspended.accounts.map(told)).toEqual(['suspended 400, onward 600', 'held 600']);
    const letGo = graphOf(part({ letGoSatang: 1_000n }), onward({ hold: hold('held', 600n) }));
    expect(letGo.accounts.map(told)).toEqual(['released 400, onward 600', 'held 600']);
  });

  it('stopped only for what did not move on, where an answer came in spite of the stop', () => {
    const graph = graphOf(part({ stopReason: 'too_deep' }), onward({ stopReason: 'too_deep' }));
    expect(graph.accounts.map(told)).toEqual(['onward 600, stopped 400', 'stopped 600']);
  });
});

describe('the graph', () => {
  it('has one edge for a payment that carries two victims’ money, and one node for the account', () => {
    const graph = graphOf(
      part(),
      part({ stolenSumId: 'S2', transferId: 'T9', from: account('9000000009') }),
      onward({ attributedSatang: 350n }),
      onward({ stolenSumId: 'S2', continues: 'T9', attributedSatang: 250n }),
    );
    expect(graph.transfers.map((transfer) => [transfer.transferId, transfer.attributedSatang])).toEqual([
      ['T1', 1_000n],
      ['T9', 1_000n],
      ['T2', 600n],
    ]);
    expect(
      graph.accounts.map((node) => [node.account.accountNo, node.hop, node.stolenSums, node.receivedSatang]),
    ).toEqual([
      [MULE.accountNo, 0, 2, 2_000n],
      [BOSS.accountNo, 1, 2, 600n],
    ]);
  });

  it('adds both branches up where they merge', () => {
    const graph = graphOf(
      part(),
      onward({ transferId: 'L', to: account('9000000005'), amountSatang: 500n, attributedSatang: 500n }),
      onward({ transferId: 'R', to: account('9000000006'), amountSatang: 500n, attributedSatang: 500n }),
      onward({
        transferId: 'L2',
        continues: 'L',
        hop: 2,
        from: account('9000000005'),
        amountSatang: 500n,
        attributedSatang: 500n,
      }),
      onward({
        transferId: 'R2',
        continues: 'R',
        hop: 2,
        from: account('9000000006'),
        amountSatang: 500n,
        attributedSatang: 500n,
      }),
      onward({
        transferId: 'M',
        continues: 'L2',
        hop: 3,
        from: BOSS,
        to: account('9000000007'),
        amountSatang: 900n,
        attributedSatang: 500n,
      }),
      onward({
        transferId: 'M',
        continues: 'R2',
        hop: 3,
        from: BOSS,
        to: account('9000000007'),
        amountSatang: 900n,
        attributedSatang: 400n,
      }),
    );
    const merged = graph.transfers.find(({ transferId }) => transferId === 'M');
    expect(merged?.attributedSatang).toBe(900n);
    expect(told(graph)).toBe('awaiting_answer 1000');
  });

  it('keeps the parts of a merge apart where they go on together again', () => {
    const both = (transferId: string, hop: number, from: typeof BOSS, to: typeof BOSS) =>
      ['L', 'R'].map((branch) =>
        onward({ transferId, continues: branch, hop, from, to, amountSatang: 600n, attributedSatang: 300n }),
      );
    const graph = graphOf(
      part({ amountSatang: 600n, attributedSatang: 600n }),
      onward({ transferId: 'L', to: account('9000000005'), amountSatang: 300n, attributedSatang: 300n }),
      onward({ transferId: 'R', to: account('9000000006'), amountSatang: 300n, attributedSatang: 300n }),
      onward({ transferId: 'L2', hop: 2, from: account('9000000005'), amountSatang: 300n, attributedSatang: 300n }),
      onward({ transferId: 'R2', hop: 2, from: account('9000000006'), amountSatang: 300n, attributedSatang: 300n }),
      ...both('M', 3, BOSS, account('9000000007')),
      ...both('N', 4, account('9000000007'), account('9000000008')),
    );
    const together = graph.transfers.filter(({ transferId }) => ['M', 'N'].includes(transferId));
    expect(together.map((transfer) => transfer.attributedSatang)).toEqual([600n, 600n]);
    expect(graph.accounts.map((node) => [node.hop, node.receivedSatang])).toEqual([
      [0, 600n],
      [1, 300n],
      [1, 300n],
      [2, 600n],
      [3, 600n],
      [4, 600n],
    ]);
    expect(told(graph)).toBe('awaiting_answer 600');
  });

  it('marks the accounts that money came back to, and no others', () => {
    const graph = graphOf(
      part(),
      onward(),
      onward({ transferId: 'T3', continues: 'T2', hop: 2, from: BOSS, to: MULE }),
      onward({ transferId: 'T4', continues: 'T3', hop: 3, from: MULE, to: account('9000000004') }),
      onward({
        transferId: 'T5',
        continues: 'T4',
        hop: 4,
        from: account('9000000004'),
        to: account('9000000005'),
      }),
    );
    expect(graph.accounts.map((node) => [node.account.accountNo, node.inCycle])).toEqual([
      [MULE.accountNo, true],
      [BOSS.accountNo, true],
      ['9000000004', false],
      ['9000000005', false],
    ]);
  });

  it('lists transfers by time and accounts by hop, then by their ids, however its parts are told', () => {
    const small = { amountSatang: 100n, attributedSatang: 100n };
    const parts = [
      onward({ ...small, transferId: 'D', at: AT, to: account('9000000008') }),
      onward({ ...small, transferId: 'C', to: account('9000000007') }),
      part({ transferId: 'B' }),
      onward({ ...small, transferId: 'A', to: account('9000000006') }),
      onward({ ...small, transferId: 'E', hop: 2, from: account('9000000008'), to: account('9000000001') }),
    ];
    for (const told of [parts, [...parts].reverse()]) {
      const graph = graphOf(...told);
      expect(graph.transfers.map(({ transferId }) => transferId)).toEqual(['B', 'D', 'A', 'C', 'E']);
      expect(graph.accounts.map((node) => node.account.accountNo)).toEqual([
        MULE.accountNo,
        '9000000006',
        '9000000007',
        '9000000008',
        '9000000001',
      ]);
    }
  });

  it('lets a victim and another, with whose money she was paid, claim the same satang once', () => {
    const graph = graphOf(
      part(),
      part({ stolenSumId: 'S2', transferId: 'T2', from: MULE, to: BOSS }),
      onward({ amountSatang: 1_000n, at: AT }),
    );
    expect(graph.transfers.map((transfer) => transfer.attributedSatang)).toEqual([1_000n, 1_000n]);
    expect(graph.stolenSatang).toBe(2_000n);
  });

  it('of nothing is empty', () => {
    expect(graphOf()).toEqual({ transfers: [], accounts: [], stolenSatang: 0n, became: graphOf().became });
    expect(told(graphOf())).toBe('');
  });
});

describe('a record that contradicts itself', () => {
  it.each<[string, string, TracedPart[]]>([
    ['TRAIL.NOT_CONSERVED', 'more left than came', [part({ attributedSatang: 599n }), onward()]],
    ['TRAIL.NOT_CONSERVED', 'more is held and left than came', [part({ hold: hold('partly_held', 401n) }), onward()]],
    ['TRAIL.NOT_CONSERVED', 'money left where none came', [onward()]],
    ['TRAIL.NOT_CONSERVED', 'money left of a sum that never came', [part(), onward({ stolenSumId: 'S2' })]],
    ['TRAIL.ABOVE_TRANSFER', 'a payment carries more than its amount', [part({ attributedSatang: 1_001n })]],
    [
      'TRAIL.ABOVE_TRANSFER',
      'two credits carry more on by it together',
      [part(), onward(), onward({ stolenSumId: 'S1', continues: 'T9', attributedSatang: 1n })],
    ],
    ['TRAIL.TRANSFER_DIFFERS', 'a part has two amounts', [part(), part({ attributedSatang: 999n })]],
    ['TRAIL.TRANSFER_DIFFERS', 'a part is of two sums', [part(), { ...part(), stolenSumId: 'S2' }]],
    ['TRAIL.TRANSFER_DIFFERS', 'a part is of two transfers', [part(), { ...part(), transferId: 'T2' }]],
    ['TRAIL.TRANSFER_DIFFERS', 'a payment has two receivers', [part(), part({ to: BOSS })]],
    [
      'TRAIL.TRANSFER_DIFFERS',
      'a payment has two amounts',
      [part({ attributedSatang: 1n }), part({ stolenSumId: 'S2', amountSatang: 900n, attributedSatang: 1n })],
    ],
    [
      'TRAIL.TRANSFER_DIFFERS',
      'a payment has two times',
      [part({ attributedSatang: 1n }), part({ stolenSumId: 'S2', attributedSatang: 1n, at: new Date(0) })],
    ],
  ])('is refused as %s when %s', (code, _name, parts) => {
    expect(codeOf(...parts)).toBe(code);
    expect(codeOf(...[...parts].reverse())).toBe(code);
  });

  it('is not one that is told twice', () => {
    expect(codeOf(part(), part(), onward(), onward())).toBe('ok');
  });
});
