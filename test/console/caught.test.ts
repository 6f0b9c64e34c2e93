import { caughtBy } from '../../web/src/case/holds/caught.js';

const order = (id: string, raiseRequestId: string | null, refusedAt: string | null = null) => ({
  id,
  raiseRequestId,
  refusedAt,
});
const receipt = (orderId: string, amountSatang: string, applied = true) => ({
  kind: 'hold',
  orderId,
  amountSatang,
  applied,
});

describe('what a watched hold caught of a later credit', () => {
  const orders = [order('O1', null), order('O2', 'R1')];
  const first = receipt('O1', '30000');

  it('is by how much more the bank holds since the order', () => {
    expect(caughtBy({ orders, receipts: [first, receipt('O2', '45000')] }, 'R1')).toEqual({
      is: 'answered',
      satang: '15000',
    });
  });

  it('is nothing where the bank holds no more, and unknown while its answer has no effect', () => {
    expect(caughtBy({ orders, receipts: [first, receipt('O2', '30000')] }, 'R1')).toMatchObject({ satang: '0' });
    expect(caughtBy({ orders, receipts: [first, receipt('O2', '45000', false)] }, 'R1')).toEqual({ is: 'asked' });
  });

  it('tells an order that the bank refused from one that nobody gave', () => {
    const refused = [order('O1', null), order('O2', 'R1', '2026-11-28T00:00:00Z')];
    expect(caughtBy({ orders: refused, receipts: [first] }, 'R1')).toEqual({ is: 'refused' });
    expect(caughtBy({ orders, receipts: [first] }, 'R2')).toEqual({ is: 'not_ordered' });
  });
});
