// What `npm run <name> -- --help` prints. It comes before anything is installed, compiled or
// started.

/** True when the arguments ask for help. */
export const asksForHelp = (args) => args.includes('--help') || args.includes('-h');

/** The help of one command of the table, ready to print. */
export function helpText(name, { does, takes, options, examples, exits }) {
  const command = name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`;
  const rows = [...options, ['--help', 'prints this']];
  const width = Math.max(...rows.map(([option]) => option.length));
  return [
    does,
    '',
    `Usage: ${command}${takes ? ` -- ${takes}` : ''}`,
    '',
    'Options and variables of the environment:',
    ...rows.map(([option, meaning]) => `  ${option.padEnd(width)}  ${meaning}`),
    '',
    examples.length === 1 ? 'Example:' : 'Examples:',
    ...examples.map((example) => `  ${example}`),
    ...(exits ? ['', `Exit code: ${exits}`] : []),
  ].join('\n');
}
