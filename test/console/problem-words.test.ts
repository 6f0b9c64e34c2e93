import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FIELD_FAULTS } from '../../src/wire/common.js';
import { en, th } from '../../web/src/problem/words.js';
import type { WordTree } from '../../web/src/text/words.js';
import { filesBelow, projectDir } from '../architecture/project.js';

const read = (file: string) => readFileSync(path.join(projectDir, file), 'utf8');
const CODE = String.raw`[A-Z][A-Z0-9_]*\.[A-Z0-9_]+`;
const codesIn = (text: string, pattern: string) => [...text.matchAll(new RegExp(pattern, 'g'))].map(([, code]) => code);

/**
 * Codes that only parties with a signature and the sign-in provider get, in answer to their
 * messages, and those of checks inside, which become a break or a failed run and no answer. No page shows one.
 */
const OF_NO_PAGE = /^(?:(?:SIGNATURE|INBOX|ATTRIBUTION|TRAIL|LEDGER|SECTION7|REJUDGE)\.|AUTH\.LOGOUT_TOKEN$)/;

/** Every code of a refusal that a page may be answered with. */
function answeredCodes(): string[] {
  const documented = codesIn(read('docs/openapi.json'), `\`(${CODE})\``);
  const withStatus = codesIn(read('src/api/problem/problem-table.ts'), `'(${CODE})': `);
  const refused = ['src/api', 'src/application', 'src/domain'].flatMap((folder) =>
    filesBelow(folder).flatMap((file) => codesIn(read(file), String.raw`\b(?:refuse|ApiProblem)\(\s*'(${CODE})'`)),
  );
  const all = new Set([...documented, ...withStatus, ...refused]);
  return [...all].filter((code) => code !== undefined && !OF_NO_PAGE.test(code)).sort() as string[];
}

/** Every code that the table has words for. */
const wordedCodes = (areas: WordTree) =>
  Object.entries(areas).flatMap(([area, reasons]) => Object.keys(reasons).map((reason) => `${area}.${reason}`));

describe('the words for refusals', () => {
  it('are there for every code that a page may be answered with, and for no other', () => {
    const codes = answeredCodes();
    expect(codes.length).toBeGreaterThan(150);
    expect(wordedCodes(th.problem.code).sort()).toEqual(codes);
  });

  it('say a figure only for codes that are refused with one of its kind', () => {
    const sources = filesBelow('src')
      .filter((file) => file.endsWith('.ts'))
      .map(read)
      .join('\n');
    const kinds = { at: 'at', amount: 'belowSatang', most: 'most' } as const;
    const withFigures = Object.entries(th.problem.with).flatMap(([area, reasons]) =>
      Object.entries<string>(reasons).map(([reason, text]) => [`${area}.${reason}`, text] as const),
    );
    const wrong = withFigures.filter(([code, text]) => {
      const [slot, ...more] = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name as keyof typeof kinds);
      const figure = slot === undefined ? 'none' : kinds[slot];
      const refusals = [...sources.matchAll(new RegExp(`refuse\\(\\s*'${code}',[^]*?\\);?\\n`, 'g'))].map(
        ([call]) => call,
      );
      return (
        more.length > 0 || refusals.length === 0 || !refusals.every((call) => new RegExp(`\\b${figure}\\b`).test(call))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('are there for every fault of a field that the API documents', () => {
    const faults = Object.keys(FIELD_FAULTS).filter((code) => code.startsWith('FIELD.'));
    expect(
      Object.keys(th.problem.field)
        .filter((name) => name !== 'other')
        .sort(),
    ).toEqual(faults.map((code) => code.replace('FIELD.', '')).sort());
  });

  it('are Thai in Thai and English in English', () => {
    const texts = (tree: WordTree): string[] =>
      Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : texts(value)));
    expect(texts(th.problem).filter((text) => !/[ก-๙]|^\{\{/.test(text))).toEqual([]);
    expect(texts(en.problem).filter((text) => /[ก-๙]/.test(text))).toEqual([]);
  });
});
