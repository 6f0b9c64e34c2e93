import { readFileSync } from 'node:fs';
import path from 'node:path';
import { escape } from '../conformance/report/junit.js';

/**
 * Writes a file of the guide as a page on which each sentence has its anchor, so that a check can link to it. It is
 * the text as it is in the repository, and nothing in it is markup. Undefined: the guide has no such file.
 */
export function guidePage(folder: string, file: string): string | undefined {
  if (!/^[A-Za-z0-9-]+\.md$/.test(file)) return undefined;
  let text: string;
  try {
    text = readFileSync(path.join(folder, file), 'utf8');
  } catch {
    return undefined;
  }
  const body = escape(text).replace(/&lt;a id=&quot;([a-z0-9-]+)&quot;&gt;&lt;\/a&gt;/g, '<mark id="$1">§</mark>');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(file)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/sandbox/guide.css"></head>
<body><main><h1>docs/protocol/${escape(file)}</h1><pre tabindex="0">${body}</pre></main></body></html>
`;
}

export const GUIDE_STYLE = `body{margin:0 auto;max-width:72rem;padding:1rem;font:16px/1.6 sans-serif;color:#1a1f24;background:#fbfcfc}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:15px/1.6 monospace}mark{background:none;color:inherit;scroll-margin-top:4rem}
mark:target{padding:0 .3em;background:#f9ebcb;outline:2px solid #7f5200}`;
