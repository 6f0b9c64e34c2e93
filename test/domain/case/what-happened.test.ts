import fc from 'fast-check';
import { type MoneyEvent, whatHappened } from '../../../src/domain/case/what-happened.js';
import type { HoldState } from '../../../src/domain/hold/hold.js';

const AT = new Date('2026-11-30T03:00:00Z');
const SCB = { th: 'ธนาคารไทยพาณิชย์', en: 'Siam Commercial Bank' };
const KTB = { th: 'ธนาคารกรุงไทย', en: 'Krungthai Bank' };

type Untimed = MoneyEvent extends infer Each
  ? Each extends MoneyEvent
    ? Omit<Each, 'sequence' | 'at'>
    : never
  : never;
type Given = Untimed;

const at = (holdId: string, institution = SCB) => ({ holdId, institution });
const order = (holdId: string, baht: number, nth = 1, institution = SCB): Given => ({
  kind: 'order',
  ...at(holdId, institution),
  nth,
  requestedSatang: BigInt(baht * 100),
});
const hold = (holdId: string, state: HoldState, baht: number, institution = SCB): Given => ({
  kind: 'hold',
  ...at(holdId, institution),
  state,
  heldSatang: BigInt(baht * 100),
});
const chain = (events: readonly Given[]): MoneyEvent[] =>
  events.map((event, place) => ({ ...event, sequence: place + 1, at: AT }));
const said = (events: readonly Given[], language: 'th' | 'en' = 'en') =>
  whatHappened(chain(events)).map(({ what, money }) => `${what[language]} → ${money[language]}`);

const HELD = 'held by orders of this case';

describe('what happened to the money of a case', () => {
  it.each<[string, Given[], string]>([
    [
      'a second report adds to what was stolen',
      [
        { kind: 'reported', amountSatang: 6_500_000n },
        { kind: 'reported', amountSatang: 3_500_000n },
      ],
      'A transfer of 35,000.00 baht was reported → 100,000.00 baht stolen in all',
    ],
    [
      'an order holds nothing yet',
      [order('a', 65_000)],
      '65,000.00 baht ordered held at Siam Commercial Bank → Not counted as held until the bank answers',
    ],
    [
      'all of it is held',
      [order('a', 65_000), hold('a', 'held', 65_000)],
      `Siam Commercial Bank holds 65,000.00 baht → 65,000.00 baht ${HELD}`,
    ],
    [
      'a second hold adds to the first',
      [hold('a', 'held', 65_000), hold('b', 'partly_held', 5_000, KTB)],
      `Krungthai Bank holds 5,000.00 baht → 70,000.00 baht ${HELD}`,
    ],
    [
      'the same hold holds more',
      [hold('a', 'partly_held', 5_000), hold('a', 'held', 65_000)],
      `Siam Commercial Bank holds 60,000.00 baht more → 65,000.00 baht ${HELD}`,
    ],
    [
      'the same hold holds less',
      [hold('a', 'held', 65_000), hold('a', 'partly_held', 5_000)],
      `Siam Commercial Bank released 60,000.00 baht → 5,000.00 baht ${HELD}`,
    ],
    [
      'an order goes on with the same amount',
      [order('a', 65_000), order('a', 65_000, 2)],
      'A new order replaces the last at Siam Commercial Bank → The same amount, until the new end',
    ],
    [
      'an order asks for more',
      [order('a', 65_000), order('a', 80_000, 2)],
      'A new order replaces the last at Siam Commercial Bank → 15,000.00 baht more ordered, not answered yet',
    ],
    [
      'an order asks for less',
      [order('a', 65_000), order('a', 5_000, 2)],
      'A new order replaces the last at Siam Commercial Bank → 60,000.00 baht less ordered',
    ],
    [
      'nothing is left',
      [hold('a', 'no_funds', 0)],
      `Siam Commercial Bank says that nothing is left there → 0.00 baht ${HELD}`,
    ],
    ['the bank refuses', [hold('a', 'refused', 0)], `Siam Commercial Bank refused the order → 0.00 baht ${HELD}`],
    [
      'the bank is silent',
      [hold('a', 'unconfirmed', 0)],
      'Siam Commercial Bank has not answered the order → How much is held is not known',
    ],
    [
      'another authority keeps it',
      [hold('a', 'held', 65_000), hold('a', 'seized', 65_000)],
      'Siam Commercial Bank says that another authority keeps the money → 65,000.00 baht are not under an order of the centre',
    ],
    [
      'a release is ordered',
      [hold('a', 'held', 65_000), hold('a', 'release_ordered', 65_000)],
      'Release ordered at Siam Commercial Bank → 65,000.00 baht will no longer be held by this order',
    ],
    [
      'a release is ordered of what nobody answered',
      [hold('a', 'release_ordered', 0)],
      'Release ordered at Siam Commercial Bank → How much was held is not known',
    ],
    [
      'a hold ends, the other stands',
      [hold('a', 'held', 65_000), hold('b', 'held', 5_000, KTB), hold('a', 'released', 65_000)],
      `The hold at Siam Commercial Bank is over → 65,000.00 baht no longer held; 5,000.00 baht ${HELD}`,
    ],
    [
      'a hold ends that held nothing',
      [hold('a', 'released', 0)],
      `The hold at Siam Commercial Bank is over → 0.00 baht ${HELD}`,
    ],
    [
      'a part is let go',
      [{ kind: 'part_release', ...at('a'), keepSatang: 500_000n }],
      'Release of a part ordered at Siam Commercial Bank → 5,000.00 baht stay held',
    ],
    [
      'money goes on, is drawn, and stops',
      [
        {
          kind: 'went_on',
          parts: [
            { amountSatang: 4_000_000n, stopReason: null },
            { amountSatang: 1_000_000n, stopReason: 'off_rails' },
            { amountSatang: 500_000n, stopReason: 'no_power' },
          ],
        },
      ],
      '55,000.00 baht went on → 40,000.00 baht followed · 10,000.00 baht off the rails, cannot be held · 5,000.00 baht without an order: a person looks',
    ],
    [
      'the debit is confirmed',
      [{ kind: 'debit', state: 'confirmed' }],
      "The victim's bank confirmed the transfer → Orders no longer run on the urgent time",
    ],
    [
      'the debit is denied',
      [{ kind: 'debit', state: 'denied' }],
      "The victim's bank denies the transfer → Holds of section 7 on it end; those of other powers stand",
    ],
    [
      'a person asks',
      [{ kind: 'request', state: 'requested' }],
      'A hold was asked for → No effect on the money before it is approved',
    ],
    [
      'nobody approves in time',
      [{ kind: 'request', state: 'expired' }],
      'The request expired → Nothing is held by this request',
    ],
    [
      'the victim withdraws',
      [{ kind: 'withdrawn' }],
      'The complaint was withdrawn → Holds of section 7 end; those of other powers stand',
    ],
  ])('says what it meant: %s', (_what, events, line) => {
    expect(said(events)[0]).toBe(line);
  });

  it('says nothing of what changes no money', () => {
    expect(said([{ kind: 'debit', state: 'asked' }, hold('a', 'ordered', 0), { kind: 'went_on', parts: [] }])).toEqual(
      [],
    );
    expect(said([hold('a', 'held', 100), hold('a', 'held', 100)])).toHaveLength(1);
  });

  it('says it in Thai', () => {
    expect(said([order('a', 65_000), hold('a', 'held', 65_000)], 'th')).toEqual([
      'ธนาคารไทยพาณิชย์ ระงับได้ 65,000.00 บาท → คำสั่งของเรื่องนี้ระงับรวม 65,000.00 บาท',
      'สั่งระงับ 65,000.00 บาท ที่ธนาคารไทยพาณิชย์ → ยังไม่นับว่าระงับได้ รอธนาคารตอบ',
    ]);
  });

  it('is four lines at most, the newest first, in both languages, whatever happens', () => {
    const states = fc.constantFrom<HoldState>(
      'held',
      'partly_held',
      'no_funds',
      'release_ordered',
      'released',
      'seized',
    );
    const happening: fc.Arbitrary<Given> = fc.oneof(
      fc.tuple(fc.constantFrom('a', 'b'), states, fc.nat(1_000)).map(([id, state, baht]) => hold(id, state, baht)),
      fc.tuple(fc.constantFrom('a', 'b'), fc.nat(1_000), fc.nat(3)).map(([id, baht, nth]) => order(id, baht, nth + 1)),
      fc.constant<Given>({ kind: 'withdrawn' }),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), (events) => {
        const lines = whatHappened(chain(events));
        expect(lines.length).toBeLessThanOrEqual(4);
        expect(lines.map(({ sequence }) => sequence)).toEqual(
          lines.map(({ sequence }) => sequence).toSorted((one, other) => other - one),
        );
        for (const { what, money } of lines)
          for (const text of [what.th, what.en, money.th, money.en]) expect(text).not.toMatch(/undefined|^$|-\d/);
      }),
    );
  });
});
