import path from 'node:path';
import type { WorkbookAnswers } from '../../institutions/spreadsheet/read-workbook-answers.js';
import { SideThread } from '../../side-thread/side-thread.js';
import { WorkbookReader } from './workbook-reader.js';

/** A question of the thread. */
export interface WorkbookToRead {
  readonly file: Uint8Array;
  readonly institution: string;
}

/** How long the reading of one workbook may take, in ms: the largest takes one to two seconds of a free core. */
const READING_MS = 20_000;
/** How much memory it may take, in MB; the largest workbooks tried took a quarter. */
const MEMORY_MB = 1_024;

const TOO_LARGE: WorkbookAnswers = {
  ok: false,
  code: 'SHEET.TOO_LARGE',
  detail: 'the file takes more time or memory than a workbook may',
};

/**
 * Reads workbooks in a thread of its own, one after the other, so that a large one takes no time from
 * complaints and orders. Each has its time from when its turn comes.
 */
export class WorkbookThread extends WorkbookReader {
  private readonly thread = new SideThread<WorkbookToRead, WorkbookAnswers>(
    path.join(__dirname, 'workbook-reader-thread.js'),
    undefined,
    { maxOldGenerationSizeMb: MEMORY_MB },
  );
  private line: Promise<unknown> = Promise.resolve();

  override read(file: Buffer, institution: string): Promise<WorkbookAnswers> {
    const turn = this.line.then(() =>
      this.thread.ask({ file, institution }, AbortSignal.timeout(READING_MS)).catch(() => TOO_LARGE),
    );
    this.line = turn;
    return turn;
  }

  /** Ends the thread; who waits is told that the file is too large. */
  stop(): Promise<void> {
    return this.thread.stop();
  }
}
