// Stryker calls this for every node: with a reason it changes nothing in the node. Two kinds of
// code are no behaviour anywhere: sentences that people read (the outcome, the code and the rule
// beside them count), and the branch that the compiler proves is never taken.
import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin';

const SENTENCE = 'a sentence for people';
const NEVER = 'the compiler proves that it is never reached';
const LANGUAGES = ['th', 'en'];

/**
 * The argument of a call that is a sentence: the detail of `refuse(code, detail)`, the message of
 * an error.
 */
const SENTENCE_ARGUMENT = { refuse: 1, Error: 0 };

function isSentence({ node, parent }) {
  const names = node.type === 'ObjectExpression' ? node.properties.map(({ key }) => key?.name) : [];
  if (names.length === LANGUAGES.length && LANGUAGES.every((language) => names.includes(language))) return true;
  if (parent?.type === 'ObjectProperty') return parent.value === node && LANGUAGES.includes(parent.key.name);
  if (parent?.type !== 'CallExpression' && parent?.type !== 'NewExpression') return false;
  return parent.arguments.indexOf(node) === SENTENCE_ARGUMENT[parent.callee.name];
}

function isNever({ node }) {
  if (node.type !== 'SwitchCase' || node.consequent.length !== 1) return false;
  const [{ argument }] = node.consequent;
  return argument?.type === 'CallExpression' && argument.callee.name === 'unreachable';
}

const ignorer = {
  shouldIgnore(path) {
    if (isSentence(path)) return SENTENCE;
    return isNever(path) ? NEVER : undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'not-behaviour', ignorer)];
