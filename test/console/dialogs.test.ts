import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DIALOGS } from '../../web/src/ui/dialog/dialog-names.js';

const STORIES = path.join(__dirname, 'browser');
const CONSOLE = path.join(__dirname, '../../web/src');

function textOf(folder: string, ending: RegExp): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');
}

/** The dialogs that a story opens and looks at in windows of every size (`wholeDialog`, `dialogPlacesOf`). */
function lookedAt(): Set<string> {
  const stories = textOf(STORIES, /\.ts$/);
  const named = [...stories.matchAll(/wholeDialog\(\w+, '(\w+)'\)/g)].map(([, name = '']) => name);
  const opened = [...stories.matchAll(/opens: \[([^\]]*)\]/g)].flatMap(([, names = '']) => names.match(/\w+/g) ?? []);
  return new Set([...named, ...opened]);
}

describe('the dialogs of the console', () => {
  it('have a name each, and no two have the same', () => {
    const source = textOf(CONSOLE, /\.tsx$/);
    const names = [...source.matchAll(/<(?:Act)?Dialog\s+name="(\w+)"/g)].map(([, name = '']) => name);
    expect(names.toSorted()).toEqual([...DIALOGS].toSorted());
    // Nothing opens a dialog of the browser beside them.
    expect(source.match(/<dialog\b/g)).toHaveLength(1);
  });

  it('are each opened by a story, which looks at them in windows of every size', () => {
    const looked = lookedAt();
    expect(DIALOGS.filter((name) => !looked.has(name))).toEqual([]);
    expect([...looked].filter((name) => !DIALOGS.some((each) => each === name))).toEqual([]);
  });
});
