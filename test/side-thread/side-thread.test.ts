import { MessageChannel } from 'node:worker_threads';
import { once } from 'node:events';
import path from 'node:path';
import { answerInThread } from '../../src/side-thread/answer-in-thread.js';
import { SideThread } from '../../src/side-thread/side-thread.js';

const FILE = path.join(__dirname, 'odd-thread.cjs');

describe('a thread that is asked', () => {
  let thread: SideThread<string, unknown>;
  beforeEach(() => {
    thread = new SideThread(FILE, 'given', { maxOldGenerationSizeMb: 64 });
  });
  afterEach(() => thread.stop());

  const patient = (): AbortSignal => new AbortController().signal;
  const ask = (question: string, signal = patient()): Promise<unknown> => thread.ask(question, signal);
  /** Lets the thread take the questions before nobody waits any more. */
  const impatientAfter = (answered: Promise<unknown>): AbortSignal => {
    const impatience = new AbortController();
    void answered.then(() => setImmediate(() => impatience.abort()));
    return impatience.signal;
  };

  it('answers each question in its turn, in one thread that keeps what it was given', async () => {
    await expect(Promise.all([ask('a'), ask('b')])).resolves.toEqual([
      ['a', 1, 'given'],
      ['b', 2, 'given'],
    ]);
  });

  it('is ended when it works on a question for which nobody waits; those behind it are answered by a new one', async () => {
    const before = ask('a');
    const late = ask('works for ever', impatientAfter(before));
    const behind = ask('b');
    await expect(late).rejects.toThrow('the answer took too long');
    await expect(behind).resolves.toEqual(['b', 1, 'given']);
  });

  it('goes on when nobody waits any more for a question that it has not come to', async () => {
    const impatience = new AbortController();
    const first = ask('a');
    const behind = ask('b', impatience.signal);
    impatience.abort();
    await expect(behind).rejects.toThrow('the answer took too long');
    await expect(first).resolves.toEqual(['a', 1, 'given']);
    await expect(ask('c')).resolves.toEqual(['c', 3, 'given']); // the same thread
  });

  it.each(['dies', 'throws outside', 'talks nonsense', 'takes all memory'])(
    'that %s fails one question and no other',
    async (how) => {
      const [lost, behind] = await Promise.allSettled([ask(how), ask('b')]);
      expect(lost.status).toBe('rejected');
      expect(String((lost as PromiseRejectedResult).reason)).not.toContain('9900000000014');
      expect(behind).toMatchObject({ value: ['b', 1, 'given'] });
    },
  );

  it('that is at fault says so by the name of the error, and lives on', async () => {
    await expect(ask('is at fault')).rejects.toThrow('RangeError');
    await expect(ask('b')).resolves.toEqual(['b', 2, 'given']);
  });

  it('that answers what nobody asked changes nothing', async () => {
    const other = ask('answers another', impatientAfter(Promise.resolve()));
    await expect(other).rejects.toThrow('the answer took too long');
    await expect(ask('b')).resolves.toEqual(['b', 1, 'given']);
  });

  it('gives whoever waits no answer when it is stopped, and takes no question afterwards', async () => {
    const waiting = ask('is silent');
    await Promise.all([expect(waiting).rejects.toThrow('stopped'), thread.stop()]);
    await expect(ask('a')).rejects.toThrow('stopped');
  });

  it('that cannot start fails each question, and not the process', async () => {
    const absent = new SideThread(path.join(__dirname, 'absent.cjs'));
    const all = await Promise.allSettled([absent.ask('a', patient()), absent.ask('b', patient())]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await absent.stop();
  });

  it('is not asked when nobody waits', async () => {
    await expect(ask('a', AbortSignal.abort())).rejects.toThrow('the answer took too long');
  });
});

describe('the program of a thread', () => {
  const { port1, port2 } = new MessageChannel();
  afterAll(() => port1.close());

  it('answers under the number of the question; an error, or what cannot be sent, is an answer too', async () => {
    answerInThread(port2, (question: string) => {
      if (question === 'throw') throw new RangeError('9900000000014');
      return question === 'unsendable' ? () => undefined : question.length;
    });
    const answers: unknown[] = [];
    for (const [number, question] of ['four', 'throw', 'unsendable'].entries()) {
      port1.postMessage({ number, question });
      answers.push((await once(port1, 'message'))[0]);
    }
    expect(answers).toEqual([
      { number: 0, answer: 4, fault: null },
      { number: 1, answer: null, fault: 'RangeError' },
      { number: 2, answer: null, fault: 'unknown' },
    ]);
  });
});
