import { AppealStatus, HolderView } from '../../../src/wire/case/appeal.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { textOfPdf } from '../../api/print/text-of-pdf.js';
import { accusationsIn } from '../../support/accusing-words.js';
import { appealsOn, type HeldAccount } from './support.js';

const WARRANT = 'says that a warrant or an inquiry stands';

/** What a holder reads of a hold, by the reference and the secret of the bank's notice. */
describe('nothing that accuses a holder outlives the hold', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  beforeAll(async () => {
    api = await runApi();
    on = appealsOn(api);
  });
  afterAll(() => api.close());

  const shown = async ({ reference, secret }: HeldAccount) => {
    const answer = await api.call('POST', '/v1/appeals/status', { roles: null, body: { reference, secret } });
    return AppealStatus.parse(answer.body);
  };
  /** Every text of an answer that is read by a person, without codes and names of offices. */
  const textsOf = ({ why, basis, endedBecause, next, warrantNo }: AppealStatus) =>
    [why, basis, endedBecause, next]
      .flatMap((text) => (text === null ? [] : [text.th, text.en]))
      .concat(warrantNo ?? []);

  it('while it stands the holder reads why', async () => {
    const hold = await on.held();
    expect((await shown(hold)).why.en).toContain('Somebody reported');
    await on.continued(hold);
    expect(accusationsIn((await shown(hold)).why.th)).toEqual([WARRANT]);
  });

  it.each([
    ['an upheld appeal', 'release_ordered', (hold: HeldAccount) => upheld(hold)],
    [
      'an upheld appeal, carried out',
      'released',
      async (hold: HeldAccount) => {
        await upheld(hold);
        const releaseOrderId = await on.value('SELECT id AS value FROM release_order WHERE hold_id = $1', hold.holdId);
        await on.released(hold.holdId, releaseOrderId, '5000000');
      },
    ],
    [
      'an order of an inquiry officer that was taken back',
      'release_ordered',
      async (hold: HeldAccount) => {
        await on.continued(hold);
        const body = { reason: 'no longer needed', unrelated: false };
        const path = `/v1/holds/${hold.holdId}/release`;
        expect((await api.call('POST', path, { roles: ['inquiry_officer'], body })).status).toBe(201);
      },
    ],
  ] as const)('after %s', async (_end, state, end) => {
    const hold = await on.held();
    await end(hold);
    const seen = await shown(hold);
    expect(seen.holdState).toBe(state);
    expect(textsOf(seen).flatMap(accusationsIn)).toEqual([]);
    expect(seen.warrantNo).toBeNull();
  });

  it('names the credit that the hold is about, also afterwards', async () => {
    const hold = await on.held();
    const seen = await shown(hold);
    expect(seen.credit.amountSatang).toBe('5000000');
    expect(Date.parse(seen.credit.at)).toBeLessThan(Date.parse(seen.since));
  });

  it('gives a letter when it is over, which accuses nobody, and whose code is of the ended order', async () => {
    const hold = await on.held();
    const proof = { roles: null, body: { reference: hold.reference, secret: hold.secret } };
    const path = '/v1/appeals/release-letters';
    expect(await api.call('POST', path, proof)).toMatchObject({ status: 409, body: { code: 'HOLD.NOT_OVER' } });
    await upheld(hold);
    const releaseOrderId = await on.value('SELECT id AS value FROM release_order WHERE hold_id = $1', hold.holdId);
    await on.released(hold.holdId, releaseOrderId, '5000000');
    const wrong = { ...proof, body: { ...proof.body, secret: 'AAAA-BBBB-CCCC' } };
    expect(await api.call('POST', path, wrong)).toMatchObject({ body: { code: 'APPEAL.UNKNOWN' } });

    const answer = await fetch(`${api.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(proof.body),
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const lines = textOfPdf(Buffer.from(await answer.arrayBuffer()));
    const text = lines.join('').replace(/\s/g, '');
    expect(text).toContain(hold.reference);
    expect(text).toContain('50,000.00บาทเมื่อ');
    expect(text).toContain('การระงับสิ้นสุดแล้ว');
    expect(accusationsIn(lines.join(' '))).toEqual([]);
    const code = /\/verify#([0-9A-Z]{26}-[0-9A-F]{16})/.exec(text)?.[1];
    const seen = await api.call('POST', '/v1/orders/verifications', { roles: null, body: { code } });
    expect(seen.body).toMatchObject({ orderId: hold.orderId, standing: 'ended' });
  });

  it('after an order that found nothing', async () => {
    const hold = await on.held({ receipt: { result: 'NO_FUNDS', heldAmountSatang: '0' } });
    const seen = await shown(hold);
    expect(seen.holdState).toBe('no_funds');
    expect(textsOf(seen).flatMap(accusationsIn)).toEqual([]);
  });

  describe('whose money another authority keeps', () => {
    const UNDER = { authority: 'amlo', amountSatang: '5000000', reference: 'YS 1/2569' };
    const seized = { result: 'REFUSED_LEGAL', heldAmountSatang: '0', heldUnder: UNDER };
    const letterOf = async ({ reference, secret }: HeldAccount) => {
      const answer = await fetch(`${api.url}/v1/appeals/release-letters`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ reference, secret }),
      });
      expect(answer.status).toBe(200);
      const lines = textOfPdf(Buffer.from(await answer.arrayBuffer()));
      expect(accusationsIn(lines.join(' '))).toEqual([]);
      return lines.join('').replace(/\s/g, '');
    };
    const readsWhomToAsk = (seen: AppealStatus, amountSatang: string) => {
      expect(seen.keptElsewhere).toMatchObject({ authority: 'amlo', amountSatang, reference: 'YS 1/2569' });
      expect(seen.keptElsewhere?.office.th).toBe('สำนักงาน ปปง.');
      expect(seen.next).toEqual(seen.keptElsewhere?.todo);
    };

    it('reads to whom to turn, by which paper and law, where all of it is kept there', async () => {
      const hold = await on.held({ receipt: seized });
      const seen = await shown(hold);
      expect([seen.holdState, seen.nextStep]).toEqual(['seized', 'nothing']);
      readsWhomToAsk(seen, '5000000');
      const desk = await api.call('POST', '/v1/appeals/searches', {
        roles: ['unfreeze_desk'],
        body: { reference: hold.reference },
      });
      const { holds } = HolderView.parse(desk.body);
      expect(holds.find(({ holdId }) => holdId === hold.holdId)?.keptElsewhere).toEqual(seen.keptElsewhere);
      const letter = await letterOf(hold);
      for (const words of ['50,000.00บาท', 'สำนักงานปปง.', 'YS1/2569', 'มาตรา35,36หรือ48'])
        expect(letter).toContain(words);
    });

    it('reads it of a part, while the rest is held and when that is over', async () => {
      const part = { ...UNDER, amountSatang: '2000000' };
      const hold = await on.held({ receipt: { result: 'HELD_PARTIAL', heldAmountSatang: '3000000', heldUnder: part } });
      const before = await shown(hold);
      expect([before.nextStep, before.keptElsewhere?.amountSatang]).toEqual(['appeal', '2000000']);
      await upheld(hold);
      const releaseOrderId = await on.value('SELECT id AS value FROM release_order WHERE hold_id = $1', hold.holdId);
      await on.released(hold.holdId, releaseOrderId, '3000000');
      const after = await shown(hold);
      expect(after.holdState).toBe('released');
      readsWhomToAsk(after, '2000000');
      expect(await letterOf(hold)).toContain('20,000.00บาท');
    });

    it('reads nothing of it once that authority keeps it no more', async () => {
      const hold = await on.held({ receipt: seized });
      const at = new Date().toISOString();
      const lapse = {
        orderId: hold.orderId,
        holdId: hold.holdId,
        releasedAmountSatang: '5000000',
        authority: 'amlo',
        at,
      };
      await on.lapsed(hold.holdId, lapse);
      const seen = await shown(hold);
      expect([seen.holdState, seen.keptElsewhere]).toEqual(['released', null]);
      expect(seen.next.en).toContain('the hold has ended');
      expect(await letterOf(hold)).not.toContain('ปปง.');
    });
  });

  async function upheld(hold: HeldAccount): Promise<void> {
    const { id } = on.accepted(await on.byHolder(hold));
    await on.decide(id, { verdict: 'uphold', reason: { th: 'ขายของจริง' } });
  }
});
