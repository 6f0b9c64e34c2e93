import type { Actor } from '../../../src/domain/freeze-request/freeze-request.js';
import { mayReleaseInPart, type ReducibleHold } from '../../../src/domain/hold/end/release-in-part.js';
import { hoursAfter, NOW, TH } from '../support.js';

const OFFICER: Actor = { subject: 'officer-1', roles: ['aoc_officer'] };
const HELD: ReducibleHold = {
  restsOnNotice: false,
  offices: [],
  filedBy: ['desk-1'],
  kind: 'section7',
  state: 'held',
  heldSatang: 1_000n,
  expiresAt: hoursAfter(NOW, 1),
  newestRequestedSatang: 1_000n,
};

describe('a part of a held amount', () => {
  it.each<[string, Partial<ReducibleHold>, bigint, Actor, string]>([
    ['is let go by one officer', {}, 999n, OFFICER, 'aoc_officer'],
    ['is let go of a partial hold', { state: 'partly_held', heldSatang: 400n }, 1n, OFFICER, 'aoc_officer'],
    ['is less than all of it', {}, 1_000n, OFFICER, 'HOLD.PART'],
    ['leaves something held', {}, 0n, OFFICER, 'HOLD.PART'],
    [
      'is never more than an order for less under way lets stay',
      { newestRequestedSatang: 300n },
      300n,
      OFFICER,
      'HOLD.PART',
    ],
    ['needs the answer of the institution', { state: 'ordered', heldSatang: 0n }, 1n, OFFICER, 'HOLD.NOT_CONFIRMED'],
    ['needs it also of a silent one', { state: 'unconfirmed', heldSatang: 0n }, 1n, OFFICER, 'HOLD.NOT_CONFIRMED'],
    ['of a hold that is being released is too late', { state: 'release_ordered' }, 1n, OFFICER, 'HOLD.RELEASE_ORDERED'],
    [
      'of a hold whose time is over is too late, though no release is ordered yet',
      { expiresAt: NOW },
      1n,
      OFFICER,
      'HOLD.ENDED',
    ],
    ['of a hold that is over is too late', { state: 'released' }, 1n, OFFICER, 'HOLD.ENDED'],
    ['under a warrant is no matter of the centre', { kind: 'whole_account' }, 1n, OFFICER, 'APPROVAL.ROLE'],
    [
      'is not let go by who brought the appeal for the holder',
      {},
      1n,
      { subject: 'desk-1', roles: ['aoc_officer'] },
      'HOLD.OWN_FILING',
    ],
    ['is no matter of the hotline', {}, 1n, { subject: 'o', roles: ['hotline_operator'] }, 'APPROVAL.ROLE'],
  ])('%s', (_name, over, keepSatang, actor, outcome) => {
    const judged = mayReleaseInPart({ ...HELD, ...over }, keepSatang, actor, TH, NOW);
    expect(judged.ok ? judged.value.role : judged.code).toBe(outcome);
  });
});
