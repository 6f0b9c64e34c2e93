import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MemoryCentre } from '../../lab/explore/centre.js';
import { coreLists } from '../../lab/explore/core-lists.js';
import { Broken } from '../../lab/explore/invariants.js';
import { Play, STEPS } from '../../lab/explore/play.js';
import type { CaseInMemory, HoldInMemory, Message, PartInMemory, SumInMemory } from '../../lab/explore/record.js';
import { sharesOf } from '../../lab/explore/share.js';
import { faultOf, retold, shrink, storyOf, tell } from '../../lab/explore/story.js';
import { LIVE_HOLD_STATES } from '../../src/domain/hold/hold.js';
import { freeOf } from '../../src/domain/ledger/ledger.js';
import { maxSatang } from '../../src/domain/money.js';
import { propertyRuns } from '../support/property-runs.js';

const ROOT = path.join(__dirname, '../..');
/** `npm run explore` plays a hundred thousand. */
const STORIES = propertyRuns(500);

/** Frees what an order for less lets go before the institution has answered. */
class FreesTooEarly extends MemoryCentre {
  override releaseInPart(hold: HoldInMemory, keepSatang: bigint): void {
    super.releaseInPart(hold, keepSatang);
    hold.sum.reservedSatang -= hold.hold.reservedSatang - keepSatang;
    hold.hold.reservedSatang = keepSatang;
  }
}

/** Believes that a hold lives on when its release was ordered. */
class Revives extends MemoryCentre {
  override advance(hold: HoldInMemory) {
    const look = super.advance(hold);
    if (hold.hold.state === 'release_ordered' && hold.hold.expiresAt > this.now) hold.hold.state = 'held';
    return look;
  }
}

/** Orders all that a claim names, whatever another claim about the same debit holds already. */
class HoldsTwice extends MemoryCentre {
  override orderHold(...[sum, part, satang, power]: Parameters<MemoryCentre['orderHold']>): HoldInMemory {
    return super.orderHold(sum, part, part.parent === null ? maxSatang(satang, freeOf(sum)) : satang, power);
  }
}

/** Lets everything go when a complaint is withdrawn. */
class EndsAll extends MemoryCentre {
  override mayRelease({ hold }: HoldInMemory): boolean {
    return LIVE_HOLD_STATES.includes(hold.state);
  }

  override lookAtCase(file: CaseInMemory): void {
    super.lookAtCase(file);
    if (file.withdrawnAt === null) return;
    for (const hold of this.record.holds)
      if (file.claims.some(({ sum }) => sum === hold.sum)) this.release(hold, 'WITHDRAWN');
  }
}

/** Orders nothing again that a withdrawal let go, at certain parts, whoever claims the money still. */
const ordersOnceAt = (isAt: (part: PartInMemory) => boolean) =>
  class extends MemoryCentre {
    override lookAtCase(file: CaseInMemory): void {
      const { holds } = this.record;
      const before = holds.length;
      super.lookAtCase(file);
      for (const hold of holds.splice(before)) {
        const wasLetGo = holds.some(({ part, release }) => part === hold.part && release?.reason === 'WITHDRAWN');
        if (wasLetGo && isAt(hold.part)) hold.sum.reservedSatang -= hold.hold.reservedSatang;
        else holds.push(hold);
      }
    }
  };

/** Takes an institution's first answer for its last. */
class HearsOnce extends MemoryCentre {
  override receive(message: Message): void {
    const isCorrection = message.kind === 'hold.receipt' && message.says.receiptSeq > 1;
    if (!isCorrection) super.receive(message);
  }
}

/** Takes its own silence for the bank's. */
class NeverBeginsAnew extends MemoryCentre {
  override settleQuestion({ question }: SumInMemory): void {
    if (question.state === 'asked' && question.deadlineAt <= this.now) question.urgentFrom = null;
  }
}

/** Lets a complaint that ends take with it what an officer's notice lets stand. */
class EndsNotices extends MemoryCentre {
  override carryOnByNotice(): void {
    // The notice carries nothing on.
  }
}

const withCentre = (Centre: typeof MemoryCentre) => (): Play => new Play(undefined, undefined, Centre);

/** Plays stories until one breaks, and returns what it breaks with its shortest story. */
function firstFault(begin: () => Play): { id: string; steps: number } | undefined {
  for (let seed = 1; seed <= 2_000; seed += 1) {
    const story = storyOf(seed);
    const fault = faultOf(story, begin);
    if (fault === undefined) continue;
    if (!(fault instanceof Broken)) throw fault;
    return { id: fault.id, steps: shrink(story, fault, begin).length };
  }
  return undefined;
}

describe('the core in memory', () => {
  it(`keeps every invariant in ${STORIES} stories`, () => {
    for (let seed = 1; seed <= STORIES; seed += 1) {
      const fault = faultOf(storyOf(seed));
      if (fault !== undefined) throw new Error(`seed ${seed}: ${fault.message}`);
    }
  });

  it('lives through every state, and every step', () => {
    const states = new Set<string>();
    for (let seed = 1; seed <= 300; seed += 1) {
      const play = new Play();
      for (const step of storyOf(seed)) {
        play.step(step);
        for (const { hold } of play.holds) states.add(hold.state);
      }
    }
    // Nobody here says that another authority keeps the money, and `unconfirmed` is noted by who sends.
    expect([...states].sort()).toEqual(
      ['held', 'no_funds', 'ordered', 'partly_held', 'refused', 'release_ordered', 'released'].sort(),
    );
    const steps = new Set(
      Array.from({ length: 300 }, (_, seed) => storyOf(seed))
        .flat()
        .map(({ name }) => name),
    );
    expect(steps).toEqual(new Set(Object.keys(STEPS)));
  });

  it('makes the same story of the same seed, and tells it in one line', () => {
    const story = storyOf(34);
    expect(storyOf(34)).toEqual(story);
    expect(storyOf(35)).not.toEqual(story);
    expect(retold(tell(story))).toEqual(story);
  });

  it.each([1, 2, 3])('divides seven stories among %i threads, each seed once', (threads) => {
    const seeds = sharesOf({ first: 5, stories: 7, minutes: Infinity }, threads).flatMap(({ first, step, stories }) =>
      Array.from({ length: stories }, (_, nth) => first + nth * step),
    );
    expect(seeds.sort((one, other) => one - other)).toEqual([5, 6, 7, 8, 9, 10, 11]);
  });

  it.each([
    ['that frees money before its institution lets it go', FreesTooEarly, 'BOOKS'],
    ['that revives what is let go', Revives, 'I7'],
    ['that holds one debit twice', HoldsTwice, 'I24'],
    ["that leaves a victim without a hold when another's complaint ends", ordersOnceAt(({ hop }) => hop === 0), 'I24'],
    ["that leaves money further on when another's complaint ends", ordersOnceAt(({ hop }) => hop > 0), 'I30'],
    ["that ends an officer's order with a complaint", EndsAll, 'I25'],
    ["that lets a hold run out beside an officer's notice", EndsNotices, 'I25'],
    ['that hears no correction of an answer', HearsOnce, 'BOOKS'],
    ["that takes its own silence for the bank's", NeverBeginsAnew, 'I31'],
  ] as const)('finds a centre %s, by a short story', (_what, Centre, id) => {
    const found = firstFault(withCentre(Centre));
    expect(found?.id).toBe(id);
    expect(found?.steps).toBeLessThanOrEqual(8);
  });
});

describe('a story that once broke an invariant', () => {
  it.each([
    ['a hold is extended at the instant of its end', 'timePasses 0 5, debitConfirmed 0 0'],
    ['a hold is extended after its end', 'timePasses 0 6, debitConfirmed 0 0'],
    ['an officer lets go in part after the end', 'call 1 1, timePasses 1 6, officerLetsGoInPart 1 0'],
    [
      'a hold takes the place of one whose release nobody answered',
      'call 1 4, debitDenied 1 0, lookAtCase 0 0, call 1 0, liarReports 1 0',
    ],
    ['money is found further on just before the end of its complaint', 'officerContinues 0 0, timePasses 0 4'],
    [
      'money further on is beyond what the bank says was debited, and an officer lets go at the receiver',
      'call 0 1, debitWasForLess 0 0, lookAtCase 0 0, officerLetsGoInPart 0 0',
    ],
    [
      'money further on is beyond what the bank says was debited, and the time of the rest is over',
      'call 0 1, debitConfirmed 1 0, debitWasForLess 0 0',
    ],
    [
      'an officer’s order for what a lie names beyond the truth runs its time, and nobody asked about the truth',
      'debitConfirmed 0 0, diesWithLease 1 0, liarReports 1 1, officerContinues 2 0',
    ],
    [
      'a claim that is withdrawn holds what another one claims, until the time of both is over',
      'call 0 1, reportedAgain 1 0, timePasses 0 2, look 0 0, timePasses 0 2, liarReports 0 0, look 1 0, lookAtCase 0 0, complaintEnds 0 1, call 4 2, liarReports 1 0, timePasses 0 0',
    ],
    ['a continue-order comes after the end', 'call 0 1, timePasses 0 6, officerContinues 0 3'],
    [
      'an answer comes after its own correction, which came while a newer order was under way',
      'call 1 9, debitConfirmed 1 1, bankCorrects 1 0, call 1 0',
    ],
    [
      'a bank names less than was reported, which another claim holds, and the time of that one is over',
      'call 0 4, timePasses 0 2, deliver 0 0, debitAsked 1 0, lookAtCase 0 0, liarReports 1 1, debitWasForLess 3 0',
    ],
    [
      'a claim is denied that is held before one of which nobody has said anything',
      'timePasses 0 2, call 1 1, liarReports 1 0, reportedAgain 1 0, debitDenied 1 0',
    ],
    [
      'an officer’s order for all that a lie names runs its time, and nobody asked about the truth',
      'liarReports 1 1, timePasses 0 2, call 0 1, liarReports 0 1, officerContinues 3 0',
    ],
    [
      'an officer’s notice comes when the time of a hold is over, and nobody has noted that',
      'timePasses 0 2, officerSuspects 1 0, look 1 0',
    ],
    [
      'money goes on from an account where a later notice had no new seven days',
      'timePasses 0 2, look 0 0, officerSuspects 0 0, timePasses 0 0, call 1 0, timePasses 0 3, officerSuspects 1 0, timePasses 2 4, officerSuspects 1 0, timePasses 0 3, call 3 1, centreAway 0 0',
    ],
  ])('is kept: %s', (_what, line) => {
    expect(faultOf(retold(line))).toBeUndefined();
  });
});

describe('docs/CORE.md', () => {
  const plain = (text: string): string => text.replace(/ +/g, ' ').replace(/-+/g, '-').replace(/\\/g, '');

  it.each(Object.entries(coreLists(ROOT)))('lists the %s of the code', (_name, list) => {
    expect(plain(readFileSync(path.join(ROOT, 'docs/CORE.md'), 'utf8'))).toContain(plain(list));
  });
});
