import { ApiProblem } from '../problem/api-problem.js';

const RETRY_AFTER_SECONDS = 1;

interface Line {
  last: Promise<unknown>;
  length: number;
}

/**
 * Does costly work of one person, or of one appeal, one after the other, so that nobody takes the
 * process from the others by asking much at the same time. Each process counts for itself.
 */
export class Turns {
  private readonly lines = new Map<string, Line>();

  /** @param most how much of one may be under way or wait */
  constructor(private readonly most: number) {}

  /**
   * Does the work when what was asked before by the same one has ended, well or not.
   * @throws ApiProblem `REQUEST.TOO_MANY` when `most` of the same are under way or wait already
   */
  async run<T>(of: string, work: () => Promise<T>): Promise<T> {
    const line = this.lines.get(of) ?? { last: Promise.resolve(), length: 0 };
    if (line.length >= this.most)
      throw new ApiProblem('REQUEST.TOO_MANY', `${this.most} of these requests are under way; send it again`, {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    this.lines.set(of, line);
    const turn = line.last.then(work);
    line.length += 1;
    line.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      line.length -= 1;
      if (line.length === 0) this.lines.delete(of);
    }
  }
}
