import type { TracedPart } from '../../../src/domain/trail/traced-part.js';
import { AT, account, MULE, BOSS, part, onward, hold, graphOf, codeOf, becameText } from './parts.js';

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
    expect(becameText(graph)).toBe('awaiting_order 1000');
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
    expect(becameText(graph)).toBe('awaiting_order 600');
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

  it('lists transfers by time and accounts by hop, then by their ids, in any order of its parts', () => {
    const small = { amountSatang: 100n, attributedSatang: 100n };
    const parts = [
      onward({ ...small, transferId: 'D', at: AT, to: account('9000000008') }),
      onward({ ...small, transferId: 'C', to: account('9000000007') }),
      part({ transferId: 'B' }),
      onward({ ...small, transferId: 'A', to: account('9000000006') }),
      onward({ ...small, transferId: 'E', hop: 2, from: account('9000000008'), to: account('9000000001') }),
    ];
    for (const listed of [parts, [...parts].reverse()]) {
      const graph = graphOf(...listed);
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

  it('counts a satang once when a victim was paid with another victim’s money', () => {
    const graph = graphOf(
      part(),
      part({ stolenSumId: 'S2', transferId: 'T2', from: MULE, to: BOSS }),
      onward({ amountSatang: 1_000n, at: AT }),
    );
    expect(graph.transfers.map((transfer) => transfer.attributedSatang)).toEqual([1_000n, 1_000n]);
    expect(graph.stolenSatang).toBe(2_000n);
  });

  it('of no parts is empty', () => {
    expect(graphOf()).toEqual({ transfers: [], accounts: [], stolenSatang: 0n, became: graphOf().became });
    expect(becameText(graphOf())).toBe('');
  });
});

describe('parts that contradict each other', () => {
  it.each<[string, string, TracedPart[]]>([
    ['TRAIL.NOT_CONSERVED', 'more left than came', [part({ attributedSatang: 599n }), onward()]],
    ['TRAIL.NOT_CONSERVED', 'more is held and left than came', [part({ hold: hold('partly_held', 401n) }), onward()]],
    ['TRAIL.NOT_CONSERVED', 'money left where none came', [onward()]],
    ['TRAIL.NOT_CONSERVED', 'money left of a sum that never came', [part(), onward({ stolenSumId: 'S2' })]],
    ['TRAIL.ABOVE_TRANSFER', 'a payment carries more than its amount', [part({ attributedSatang: 1_001n })]],
    [
      'TRAIL.ABOVE_TRANSFER',
      'two credits together carry more on by it',
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
  ])('are refused as %s when %s', (code, _name, parts) => {
    expect(codeOf(...parts)).toBe(code);
    expect(codeOf(...[...parts].reverse())).toBe(code);
  });

  it('are not parts that are repeated', () => {
    expect(codeOf(part(), part(), onward(), onward())).toBe('ok');
  });
});
