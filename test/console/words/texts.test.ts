import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as everyProblem from '../../../web/src/problem/every-words.js';
import { en } from '../../../web/src/text/en.js';
import { everyEn, everyTh } from '../../../web/src/text/every-page.js';
import { th } from '../../../web/src/text/th.js';
import type { WordTree } from '../../../web/src/text/words.js';
import { accusationsIn } from '../../support/accusing-words.js';

interface PageWords {
  readonly th: WordTree;
  readonly en: WordTree;
}

const SOURCE = join(__dirname, '../../../web/src');

/** Each page that has texts of its own, by its folder. */
const pages = readdirSync(SOURCE).filter((name) => name !== 'text' && existsSync(join(SOURCE, name, 'words.ts')));

async function wordsOf(page: string): Promise<PageWords> {
  if (page === 'shared') return { th, en };
  if (page === 'every page') return { th: { ...everyTh, ...everyProblem.th }, en: { ...everyEn, ...everyProblem.en } };
  return (await import(join(SOURCE, page, 'words.ts'))) as PageWords;
}

/** Returns every text with the path of its key. */
function texts(tree: WordTree, at = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${at}${key}`, value] as [string, string]] : texts(value, `${at}${key}.`),
  );
}

const slots = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe.each(['shared', 'every page', ...pages])('the texts: %s', (page) => {
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

  it('use the terms of the decree, and none of another power', () => {
    // ยับยั้ง is the power of AMLO's own law; a seizure warrant is one of the police, never a court's.
    const wrong = /ยับยั้ง|หมายของศาล|ศาล ตามหมาย|court's warrant|อุทธรณ์ชนะ|ชนะบางส่วน|มาตรา 7 วรรคสี่|Section 7 paragraph 4/i;
    expect([...thai, ...english].filter(([, text]) => wrong.test(text))).toEqual([]);
  });

  it('let an English noun follow what is counted, so that no page says 1 holds', () => {
    const plural = /\{\{(?:count|seconds|steps)\}\} (?:[a-z]+ )?(?!is\b|was\b|has\b|this\b|its\b)[a-z]+s\b(?!\[)/;
    expect([...english].filter(([, text]) => plural.test(text))).toEqual([]);
  });

  it('are none of them empty, and have no Thai digit', () => {
    const all = [...thai, ...english];
    expect(all.filter(([, text]) => text.trim() === '' || /[๐-๙]/.test(text))).toEqual([]);
  });
});

it('has no first key twice, so no page overwrites the texts of another', async () => {
  const all = await Promise.all(['shared', 'every page', ...pages].map(wordsOf));
  // The refusals have two tables, of which no key is twice: a test of their own holds them to the API's codes.
  const first = all.flatMap((words) => Object.keys(words.th)).filter((key) => key !== 'problem');
  expect(first.filter((key, place) => first.indexOf(key) !== place)).toEqual([]);
});

/** Names and signs that are the same in both languages. */
const SAME = /^(?:SHA-256|DSI|PDF|HR-03-[12]|[^\p{L}]*)$/u;

it('is told in Thai on Thai pages: no text is the same in both languages by mistake', async () => {
  const all = await Promise.all(['shared', 'every page', ...pages].map(wordsOf));
  const withoutValues = (text: string) => text.replace(/\{\{\w+\}\}/g, '');
  const english = new Map(all.flatMap((words) => texts(words.en)));
  const thai = all.flatMap((words) => texts(words.th)).filter(([key]) => key !== 'screen.language');
  const untold = thai.filter(([key, text]) => text === english.get(key) || !/[ก-๙]/.test(text));
  expect(untold.filter(([, text]) => !SAME.test(withoutValues(text)))).toEqual([]);
  expect([...english].filter(([key, text]) => key !== 'screen.language' && /[ก-๙]/.test(text))).toEqual([]);
});

describe('what people are told of a power', () => {
  /** The text of a page in both languages. */
  const said = async (page: string, key: string) => {
    const words = await wordsOf(page);
    return [new Map(texts(words.th)).get(key), new Map(texts(words.en)).get(key)];
  };
  const BELIEVE = [/พยานหลักฐานอันควรเชื่อได้/, /reason to believe/];

  it.each([
    ['what an officer finds of one of section 6 (OFF-6C)', 'notice', 'notice.dialog.lifted', BELIEVE],
    ['what an officer found of one', 'notice', 'notice.found.unfounded', BELIEVE],
  ])('names its standard or its law: %s', async (_power, page, key, [thai, english]) => {
    expect(await said(page, key)).toEqual([expect.stringMatching(thai ?? ''), expect.stringMatching(english ?? '')]);
  });

  it.each([
    ['that all other money is usable', 'holder', 'holder.rest', /ใช้ได้ตามปกติ|works as always/],
    ['that all other money is usable, to an officer', 'case', 'decide.staysAll', /ใช้ได้ตามปกติ|usable/],
    ['that every exchange rests on section 4', 'case', 'exchanges.noneDetail', /มาตรา 4|section 4/],
    ['that every disputed debit differs in its amount', 'victim', 'victim.debit.disputed', /จำนวน|amount/],
    ['that every disputed debit differs in its amount, to an officer', 'case', 'debit.disputed', /จำนวน|amount/i],
  ])('does not say what nobody knows: %s', async (_claim, page, key, claim) => {
    const both = await said(page, key);
    expect(both).toEqual([expect.any(String), expect.any(String)]);
    expect(both.filter((text) => text !== undefined && claim.test(text))).toEqual([]);
  });
});

describe('what the pages say that need no sign-in', () => {
  /** Shown only while a warrant stands, and its number is null afterwards. */
  const OF_A_STANDING_WARRANT = ['holder.title.whole', 'holder.fact.warrant'];

  // Why money is held comes from the centre, which says it only while the hold stands: a text of a
  // page cannot know whether it outlives the hold.
  it.each(['holder', 'open', 'verify'])('accuses no holder in a text of its own: %s', async (page) => {
    const words = await wordsOf(page);
    const accusing = [...texts(words.th), ...texts(words.en)].flatMap(([key, text]) =>
      accusationsIn(text).map((kind) => `${key} ${kind}`),
    );
    const others = accusing.filter((found) => !OF_A_STANDING_WARRANT.some((key) => found.startsWith(`${key} `)));
    expect(others).toEqual([]);
  });

  it.each(['holder', 'victim', 'open', 'verify'])('addresses whoever reads it in one way: %s', async (page) => {
    const { th: thai } = await wordsOf(page);
    expect(texts(thai).filter(([, text]) => text.includes('คุณ'))).toEqual([]);
  });
});
