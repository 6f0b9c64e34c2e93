// Writes docs/ROLES.md: who sees what in the console, and who may call what of the API; `--check`
// fails when it is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectDir } from './steps.mjs';

const { levelOf, pages, roles, routes } = createRequire(import.meta.url)('./pages-by-role.cjs');

const file = path.join(projectDir, 'docs/ROLES.md');
const everyRole = roles();
const everyPage = pages();

const text = await format(document(), { ...(await resolveConfig(file)), filepath: file });
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('docs/ROLES.md is out of date: npm run openapi');
    process.exitCode = 1;
  }
} else writeFileSync(file, text);

function document() {
  const closed = everyPage.filter(({ readers }) => readers !== undefined);
  const open = everyPage.filter(({ readers }) => readers === undefined);
  return [
    '# Who sees and does what',
    'Written by `npm run openapi` from the routes of the console ([router.tsx](../web/src/router.tsx), [pages.ts](../src/domain/session/pages.ts)), ' +
      'the calls to the API in what each page loads, and the roles of those calls; never edited by hand. ' +
      'A person of several roles has all that each has. The API decides, also about the single act: who asked for something never approves it, ' +
      'and the rules in force may ask for more ([ADR 34](adr/0034-each-desk-sees-what-it-needs.md)). ' +
      'Held by a walk through every page as every role ([roles.ts](../test/console/browser/roles.ts)) ' +
      'and by a call of every route as every role ([role-by-route.test.ts](../test/api/auth/role-by-route.test.ts)).',
    '**An `institution_user` belongs to one institution**, which the sign-in names. Whatever such a person reads or looks up is of that institution alone; ' +
      'what is of another does not exist there, also by a guessed id. No other role belongs to an institution.',
    '## Pages',
    'Who acts may change something there, as the lists below say. Who reads sees it, and has nothing to change. ' +
      'To every other role the page says that it is not for that role, and shows nothing.',
    closed.map(levels).join('\n'),
    `Nobody signs in at ${open.map((page) => code(page.path)).join(', ')}: they know no session, and show what the number and code of a notice open, or what everybody may know.`,
    '## What may be changed on each page',
    ...closed
      .filter(({ acts }) => acts.length > 0)
      .flatMap((page) => [
        `### ${code(page.path)}`,
        page.acts.map((act) => `- ${act.summary}. ${callers(act)}`).join('\n'),
      ]),
    '## Routes of the API',
    'A party signs what it sends. Where `anybody` may call beside roles, a number and its code take the place of the sign-in.',
    routes()
      .map((route) => `- ${callers(route)}`)
      .join('\n'),
    '',
  ].join('\n\n');
}

/** Returns a page with who acts there, and who reads. */
function levels(page) {
  const of = (level) => everyRole.filter((role) => levelOf(page, role) === level).map(code);
  const line = (level) => (of(level).length === 0 ? [] : [`  - ${level}: ${of(level).join(', ')}`]);
  return [`- ${code(page.path)}`, ...line('acts'), ...line('reads')].join('\n');
}

/** Returns a route with who may call it, a line for both. */
function callers({ route, roles: allowed = [], isForParties = false, isForAnybody = false }) {
  const who = everyRole.filter((role) => allowed.includes(role)).map(code);
  return [
    code(route),
    `  - ${[...who, ...(isForParties ? ['a party'] : []), ...(isForAnybody ? ['anybody'] : [])].join(', ')}`,
  ].join('\n');
}

function code(text) {
  return `\`${text}\``;
}
