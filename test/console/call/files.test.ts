import { ATTACHMENT_TYPES, MAX_ATTACHMENT_BYTES } from '../../../src/domain/attachment/attachment.js';
import { fileFault, FILE_TYPES, formatBytes, MOST_BYTES } from '../../../web/src/ui/files/files.js';

describe('a file that somebody chooses', () => {
  it('may be what the API takes', () => {
    expect(FILE_TYPES).toEqual(ATTACHMENT_TYPES);
    expect(MOST_BYTES).toBe(MAX_ATTACHMENT_BYTES);
  });

  it.each([
    ['a picture', 'image/png', 1, undefined],
    ['as large as may be', 'application/pdf', MOST_BYTES, undefined],
    ['one byte larger', 'application/pdf', MOST_BYTES + 1, 'REQUEST.TOO_LARGE'],
    ['empty', 'image/png', 0, 'ATTACHMENT.EMPTY'],
    ['a page', 'text/html', 10, 'ATTACHMENT.TYPE'],
    ['a drawing that may run scripts', 'image/svg+xml', 10, 'ATTACHMENT.TYPE'],
    ['of no known type', '', 10, 'ATTACHMENT.TYPE'],
  ])('%s', (_, type, size, fault) => {
    expect(fileFault({ type, size })).toBe(fault);
  });

  it('has its size in words', () => {
    expect([1, 120_400, 10_485_760].map(formatBytes)).toEqual(['1 kB', '120 kB', '10.5 MB']);
  });
});
