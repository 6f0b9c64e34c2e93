import fc from 'fast-check';
import { type MoneyEvent, whatHappened } from '../../../src/domain/case/what-happened.js';
import type { DebitState } from '../../../src/domain/debit/debit-verdict.js';
import type { HoldState } from '../../../src/domain/hold/hold.js';
import type { OwnSuspensionState } from '../../../src/domain/notice/own-suspension.js';

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
  seizedSatang: 0n,
  seizedBy: state === 'seized' ? 'HELD_UNDER_COURT' : null,
});
const debit = (state: DebitState, isSearch = false): Given => ({ kind: 'debit', state, isSearch });
/** A hold of which another authority keeps a part, or keeps it no more. */
const beside = (state: HoldState, baht: number, seizedBaht: number): Given => ({
  kind: 'hold',
  ...at('a'),
  state,
  heldSatang: BigInt(baht * 100),
  seizedSatang: BigInt(seizedBaht * 100),
  seizedBy: seizedBaht > 0 ? 'HELD_UNDER_AMLO' : null,
});
const own = (state: OwnSuspensionState, baht: number, suspensionId = 's'): Given => ({
  kind: 'own_suspension',
  suspensionId,
  institution: KTB,
  state,
  amountSatang: BigInt(baht * 100),
  expiresAt: new Date('2026-12-07T03:00:00Z'),
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
      `Siam Commercial Bank holds 60,000.00 baht less → 5,000.00 baht ${HELD}`,
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
      'a court keeps all of it',
      [hold('a', 'held', 65_000), hold('a', 'seized', 65_000)],
      `Siam Commercial Bank says that 65,000.00 baht is kept by order of a court → 65,000.00 baht not under an order of the centre, and no end of ours frees it; 0.00 baht ${HELD}`,
    ],
    [
      'a court keeps what was never held here',
      [hold('a', 'seized', 65_000), hold('b', 'held', 5_000, KTB), hold('c', 'seized', 1_000)],
      `Siam Commercial Bank says that 1,000.00 baht is kept by order of a court → 1,000.00 baht not under an order of the centre, and no end of ours frees it; 5,000.00 baht ${HELD}`,
    ],
    [
      'the court keeps it no more',
      [hold('a', 'seized', 65_000), hold('a', 'released', 0)],
      `Siam Commercial Bank says that the other authority keeps it no more → 65,000.00 baht under no hold there, until a person decides; 0.00 baht ${HELD}`,
    ],
    [
      'another authority keeps a part from the first',
      [beside('partly_held', 40_000, 25_000)],
      `Siam Commercial Bank holds 40,000.00 baht, and 25,000.00 baht is kept there by order of the Anti-Money Laundering Office (AMLO) → 25,000.00 baht not under an order of the centre, and no end of ours frees it; 40,000.00 baht ${HELD}`,
    ],
    [
      'another authority takes a part of what is held',
      [hold('a', 'held', 65_000), beside('held', 40_000, 25_000)],
      `Siam Commercial Bank says that 25,000.00 baht is kept by order of the Anti-Money Laundering Office (AMLO) → 25,000.00 baht not under an order of the centre, and no end of ours frees it; 40,000.00 baht ${HELD}`,
    ],
    [
      'another authority takes a part, and more is gone',
      [hold('a', 'held', 65_000), beside('held', 30_000, 25_000)],
      `Siam Commercial Bank holds 10,000.00 baht less, and 25,000.00 baht is kept there by order of the Anti-Money Laundering Office (AMLO) → 25,000.00 baht not under an order of the centre, and no end of ours frees it; 30,000.00 baht ${HELD}`,
    ],
    [
      'another authority keeps its part no more',
      [beside('partly_held', 40_000, 25_000), beside('partly_held', 40_000, 0)],
      `Siam Commercial Bank says that the other authority keeps it no more → 25,000.00 baht under no hold there, until a person decides; 40,000.00 baht ${HELD}`,
    ],
    [
      'a hold ends, and another authority keeps its part',
      [beside('partly_held', 40_000, 25_000), beside('released', 0, 25_000)],
      `The hold at Siam Commercial Bank is over → 40,000.00 baht no longer held; 0.00 baht ${HELD}; another authority keeps 25,000.00 baht there`,
    ],
    [
      'an institution suspends by its own suspicion',
      [own('active', 50_000)],
      'Krungthai Bank suspended 50,000.00 baht by its own suspicion → Stands until 7 December 2026 10:00:00 (UTC+7), without an order of the centre',
    ],
    [
      'an officer proceeds on an own suspicion',
      [own('active', 50_000), own('proceeded', 0)],
      'An officer proceeds on the suspicion of Krungthai Bank → 50,000.00 baht stand until 7 December 2026 10:00:00 (UTC+7); only an order holds them longer',
    ],
    [
      'an officer finds an own suspicion unfounded',
      [hold('a', 'held', 5_000), own('active', 50_000), own('lifted', 0)],
      `An officer found the suspicion of Krungthai Bank unfounded → 50,000.00 baht no longer suspended by the bank itself; 5,000.00 baht ${HELD}`,
    ],
    [
      'the time of an own suspicion is over',
      [own('active', 50_000), own('lapsed', 0)],
      `The time of Krungthai Bank's own suspension is over → 50,000.00 baht no longer suspended by the bank itself; 0.00 baht ${HELD}`,
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
      [order('a', 65_000), debit('confirmed')],
      "The victim's bank confirmed the transfer → Orders no longer run on the urgent time",
    ],
    [
      'the debit is denied',
      [order('a', 65_000), debit('denied')],
      "The victim's bank denies the transfer → Holds of section 7 on it end; those of other powers stand",
    ],
    [
      'the debit is confirmed, and nothing was ordered',
      [debit('confirmed')],
      "The victim's bank confirmed the transfer → No order to hold is out",
    ],
    [
      'the debit differs, and nothing was ordered',
      [debit('disputed')],
      "The victim's bank names another detail → No order to hold is out",
    ],
    [
      'a search brings something else, and another transfer is held',
      [order('a', 65_000), hold('a', 'held', 65_000), debit('disputed', true)],
      "The victim's bank answered the search; whether it is the victim's transfer is not clear → Nothing of that transfer is held; a person compares",
    ],
    [
      'a search finds nothing, and another transfer is held',
      [order('a', 65_000), hold('a', 'held', 65_000), debit('denied', true)],
      "The victim's bank found no such transfer → Nothing of that transfer is held",
    ],
    [
      'a search is not answered',
      [order('a', 65_000), debit('unknown', true)],
      "The victim's bank did not answer the search in time → Nothing of that transfer is held",
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
    expect(
      said([debit('asked'), debit('asked', true), hold('a', 'ordered', 0), { kind: 'went_on', parts: [] }]),
    ).toEqual([]);
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
      fc
        .tuple(fc.constantFrom<HoldState>('held', 'partly_held', 'released'), fc.nat(1_000), fc.nat(1_000))
        .map(([state, baht, seizedBaht]) => beside(state, baht, seizedBaht)),
      fc
        .tuple(fc.constantFrom<OwnSuspensionState>('active', 'proceeded', 'lapsed', 'lifted'), fc.nat(1_000))
        .map(([state, baht]) => own(state, baht)),
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
