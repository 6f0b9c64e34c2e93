import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';

export const projectDir = path.resolve(__dirname, '../..');
/** Reads a file of the project. */
export const read = (file: string): string => readFileSync(path.join(projectDir, file), 'utf8');

/** The part of a compose service that the tests read. */
export interface Service {
  image?: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  volumes?: string[];
  user?: string;
  read_only?: boolean;
  init?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  restart?: string;
  logging?: { driver?: string; options?: Record<string, string> };
  stop_grace_period?: string;
  healthcheck?: { test?: string[] };
  environment?: Record<string, string>;
  secrets?: string[];
}
export interface ComposeFile {
  services: Record<string, Service>;
  secrets: Record<string, { file?: string }>;
  [section: string]: unknown;
}

/** Reads docker-compose.yml; the caller may change the result. */
export const readCompose = (): ComposeFile => load(read('docker-compose.yml')) as ComposeFile;

export const PROCESSES = ['api', 'worker', 'keeper'] as const;
/** The services that run the image of Rangap. */
export const OURS = ['migrate', ...PROCESSES] as const;

/** Returns the service of that name. Throws when the file has none. */
export function serviceOf(compose: ComposeFile, name: string): Service {
  const service = compose.services[name];
  if (service === undefined) throw new Error(`the compose file has no service ${name}`);
  return service;
}

/**
 * A place where Compose inserts a variable of the operator: `${NAME}`, `${NAME:-default}` or
 * `${NAME:?what it is}`.
 */
const INTERPOLATION = /(?<!\$)(?:\$\$)*\$\{?(\w+)(?::-([^}]*)|:\?[^}]*)?\}?/g;

/**
 * Returns the names of the operator's variables in all texts of a value; `$$` is a dollar of the
 * container's shell.
 */
export function interpolated(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(INTERPOLATION)].map(([, name = '']) => name);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(interpolated);
}

/** Returns the text with the operator's values, else the defaults. */
export function interpolate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(INTERPOLATION, (_all, name: string, fallback?: string) => values[name] ?? fallback ?? '');
}

/** Returns the instructions of a Dockerfile with continued lines joined, without comments. */
export function dockerfileOf(text: string): { instruction: string; rest: string }[] {
  const lines = text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n');
  return lines
    .map((line) => /^(\w+)\s+(.*)$/.exec(line.trim()))
    .flatMap((found) => (found === null ? [] : [{ instruction: found[1] ?? '', rest: found[2] ?? '' }]));
}
