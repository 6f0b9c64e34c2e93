import { sha256Hex, sha256OfFile } from '../../src/persistence/sha256.js';

describe('the hash of a file', () => {
  it.each([
    ['of nothing', Buffer.alloc(0)],
    ['of a part of a buffer', Buffer.from('before, file, after').subarray(8, 12)],
    ['of the largest file', Buffer.alloc(10 * 1024 * 1024, 7)],
  ])('is the same as in one piece: %s', async (_name, content) => {
    expect(await sha256OfFile(content)).toBe(sha256Hex(content));
  });

  it('lets others work while it is computed', async () => {
    const turns: string[] = [];
    const other = new Promise<void>((done) =>
      setImmediate(() => {
        turns.push('another request');
        done();
      }),
    );
    const hashed = sha256OfFile(Buffer.alloc(10 * 1024 * 1024)).then(() => turns.push('the hash'));
    await Promise.all([other, hashed]);
    expect(turns).toEqual(['another request', 'the hash']);
  });
});
