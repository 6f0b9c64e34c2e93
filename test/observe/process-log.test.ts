import { QueryFailedError } from 'typeorm';
import { createLogger } from '../../src/observe/process-log.js';
import { temporalLog } from '../../src/worker/temporal-log.js';

const PHONE = '0812345678';

/** An error as PostgreSQL's driver makes it: its message and its detail repeat what was sent. */
function databaseError(): Error {
  const fields = { severity: 'ERROR', code: '22P02', detail: `Failing row contains (${PHONE}).`, table: 'complaint' };
  return Object.assign(new Error(`invalid input syntax for type bigint: "${PHONE}"`), fields);
}

function written(log: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  log(createLogger('worker', 'info', { write: (line: string) => void lines.push(line) }));
  expect(lines).toHaveLength(1);
  return lines.join('');
}

describe('the log of a process', () => {
  const failed = () => new QueryFailedError('INSERT INTO complaint VALUES ($1)', [PHONE], databaseError());

  it.each<[string, () => Error]>([
    ['a failed statement', failed],
    ['an error that a failed statement caused', () => new Error(`round failed: ${PHONE}`, { cause: failed() })],
    ["an error of the driver that no statement's error wraps", databaseError],
  ])('shows of %s its codes, and nothing that was sent', (_what, error) => {
    const line = written((logger) => {
      temporalLog(logger).warn('Activity failed', { error: error(), attempt: 2 });
    });
    expect(JSON.parse(line) as object).toMatchObject({
      service: 'worker',
      msg: 'Activity failed',
      attempt: 2,
      err: { code: '22P02', table: 'complaint' },
    });
    expect(line).not.toContain(PHONE);
    expect(line).not.toContain('INSERT');
  });

  it('shows the message and the frames of every other error', () => {
    const line = written((logger) => logger.error({ err: new Error('a bug') }, 'failed'));
    expect(JSON.parse(line) as object).toMatchObject({ err: { type: 'Error', message: 'a bug' } });
    expect(line).toContain('process-log.test');
  });
});
