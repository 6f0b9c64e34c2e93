import { CALLS_AT_ONCE, Circuits } from '../../src/signed-http/circuits.js';
import { NoAnswerError } from '../../src/signed-http/no-answer.js';

const SILENCES = 5;
const AFTER_MS = 5_000;

const silent = (reason: 'TIMEOUT' | 'CONNECTION' | 'SERVER_FAULT') => () =>
  Promise.reject(new NoAnswerError('th-014', reason));
const reasonOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'answered',
    (error: NoAnswerError) => error.reason,
  );

describe('the circuit to a party', () => {
  let circuits: Circuits;
  let calls: number;
  const answering = (): Promise<string> => Promise.resolve(`call ${(calls += 1)}`);

  beforeEach(() => {
    circuits = new Circuits();
    calls = 0;
    jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  async function fail(times: number, reason: 'TIMEOUT' | 'CONNECTION' | 'SERVER_FAULT' = 'TIMEOUT'): Promise<void> {
    for (let time = 0; time < times; time += 1) await reasonOf(circuits.call('th-014', silent(reason)));
  }

  it.each(['TIMEOUT', 'CONNECTION'] as const)('opens after five calls in a row end in %s', async (reason) => {
    await fail(SILENCES - 1, reason);
    await circuits.call('th-014', answering);
    await fail(SILENCES - 1, reason);
    expect(circuits.states().get('th-014')).toBe('closed');
    await fail(1, reason);
    expect(circuits.states().get('th-014')).toBe('open');
    expect(await reasonOf(circuits.call('th-014', answering))).toBe('CIRCUIT_OPEN');
    expect(calls).toBe(1);
  });

  it('stays closed for a party that answers, whatever it answers', async () => {
    await fail(3 * SILENCES, 'SERVER_FAULT');
    expect(await circuits.call('th-014', answering)).toBe('call 1');
  });

  it('stays closed to another party', async () => {
    await fail(SILENCES);
    expect(await circuits.call('th-006', answering)).toBe('call 1');
    expect([...circuits.states()]).toEqual([
      ['th-014', 'open'],
      ['th-006', 'closed'],
    ]);
  });

  it('tries one call as a probe; meanwhile no other waits for it', async () => {
    expect(circuits.away()).toEqual([]);
    await fail(SILENCES);
    expect(circuits.away()).toEqual(['th-014']);
    jest.advanceTimersByTime(AFTER_MS);
    expect(circuits.away()).toEqual([]);
    let fails = (): void => undefined;
    const probe = circuits.call(
      'th-014',
      () => new Promise((_resolve, reject) => (fails = () => reject(new NoAnswerError('th-014', 'TIMEOUT')))),
    );
    expect(circuits.states().get('th-014')).toBe('half_open');
    expect(await reasonOf(circuits.call('th-014', answering))).toBe('CIRCUIT_OPEN');
    fails();
    expect(await reasonOf(probe)).toBe('TIMEOUT');
    expect(circuits.states().get('th-014')).toBe('open');
    // The next probe is due as long after the one that failed.
    expect(circuits.away()).toEqual(['th-014']);
    jest.advanceTimersByTime(AFTER_MS - 1);
    expect(circuits.away()).toEqual(['th-014']);
    jest.advanceTimersByTime(1);
    expect(circuits.away()).toEqual([]);
    expect(await circuits.call('th-014', answering)).toBe('call 1');
    expect(circuits.states().get('th-014')).toBe('closed');
  });

  it.each([
    ['back', -3_600_000],
    ['ahead', 3_600_000],
  ])('probes as long after the break as ever when the wall clock is set %s by an hour', async (_how, byMs) => {
    await fail(SILENCES);
    jest.setSystemTime(byMs);
    jest.advanceTimersByTime(AFTER_MS - 1);
    expect(circuits.away()).toEqual(['th-014']);
    expect(await reasonOf(circuits.call('th-014', answering))).toBe('CIRCUIT_OPEN');
    jest.advanceTimersByTime(1);
    expect(circuits.away()).toEqual([]);
    expect(await circuits.call('th-014', answering)).toBe('call 1');
    expect(circuits.states().get('th-014')).toBe('closed');
  });
});

describe('the calls to a party', () => {
  it('are limited; one more is not sent and does not wait, and another party is called beside them', async () => {
    const circuits = new Circuits();
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const running = Array.from({ length: CALLS_AT_ONCE }, () => circuits.call('th-014', () => ended));
    expect(await reasonOf(circuits.call('th-014', () => Promise.resolve()))).toBe('TOO_MANY_CALLS');
    expect(await reasonOf(circuits.call('th-006', () => Promise.resolve()))).toBe('answered');
    end();
    await Promise.all(running);
    expect(await reasonOf(circuits.call('th-014', () => Promise.resolve()))).toBe('answered');
  });
});
