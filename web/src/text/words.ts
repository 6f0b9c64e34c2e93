import type { th } from './th.js';

type Texts<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Texts<T[Key]> };

/** The texts of one language, by the keys of the Thai ones. */
export type Words = Texts<typeof th>;
