import { z } from 'zod';
import { typeOfLabel, type NarrativeType } from '../../analysis/text/case-type/case-types.js';
import type { AnnotatedEntity } from '../../analysis/text/evaluation/score-entities.js';
import { ENTITY_TYPES } from '../../analysis/text/extraction/entity.js';
import { ok, refuse, type Result } from '../../domain/result.js';

/** One text of a file. */
export interface FileNarrative {
  /** Undefined where a JSON line has no label: the text counts for the entities only. */
  readonly type?: NarrativeType;
  readonly text: string;
  /** Undefined where the file does not annotate them: nothing is known, which is not "none". */
  readonly entities?: readonly AnnotatedEntity[];
}

const JsonNarrative = z.object({
  label: z.string().optional(),
  text: z.string().min(1),
  entities: z.array(z.object({ type: z.enum(ENTITY_TYPES), value: z.union([z.string(), z.number()]) })).optional(),
});

/**
 * Reads narratives: lines of `label<TAB>text`, or of JSON `{ label, text, entities }`. Empty lines
 * are left out. Refuses with `NARRATIVES.LINES`, which names every bad line and what is wrong
 * there.
 */
export function readNarratives(content: string): Result<FileNarrative[]> {
  const narratives: FileNarrative[] = [];
  const faults: string[] = [];
  content
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .forEach((line, index) => {
      if (line.trim() === '') return;
      const read = line.trimStart().startsWith('{') ? readJson(line) : readTabbed(line);
      if (typeof read === 'string') faults.push(`line ${index + 1}: ${read}`);
      else narratives.push(read);
    });
  if (faults.length > 0) return refuse('NARRATIVES.LINES', faults.join('\n'));
  return narratives.length === 0 ? refuse('NARRATIVES.LINES', 'the file has no narratives') : ok(narratives);
}

/** Returns a narrative, or what is wrong with the line. */
function readTabbed(line: string): FileNarrative | string {
  const tab = line.indexOf('\t');
  if (tab < 0) return 'there is no tab between label and text';
  const label = line.slice(0, tab).trim();
  const text = line.slice(tab + 1).trim();
  const type = typeOfLabel(label);
  if (type === undefined) return `there is no label ${JSON.stringify(label)}`;
  return text === '' ? 'there is no text behind the label' : { type, text };
}

function readJson(line: string): FileNarrative | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return 'this is no JSON';
  }
  const read = JsonNarrative.safeParse(parsed);
  if (!read.success) return z.prettifyError(read.error).replaceAll('\n', ' ');
  const { label, text, entities } = read.data;
  const type = label === undefined ? undefined : typeOfLabel(label);
  if (label !== undefined && type === undefined) return `there is no label ${JSON.stringify(label)}`;
  return { type, text, entities };
}
