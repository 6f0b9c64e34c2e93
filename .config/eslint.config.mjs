// Rules for what the compiler does not find: forgotten promises, incomplete unions, clocks in the
// domain, decisions in the application.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const root = path.resolve(import.meta.dirname, '..');
const sandboxCode = ['src/domain/**/*.ts', 'src/contract/**/*.ts', 'workflows/**/*.ts'];

/**
 * The domain gets `now` and ids as arguments, so that a judgement can be repeated years later, and
 * replayed.
 */
const noClockOrChance = [
  'error',
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take `now` as an argument.' },
  { selector: "CallExpression[callee.name='Date']", message: 'Take `now` as an argument.' },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take `now` as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Take ids and chance as arguments.',
  },
];

/** The ids of the rulebook, from src/domain/rulebook/rule-ids.ts. */
const ruleIds = [
  ...readFileSync(path.join(root, 'src/domain/rulebook/rule-ids.ts'), 'utf8').matchAll(/^ {2}'([^']+)',$/gm),
].map(([, id]) => id);
if (ruleIds.length === 0) throw new Error('src/domain/rulebook/rule-ids.ts lists no rule ids');
const ruleId = `Literal[value=/^(?:${ruleIds.map((id) => id.replace('+', '\\+')).join('|')})$/]`;
const decidesOnRule = 'What follows from a rule is decided in src/domain, in a function with a table of cases.';

/** The application loads rules by their ids; which rule a case falls under, the domain decides. */
const noRuleInCondition = [
  'error',
  { selector: `BinaryExpression[operator=/^[!=]==?$/] > ${ruleId}`, message: decidesOnRule },
  { selector: `SwitchCase > ${ruleId}.test`, message: decidesOnRule },
  { selector: `CallExpression[callee.property.name='includes'] > ${ruleId}`, message: decidesOnRule },
  {
    selector: `CallExpression[callee.property.name='includes'] > MemberExpression > ArrayExpression > ${ruleId}`,
    message: decidesOnRule,
  },
];

/** The roles of persons, from src/domain/freeze-request/freeze-request.ts. */
const roles =
  /export const ROLES = \[([^\]]+)\]/.exec(
    readFileSync(path.join(root, 'src/domain/freeze-request/freeze-request.ts'), 'utf8'),
  )?.[1] ?? '';
const roleNames = [...roles.matchAll(/'([^']+)'/g)].map(([, role]) => role);
if (roleNames.length === 0) throw new Error('src/domain/freeze-request/freeze-request.ts lists no roles');
const saysServer =
  'The browser keeps no rule of law: who may do what is in the answers of the server (`mayCall`, GET /v1/cases/{id}/acts).';
const saysTime = 'Take the time of the server (`serverNow`); of how long something takes, `performance.now`.';
/** What a condition looks at where it asks for the power that a hold rests on. */
const power = '/^(?:kind|holdKind|power)$/';
const holdNamed = '/^(?:hold|holds|each\\.hold|appeal)$/';

/** The console asks the server what a person may do; it decides by no role and by no power of a hold. */
const noRuleInBrowser = [
  'error',
  { selector: `Literal[value=/^(?:${roleNames.join('|')})$/]`, message: saysServer },
  {
    selector:
      'CallExpression[callee.property.name=/^(?:includes|some|every|find|indexOf)$/][callee.object.property.name=/[rR]oles$/]',
    message: saysServer,
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(?:includes|some|every|find|indexOf)$/][callee.object.name=/[rR]oles$/]',
    message: saysServer,
  },
  {
    selector: `BinaryExpression[operator=/^[!=]==?$/] > MemberExpression[object.name=${holdNamed}][property.name=${power}]`,
    message: saysServer,
  },
  { selector: 'BinaryExpression[operator=/^[!=]==?$/] > *[name="holdKind"]', message: saysServer },
  {
    selector: 'BinaryExpression[operator=/^[!=]==?$/] > MemberExpression[property.name="holdKind"]',
    message: saysServer,
  },
  {
    selector: `CallExpression[callee.property.name='includes'] > MemberExpression.arguments[property.name=${power}][object.name=${holdNamed}]`,
    message: saysServer,
  },
  { selector: 'Literal[value=/^(?:section6|section7)$/]', message: saysServer },
  {
    selector: "BinaryExpression[operator=/^[<>]=?$/] > CallExpression[callee.name='BigInt']",
    message: `${saysServer} What an amount may be, it says when it is asked (\`values\` of its refusal).`,
  },
];

/** The clock of the machine at the screen may be wrong: the console asks the server's (web/src/api/server-time.ts). */
const noBrowserClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: saysTime },
  { selector: "CallExpression[callee.name='Date']", message: saysTime },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: saysTime },
];

/** Whether a person may do what another asked for, the server says: who asked is compared with nobody. */
const noPersonCompared = ['person', 'actor', 'me'].flatMap((name) =>
  ['', 'ChainExpression > '].map((chain) => ({
    selector: `BinaryExpression[operator=/^[!=]==?$/] > ${chain}MemberExpression[property.name=/^(?:id|subject)$/]:matches([object.name='${name}'], [object.property.name='${name}'])`,
    message: `${saysServer} What is drawn as one's own asks \`isOwn\` (web/src/api/is-own.ts).`,
  })),
);

export default tseslint.config(
  {
    ignores: ['**/dist/**', '**/node_modules/**', '**/coverage/**', '.rangap/**', 'docs/**', 'web/src/api/schema.d.ts'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'web/tsconfig.json', 'test/console/tsconfig.json'],
        tsconfigRootDir: root,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
      // A function may be async because its interface wants a promise.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: { 'no-restricted-syntax': noClockOrChance },
  },
  {
    files: ['src/application/**/*.ts'],
    rules: { 'no-restricted-syntax': noRuleInCondition },
  },
  {
    files: ['web/src/**/*.{ts,tsx}'],
    // What roles, powers and pages are called is no rule; nor is what a row of the rulebook may name.
    ignores: ['web/src/**/words.ts', 'web/src/text/*.ts', 'web/src/pages.ts', 'web/src/supervisor/typed-value.ts'],
    rules: { 'no-restricted-syntax': [...noRuleInBrowser, ...noPersonCompared, ...noBrowserClock] },
  },
  {
    // One says what is drawn as one's own, the other whether the session is still that of the same person.
    files: ['web/src/api/is-own.ts', 'web/src/api/next-session.ts'],
    rules: { 'no-restricted-syntax': [...noRuleInBrowser, ...noBrowserClock] },
  },
  {
    // How far the clock of this machine is from the server's.
    files: ['web/src/api/server-time.ts'],
    rules: { 'no-restricted-syntax': [...noRuleInBrowser, ...noPersonCompared] },
  },
  {
    files: sandboxCode,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^node:', message: 'The workflow sandbox has no Node built-ins.' }] },
      ],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'fetch', 'setImmediate', 'require'],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        URL: 'readonly',
        URLSearchParams: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        // In what the pictures and measures of the console run in the page.
        window: 'readonly',
        document: 'readonly',
        localStorage: 'readonly',
        performance: 'readonly',
        PerformanceObserver: 'readonly',
        requestAnimationFrame: 'readonly',
      },
    },
  },
);
