import { CentreKeys } from '../../packages/institution/centre-keys.js';
import { NonceGuard } from '../../packages/institution/nonce-guard.js';
import { decideOnce } from '../../packages/institution/once.js';
import { pauseAfter, PAUSES, readOutcome } from '../../packages/institution/repetition.js';
import { generateSigningKey } from '../../src/signing/keys.js';

describe('a message that comes again', () => {
  const order = { orderId: 'o1', amount: '5', holderNotice: { reference: 'r', appealSecret: 's' } };
  it.each([
    ['it never came', undefined, order, 'decide'],
    ['it is the same', { message: order }, { ...order }, 'repeat'],
    [
      'its fields stand in another order',
      { message: order },
      { amount: '5', orderId: 'o1', holderNotice: null },
      'repeat',
    ],
    ['its notice lacks the secret', { message: order }, { ...order, holderNotice: { reference: 'r' } }, 'repeat'],
    ['it asks for another amount', { message: order }, { ...order, amount: '6' }, 'reused'],
    ['it has a field more', { message: order }, { ...order, more: 1 }, 'reused'],
    ['it is no object', { message: order }, 'text', 'reused'],
  ])('%s', (_what, known, message, act) => {
    expect(decideOnce(known, message).act).toBe(act);
  });

  it('gives back what was known', () => {
    const known = { message: order, answer: 7 };
    expect(decideOnce(known, order)).toEqual({ act: 'repeat', known });
  });
});

describe('a nonce', () => {
  it('is admitted once until its signature is over, also when others were forgotten meanwhile', () => {
    const guard = new NonceGuard();
    const at = (seconds: number) => new Date(1_000_000 + seconds * 1000);
    expect(guard.admit('n1', at(300), at(0))).toBe(true);
    expect(guard.admit('n1', at(300), at(299))).toBe(false);
    expect(guard.admit('n2', at(400), at(100))).toBe(true);
    expect(guard.admit('n1', at(700), at(400))).toBe(true);
    expect(guard.admit('n2', at(700), at(400))).toBe(false);
  });
});

describe('a callback', () => {
  it('is repeated after pauses that double from a second to a minute', () => {
    expect([1, 2, 3, 6, 7, 50, 5000].map((failed) => pauseAfter(failed))).toEqual([
      1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000,
    ]);
    expect(pauseAfter(1, PAUSES, 7_000)).toBe(7_000);
    expect(pauseAfter(1, PAUSES, 900_000)).toBe(60_000);
  });

  it.each([
    [undefined, false, 'again'],
    [200, true, 'taken'],
    [204, true, 'taken'],
    [200, false, 'again'],
    [302, true, 'again'],
    [400, true, 'refused'],
    [400, false, 'again'],
    [404, true, 'refused'],
    [408, true, 'again'],
    [429, true, 'again'],
    [503, true, 'again'],
  ] as const)('answered by %s, signed: %s, is %s', (status, isBelieved, outcome) => {
    expect(readOutcome(status, isBelieved)).toBe(outcome);
  });
});

describe('the keys of the centre', () => {
  const [one, two] = [generateSigningKey('centre-1'), generateSigningKey('centre-2')];

  /** Keys whose list, clock and connection a test changes. */
  function listing() {
    const of = { listed: [one.publicJwk], now: 0, reads: 0, isDown: false };
    const read = () => {
      of.reads += 1;
      return of.isDown ? Promise.reject(new Error('nobody answers')) : Promise.resolve(of.listed);
    };
    return Object.assign(of, { keys: new CentreKeys(read, () => of.now) });
  }

  it('are read at first, and again by what comes half a minute later, also under an id that is not known', async () => {
    const of = listing();
    expect(await of.keys.find('centre-1')).toBeDefined();
    of.listed = [one.publicJwk, two.publicJwk];
    of.now = 29_999;
    expect(await of.keys.find('centre-2')).toBeUndefined();
    expect(of.reads).toBe(1);
    of.now = 30_000;
    expect(await Promise.all([of.keys.find('centre-2'), of.keys.find('centre-1')])).not.toContain(undefined);
    expect(of.reads).toBe(2);
  });

  // The centre's own processes list a revoked key for half a minute at most, and a copy is as old at most.
  it('believe a revoked one no more half a minute after it left the list', async () => {
    const of = listing();
    of.listed = [one.publicJwk, two.publicJwk];
    expect(await of.keys.find('centre-1')).toBeDefined();
    of.listed = [two.publicJwk];
    of.now = 30_000;
    expect(await of.keys.find('centre-1')).toBeUndefined();
    expect(await of.keys.find('centre-2')).toBeDefined();
  });

  it('count for an hour where the list cannot be read, and are asked for no oftener than else', async () => {
    const of = listing();
    await of.keys.find('centre-1');
    of.isDown = true;
    of.now = 30_000;
    expect(await of.keys.find('centre-1')).toBeDefined();
    of.now = 59_999;
    expect(await of.keys.find('centre-1')).toBeDefined();
    expect(of.reads).toBe(2);
    of.now = 3_600_001;
    await expect(of.keys.find('centre-1')).rejects.toThrow('the keys of the centre cannot be read');
    of.isDown = false;
    expect(await of.keys.find('centre-1')).toBeDefined();
  });
});
