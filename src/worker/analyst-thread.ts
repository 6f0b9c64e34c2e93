import { parentPort } from 'node:worker_threads';
import { adviseOnCase } from '../analysis/advise-on-case.js';
import { answerInThread } from '../side-thread/answer-in-thread.js';

answerInThread(parentPort, adviseOnCase);
