declare module 'js-yaml' {
  /**
   * The value of a YAML text, its merge keys (`<<`) and aliases followed. Throws YAMLException when
   * it is none.
   */
  export function load(text: string): unknown;
}
