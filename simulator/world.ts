import { readFile } from 'node:fs/promises';
import type { JsonWebKey } from 'node:crypto';
import { join } from 'node:path';
import { Agent } from 'undici';
import { readPrivateKey, readPublicKey, type FindKey } from '../packages/institution/keys.js';
import { NonceGuard } from '../packages/institution/nonce-guard.js';
import { adminApp } from './admin/admin-app.js';
import { Agency } from './agencies/agency.js';
import { agencyRoutes } from './agencies/agency-routes.js';
import { isAgency } from './agencies/dialects.js';
import { Bank } from './banks/bank.js';
import { bankRoutes } from './banks/bank-routes.js';
import type { PartyConfig, SimulatorConfig } from './config.js';
import { Listener } from './http/listener.js';
import { MessageLog } from './http/message-log.js';
import { signedApp, type Route } from './http/signed-app.js';
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
}

/**
 * Starts every institution and agency with a listener of its own, and the admin listener. Replays
 * the journals and delivers money in transit before it answers the first request.
 * @throws when a port is taken, a journal is broken, a key is wrong or a slug names no known
 * agency
 */
export async function startWorld(config: SimulatorConfig): Promise<World> {
  const dispatcher = new Agent({ connections: CALLBACK_CONNECTIONS });
  const log = new MessageLog();
  const findKey = centreKeys(config.centrePublicKeys);
  const actors = new Map<PartyConfig, Bank | Agency>();
  for (const party of config.parties) actors.set(party, await openParty(party, config, findKey, dispatcher));
  const banks = new Map([...actors.values()].filter((actor) => actor instanceof Bank).map((bank) => [bank.slug, bank]));
  const agencies = [...actors.values()].filter((actor) => actor instanceof Agency);
  const rails = new Rails(banks);
  await rails.settle();

  const running: Party[] = [];
  for (const [party, actor] of actors) running.push({ actor, listener: await listen(party, actor, findKey, log) });
  const admin = adminApp({ banks, agencies: new Map(agencies.map((one) => [one.slug, one])), rails, log });
  const adminListener = await Listener.open(config.adminPort, 'the admin listener', admin);
  for (const { actor } of running) actor.start();
  return {
    adminUrl: adminListener.url,
    partyUrls: new Map(running.map(({ actor, listener }) => [actor.slug, listener.url])),
    stop: async () => {
      await Promise.all([adminListener.close(), ...running.map(({ listener }) => listener.close())]);
      await Promise.all(running.map(({ actor }) => actor.stop()));
      await dispatcher.close();
    },
  };
}

async function openParty(
  party: PartyConfig,
  config: SimulatorConfig,
  findKey: FindKey,
  dispatcher: Agent,
): Promise<Bank | Agency> {
  const { slug } = party;
  const journalPath = join(config.stateDir, `${slug}.journal`);
  const key = await signingKey(party);
  const callbacks = { url: new URL(CALLBACK_PATHS[party.kind], config.centreUrl).href, key, findKey, dispatcher };
  if (party.kind === 'institution') return Bank.open({ slug, journalPath, callbacks });
  if (!isAgency(slug)) throw new Error(`${slug} is not an agency this simulator knows`);
  return Agency.open({ slug, journalPath, callbacks });
}

async function listen(party: PartyConfig, actor: Bank | Agency, findKey: FindKey, log: MessageLog): Promise<Listener> {
  const routes: Route[] = actor instanceof Bank ? bankRoutes(actor) : agencyRoutes(actor);
  const key = await signingKey(party);
  const nonces = new NonceGuard();
  const app = signedApp({ slug: party.slug, key, findKey, nonces, log, routes, durable: () => actor.durable() });
  return Listener.open(party.port, party.slug, app);
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
