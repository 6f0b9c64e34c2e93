// What `npx eslint` and editors look for; the rules are in .config.
export { default } from './.config/eslint.config.mjs';
