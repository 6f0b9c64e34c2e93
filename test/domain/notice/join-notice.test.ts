import type { HoldKind } from '../../../src/domain/hold/hold.js';
import { joinNotice, type WhereNoticed } from '../../../src/domain/notice/join-notice.js';
import { NOW, hoursAfter } from '../support.js';

const UNTIL = hoursAfter(NOW, 168);

function effect(where: Partial<WhereNoticed>) {
  return joinNotice(
    {
      hold: null,
      firstUntil: null,
      firstStands: false,
      suspendsItself: false,
      leftSatang: 500n,
      freeSatang: 1_000n,
      ...where,
    },
    UNTIL,
    NOW,
  );
}

function hold(kind: HoldKind, hours: number, isReleasing = false) {
  return { kind, expiresAt: hoursAfter(NOW, hours), isReleasing };
}

describe('how a notice of suspicion joins what stands', () => {
  it.each<[string, Partial<WhereNoticed>, object]>([
    ['orders what the transfer carries', {}, { do: 'order', amountSatang: 500n, until: UNTIL }],
    ['orders no more than is free of the sum', { freeSatang: 300n }, { do: 'order', amountSatang: 300n, until: UNTIL }],
    ['orders nothing that has gone on', { leftSatang: 0n }, { do: 'nothing', because: 'gone_on' }],
    ['orders nothing that is held elsewhere', { freeSatang: 0n }, { do: 'nothing', because: 'held_elsewhere' }],
    [
      'waits for the release of a hold whose time is over, which nobody has noted yet',
      { hold: hold('section7', 0) },
      { do: 'nothing', because: 'release_under_way' },
    ],
    [
      'carries on a hold that would end sooner',
      { hold: hold('section7', 72), freeSatang: 0n },
      { do: 'join', carryOn: true, until: UNTIL },
    ],
    [
      'stands beside a hold that outlasts it',
      { hold: hold('continue_order', 720), freeSatang: 0n },
      { do: 'join', carryOn: false, until: UNTIL },
    ],
    [
      'never narrows a hold of the whole account',
      { hold: hold('whole_account', 1) },
      { do: 'join', carryOn: false, until: UNTIL },
    ],
    [
      'changes nothing about a hold that is being released',
      { hold: hold('section7', 72, true) },
      { do: 'nothing', because: 'release_under_way' },
    ],
    [
      'takes the place of a hold whose release its institution has not answered in time',
      { hold: { ...hold('section7', 72, true), givesWay: true } },
      { do: 'order', amountSatang: 500n, until: UNTIL },
    ],
    [
      'by the same paragraph gives no second seven days in the place of such a hold',
      { hold: { ...hold('section6', 72, true), givesWay: true }, firstUntil: hoursAfter(NOW, 72) },
      { do: 'nothing', because: 'time_used' },
    ],
    [
      'by the same paragraph once more starts no second seven days',
      { hold: hold('section6', 100), firstUntil: hoursAfter(NOW, 100) },
      { do: 'join', carryOn: false, until: hoursAfter(NOW, 100) },
    ],
    [
      'by the same paragraph gives a hold of another power nothing once its seven days are over',
      { hold: hold('continue_order', 100), firstUntil: NOW },
      { do: 'nothing', because: 'time_used' },
    ],
    [
      'by the same paragraph orders nothing anew where its hold is over',
      { firstUntil: hoursAfter(NOW, 100) },
      { do: 'nothing', because: 'time_used' },
    ],
    [
      'orders what another report of the transfer left, until the time of the first',
      { firstUntil: hoursAfter(NOW, 100), firstStands: true, freeSatang: 300n },
      { do: 'order', amountSatang: 300n, until: hoursAfter(NOW, 100) },
    ],
    [
      'orders nothing when the time of the first is over, though its hold goes on by another power',
      { firstUntil: NOW, firstStands: true },
      { do: 'nothing', because: 'time_used' },
    ],
    [
      'orders nothing from an institution that suspends the money itself',
      { suspendsItself: true },
      { do: 'nothing', because: 'suspends_itself' },
    ],
    [
      'of an institution whose suspension an order of section 7 took over outlasts that order',
      { suspendsItself: true, hold: hold('section7', 1) },
      { do: 'join', carryOn: true, until: UNTIL },
    ],
    [
      'of an institution whose suspension a person’s order took over stands beside that order',
      { suspendsItself: true, hold: hold('aoc_suspension', 1) },
      { do: 'join', carryOn: false, until: UNTIL },
    ],
  ])('%s', (_what, where, expected) => {
    expect(effect(where)).toEqual(expected);
  });
});
