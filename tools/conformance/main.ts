import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Agent, request } from 'undici';
import { answers, bringBack } from './bring-back.js';
import { Books, prepareBooks } from './books.js';
import type { SigningKey } from '../../src/signing/keys.js';
import { listedAt, readOwnKey } from './centre-play.js';
import { CHAPTERS } from './chapters/all.js';
import { Enrolment, institutionKeys, listedKeys, prepareEnrolment, signingKeys } from './enrolment.js';
import { firstContact } from './first-contact.js';
import { readGuide } from './guide.js';
import { Listener } from './listener.js';
import { type Options, readOptions, USAGE } from './options.js';
import { badgeOf } from './report/badge.js';
import { junitOf } from './report/junit.js';
import { pageOf } from './report/page.js';
import { type Report, summarise } from './report/summary.js';
import { OwnBank } from './own-bank.js';
import { type Outcome, runCentreChecks, runChecks } from './run.js';

/**
 * `npm run conformance`: plays the centre against an institution, or an institution against a centre, and says what is
 * not as the guide says.
 * Returns the exit code: 1 when a check failed, 2 when nothing could be played, 3 when none failed and some
 * were not played.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(`${options}\n${USAGE}`);
    return 2;
  }
  if (options.act === 'prepare') return prepare(options);
  return options.act === 'centre' ? judgeCentre(options) : judge(options);
}

async function judgeCentre(options: Extract<Options, { act: 'centre' }>): Promise<number> {
  const { url, publicUrl, keyFile, port, out } = options;
  const own = readOwnKey(await readFile(keyFile, 'utf8'));
  const dispatcher = new Agent();
  const listed = await request(`${url}/v1/keys`, { dispatcher });
  const findKey = listedAt(await listed.body.json());
  const bank = port === undefined ? undefined : await OwnBank.open(port, { key: own.key, findKey });
  try {
    const kit = { ...own, base: url, signedBase: publicUrl, findKey, dispatcher, ...(bank && { bank }) };
    return await report('centre', await runCentreChecks(kit), out, own.key);
  } finally {
    await bank?.close();
    await dispatcher.close();
  }
}

async function prepare({ folder, slug }: Extract<Options, { act: 'prepare' }>): Promise<number> {
  await mkdir(folder, { recursive: true });
  const kept = await keptEnrolment(path.join(folder, 'key.json'));
  const enrolment = kept?.institution === slug ? kept : prepareEnrolment(slug);
  const write = (name: string, value: object, mode = 0o644) =>
    writeFile(path.join(folder, name), `${JSON.stringify(value, null, 2)}\n`, { mode });
  await write('key.json', enrolment, 0o600);
  await write('centre-keys.json', { keys: listedKeys(enrolment) });
  await write('books.json', prepareBooks(slug, CHAPTERS, new Date()));
  const believe = `put the public key of ${slug} into "keys" of key.json, let it believe the keys of
centre-keys.json (the kit lists them at GET /v1/keys too), and `;
  const isEnrolled = enrolment.keys.length > 0;
  console.log(`${folder}: ${isEnrolled ? 'kept the keys; ' : believe}book what books.json says in its test system.`);
  return 0;
}

/** The keys of an earlier preparation of the folder; undefined where there is none. */
async function keptEnrolment(file: string): Promise<Enrolment | undefined> {
  return existsSync(file) ? Enrolment.parse(JSON.parse(await readFile(file, 'utf8'))) : undefined;
}

async function judge(options: Extract<Options, { act: 'institution' }>): Promise<number> {
  const enrolment = Enrolment.parse(JSON.parse(await readFile(options.keyFile, 'utf8')));
  const { institution, accounts } = Books.parse(JSON.parse(await readFile(options.booksFile, 'utf8')));
  const [first, second] = signingKeys(enrolment);
  if (first === undefined || second === undefined || institution !== enrolment.institution) {
    console.error('the file of the key and that of the books are not of one preparation');
    return 2;
  }
  const findKey = institutionKeys(enrolment);
  const listener = await Listener.open(options.port, { key: first, keys: listedKeys(enrolment), findKey });
  const dispatcher = new Agent();
  const kit = {
    institution,
    accounts,
    base: options.url,
    keys: [first, second],
    findKey,
    listener,
    dispatcher,
  } as const;
  try {
    await answers(options.url, dispatcher);
    const { inTheWay, hints } = await firstContact(kit);
    for (const line of [...hints, inTheWay]) if (line !== undefined) console.error(line);
    if (inTheWay !== undefined) return 2;
    const { restart } = options;
    const outcomes = await runChecks(
      restart === undefined ? kit : { ...kit, restart: () => bringBack(restart, options.url, dispatcher) },
    );
    return await report(institution, outcomes, options.out, first);
  } finally {
    await listener.close();
    await dispatcher.close();
  }
}

/** Writes the report of a run, prints what is wrong, and returns the exit code. */
async function report(judged: string, outcomes: readonly Outcome[], out: string, key: SigningKey): Promise<number> {
  const written = summarise(judged, outcomes, readGuide(path.resolve('docs/protocol')), new Date());
  await writeReport(written, out, key);
  for (const line of linesOf(written)) console.log(line);
  console.log(`the report: ${path.join(out, 'report.html')}`);
  return written.failed > 0 ? 1 : written.notRun > 0 ? 3 : 0;
}

async function writeReport(report: Report, out: string, key: SigningKey): Promise<void> {
  await mkdir(out, { recursive: true });
  const text = `${JSON.stringify(report, null, 2)}\n`;
  await writeFile(path.join(out, 'report.json'), text);
  await writeFile(path.join(out, 'report.html'), pageOf(report));
  await writeFile(path.join(out, 'junit.xml'), junitOf(report));
  await writeFile(path.join(out, 'badge.json'), `${JSON.stringify(badgeOf(report, text, key), null, 2)}\n`);
}

function linesOf({ institution, passed, failed, notRun, checks }: Report): string[] {
  const wrong = checks.filter(({ verdict }) => verdict === 'failed');
  return [
    ...wrong.flatMap(({ id, expects, seen, at }) => [`${id}: ${expects}`, `  seen: ${seen}`, `  ${at}`]),
    `${institution}: ${passed} passed, ${failed} failed, ${notRun} not run`,
  ];
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
