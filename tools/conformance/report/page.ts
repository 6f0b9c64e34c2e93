import { escape } from './junit.js';
import type { Report } from './summary.js';

const STYLE = `body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
details{border-top:1px solid #ccc;padding:.4rem 0}summary{cursor:pointer}pre{background:#f3f3f3;padding:.6rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
.failed>summary b{color:#a40000}.passed>summary b{color:#1b5e20}.not_run>summary b{color:#5f4b00}q{font-style:italic}`;

const WORDS = { passed: 'passed', failed: 'FAILED', not_run: 'not run' } as const;

/** Writes a run as one page that needs nothing else: what was sent, expected and seen, and the sentence of the guide. */
export function pageOf(report: Report): string {
  const { institution, protocol, at, passed, failed, notRun, checks } = report;
  const chapters = [...new Set(checks.map(({ chapter }) => chapter))];
  const parts = chapters.map((chapter) => {
    const own = checks.filter((check) => check.chapter === chapter);
    return `<h2>${escape(chapter)}</h2>\n${own.map(checkOf).join('\n')}`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(institution)}: ${passed} passed, ${failed} failed</title><style>${STYLE}</style></head>
<body><h1>${escape(institution)}, protocol ${protocol}</h1>
<p>${passed} passed, ${failed} failed, ${notRun} not run; ${escape(at)}</p>
${parts.join('\n')}
</body></html>
`;
}

function checkOf({ id, verdict, expects, sentence, at, seen, messages }: Report['checks'][number]): string {
  const said = messages.map(
    ({ sent, came }) => `<p>Sent</p><pre>${escape(sent)}</pre><p>Came</p><pre>${escape(came)}</pre>`,
  );
  const instead = verdict === 'failed' ? `<p>Seen: ${escape(seen)}</p>` : '';
  return `<details class="${verdict}"${verdict === 'failed' ? ' open' : ''}><summary><b>${WORDS[verdict]}</b> ${id}: ${escape(expects)}</summary>
<p><q>${escape(sentence)}</q> (${escape(at)})</p>${instead}
<details><summary>${messages.length} messages</summary>${said.join('\n')}</details></details>`;
}
