declare module 'js-yaml' {
  /**
   * Returns the value of a YAML text with its merge keys (`<<`) and aliases resolved. Throws
   * YAMLException when the text is no YAML.
   */
  export function load(text: string): unknown;
}
