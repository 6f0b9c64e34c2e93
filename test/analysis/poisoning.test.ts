import fc from 'fast-check';
import { assessHops } from '../../src/analysis/assess-hops.js';
import { joinedWith, joinsOf } from '../../src/analysis/features/joins.js';
import type { AgencyFact, Transfer } from '../../src/analysis/observed.js';
import { accountRefs, type SaidOfAccounts } from '../../src/application/link/account-refs.js';
import { minute, pay } from './made-up-transfers.js';

const DAY = 24 * 60;
const PERSON = 'a'.repeat(64);

/** What a gang that files complaints against a rival brings about. */
interface Campaign {
  complaints: number;
  /** How many of them police accept. */
  accepted: number;
  /** Between two of them, in minutes. */
  every: number;
  /** True: the rival is a trader who sends on what comes in. */
  sendsOn: boolean;
}

/**
 * Returns how the rival is judged when a true theft reaches its account after a campaign: the gang's
 * own people paid it, and each reported that as a theft.
 */
function rivalAfter({ complaints, accepted, every, sendsOn }: Campaign) {
  const transfers: Transfer[] = [];
  const facts: AgencyFact[] = [];
  for (let filed = 0; filed < complaints; filed += 1) {
    const at = 30 * DAY + filed * every;
    transfers.push(pay(`gang-${filed}`, 'rival', 3_000, at));
    if (sendsOn) transfers.push(pay('rival', `supplier-${filed % 3}`, 2_850, at + 12));
    if (filed < accepted)
      facts.push({ subject: 'rival', kind: 'earlier_complaint', value: 1, knownAt: minute(at + 1) });
  }
  const at = 30 * DAY + complaints * every + DAY;
  const stolen = pay('victim', 'mule', 9_000, at);
  transfers.push(stolen, pay('mule', 'rival', 4_000, at + 5));
  transfers.push(pay('mule', 'mule-2', 2_000, at + 25), pay('mule', 'mule-3', 3_000, at + 30));
  if (sendsOn) transfers.push(pay('rival', 'supplier-1', 3_800, at + 15));
  const assessed = assessHops({ stolen: [stolen] }, { transfers, facts, refs: [] }, minute(at + 120));
  const rival = assessed.find(({ account }) => account === 'rival');
  if (rival === undefined) throw new Error('the trail does not reach the rival');
  return rival;
}

describe('a gang that files complaints to colour the account of a rival', () => {
  it('never brings it to high by complaints alone, however many, how close and whether police accept them', () => {
    fc.assert(
      fc.property(
        fc.record({
          complaints: fc.integer({ min: 0, max: 40 }),
          every: fc.constantFrom(15, 180, DAY / 2, DAY),
          acceptsAll: fc.boolean(),
          sendsOn: fc.boolean(),
        }),
        ({ acceptsAll, ...campaign }) => {
          const { band } = rivalAfter({ ...campaign, accepted: acceptsAll ? campaign.complaints : 0 });
          expect(band).not.toBe('high');
        },
      ),
      { numRuns: 40 },
    );
  });

  it('does raise it: most by one accepted complaint about a trader, and no further by forty', () => {
    const score = (complaints: number) =>
      rivalAfter({ complaints, accepted: complaints, every: 180, sendsOn: true }).score;
    expect(score(1)).toBeGreaterThan(score(0));
    expect(Math.max(...[3, 12, 40].map(score))).toBeLessThanOrEqual(score(1));
  });
});

describe('a bank that answers so as to hide its own accounts', () => {
  const at = 40 * DAY;
  const stolen = pay('victim', 'open-bank:mule', 9_000, at);
  const into = pay('open-bank:mule', 'hiding-bank:mule', 8_800, at + 4);
  const onward = pay('hiding-bank:mule', 'open-bank:cashier', 8_700, at + 9);
  const facts: AgencyFact[] = [
    { subject: 'hiding-bank:mule', kind: 'hr03', value: 2, knownAt: minute(0) },
    { subject: 'hiding-bank:mule', kind: 'colour', value: 5, knownAt: minute(0) },
  ];
  const assess = (transfers: Transfer[]) =>
    new Map(
      assessHops({ stolen: [stolen] }, { transfers, facts, refs: [] }, minute(at + 120)).map((one) => [
        one.account,
        one,
      ]),
    );

  it('cannot take its account off the trail, because the bank before it named it; what lies behind is lost', () => {
    const [told, hidden] = [assess([stolen, into, onward]), assess([stolen, into])];
    expect([...told.keys()].sort()).toEqual(['hiding-bank:mule', 'open-bank:cashier', 'open-bank:mule']);
    expect([...hidden.keys()].sort()).toEqual(['hiding-bank:mule', 'open-bank:mule']);
    // What agencies have on it still raises it: the bank has no say in that.
    const bare = assessHops({ stolen: [stolen] }, { transfers: [stolen, into], facts: [], refs: [] }, minute(at + 120));
    const scoreOf = (assessed: typeof bare) => assessed.find(({ account }) => account === 'hiding-bank:mule')?.score;
    expect(hidden.get('hiding-bank:mule')?.score).toBeGreaterThanOrEqual(scoreOf(bare) ?? NaN);
    expect(hidden.get('hiding-bank:mule')?.band).not.toBe('likelyInnocent');
  });

  it('can leave out its devices, and is joined by the person whom agencies name all the same', () => {
    const listing = (account: string) => ({ account, list: 'HR-03-1' as const, since: 'x', personRef: PERSON });
    const said: SaidOfAccounts = {
      answers: [
        { facts: { hr03: [listing('hiding-bank:1'), listing('open-bank:1')] }, knownAtMs: 1 },
        {
          facts: { sims: [{ number: '0890000001', registration: 'identified', suspended: false, personRef: PERSON }] },
          knownAtMs: 2,
        },
      ],
      accountsSaid: [
        { account: 'hiding-bank:1', openedAt: null, simOwner: null, deviceIds: null, knownAtMs: 1 },
        { account: 'open-bank:1', openedAt: null, simOwner: null, deviceIds: ['DEVICE-0001'], knownAtMs: 1 },
      ],
      numbers: [{ account: 'hiding-bank:2', number: '0890000001' }],
    };
    const joined = joinedWith(joinsOf(accountRefs(said)), 'hiding-bank:1', 3);
    expect([...joined.person].sort()).toEqual(['hiding-bank:2', 'open-bank:1']);
    expect(joined.device.size).toBe(0);
  });
});
