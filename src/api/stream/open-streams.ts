import { Injectable } from '@nestjs/common';
import { defer, finalize, type Observable } from 'rxjs';
import { ApiProblem } from '../problem/api-problem.js';

/** Streams that one person may have open at this process: a few screens, each with a few tabs. */
const PER_PERSON = 10;

/** Counts the open streams of each person. */
@Injectable()
export class OpenStreams {
  private readonly open = new Map<string, number>();

  /**
   * Returns the stream, counted from its subscription to its end. Throws `STREAM.TOO_MANY` for a
   * person who has too many open.
   */
  counted<T>(person: string, stream: Observable<T>): Observable<T> {
    if (this.of(person) >= PER_PERSON)
      throw new ApiProblem('STREAM.TOO_MANY', `a person may have ${PER_PERSON} streams open; close one first`);
    return defer(() => {
      this.open.set(person, this.of(person) + 1);
      return stream.pipe(finalize(() => this.left(person)));
    });
  }

  private of(person: string): number {
    return this.open.get(person) ?? 0;
  }

  private left(person: string): void {
    const others = this.of(person) - 1;
    if (others > 0) this.open.set(person, others);
    else this.open.delete(person);
  }
}
