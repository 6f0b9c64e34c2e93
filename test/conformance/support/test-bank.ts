import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from 'undici';
import { readPrivateKey, readPublicKey } from '../../../packages/institution/keys.js';
import { generateSigningKey } from '../../../src/signing/keys.js';
import { prepareBooks } from '../../../tools/conformance/books.js';
import { CHAPTERS } from '../../../tools/conformance/chapters/all.js';
import {
  type Enrolment,
  institutionKeys,
  listedKeys,
  prepareEnrolment,
  signingKeys,
} from '../../../tools/conformance/enrolment.js';
import { Listener } from '../../../tools/conformance/listener.js';
import type { Kit } from '../../../tools/conformance/play.js';
import { type Outcome, runChecks } from '../../../tools/conformance/run.js';
import { ExampleBank, type Variation } from '../../../tools/sandbox/example-bank.js';

const SLUG = 'th-014';

/** Lets the kit play against the simulator's bank, or a variation of it, and returns what became of each check. */
export async function certify(variation: Variation = {}): Promise<Outcome[]> {
  return withBank(variation, runChecks);
}

/** Opens the simulator's bank, or a variation of it, with a kit that can play against it. */
export async function withBank<Seen>(variation: Variation, act: (kit: Kit) => Promise<Seen>): Promise<Seen> {
  const folder = await mkdtemp(join(tmpdir(), 'rangap-conformance-'));
  const own = generateSigningKey(`${SLUG}-1`);
  const enrolment: Enrolment = { ...prepareEnrolment(SLUG), keys: [{ ...own.publicJwk }] };
  const { accounts } = prepareBooks(SLUG, CHAPTERS, new Date());
  const keys = signingKeys(enrolment);
  const [first, second] = keys;
  if (first === undefined || second === undefined) throw new Error('the kit has two keys');
  const findKey = institutionKeys(enrolment);
  const listener = await Listener.open(0, { key: first, keys: listedKeys(enrolment), findKey });
  const dispatcher = new Agent();
  const centre = new Map(enrolment.centre.map(({ d: _, ...jwk }) => [jwk.kid, readPublicKey(jwk)]));
  const bank = await ExampleBank.open({
    slug: SLUG,
    folder,
    key: readPrivateKey(own.keyId, own.privateJwk),
    findCentre: (keyId) => Promise.resolve(centre.get(keyId)),
    centre: listener.url,
    dispatcher,
    accounts,
    variation,
  });
  try {
    return await act({
      institution: SLUG,
      accounts,
      base: bank.url,
      keys: [first, second],
      findKey,
      listener,
      dispatcher,
      restart: () => bank.restart(),
    });
  } finally {
    await bank.close();
    await listener.close();
    await dispatcher.close();
    await rm(folder, { recursive: true, force: true });
  }
}
