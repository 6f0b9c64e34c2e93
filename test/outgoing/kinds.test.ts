import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { OUTGOING_KINDS, PURPOSE_OF_ANSWER } from '../../src/domain/outgoing/outgoing-kind.js';
import { KINDS } from '../../src/outgoing/kinds/all.js';

const ROOT = path.resolve(__dirname, '../..');

/** Returns the files of the product and of its checks that name something. */
function filesThatName(word: string): string[] {
  return ['src', 'tools/verify'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.join(folder, file))
      .filter((file) => readFileSync(path.join(ROOT, file), 'utf8').includes(`'${word}'`)),
  );
}

describe('the kinds of messages', () => {
  it('are those that are declared, each with its file', () => {
    expect(Object.keys(KINDS).sort()).toEqual([...OUTGOING_KINDS].sort());
  });

  it('have a purpose for each of their answers', () => {
    for (const purpose of Object.values(PURPOSE_OF_ANSWER)) expect(purpose).toMatch(/\w{3}/);
  });

  it.each(Object.keys(PURPOSE_OF_ANSWER).filter((answer) => answer.endsWith('.rejected')))(
    'name the refusal %s where it is declared, in the file of the kind, and where its meaning differs from others',
    (answer) => {
      const files = filesThatName(answer).filter((file) => !file.startsWith('src/outgoing/kinds/'));
      expect(files).toContain('src/domain/outgoing/outgoing-kind.ts');
      expect(files).not.toContain('src/application/message/signed-message.ts');
      expect(files).not.toContain('src/persistence/exchange/record-received.ts');
    },
  );
});
