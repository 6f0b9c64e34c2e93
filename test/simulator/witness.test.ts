import { Witness, type Heard } from '../../simulator/network/witness.js';

const ORDER = '01KAYJ9Q5R3M0T8XW2V7C4H6DE';
const receipt = (receiptSeq: number, at: string) => ({ orderId: ORDER, receiptSeq, heldAmountSatang: '100', at });

function answered(body: object, changes: Partial<Heard> = {}): Heard {
  const answer = Buffer.from(JSON.stringify(body));
  const asked = { method: 'POST', path: '/hold-orders', body: Buffer.from('{}') };
  return { party: 'th-014', way: 'to_party', ...asked, status: 200, answer, ...changes };
}

function calledBack(data: object): Heard {
  const body = Buffer.from(JSON.stringify({ type: 'hold.receipt', data }));
  return answered({ status: 'accepted' }, { way: 'to_centre', path: '/v1/callbacks/institutions', body });
}

function heard(...all: Heard[]): readonly string[] {
  const witness = new Witness();
  for (const one of all) witness.hear(one);
  return witness.contradictions;
}

describe('the witness of a network', () => {
  it('hears one word in a receipt that comes again, by answer, question and callback', () => {
    const one = receipt(1, '2026-11-24T02:41:13Z');
    const read = answered(one, { method: 'GET', path: `/hold-orders/${ORDER}` });
    expect(heard(answered(one), answered(one), read, calledBack(one))).toEqual([]);
  });

  it('hears no contradiction in a receipt with the next number, or in one of another party', () => {
    const later = receipt(2, '2026-11-24T02:41:15Z');
    const other = answered(receipt(1, '2026-11-24T02:41:14Z'), { party: 'th-004' });
    expect(heard(answered(receipt(1, '2026-11-24T02:41:13Z')), calledBack(later), other)).toEqual([]);
  });

  it('notes an order that was taken anew when it came again, also where one answer came by callback', () => {
    const [one, other] = [receipt(1, '2026-11-24T02:41:13Z'), receipt(1, '2026-11-24T02:41:14Z')];
    const noted = [expect.stringMatching(`th-014 receipt 1 of ${ORDER}: another word at POST`)];
    expect(heard(answered(one), answered(other))).toEqual(noted);
    expect(heard(answered(one), calledBack(other))).toEqual(noted);
  });

  it('notes a release that lets go twice', () => {
    const released = (releasedAmountSatang: string) =>
      answered({ releaseOrderId: ORDER, releasedAmountSatang }, { path: '/release-orders' });
    expect(heard(released('100'), released('0'))).toHaveLength(1);
  });

  it('hears nothing in what no party said: a refusal, or the page of a proxy', () => {
    const proxy = answered({}, { status: 502, answer: Buffer.from('<h1>502</h1>') });
    expect(heard(proxy, proxy, answered({ code: 'ORDER.UNKNOWN' }, { status: 404 }))).toEqual([]);
  });
});
