import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FIELD_FAULTS } from '../../../src/wire/common.js';
import * as every from '../../../web/src/problem/every-words.js';
import * as staff from '../../../web/src/problem/words.js';
import type { WordTree } from '../../../web/src/text/words.js';
import { filesBelow, projectDir } from '../../architecture/project.js';

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

/** The codes that a page without a sign-in may be answered with: its routes document them. */
function openCodes(): string[] {
  const { paths, components } = JSON.parse(read('docs/openapi.json')) as {
    paths: Record<string, Record<string, { security?: object[]; responses: Record<string, { $ref?: string }> }>>;
    components: { responses?: Record<string, object> };
  };
  // Operations share their answers.
  const answers = (responses: Record<string, { $ref?: string }>) =>
    Object.values(responses).map((answer) => components.responses?.[answer.$ref?.split('/').at(-1) ?? ''] ?? answer);
  // A browser that signs in goes to the routes of sessions by itself; no page without a sign-in calls them.
  const ofPages = Object.entries(paths).filter(([address]) => !address.startsWith('/v1/session/'));
  const open = ofPages.flatMap(([, methods]) =>
    Object.values(methods).filter(({ security }) => security?.every((way) => Object.keys(way).length === 0)),
  );
  const codes = open.flatMap(({ responses }) => codesIn(JSON.stringify(answers(responses)), `\`(${CODE})\``));
  return [...new Set(codes)].filter((code) => code !== undefined && !OF_NO_PAGE.test(code)) as string[];
}

/** Every code that a table has words for. */
const wordedCodes = (areas: WordTree) =>
  Object.entries(areas).flatMap(([area, reasons]) => Object.keys(reasons).map((reason) => `${area}.${reason}`));

describe('the words for refusals', () => {
  it('are there for every code that a page may be answered with, and for no other', () => {
    const codes = answeredCodes();
    expect(codes.length).toBeGreaterThan(150);
    const [ofEvery, ofStaff] = [wordedCodes(every.th.problem.code), wordedCodes(staff.th.problem.code)];
    expect([...ofEvery, ...ofStaff].sort()).toEqual(codes);
  });

  it('are with every page where a page without a sign-in may be answered so', () => {
    const codes = openCodes();
    expect(codes).toContain('APPEAL.TOO_MANY_TRIES');
    const worded = new Set(wordedCodes(every.th.problem.code));
    expect(codes.filter((code) => !worded.has(code))).toEqual([]);
  });

  it('say a figure only for codes that are refused with one of its kind', () => {
    const sources = filesBelow('src')
      .filter((file) => file.endsWith('.ts'))
      .map(read)
      .join('\n');
    const kinds = { at: 'at', amount: '(?:below|most)Satang', most: 'most' } as const;
    const withFigures = [...Object.entries(every.th.problem.with), ...Object.entries(staff.th.problem.with)].flatMap(
      ([area, reasons]) =>
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
      Object.keys(every.th.problem.field)
        .filter((name) => name !== 'other')
        .sort(),
    ).toEqual(faults.map((code) => code.replace('FIELD.', '')).sort());
  });

  it('are Thai in Thai and English in English', () => {
    const texts = (tree: WordTree): string[] =>
      Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : texts(value)));
    for (const { th, en } of [every, staff]) {
      expect(texts(th.problem).filter((text) => !/[ก-๙]|^\{\{/.test(text))).toEqual([]);
      expect(texts(en.problem).filter((text) => /[ก-๙]/.test(text))).toEqual([]);
    }
  });
});
