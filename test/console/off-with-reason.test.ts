import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = join(__dirname, '../../web/src');

const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));

/** Returns the opening tags of elements of HTML in the source of a component, whole. */
function tags(source: string): string[] {
  // An arrow within the tag is no end of it.
  return source.replaceAll('=>', '→').match(/<[a-z]+\s[^>]*>/g) ?? [];
}

/**
 * A control that is off is never `disabled`: it keeps its place in the order of Tab and says why, by
 * `ActButton`, by `offIf`, or by a note that it names. The walk of the pages in the browser finds the
 * rest (`barriers`).
 */
describe('what is off', () => {
  it('is looked for in every component', () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  it.each(sources)('can be reached and says why: %s', (name) => {
    const found = tags(readFileSync(join(SOURCE, name), 'utf8'));
    expect(found.filter((tag) => /\sdisabled[=\s>]/.test(tag))).toEqual([]);
    const off = found.filter((tag) => tag.includes('aria-disabled='));
    expect(off.filter((tag) => !/\s(?:title|aria-describedby)=/.test(tag))).toEqual([]);
  });
});
