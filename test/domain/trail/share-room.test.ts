import { shareRoom, type WantedPart } from '../../../src/domain/trail/share-room.js';

const part = (left: number, ofRivals = 0, givesBack = 0): WantedPart => ({
  leftSatang: BigInt(left),
  ofRivalsSatang: BigInt(ofRivals),
  givesBackSatang: BigInt(givesBack),
});

describe('how the room of a debit is shared among the parts of its money', () => {
  it.each<[string, WantedPart[], number, number[]]>([
    ['enough for all', [part(40), part(60)], 100, [40, 60]],
    ['no room', [part(40), part(60)], 0, [0, 0]],
    ['less than nothing', [part(40)], -5, [0]],
    ['a rival before them all: the farthest first', [part(40), part(60)], 70, [40, 30]],
    ['a rival at the nearer account', [part(40), part(60, 30)], 70, [40, 30]],
    ['a rival at the farther account', [part(40, 30), part(60)], 70, [10, 60]],
    ['rivals at the nearer account and before them all', [part(40), part(60, 20)], 65, [40, 25]],
    ['a rival whose share was other money: what is left goes to it', [part(40, 30), part(60)], 90, [30, 60]],
    ['a rival that has more there than the part', [part(40, 50), part(60)], 60, [0, 60]],
    ['a hold that gives back, for its own part alone', [part(40), part(60, 0, 60)], 30, [30, 60]],
    ['a hold that gives back less than the part', [part(40), part(60, 0, 20)], 50, [40, 30]],
    ['a hold that gives back, on a part that a rival has', [part(40, 40, 40), part(60)], 60, [40, 60]],
  ])('%s', (_what, parts, room, shares) => {
    expect(shareRoom(parts, BigInt(room))).toEqual(shares.map(BigInt));
  });
});
