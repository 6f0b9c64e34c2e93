// The direction of imports (docs/FOLDERS.md), as allow-lists from import-table.cjs. Type
// imports count too.
const { rows } = require('./import-table.cjs');

const literal = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const files = (row) => (row.file ? `^${literal(row.file)}$` : `^${literal(row.folder)}/`);

/** Returns the paths that dependency-cruiser reports for an entry of a row. */
function target(entry) {
  if (entry === 'node:*') return [];
  if (entry.startsWith('node:')) return [`^(node:)?${literal(entry.slice(5))}$`];
  if (entry.startsWith('npm:')) return [`(^|/)node_modules/(@types/)?${literal(entry.slice(4))}/`];
  return [entry.endsWith('.ts') ? `^${literal(entry)}$` : `^${literal(entry)}/`];
}

function allowList(row) {
  const replaced = rows.filter((other) => other !== row && other.file?.startsWith(`${row.folder}/`)).map(files);
  const own = row.folder ? [`^${literal(row.folder)}/`] : [];
  return {
    name: `allowed-in-${(row.file ?? row.folder).replace(/\W+/g, '-')}`,
    comment: `${row.file ?? row.folder} may import only: ${['itself', ...row.may].join(', ')}`,
    severity: 'error',
    from: { path: files(row), ...(replaced.length > 0 && { pathNot: replaced }) },
    to: {
      pathNot: [...own, ...row.may.flatMap(target)],
      ...(row.may.includes('node:*') && { dependencyTypesNot: ['core'] }),
    },
  };
}

/** What the pages that need no sign-in are made of; the staff's code is whatever stands elsewhere in the console. */
const OPEN_PAGES = [
  '(open|holder|victim|verify|statistics|sandbox|fonts|format|styles)/',
  'text/(counted|every-page|isolate|start|texts|unbroken|words)\\.',
  'problem/(every-words|use-problem-words)\\.',
  'api/(client|environment|queries|schema|server-time|settings|store)\\.',
  'ui/(words|fields/file-button|files/(add-files|files|save-file)|marks/(account|expiry-bar)|rows/wide-table)\\.',
  'ui/screen/(act-button|reading|screen|screen-buttons)\\.',
].map((own) => `^web/src/${own}`);

const known = [...rows.map(files), '^test/'];

module.exports = {
  forbidden: [
    ...rows.map(allowList),
    {
      name: 'every-folder-has-a-row',
      comment: 'a folder without a row in the table of imports may import nothing: add its row first',
      severity: 'error',
      from: { pathNot: [...known, '(^|/)node_modules/', '^[^/]+$'], path: '/' },
      to: {},
    },
    {
      name: 'entities-end-at-application',
      comment: 'database rows stay where they are locked and written; all other folders see plain values',
      severity: 'error',
      from: { pathNot: '^(src/(persistence|application|outgoing)|tools/verify|test)/' },
      to: { path: '^src/persistence/entities/' },
    },
    {
      name: 'nothing-that-decides-reads-advice',
      comment: 'advice is for persons: no rule, order, release or approval may know it, by any number of steps',
      severity: 'error',
      from: {
        path: '^(src/(domain|dispatch|outgoing|keeper|institutions|agencies|persistence)|workflows|src/application)/',
        pathNot: '^src/(domain/advice|application/(advice|queue)|persistence/entities)/',
      },
      to: { path: '^src/(analysis|application/(advice|queue)|persistence/entities/findings/advice\\.entities)' },
    },
    {
      name: 'nothing-imports-test',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'an-agency-not-from-another',
      comment: 'each dialect can change or be removed without the others',
      severity: 'error',
      from: { path: '^src/(agencies|institutions)/([^/]+)/' },
      to: { path: '^src/(agencies|institutions)/[^/]+/', pathNot: '^src/$1/$2/' },
    },
    {
      name: 'workflows-never-reach-infrastructure',
      comment: 'by any number of steps: the sandbox cannot load it, and replay would depend on it',
      severity: 'error',
      from: { path: '^(workflows|src/contract|src/domain)/' },
      to: {
        path: [
          '^(src/(api|config|persistence|application|agencies|institutions|signing|signed-http|temporal|keeper|worker|wire)|tools)/',
          '^(activities|simulator)/',
          '(^|/)node_modules/(typeorm|@nestjs|zod|pg|undici|express)/',
        ],
        reachable: true,
      },
    },
    {
      name: 'open-pages-ship-without-the-staff',
      comment: 'by any number of steps: holders and victims read them on a phone, and load nothing of the staff',
      severity: 'error',
      from: { path: '^web/src/(open|holder|victim|verify|statistics|sandbox)/' },
      to: { path: '^web/src/', pathNot: OPEN_PAGES, reachable: true },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolves',
      comment: 'the other rules cannot check an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-in-package-json',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'node', 'import', 'require', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
