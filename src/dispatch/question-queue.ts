import type { QuestionInTurn } from '../application/debit/questions-in-turn.js';
import { AskedBefore, nextInTurn } from '../domain/debit/question-turn.js';

/**
 * Questions about debits that one process asks of one institution at a time: a quarter of the calls
 * that its circuit lets through, so that orders and releases always find room.
 */
const AT_ONCE = 4;

/** What waits for one institution. */
interface Line {
  readonly waiting: QuestionInTurn[];
  /** Who was asked for since the line was last empty. */
  before: AskedBefore;
  underWay: number;
}

/**
 * The questions about debits that this process is to ask, a line for each institution. They go out
 * in fair turn (`nextInTurn`), and not in the order in which they came.
 */
export class QuestionQueue {
  private readonly lines = new Map<string, Line>();
  /** Ids of the questions that wait or are being asked: to add one again changes nothing. */
  private readonly known = new Set<string>();
  private readonly underWay = new Set<Promise<void>>();

  /** `ask` asks one question; it never throws. */
  constructor(private readonly ask: (question: QuestionInTurn) => Promise<void>) {}

  add(questions: readonly QuestionInTurn[]): void {
    const lines = new Set<Line>();
    for (const question of questions) {
      if (this.known.has(question.id)) continue;
      this.known.add(question.id);
      const line = this.lineOf(question.institution);
      line.waiting.push(question);
      lines.add(line);
    }
    for (const line of lines) this.advance(line);
  }

  /** Forgets what waits. */
  clear(): void {
    for (const { waiting } of this.lines.values()) for (const { id } of waiting.splice(0)) this.known.delete(id);
  }

  /** Resolves when nothing waits or is being asked. */
  async drain(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private lineOf(institution: string): Line {
    const line = this.lines.get(institution) ?? { waiting: [], before: new AskedBefore(), underWay: 0 };
    this.lines.set(institution, line);
    return line;
  }

  private advance(line: Line): void {
    while (line.underWay < AT_ONCE) {
      const place = nextInTurn(line.waiting, line.before);
      const [question] = place < 0 ? [] : line.waiting.splice(place, 1);
      if (question === undefined) break;
      line.before.count(question);
      line.underWay += 1;
      const asking = this.ask(question).finally(() => {
        this.underWay.delete(asking);
        this.known.delete(question.id);
        line.underWay -= 1;
        this.advance(line);
      });
      this.underWay.add(asking);
    }
    if (line.underWay === 0) line.before = new AskedBefore();
  }
}
