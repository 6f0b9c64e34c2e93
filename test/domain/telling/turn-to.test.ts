import { AUTHORITIES, HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { HELD_UNDER } from '../../../src/domain/hold/receipt-effect.js';
import { keptElsewhere, turnTo } from '../../../src/domain/telling/turn-to.js';
import { accusationsIn } from '../../support/accusing-words.js';

const NOTHING = { stateReason: null, heldSatang: 0n, seizedSatang: 0n, seizedBy: null };

describe('what another authority keeps', () => {
  it.each(AUTHORITIES)('is all that a hold seized for %s keeps', (authority) => {
    const hold = { ...NOTHING, state: 'seized', stateReason: HELD_UNDER[authority], heldSatang: 700n } as const;
    expect(keptElsewhere(hold)).toEqual({ authority, satang: 700n });
  });

  it.each(HOLD_STATES.filter((state) => state !== 'seized'))('is a part beside a hold that is %s', (state) => {
    const hold = { ...NOTHING, state, heldSatang: 100n, seizedSatang: 300n, seizedBy: 'amlo' } as const;
    expect(keptElsewhere(hold)).toEqual({ authority: 'amlo', satang: 300n });
    expect(keptElsewhere({ ...NOTHING, state, heldSatang: 100n })).toBeNull();
  });

  it('is nothing when that has ended too', () => {
    const ended = { ...NOTHING, state: 'released', stateReason: 'AUTHORITY_ENDED', heldSatang: 700n } as const;
    expect(keptElsewhere(ended)).toBeNull();
  });
});

describe('to whom a holder turns', () => {
  it.each(AUTHORITIES)(
    'is said of %s in both languages, with paper, power and what to do, and accuses nobody',
    (who) => {
      const { office, paper, power, todo } = turnTo(who);
      for (const language of ['th', 'en'] as const) {
        expect(todo[language]).toContain(office[language]);
        expect(todo[language]).toContain(paper[language]);
        // The name of the office names what it is against; it says nothing of the holder.
        const said = [office, paper, power, todo].map((text) =>
          text[language].replace(/Anti-Money Laundering Office/g, ''),
        );
        expect(said.flatMap(accusationsIn)).toEqual([]);
      }
    },
  );
});
