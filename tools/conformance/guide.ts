import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A sentence of the guide that checks come from. */
export interface Sentence {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads the sentences of the guide by their anchors: what follows `<a id="…"></a>` up to the end of the
 * paragraph, item or cell.
 */
export function readGuide(folder: string): Map<string, Sentence> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return new Map(
    files.flatMap((file) =>
      [
        ...readFileSync(path.join(folder, file), 'utf8').matchAll(
          /<a id="([a-z0-9-]+)"><\/a>([^|]*?)(?=\n\n|\n- |\n\|| \||<a id=|$)/g,
        ),
      ].map(([, id = '', text = '']): [string, Sentence] => [id, { file, text: text.replace(/\s+/g, ' ').trim() }]),
    ),
  );
}
