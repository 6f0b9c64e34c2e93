import { EventEmitter } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { ulid } from 'ulid';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { CentreKeys } from '../../packages/institution/centre-keys.js';
import { type Jwk, readPrivateKey, readPublicKey } from '../../packages/institution/keys.js';
import { generateSigningKey } from '../../src/signing/keys.js';
import { bringBack } from '../conformance/bring-back.js';
import { Enrolment, institutionKeys, listedKeys, signingKeys } from '../conformance/enrolment.js';
import { type Sentence } from '../conformance/guide.js';
import { type Came, Listener } from '../conformance/listener.js';
import type { Kit } from '../conformance/play.js';
import { Accounts } from './accounts.js';
import { ExampleBank, type Variation } from './example-bank.js';
import { SandboxHome } from './home.js';
import type { Recovery } from './play-step.js';
import { Player } from './player.js';
import type { Run } from './run-record.js';
import { readScenarios, type ScenarioFile } from './scenario-files.js';
import type { Scenario } from './scenario.js';

/** What cannot be done now, in words for the engineer; `code` is stable. */
export class SandboxRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The engineer's own institution. */
export const OwnInstitution = z.strictObject({
  slug: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, { error: 'must be a name such as th-014' }),
  url: z
    .string()
    .regex(/^https?:\/\/[^?#]+$/, { error: 'must be an address such as https://127.0.0.1:7500' })
    .transform((url) => url.replace(/\/+$/, '')),
  /** Its public key, or a file of `npm run conformance -- --prepare` with one; absent: the test key that the sandbox made. */
  key: z.unknown().optional(),
});
export type OwnInstitution = z.infer<typeof OwnInstitution>;

interface SandboxOptions {
  /** Where keys, books and the engineer's scenarios lie. */
  readonly home: string;
  readonly guide: ReadonlyMap<string, Sentence>;
  readonly folders: { readonly shipped: string; readonly own: string };
  /** Where the centre that is played listens; 0: any port. */
  readonly port: number;
  /** Restarts the engineer's institution; a shell runs it. */
  readonly restart?: string;
  /** Make a backup of the engineer's institution, and restore it from that; a shell runs them. */
  readonly recovery?: { readonly backup: string; readonly restore: string };
  /** A bank that is wrong in one way, for a test. */
  readonly variation?: Variation;
}

/** An institution at which runs are played, with all that the centre needs for it. */
interface Place {
  /** The keys of the centre that is played. */
  readonly enrolment: Enrolment;
  readonly kit: Kit;
  readonly home: SandboxHome;
  readonly listener: Listener;
  readonly dispatcher: Agent;
  readonly example?: ExampleBank;
  readonly recovery?: Recovery;
}

interface Prepared {
  readonly own: OwnInstitution | undefined;
  readonly home: SandboxHome;
  readonly enrolment: Enrolment;
}

const EXAMPLE_SLUG = 'th-014';
/** So many runs are kept; the oldest ones are forgotten. */
const KEPT = 50;

/**
 * The sandbox: one institution at a time, the scenarios of two folders, and the runs of this process. It has no
 * database and speaks to nobody but that institution.
 */
export class Sandbox {
  private place!: Place;
  private readonly played: { readonly run: Run; readonly scenario: Scenario }[] = [];
  private playing: { readonly player: Player; readonly ends: Promise<void> } | undefined;
  private readonly changes = new EventEmitter().setMaxListeners(0);

  private constructor(private readonly options: SandboxOptions) {}

  /** Opens it with an institution, or with the example bank. */
  static async open(options: SandboxOptions, own?: OwnInstitution): Promise<Sandbox> {
    const sandbox = new Sandbox(options);
    sandbox.place = await sandbox.openPlace(sandbox.prepare(own));
    return sandbox;
  }

  /** Where the centre that is played listens: `GET /v1/keys`, and callbacks. */
  get centreUrl(): string {
    return this.place.listener.url;
  }

  get home(): SandboxHome {
    return this.place.home;
  }

  get scenarios(): ScenarioFile[] {
    return readScenarios(this.options.folders, new Set(this.options.guide.keys()));
  }

  /** The runs of this process, the newest first. */
  get runs(): Run[] {
    return this.played.map(({ run }) => run).reverse();
  }

  run(id: string): Run | undefined {
    return this.played.find(({ run }) => run.id === id)?.run;
  }

  get state() {
    const { kit, example, home } = this.place;
    const used = new Set(home.used);
    return {
      institution: { slug: kit.institution, url: kit.base, isExample: example !== undefined },
      centreUrl: this.centreUrl,
      canRestart: kit.restart !== undefined,
      hasCertificates: home.hasCertificates,
      accountsLeft: new Accounts(home.books.accounts, used).left,
      ownFolder: this.options.folders.own,
      folder: home.folder,
    };
  }

  /** Starts a scenario as its file is now. */
  start(id: string): Run {
    const found = this.scenarios.find((file) => file.id === id);
    if (found === undefined) throw new SandboxRefusal('SCENARIO.UNKNOWN', `there is no scenario ${id}`);
    if ('fault' in found) throw new SandboxRefusal('SCENARIO.INVALID', found.fault);
    return this.begin(found.scenario, { scenario: id });
  }

  /** Plays the scenario of a run once more from its beginning, as its file was then, on a new account. */
  replay(runId: string): Run {
    const found = this.played.find(({ run }) => run.id === runId);
    if (found === undefined) throw new SandboxRefusal('RUN.UNKNOWN', `there is no run ${runId}`);
    return this.begin(found.scenario, { scenario: found.run.scenario, replays: runId });
  }

  /** Takes another institution in the place of the one so far. */
  async take(own: OwnInstitution | undefined): Promise<void> {
    this.refuseWhilePlaying();
    const prepared = this.prepare(own);
    await closePlace(this.place);
    this.place = await this.openPlace(prepared);
    this.changes.emit('change');
  }

  /** Makes new books; the institution books them, the example bank does so by itself. */
  makeBooks(): void {
    this.refuseWhilePlaying();
    const { home, example } = this.place;
    home.makeBooks(new Date());
    example?.book(home.books.accounts);
    this.changes.emit('change');
  }

  /** Calls back each time that something changed; returns what ends that. */
  onChange(listen: () => void): () => void {
    this.changes.on('change', listen);
    return () => this.changes.off('change', listen);
  }

  /** Waits for the end of the run that plays. */
  async idle(): Promise<void> {
    await this.playing?.ends;
  }

  async close(): Promise<void> {
    await closePlace(this.place);
  }

  private begin(scenario: Scenario, of: Pick<Run, 'scenario' | 'replays'>): Run {
    this.refuseWhilePlaying();
    const taken = this.takeAccount(scenario);
    const { kit } = this.place;
    const player = new Player({
      kit: { ...kit, accounts: this.place.home.books.accounts },
      ...taken,
      scenario,
      guide: this.options.guide,
      revokeSecond: () => this.revokeSecond(),
      recovery: this.place.recovery,
      of: { id: ulid(), ...of },
      onChange: () => this.changes.emit('change'),
    });
    this.played.push({ run: player.run, scenario });
    if (this.played.length > KEPT) this.played.shift();
    const ends = player.play().finally(() => {
      this.playing = undefined;
      this.changes.emit('change');
    });
    this.playing = { player, ends };
    return player.run;
  }

  /** Revokes the second key of the centre, and lists the next one in its place: who read the list knows it at once. */
  private revokeSecond(): void {
    const { kit, listener } = this.place;
    const [first] = this.place.enrolment.centre;
    if (first === undefined) throw new Error('the centre that is played has a first key');
    const next = { ...generateSigningKey(`kit-${ulid().toLowerCase()}`).privateJwk };
    const enrolment: Enrolment = { ...this.place.enrolment, centre: [first, next] };
    listener.list(listedKeys(enrolment));
    this.place = { ...this.place, enrolment, kit: { ...kit, keys: twoKeys(enrolment) } };
  }

  private takeAccount({ books }: Scenario) {
    const { home, example } = this.place;
    const used = new Set(home.used);
    const take = () => new Accounts(home.books.accounts, used).take(books);
    let taken = take();
    if (taken === undefined && example !== undefined) {
      this.makeBooks();
      taken = take();
    }
    if (taken === undefined) {
      throw new SandboxRefusal(
        'BOOKS.USED',
        `every account of the books \`${books}\` was used: make new books and book them`,
      );
    }
    home.keepUsed(used);
    return taken;
  }

  private refuseWhilePlaying(): void {
    if (this.playing !== undefined) throw new SandboxRefusal('RUN.PLAYING', 'another run is playing');
  }

  /** Reads or makes keys and books of an institution. */
  private prepare(own: OwnInstitution | undefined): Prepared {
    const slug = own?.slug ?? EXAMPLE_SLUG;
    const home = new SandboxHome(path.join(this.options.home, own === undefined ? 'example' : slug), slug, new Date());
    return { own, home, enrolment: enrolmentOf(home.enrolment, own) };
  }

  private async openPlace({ own, home, enrolment }: Prepared): Promise<Place> {
    const { slug } = home;
    const centreKeys = twoKeys(enrolment);
    const findKey = institutionKeys(enrolment);
    const onCame = (came: Came) => this.playing?.player.came(came);
    const keys = listedKeys(enrolment);
    const listener = await Listener.open(this.options.port, { key: centreKeys[0], keys, findKey, onCame });
    const ca = home.authority === undefined ? [] : [home.authority];
    const dispatcher = new Agent({ connect: { ca: [...rootCertificates, ...ca] } });
    const common = { institution: slug, accounts: [], keys: centreKeys, findKey, listener, dispatcher };
    if (own === undefined) {
      const example = await this.openExample(home, listener, dispatcher);
      const kit = { ...common, base: example.url, restart: () => example.restart() };
      const recovery = { backup: () => example.backup(), restore: () => example.restore() };
      return { enrolment, kit, home, listener, dispatcher, example, recovery };
    }
    const { restart, recovery } = this.options;
    const run = (command: string) => () => bringBack(command, own.url, dispatcher);
    const kit = {
      ...common,
      base: own.url,
      ...(restart !== undefined && { restart: run(restart) }),
    };
    const known = recovery && { recovery: { backup: run(recovery.backup), restore: run(recovery.restore) } };
    return { enrolment, kit, home, listener, dispatcher, ...known };
  }

  /** Opens the example bank anew: its books are those of this process. */
  private async openExample(home: SandboxHome, listener: Listener, dispatcher: Agent): Promise<ExampleBank> {
    rmSync(path.join(home.folder, 'bank.journal'), { force: true });
    home.makeBooks(new Date());
    home.keepUsed([]);
    const own = JSON.parse(readFileSync(path.join(home.folder, 'institution-key.json'), 'utf8')) as Jwk & {
      kid: string;
    };
    const listed = new CentreKeys(async () => {
      const { body } = await request(`${listener.url}/v1/keys`, { dispatcher });
      return ((await body.json()) as { keys: Jwk[] }).keys;
    });
    const { variation } = this.options;
    return ExampleBank.open({
      slug: home.slug,
      folder: home.folder,
      key: readPrivateKey(own.kid, own),
      findCentre: listed.find,
      centre: listener.url,
      dispatcher,
      accounts: home.books.accounts,
      ...(variation !== undefined && { variation }),
    });
  }
}

/**
 * Returns who is enrolled: with the key that the engineer gave, which is public, or with the test key.
 * @throws where the key is none, or is a private one
 */
function enrolmentOf(made: Enrolment, own: OwnInstitution | undefined): Enrolment {
  if (own?.key === undefined) return made;
  const ofKit = Enrolment.safeParse(own.key);
  const enrolment = ofKit.success ? ofKit.data : { ...made, keys: [own.key as Enrolment['keys'][number]] };
  if (enrolment.institution !== own.slug)
    throw new SandboxRefusal('KEY.INVALID', `the key is of ${enrolment.institution}`);
  if (enrolment.keys.length === 0)
    throw new SandboxRefusal('KEY.INVALID', 'the file has no key of the institution in "keys"');
  for (const jwk of enrolment.keys) {
    if (jwk.d !== undefined)
      throw new SandboxRefusal('KEY.PRIVATE', 'the private half of a key stays in your house: give the public one');
    try {
      if (typeof jwk.kid !== 'string') throw new Error('it has no kid');
      readPublicKey(jwk);
    } catch (error) {
      throw new SandboxRefusal(
        'KEY.INVALID',
        `the key cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return enrolment;
}

/** Returns the keys with which the centre that is played signs. */
function twoKeys(enrolment: Enrolment): Kit['keys'] {
  const [first, second] = signingKeys(enrolment);
  if (first === undefined || second === undefined) throw new Error('the centre that is played has two keys');
  return [first, second];
}

async function closePlace({ listener, example, dispatcher }: Place): Promise<void> {
  await example?.close();
  await listener.close();
  await dispatcher.close();
}
