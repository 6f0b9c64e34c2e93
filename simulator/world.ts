import { readFile } from 'node:fs/promises';
import { createHash, type JsonWebKey } from 'node:crypto';
import { join } from 'node:path';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { readPrivateKey, readPublicKey, type FindKey } from '../packages/institution/keys.js';
import { NonceGuard } from '../packages/institution/nonce-guard.js';
import { adminApp } from './admin/admin-app.js';
import { Agency, type AgencyOptions } from './agencies/agency.js';
import { agencyRoutes } from './agencies/agency-routes.js';
import { isAgency } from './agencies/dialects.js';
import { openEvaluator, type TokenEvaluator } from './agencies/person-tokens.js';
import { Bank } from './banks/bank.js';
import { bankRoutes } from './banks/bank-routes.js';
import type { PartyConfig, SimulatorConfig } from './config.js';
import { KeyRing } from './http/key-ring.js';
import { Listener } from './http/listener.js';
import { MessageLog } from './http/message-log.js';
import { signedApp, type Route, type SignedAppOptions } from './http/signed-app.js';
import type { Fates } from './network/fates.js';
import { Gate } from './network/gate.js';
import type { OutboxOptions } from './outbox/outbox.js';
import { Rails } from './rails/transfers.js';

const CALLBACK_PATHS = { institution: '/v1/callbacks/institutions', agency: '/v1/callbacks/agencies' } as const;
/** How many callbacks of all parties are under way to the centre at one time. */
const CALLBACK_CONNECTIONS = 32;

/** The outside world, running. */
export interface World {
  readonly adminUrl: string;
  /** Base URL of each party, by slug. */
  readonly partyUrls: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

interface Party {
  readonly actor: Bank | Agency;
  readonly listener: Listener;
  /** Its way from the centre, where it has one. */
  readonly gate: Gate | undefined;
}

/** How a party reaches the centre. */
interface WayToCentre {
  readonly dispatcher: Dispatcher;
  close(): Promise<void>;
}

/**
 * Starts every institution and agency with a listener of its own, and the admin listener. Replays
 * the journals and delivers money in transit before it answers the first request.
 * @param fates what becomes of each message between the centre and a party; absent: all pass
 * @throws when a port is taken, a journal is broken, a key is wrong or a slug names no known
 * agency
 */
export async function startWorld(config: SimulatorConfig, fates?: Fates): Promise<World> {
  const direct = new Agent({ connections: CALLBACK_CONNECTIONS });
  const ways: WayToCentre[] = [];
  const log = new MessageLog();
  const findKey = centreKeys(config.centrePublicKeys);
  const evaluator = await evaluatorOf(config);
  const actors = new Map<PartyConfig, Bank | Agency>();
  const rings = new Map<string, KeyRing>();
  for (const party of config.parties) {
    const way = fates && (await wayToCentre(party.slug, config.centreUrl, fates));
    if (way !== undefined) ways.push(way);
    const keys = new KeyRing(await signingKey(party));
    rings.set(party.slug, keys);
    actors.set(
      party,
      await openParty(party, config, { keys, findKey, dispatcher: way?.dispatcher ?? direct, evaluator }),
    );
  }
  const banks = new Map([...actors.values()].filter((actor) => actor instanceof Bank).map((bank) => [bank.slug, bank]));
  const agencies = [...actors.values()].filter((actor) => actor instanceof Agency);
  const rails = new Rails(banks);
  await rails.settle();

  const running: Party[] = [];
  for (const [party, actor] of actors) {
    const keys = rings.get(party.slug) ?? new KeyRing(await signingKey(party));
    const listener = await listen(fates ? 0 : party.port, party, actor, { keys, findKey, log });
    const way = fates && ({ party: party.slug, direction: 'to_party', fates } as const);
    running.push({ actor, listener, gate: way && (await Gate.open(party.port, way, listener.port)) });
  }
  const admin = adminApp({
    banks,
    agencies: new Map(agencies.map((one) => [one.slug, one])),
    rails,
    keys: rings,
    log,
    evaluator,
  });
  const adminListener = await Listener.open(config.adminPort, 'the admin listener', admin);
  for (const { actor } of running) actor.start();
  return {
    adminUrl: adminListener.url,
    partyUrls: new Map(running.map(({ actor, listener, gate }) => [actor.slug, gate?.url ?? listener.url])),
    stop: async () => {
      await Promise.all([adminListener.close(), ...running.map(({ gate }) => gate?.close())]);
      await Promise.all(running.map(({ listener }) => listener.close()));
      await Promise.all(running.map(({ actor }) => actor.stop()));
      await Promise.all([direct.close(), ...ways.map((way) => way.close())]);
    },
  };
}

/** Opens a way to the centre with a gate: the party calls the centre by its own address, and comes to the gate. */
async function wayToCentre(party: string, centreUrl: string, fates: Fates): Promise<WayToCentre> {
  const gate = await Gate.open(0, { party, direction: 'to_centre', fates }, Number(new URL(centreUrl).port));
  const toGate = buildConnector({});
  const dispatcher = new Agent({
    connections: CALLBACK_CONNECTIONS,
    connect: (options, callback) => toGate({ ...options, hostname: '127.0.0.1', port: String(gate.port) }, callback),
  });
  const close = async () => {
    await dispatcher.destroy();
    await gate.close();
  };
  return { dispatcher, close };
}

/** The party that makes tokens for persons: it answers about numbers and links, and names no person itself. */
const EVALUATOR = 'mdes';

/** Opens the evaluator of tokens with a secret that comes from its own signing key; null without that party. */
async function evaluatorOf({ parties }: SimulatorConfig): Promise<TokenEvaluator | null> {
  const party = parties.find(({ slug }) => slug === EVALUATOR);
  if (party === undefined) return null;
  const secret = createHash('sha256').update(`person tokens ${await readFile(party.privateJwkFile, 'utf8')}`);
  return openEvaluator(secret.digest());
}

async function openParty(
  party: PartyConfig,
  config: SimulatorConfig,
  { evaluator, ...own }: Pick<OutboxOptions, 'keys' | 'findKey' | 'dispatcher'> & Pick<AgencyOptions, 'evaluator'>,
): Promise<Bank | Agency> {
  const { slug } = party;
  const journalPath = join(config.stateDir, `${slug}.journal`);
  const callbacks = { url: new URL(CALLBACK_PATHS[party.kind], config.centreUrl).href, ...own };
  if (party.kind === 'institution') return Bank.open({ slug, journalPath, callbacks });
  if (!isAgency(slug)) throw new Error(`${slug} is not an agency this simulator knows`);
  return Agency.open({ slug, journalPath, callbacks, evaluator });
}

async function listen(
  port: number,
  party: PartyConfig,
  actor: Bank | Agency,
  own: Pick<SignedAppOptions, 'keys' | 'findKey' | 'log'>,
): Promise<Listener> {
  const routes: Route[] = actor instanceof Bank ? bankRoutes(actor) : agencyRoutes(actor);
  const nonces = new NonceGuard();
  const known = port === party.port ? {} : { knownPort: party.port };
  const app = signedApp({ slug: party.slug, ...own, nonces, routes, durable: () => actor.durable(), ...known });
  return Listener.open(port, party.slug, app);
}

async function signingKey({ keyId, privateJwkFile }: PartyConfig) {
  const jwk = JSON.parse(await readFile(privateJwkFile, 'utf8')) as JsonWebKey;
  return readPrivateKey(keyId, jwk);
}

/** Finds the keys of the centre; the simulated parties trust the configured keys for ever. */
function centreKeys(keys: SimulatorConfig['centrePublicKeys']): FindKey {
  const known = new Map(keys.map(({ keyId, publicJwk }) => [keyId, readPublicKey(publicJwk)]));
  return (keyId) => Promise.resolve(known.get(keyId));
}
