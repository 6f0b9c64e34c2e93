/** Texts by their keys; the name of a key is the path to its text, such as `queue.title`. */
export interface WordTree {
  readonly [key: string]: string | WordTree;
}

/** The texts of another language, by the keys of these. */
export type SameKeys<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : SameKeys<T[Key]> };

/** The paths of the texts in a tree. */
export type WordKey<T> = {
  [Key in keyof T & string]: T[Key] extends string ? Key : `${Key}.${WordKey<T[Key]>}`;
}[keyof T & string];
