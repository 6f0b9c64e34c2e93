import { z } from 'zod';
import { typeOfLabel, type NarrativeType } from '../../../src/analysis/text/case-type/case-types.js';
import type { AnnotatedEntity } from '../../../src/analysis/text/evaluation/score-entities.js';
import { ENTITY_TYPES } from '../../../src/analysis/text/extraction/entity.js';

/** One text of a file. */
export interface FileNarrative {
  /** Undefined where a JSON line has no label: the text counts for the entities only. */
  readonly type?: NarrativeType;
  /** As the file says; where it does not, `th` for a text with Thai letters and `en` for any other. */
  readonly lang: string;
  readonly text: string;
  /** Undefined where the file does not annotate them: nothing is known, which is not "none". */
  readonly entities?: readonly AnnotatedEntity[];
}

/** Why a line, or an entity of it, is left out. */
type Fault = 'NO_TAB' | 'NO_LABEL' | 'LABEL_UNKNOWN' | 'NO_TEXT' | 'NO_JSON' | 'SHAPE_UNKNOWN' | 'ENTITY_UNKNOWN';

/** Something left out; it never holds words of the file. */
interface LeftOut {
  /** From 1. */
  readonly line: number;
  readonly because: Fault;
}

/** What a file has, and what of it cannot be used. */
interface NarrativeFile {
  readonly narratives: readonly FileNarrative[];
  /** The first line names the columns. */
  readonly hasHeading: boolean;
  readonly linesLeftOut: readonly LeftOut[];
  /** Entities of a type that is not known, or without a value; the rest of their line counts. */
  readonly entitiesLeftOut: readonly LeftOut[];
}

const JsonNarrative = z.object({
  label: z.string().nullish(),
  lang: z.string().nullish(),
  text: z.string(),
  entities: z.array(z.unknown()).nullish(),
});
const JsonEntity = z.object({
  type: z.string().trim().toLowerCase().pipe(z.enum(ENTITY_TYPES)),
  value: z.union([z.string(), z.number()]),
});

type ReadLine = { narrative: FileNarrative; unknownEntities: number } | Fault;

/**
 * Reads narratives: lines of `label<TAB>text`, or of JSON `{ label, lang, text, entities }`. Empty
 * lines and a heading are passed over. A line that cannot be used is left out and told.
 */
export function readNarratives(content: string): NarrativeFile {
  const narratives: FileNarrative[] = [];
  const linesLeftOut: LeftOut[] = [];
  const entitiesLeftOut: LeftOut[] = [];
  const lines = content
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.trim() !== '');
  const hasHeading = /^\s*"?label"?\s*\t/i.test(lines[0]?.text ?? '');
  for (const { text, line } of hasHeading ? lines.slice(1) : lines) {
    const read = text.trimStart().startsWith('{') ? readJson(text) : readTabbed(text);
    if (typeof read === 'string') {
      linesLeftOut.push({ line, because: read });
      continue;
    }
    narratives.push(read.narrative);
    for (let count = 0; count < read.unknownEntities; count += 1) {
      entitiesLeftOut.push({ line, because: 'ENTITY_UNKNOWN' });
    }
  }
  return { narratives, hasHeading, linesLeftOut, entitiesLeftOut };
}

function readTabbed(line: string): ReadLine {
  const tab = line.indexOf('\t');
  if (tab < 0) return 'NO_TAB';
  const label = line.slice(0, tab).trim();
  const text = line.slice(tab + 1).trim();
  if (label === '') return 'NO_LABEL';
  const type = typeOfLabel(label);
  if (type === undefined) return 'LABEL_UNKNOWN';
  return text === '' ? 'NO_TEXT' : { narrative: { type, lang: languageOf(text), text }, unknownEntities: 0 };
}

function readJson(line: string): ReadLine {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return 'NO_JSON';
  }
  const read = JsonNarrative.safeParse(parsed);
  if (!read.success) return 'SHAPE_UNKNOWN';
  const { label, lang, text, entities } = read.data;
  if (text.trim() === '') return 'NO_TEXT';
  const isLabelled = (label ?? '').trim() !== '';
  const type = isLabelled ? typeOfLabel(label ?? '') : undefined;
  if (isLabelled && type === undefined) return 'LABEL_UNKNOWN';
  const known = entities?.flatMap((entity) => JsonEntity.safeParse(entity).data ?? []);
  const given = (lang ?? '').trim().toLowerCase();
  return {
    narrative: { type, lang: given === '' ? languageOf(text) : given, text, entities: known },
    unknownEntities: (entities ?? []).length - (known ?? []).length,
  };
}

function languageOf(text: string): string {
  return /[\u0e00-\u0e7f]/.test(text) ? 'th' : 'en';
}
