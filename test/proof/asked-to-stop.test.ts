import { askedToStop } from '../../tools/proof/asked-to-stop.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

it.each(SIGNALS)(
  'asks to stop at the first %s, and a second does not end the process before its servers',
  async (signal) => {
    const before = SIGNALS.map((name) => process.listeners(name));
    try {
      const asked = askedToStop();
      process.emit(signal, signal);
      await expect(asked).resolves.toBe('stop');
      // Node ends a process at a signal that nobody listens to.
      expect(process.emit(signal, signal)).toBe(true);
    } finally {
      for (const [index, name] of SIGNALS.entries()) {
        for (const listener of process.listeners(name))
          if (!before[index]?.includes(listener)) process.off(name, listener);
      }
    }
  },
);
