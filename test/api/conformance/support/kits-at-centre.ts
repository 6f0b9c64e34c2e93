import { setTimeout as delay } from 'node:timers/promises';
import { Agent } from 'undici';
import { generateSigningKey, loadPrivateKey } from '../../../../src/signing/keys.js';
import { DEMO_PARTIES } from '../../../../tools/embedded/people/parties.js';
import { listedAt } from '../../../../tools/conformance/centre-play.js';
import { OwnBank } from '../../../../tools/conformance/own-bank.js';
import { runCentreChecks } from '../../../../tools/conformance/run.js';
import { failures } from '../../../conformance/support/failures.js';
import { Centre } from '../../../liars-day/support/centre.js';
import { freePorts } from '../../../support/free-ports.js';
import { freshDatabase } from '../../../support/postgres.js';
import { type Breaks, WayToCentre } from './way-to-centre.js';

const DAY_MS = 86_400_000;
/** How many kits play at the same time. */
const AT_A_TIME = 4;

/**
 * Lets the kit play against one centre, over HTTP and in its own database, once for each way that stands
 * between the two, as an institution of its own each. Returns the checks that each saw fail, with what was seen.
 */
export async function playAtCentre(breaks: readonly Breaks[]): Promise<Record<string, string>[]> {
  const centreKey = generateSigningKey('centre-1');
  const signingKey = { keyId: centreKey.keyId, privateKey: loadPrivateKey(centreKey.privateJwk) };
  const findKey = listedAt({ keys: [{ ...centreKey.publicJwk, kid: centreKey.keyId }] });
  const database = await freshDatabase();
  const dispatcher = new Agent();
  const [port = 0] = await freePorts(1);
  const centreUrl = `http://127.0.0.1:${port}`;
  const played = await Promise.all(
    breaks.map(async (broken, index) => {
      const institution = `kit-${index}`;
      const own = generateSigningKey(`${institution}-1`);
      const key = { keyId: own.keyId, privateKey: loadPrivateKey(own.privateJwk) };
      const bank = await OwnBank.open(0, { key, findKey });
      const ends = { bankUrl: bank.url, centreUrl, centreKey: signingKey, bankKey: key };
      return { institution, own, key, bank, way: await WayToCentre.open({ ...ends, breaks: broken }) };
    }),
  );
  const validity = { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + DAY_MS) };
  const kits = played.map(({ institution, own: { keyId, publicJwk }, way }) => ({
    slug: institution,
    kind: 'institution' as const,
    institutionKind: 'bank' as const,
    nameTh: institution,
    nameEn: institution,
    baseUrl: way.url,
    accountDigits: [10],
    keys: [{ keyId, publicJwk: { ...publicJwk }, ...validity }],
  }));
  const away = { baseUrl: 'http://127.0.0.1:1', accountDigits: [], keys: [] };
  const agencies = DEMO_PARTIES.filter(({ kind }) => kind === 'agency').map((agency) => ({ ...agency, ...away }));
  const centre = await Centre.open(database, { parties: [...kits, ...agencies] }, centreKey, port);
  let isOver = false;
  const on = async (chore: () => Promise<void>) => {
    for (; !isOver; await delay(500)) await chore();
  };
  const keeping = Promise.all([on(() => centre.keep()), on(() => centre.sendDue())]);
  const found: Record<string, string>[] = [];
  try {
    const waiting = [...played.entries()];
    const worker = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, { institution, key, bank, way }] = next;
        const kit = { institution, key, bank, findKey, dispatcher, accountDigits: 10 };
        found[index] = failures(await runCentreChecks({ ...kit, base: way.url, signedBase: centreUrl }));
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
    return found;
  } finally {
    isOver = true;
    await keeping;
    await centre.drain();
    await centre.close();
    await Promise.all(played.flatMap(({ bank, way }) => [bank.close(), way.close()]));
    await dispatcher.close();
    await database.drop();
  }
}
