import type { Report } from './summary.js';

/** Writes a run as JUnit XML, as build servers read it. */
export function junitOf({ institution, checks, failed, notRun }: Report): string {
  const chapters = [...new Set(checks.map(({ chapter }) => chapter))];
  const suites = chapters.map((chapter) => {
    const own = checks.filter((check) => check.chapter === chapter);
    const cases = own.map(({ id, verdict, expects, seen, at }) => {
      const inside =
        verdict === 'failed'
          ? `<failure message="${escape(expects)}">${escape(`${seen}\n${at}`)}</failure>`
          : verdict === 'not_run'
            ? '<skipped/>'
            : '';
      return `    <testcase classname="${escape(chapter)}" name="${id}">${inside}</testcase>`;
    });
    const wrong = own.filter(({ verdict }) => verdict === 'failed').length;
    return [
      `  <testsuite name="${escape(chapter)}" tests="${own.length}" failures="${wrong}">`,
      ...cases,
      '  </testsuite>',
    ].join('\n');
  });
  const counts = `tests="${checks.length}" failures="${failed}" skipped="${notRun}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escape(institution)}" ${counts}>\n${suites.join('\n')}\n</testsuites>\n`;
}

/** Writes a text so that it can stand in XML and HTML; without control characters, which neither may have. */
export function escape(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[^\P{Cc}\n\t]/gu, '?');
}
