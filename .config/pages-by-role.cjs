// The pages of the console, who may read each, and what may be done there: from the routes of the
// console, the calls to the API in what each page loads, and the roles of those calls.
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const ts = require('typescript');

const projectDir = path.resolve(__dirname, '..');
const console_ = path.join(projectDir, 'web/src');
/** Says who may read which page. */
const READERS = 'src/domain/session/pages.ts';
const readJson = (file) => JSON.parse(readFileSync(path.join(projectDir, file), 'utf8'));

/** What is posted to read, because a number that is asked for stands in no address. */
const READINGS = /\/(?:searches|lookup|status|verifications|blast-radius|reveals|narrative)$/;
/** The page of a tab in which somebody signed in; it says so, and nothing else. */
const SAYS_ONLY = ['/signed-in'];

/** Returns the roles of persons, in the order of the API's documents. */
function roles() {
  const all = readJson('docs/openapi.json').paths['/v1/session'].get['x-roles'];
  if (all === undefined) throw new Error('the route that everybody who is signed in may use names no roles');
  return all;
}

/**
 * Returns the routes of the API: `GET /v1/queue`, its summary, its roles (undefined where nobody
 * signs in), and whether a party may call it by a signature, or anybody by nothing.
 */
function routes() {
  return Object.entries(readJson('docs/openapi.json').paths).flatMap(([address, methods]) =>
    Object.entries(methods).map(([method, { summary, security = [], 'x-roles': roles }]) => ({
      route: `${method.toUpperCase()} ${address}`,
      summary,
      roles,
      isForParties: security.some((way) => 'signature' in way),
      isForAnybody: roles === undefined ? security.every((way) => !('signature' in way)) : security.some(isNothing),
    })),
  );
}

function isNothing(way) {
  return Object.keys(way).length === 0;
}

/**
 * Returns the pages: `path`, `readers` (roles; undefined for everybody) and `acts`, what the page
 * may change: the route, its summary and those of the readers who may. Throws where the server does
 * not say who may read a page.
 */
function pages() {
  const byRoute = new Map(routes().map((route) => [route.route, route]));
  const known = compiled(READERS).PAGES;
  const readersOf = (address) =>
    known.find(({ path: at }) => address === at || (at !== '/' && address.startsWith(`${at}/`)))?.readers;
  return addresses().map(({ path: address, file, isOpen }) => {
    const readers = isOpen ? undefined : readersOf(address);
    if (!isOpen && readers === undefined) throw new Error(`${READERS} does not say who may read ${address}`);
    const acts = [...callsBelow(file)]
      .filter((call) => !call.startsWith('GET ') && !READINGS.test(call))
      .map((call) => byRoute.get(call))
      .map(({ route, summary, roles }) => ({
        route,
        summary,
        roles: readers === undefined ? undefined : readers.filter((role) => roles?.includes(role) ?? true),
      }))
      .filter(({ roles }) => roles === undefined || roles.length > 0)
      .sort((one, other) => (one.route < other.route ? -1 : 1));
    return { path: address, readers, acts };
  });
}

/** Returns what a role may do on a page: `acts`, `reads` or `nothing`. */
function levelOf({ readers, acts }, role) {
  if (readers !== undefined && !readers.includes(role)) return 'nothing';
  return acts.some(({ roles }) => roles === undefined || roles.includes(role)) ? 'acts' : 'reads';
}

/**
 * Returns the addresses of the two entries of the console, router.tsx for the staff and open/main.tsx for
 * everybody, with the file of each page. Throws when it finds none.
 */
function addresses() {
  const router = readFileSync(path.join(console_, 'router.tsx'), 'utf8');
  const ofStaff = [...router.matchAll(/createRoute\(\{([\s\S]*?)\}\);/g)].flatMap(([, route]) => {
    const address = /path: '([^']+)'/.exec(route)?.[1];
    if (address === undefined || SAYS_ONLY.includes(address)) return [];
    const file = /import\('\.\/([^']+)\.js'\)/.exec(route)?.[1];
    return [{ path: address, file: `${file}.tsx`, isOpen: false }];
  });
  const open = readFileSync(path.join(console_, 'open/main.tsx'), 'utf8');
  const ofAll = [...open.matchAll(/'(\/[a-z]+)': \(\) =>\s*import\('\.\.\/([^']+)\.js'\)/g)].map(
    ([, address, file]) => ({ path: address, file: `${file}.tsx`, isOpen: true }),
  );
  if (ofStaff.length === 0 || ofAll.length === 0)
    throw new Error('an entry of the console has no pages that can be read');
  return [...ofStaff, ...ofAll];
}

/** Returns the calls to the API, as `GET /v1/queue`, of a file and of all that it loads. */
function callsBelow(file) {
  const calls = new Set();
  const seen = new Set();
  const visit = (at) => {
    if (seen.has(at) || at.endsWith('/api/session.ts')) return; // the frame signs out, no page does
    seen.add(at);
    const text = readFileSync(at, 'utf8');
    for (const [, method, address] of text.matchAll(/\b(?:api|openApi)\.(GET|POST|PUT|DELETE)\(\s*'([^']+)'/g))
      calls.add(`${method} ${address}`);
    for (const [, imported] of text.matchAll(/(?:from|import\()\s*'(\.[^']+)\.js'/g)) {
      const base = path.join(path.dirname(at), imported);
      const loaded = [`${base}.ts`, `${base}.tsx`].find((each) => existsSync(each));
      if (loaded !== undefined) visit(loaded);
    }
  };
  visit(path.join(console_, file));
  return calls;
}

/** Returns what a file exports; it imports nothing but types. */
function compiled(file) {
  const text = readFileSync(path.join(projectDir, file), 'utf8');
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const module_ = { exports: {} };
  new Function('module', 'exports', outputText)(module_, module_.exports);
  return module_.exports;
}

module.exports = { levelOf, pages, roles, routes };
