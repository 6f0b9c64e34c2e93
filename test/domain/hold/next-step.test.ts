import { type HoldNext, type HoldProgress, nextHoldStep } from '../../../src/domain/hold/next-step.js';
import { NOW, hoursAfter, hoursBefore } from '../support.js';

function progress(over: Partial<HoldProgress>): HoldProgress {
  return {
    state: 'ordered',
    expiresAt: hoursAfter(NOW, 1),
    releaseOrdered: false,
    releaseAcknowledged: false,
    unsentOrderSequences: [],
    awaitingReceipt: false,
    nextPollAt: null,
    ...over,
  };
}

const EXPIRED = hoursBefore(NOW, 1);
const RELEASE: HoldNext = { do: 'order_release', reason: 'EXPIRED' };

describe('a hold next', () => {
  it.each<[string, Partial<HoldProgress>, HoldNext]>([
    ['sends its first order', { unsentOrderSequences: [1] }, { do: 'send' }],
    ['sends an extension while held', { state: 'held', unsentOrderSequences: [2] }, { do: 'send' }],
    [
      'sends before it polls',
      { unsentOrderSequences: [2], awaitingReceipt: true, nextPollAt: EXPIRED },
      { do: 'send' },
    ],
    ['polls when it is time', { state: 'unconfirmed', awaitingReceipt: true, nextPollAt: NOW }, { do: 'poll' }],
    [
      'waits for the poll',
      { awaitingReceipt: true, nextPollAt: hoursAfter(NOW, 0.5) },
      { do: 'wait', until: hoursAfter(NOW, 0.5) },
    ],
    [
      'waits for its expiry when that is sooner than the poll',
      { awaitingReceipt: true, nextPollAt: hoursAfter(NOW, 9) },
      { do: 'wait', until: hoursAfter(NOW, 1) },
    ],
    ['waits for its expiry when held', { state: 'held' }, { do: 'wait', until: hoursAfter(NOW, 1) }],
    [
      'does not poll when nothing is awaited',
      { state: 'held', nextPollAt: EXPIRED },
      { do: 'wait', until: hoursAfter(NOW, 1) },
    ],
    [
      'waits when an answer is awaited but not to be polled',
      { awaitingReceipt: true },
      { do: 'wait', until: hoursAfter(NOW, 1) },
    ],
    ['is released at the instant of expiry', { state: 'held', expiresAt: NOW }, RELEASE],
    ['is released although never sent', { expiresAt: EXPIRED, unsentOrderSequences: [1] }, RELEASE],
    ['is released although unconfirmed', { state: 'unconfirmed', expiresAt: EXPIRED, awaitingReceipt: true }, RELEASE],
    ['sends its release', { state: 'release_ordered', releaseOrdered: true }, { do: 'send_release' }],
    [
      'sends its release once it is ordered, whatever its state says',
      { state: 'held', releaseOrdered: true },
      { do: 'send_release' },
    ],
    [
      'sends its release by its state alone',
      { state: 'release_ordered', releaseOrdered: false },
      { do: 'send_release' },
    ],
    [
      'sends its release and nothing else, expired or unsent',
      { state: 'release_ordered', releaseOrdered: true, expiresAt: EXPIRED, unsentOrderSequences: [1, 2] },
      { do: 'send_release' },
    ],
    [
      'is done when the release is acknowledged',
      { state: 'release_ordered', releaseOrdered: true, releaseAcknowledged: true },
      { do: 'done' },
    ],
    ['is done when released', { state: 'released', releaseOrdered: true, releaseAcknowledged: true }, { do: 'done' }],
    ['is done when nothing was there', { state: 'no_funds', expiresAt: EXPIRED }, { do: 'done' }],
    ['is done when refused', { state: 'refused' }, { do: 'done' }],
    ['is done when seized', { state: 'seized', expiresAt: EXPIRED }, { do: 'done' }],
  ])('%s', (_name, over, expected) => {
    expect(nextHoldStep(progress(over), NOW)).toEqual(expected);
  });
});
