import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { AGENCY_MODES, BANK_ACTS, BANK_MODES } from '../../simulator/http/behaviours.js';
import { DEMO_PARTIES } from '../../tools/embedded/people/parties.js';
import { filesBelow, projectDir } from './project.js';

const SPINE_FILES_MAX = 30;

const markdown = [...readdirSync(projectDir).filter((name) => name.endsWith('.md')), ...filesBelow('docs')].filter(
  (file) => file.endsWith('.md'),
);
const read = (file: string): string => readFileSync(path.join(projectDir, file), 'utf8');

/** Returns the anchor that GitHub and similar sites give to a heading. */
function anchorOf(heading: string): string {
  return heading
    .replace(/`/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
}

/** Returns the links of a file that lead nowhere; it does not try addresses on the Internet. */
function brokenLinks(file: string): string[] {
  const links = [...withoutCode(read(file)).matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map(
    ([, link = '']) => link,
  );
  return links
    .filter((link) => !/^[a-z][a-z+.-]*:/i.test(link))
    .filter((link) => {
      const [target = '', anchor] = link.split('#');
      const linked = target === '' ? file : path.join(path.dirname(file), decodeURIComponent(target));
      if (!existsSync(path.join(projectDir, linked))) return true;
      if (anchor === undefined || !linked.endsWith('.md')) return false;
      const headings = [...read(linked).matchAll(/^#{1,6}\s+(.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
      return !headings.includes(decodeURIComponent(anchor));
    })
    .map((link) => `${file}: ${link}`);
}

/** Returns the files listed right below a heading of docs/SPINE.md, each as "- `path`". */
function filesBelowHeading(heading: string): string[] {
  const text = read('docs/SPINE.md');
  const begin = text.indexOf(`\n${heading}\n`) + 1;
  const [, ...lines] = text.slice(begin).split('\n');
  const end = lines.findIndex((line) => line.startsWith('#'));
  return [
    ...lines
      .slice(0, end)
      .join('\n')
      .matchAll(/^- `([^`]+)`/gm),
  ].map(([, file = '']) => file);
}

describe('the documents', () => {
  it('link only to what is there', () => {
    expect(markdown.length).toBeGreaterThan(5);
    expect(markdown.flatMap(brokenLinks)).toEqual([]);
  });

  it('name files and folders of the project that exist', () => {
    const named = markdown.flatMap((file) =>
      [
        ...read(file).matchAll(
          /`((?:src|workflows|activities|simulator|test|docs)\/[\w./-]+\.(?:ts|mjs|md|json|sql))`/g,
        ),
      ].map(([, name = '']) => [file, name] as const),
    );
    expect(named.filter(([, name]) => !existsSync(path.join(projectDir, name)))).toEqual([]);
  });

  it('name commands that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = markdown.flatMap((file) =>
      [...read(file).matchAll(/npm run (?:-s )?([a-z]+(?::[a-z]+)*)/g)].map(([, name = '']) => [file, name] as const),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(([, name]) => scripts[name] === undefined)).toEqual([]);
  });

  it('name routes that the API or the protocol of institutions has', () => {
    const documents = ['docs/openapi.json', 'docs/institution-protocol.openapi.json'].map(
      (file) => JSON.parse(read(file)) as { paths: Record<string, object> },
    );
    const withoutNames = (route: string) => route.replace(/\{[^}]*\}/g, '{}');
    const routes = documents.flatMap(({ paths }) =>
      Object.entries(paths).flatMap(([route, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${withoutNames(route)}`),
      ),
    );
    const named = markdown.flatMap((file) =>
      [
        ...read(file).matchAll(/\b((?:GET|POST|DELETE) \/(?:v1|health|metrics|hold-orders)[\w{}/-]*)(?![\w{}/-]|…)/g),
      ].map(([, route = '']) => [file, withoutNames(route)] as const),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(([, route]) => !routes.includes(route))).toEqual([]);
  });

  it(`show the spine of the system in at most ${SPINE_FILES_MAX} files, all of them there`, () => {
    const files = filesBelowHeading('## A complaint');
    expect(files.length).toBeGreaterThan(10);
    expect(files.length).toBeLessThanOrEqual(SPINE_FILES_MAX);
    expect(files.filter((file) => !existsSync(path.join(projectDir, file)))).toEqual([]);
  });

  it.each(['### A callback', '### A decision'])('show the way of it in ten files, all of them there: %s', (heading) => {
    const files = filesBelowHeading(heading);
    expect(files).toHaveLength(10);
    expect(files.filter((file) => !existsSync(path.join(projectDir, file)))).toEqual([]);
  });

  it('docs/STAGE.md names every route, party, mode and act of the stage', () => {
    const text = read('docs/STAGE.md');
    const routes = [...read('simulator/admin/admin-app.ts').matchAll(/app\.(get|post)\('([^']+)'/g)].map(
      ([, method = '', route = '']) => `${method.toUpperCase()} ${route.replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(routes.length).toBeGreaterThan(8);
    const slugs = DEMO_PARTIES.map(({ slug }) => `\`${slug}\``);
    const words = [...AGENCY_MODES, ...BANK_ACTS, ...BANK_MODES].map((word) => `\`${word}\``);
    expect([...routes, ...slugs, ...words].filter((named) => !text.includes(named))).toEqual([]);
  });

  it('docs/ARCHITECTURE.md is one page: what two screens hold', () => {
    const lines = read('docs/ARCHITECTURE.md').trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(120);
    expect(read('docs/ARCHITECTURE.md').length).toBeLessThanOrEqual(12_000);
  });

  it('README.md is read in five minutes: 150 lines', () => {
    expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });

  it('have no row of a table longer than a screen, but tables of what models and the lab measure', () => {
    const measured = /^docs\/(?:lab|models)\/|MODEL_CARD\.md$/;
    const long = markdown
      .filter((file) => !measured.test(file))
      .flatMap((file) =>
        read(file)
          .split('\n')
          .filter((line) => line.startsWith('|') && line.length > 160)
          .map((line) => `${file}: ${line.slice(0, 60)}`),
      );
    expect(long).toEqual([]);
  });

  it('README.md and README.th.md say how many samples are posted', () => {
    const samples = readdirSync(path.join(projectDir, 'docs/examples')).filter((name) => name.endsWith('.json'));
    const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
    expect(read('README.md')).toContain(`${words[samples.length]} sample complaints`);
    const thai = ['ศูนย์', 'หนึ่ง', 'สอง', 'สาม', 'สี่', 'ห้า', 'หก', 'เจ็ด', 'แปด', 'เก้า', 'สิบ'];
    expect(read('README.th.md')).toContain(`เรื่องตัวอย่างอยู่แล้ว${thai[samples.length]}เรื่อง`);
  });
});
