import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../web/src/text/en.js';
import { th } from '../../web/src/text/th.js';
import type { WordTree } from '../../web/src/text/words.js';

interface PageWords {
  readonly th: WordTree;
  readonly en: WordTree;
}

const SOURCE = join(__dirname, '../../web/src');

/** Each page that has texts of its own, by its folder. */
const pages = readdirSync(SOURCE).filter((name) => name !== 'text' && existsSync(join(SOURCE, name, 'words.ts')));

async function wordsOf(page: string): Promise<PageWords> {
  if (page === 'shared') return { th, en };
  return (await import(join(SOURCE, page, 'words.ts'))) as PageWords;
}

/** Returns every text with the path of its key. */
function texts(tree: WordTree, at = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${at}${key}`, value] as [string, string]] : texts(value, `${at}${key}.`),
  );
}

const slots = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe.each(['shared', ...pages])('the texts: %s', (page) => {
  let [thai, english] = [new Map<string, string>(), new Map<string, string>()];
  beforeAll(async () => {
    const words = await wordsOf(page);
    [thai, english] = [new Map(texts(words.th)), new Map(texts(words.en))];
    expect(thai.size).toBeGreaterThan(0);
  });

  it('are the same in both languages, with the same places for values', () => {
    expect([...english.keys()]).toEqual([...thai.keys()]);
    const different = [...thai].filter(([key, text]) => slots(text).join() !== slots(english.get(key) ?? '').join());
    expect(different).toEqual([]);
  });

  it('are none of them empty, and have no Thai digit', () => {
    const all = [...thai, ...english];
    expect(all.filter(([, text]) => text.trim() === '' || /[๐-๙]/.test(text))).toEqual([]);
  });
});

it('has no first key twice, so no page overwrites the texts of another', async () => {
  const all = await Promise.all(['shared', ...pages].map(wordsOf));
  const first = all.flatMap((words) => Object.keys(words.th));
  expect(first.filter((key, place) => first.indexOf(key) !== place)).toEqual([]);
});
