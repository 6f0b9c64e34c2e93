import { parentPort } from 'node:worker_threads';
import { readWorkbookAnswers } from '../../institutions/spreadsheet/read-workbook-answers.js';
import { answerInThread } from '../../side-thread/answer-in-thread.js';
import type { WorkbookToRead } from './workbook-thread.js';

answerInThread(parentPort, ({ file, institution }: WorkbookToRead) =>
  readWorkbookAnswers(Buffer.from(file), institution),
);
