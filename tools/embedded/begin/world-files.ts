import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Home } from './home.js';
import { homeKey, writeJson, type HomeKey } from '../server/keys.js';
import { DEMO_PARTIES, type DemoParty } from '../people/parties.js';
import type { Ports } from '../server/ports.js';

/** The files with which the centre and its simulated parties know each other. */
export interface WorldFiles {
  readonly centreKey: HomeKey;
  readonly directoryFile: string;
  readonly simulatorConfigFile: string;
}

/**
 * Writes the centre's directory of parties (public keys, addresses) and the simulator's
 * configuration (private keys by file name, ports). Keys are created once per home; addresses
 * depend on the ports of this start.
 */
export function writeWorldFiles(home: Home, ports: Ports, moreParties: readonly DemoParty[], now: Date): WorldFiles {
  const centreKey = homeKey(home.keysDir, 'centre-1', now);
  const simulated = [
    ...DEMO_PARTIES.map((party, index) => ({ party, port: ports.simulator + index })),
    ...moreParties.map((party, index) => ({ party, port: ports.moreSimulated + index })),
  ];
  const parties = simulated.map((one) => ({ ...one, key: homeKey(home.keysDir, `${one.party.slug}-1`, now) }));
  writeJson(home.directoryFile, {
    parties: parties.map(({ party, port, key: { keyId, publicJwk, notBefore, notAfter } }) => ({
      ...party,
      baseUrl: `http://127.0.0.1:${port}`,
      keys: [{ keyId, publicJwk, notBefore, notAfter }],
    })),
  });
  const stateDir = path.join(home.dir, 'simulator');
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  writeJson(home.simulatorConfigFile, {
    stateDir,
    centreUrl: `http://127.0.0.1:${ports.api}`,
    centrePublicKeys: [{ keyId: centreKey.keyId, publicJwk: centreKey.publicJwk }],
    adminPort: ports.simulatorAdmin,
    parties: parties.map(({ party: { slug, kind, institutionKind, bankCode }, port, key }) => ({
      slug,
      kind,
      institutionKind,
      bankCode,
      port,
      keyId: key.keyId,
      privateJwkFile: key.privateJwkFile,
    })),
  });
  return { centreKey, directoryFile: home.directoryFile, simulatorConfigFile: home.simulatorConfigFile };
}
