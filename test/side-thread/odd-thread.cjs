// A thread that answers in the way that each question asks for, by the protocol of src/side-thread.
const { parentPort, workerData } = require('node:worker_threads');

let asked = 0;
parentPort.on('message', ({ number, question }) => {
  asked += 1;
  const ways = {
    'works for ever': () => {
      for (;;);
    },
    dies: () => process.exit(1),
    'throws outside': () => {
      throw new Error('9900000000014');
    },
    'takes all memory': () => {
      const kept = [];
      for (;;) kept.push(new Array(100_000).fill(asked));
    },
    'is silent': () => undefined,
    'talks nonsense': () => parentPort.postMessage('nonsense'),
    'answers another': () => parentPort.postMessage({ number: -1, answer: 'of nobody', fault: null }),
    'is at fault': () => parentPort.postMessage({ number, answer: null, fault: 'RangeError' }),
  };
  const way =
    ways[question] ?? (() => parentPort.postMessage({ number, answer: [question, asked, workerData], fault: null }));
  way();
});
