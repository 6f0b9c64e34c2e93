import { en } from '../../web/src/text/en.js';
import { th } from '../../web/src/text/th.js';

type Tree = { readonly [key: string]: string | Tree };

/** Returns every text with the path of its key. */
function texts(tree: Tree, at = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${at}${key}`, value] as [string, string]] : texts(value, `${at}${key}.`),
  );
}

const slots = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe('the texts of the console', () => {
  const [thai, english] = [new Map(texts(th)), new Map(texts(en))];

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
