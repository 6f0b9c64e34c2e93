/** An item of a list of a document: its name, what is said right behind it, and by the words below it. */
export interface DocumentItem {
  readonly name: string;
  readonly text: string;
  readonly says: Readonly<Record<string, string>>;
}

/**
 * Reads the items below a heading of a Markdown document, up to the next heading: `- name: text`, and below
 * it `  - word: text` for each other thing that is said. Lines that go on are joined.
 */
export function documentItems(text: string, heading: string): DocumentItem[] {
  const begin = `\n${text}`.indexOf(`\n${heading}\n`);
  if (begin < 0) throw new Error(`no heading ${heading}`);
  const [section = ''] = text.slice(begin + heading.length).split(/\n#+ /);
  const items = section.replace(/\n +(?! *- )/g, ' ').split(/\n(?=- )/);
  return items.filter((item) => item.startsWith('- ')).map(itemOf);
}

function itemOf(item: string): DocumentItem {
  const [first = '', ...lines] = item.split('\n');
  const [, name = first.slice(2), text = ''] = /^- (\*\*.+?\*\*|.+?): (.*)$/.exec(first) ?? [];
  const facts = lines.map((line) => /^ +- ([^:]+): (.*)$/.exec(line)).filter((fact) => fact !== null);
  return {
    name: name.replaceAll('**', ''),
    text,
    says: Object.fromEntries(facts.map(([, word = '', said = '']) => [word, said])),
  };
}
