import { fileName, MAX_ATTACHMENTS, mayAddAttachment, typeOfFile } from '../../../src/domain/attachment/attachment.js';

describe('a file that somebody adds', () => {
  it.each<[string, string | undefined, number, string]>([
    ['image/jpeg', 'image/jpeg', 10, 'image/jpeg'],
    ['text/plain', 'text/plain', 10, 'text/plain'],
    ['image/jpeg', 'image/png', 10, 'ATTACHMENT.OTHER_TYPE'],
    ['image/png', undefined, 10, 'ATTACHMENT.OTHER_TYPE'],
    ['text/plain', 'application/pdf', 10, 'ATTACHMENT.OTHER_TYPE'],
    ['text/html', 'text/plain', 10, 'ATTACHMENT.TYPE'],
    ['image/svg+xml', 'application/xml', 10, 'ATTACHMENT.TYPE'],
    ['', 'image/png', 10, 'ATTACHMENT.TYPE'],
    ['image/png', 'image/png', 0, 'ATTACHMENT.EMPTY'],
    ['application/octet-stream', 'image/png', 10, 'image/png'],
    ['application/octet-stream', 'text/plain', 10, 'text/plain'],
    ['application/octet-stream', 'application/zip', 10, 'ATTACHMENT.TYPE'],
    ['application/octet-stream', undefined, 10, 'ATTACHMENT.TYPE'],
    ['application/octet-stream', 'image/png', 0, 'ATTACHMENT.EMPTY'],
  ])('said to be %s and found to be %s, of %d bytes: %s', (declared, found, bytes, expected) => {
    const decided = typeOfFile({ declared, found, bytes });
    expect(decided.ok ? decided.value : decided.code).toBe(expected);
  });

  it.each(['case', 'draft', 'appeal'] as const)('is one of a bounded number: %s', (place) => {
    expect(mayAddAttachment(place, MAX_ATTACHMENTS[place] - 1).ok).toBe(true);
    expect(mayAddAttachment(place, MAX_ATTACHMENTS[place])).toMatchObject({ code: 'ATTACHMENT.TOO_MANY' });
  });

  it('is handed out under a name of ours', () => {
    expect(fileName('01J', 'slip', 'image/jpeg')).toBe('slip-01J.jpg');
    expect(fileName('01J', 'chat', 'text/plain')).toBe('chat-01J.txt');
  });
});
