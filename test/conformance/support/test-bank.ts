import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { Agent } from 'undici';
import { readPrivateKey, readPublicKey, type SigningKey } from '../../../packages/institution/keys.js';
import { NonceGuard } from '../../../packages/institution/nonce-guard.js';
import { bankRoutes } from '../../../simulator/banks/bank-routes.js';
import { Bank, type BankEvent } from '../../../simulator/banks/bank.js';
import { Listener as BankListener } from '../../../simulator/http/listener.js';
import { MessageLog } from '../../../simulator/http/message-log.js';
import { signedApp, type Route } from '../../../simulator/http/signed-app.js';
import { generateSigningKey } from '../../../src/signing/keys.js';
import { type Books, type BookedAccount, prepareBooks } from '../../../tools/conformance/books.js';
import { CHAPTERS } from '../../../tools/conformance/chapters/all.js';
import {
  type Enrolment,
  institutionKeys,
  listedKeys,
  prepareEnrolment,
  signingKeys,
} from '../../../tools/conformance/enrolment.js';
import { Listener } from '../../../tools/conformance/listener.js';
import { type Outcome, runChecks } from '../../../tools/conformance/run.js';

const SLUG = 'th-014';

/** How a bank differs from the simulator's, in one way each. */
export interface Variation {
  /** Changes what its routes do. */
  readonly routes?: (bank: Bank, routes: Route[]) => Route[];
  /** Stands before its application. */
  readonly app?: (app: Express, key: SigningKey) => Express;
  /** Changes the bank when it was opened. */
  readonly bank?: (bank: Bank) => void;
  /** True: it begins each time with an empty journal. */
  readonly forgets?: boolean;
}

/** Lets the kit play against the simulator's bank, or a variation of it, and returns what became of each check. */
export async function certify({ routes, app, bank: change, forgets = false }: Variation = {}): Promise<Outcome[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rangap-conformance-'));
  const own = generateSigningKey(`${SLUG}-1`);
  const enrolment: Enrolment = { ...prepareEnrolment(SLUG), keys: [{ ...own.publicJwk }] };
  const books = prepareBooks(SLUG, CHAPTERS, new Date());
  const keys = signingKeys(enrolment);
  const [first, second] = keys;
  if (first === undefined || second === undefined) throw new Error('the kit has two keys');
  const findKey = institutionKeys(enrolment);
  const listener = await Listener.open(0, { key: first, keys: listedKeys(enrolment), findKey });
  const dispatcher = new Agent();
  const key = readPrivateKey(own.keyId, own.privateJwk);
  const centre = new Map(enrolment.centre.map(({ d: _, ...jwk }) => [jwk.kid, readPublicKey(jwk)]));
  const findCentre = (keyId: string) => Promise.resolve(centre.get(keyId));
  const callbacks = { url: `${listener.url}/v1/callbacks/institutions`, key, findKey: findCentre, dispatcher };
  let times = 0;

  const start = async (port: number) => {
    const journalPath = join(folder, forgets ? `bank-${(times += 1)}.journal` : 'bank.journal');
    const bank = await Bank.open({ slug: SLUG, journalPath, callbacks });
    if (bank.ledger.accounts.size === 0) load(bank, books);
    change?.(bank);
    const all = bankRoutes(bank);
    const plain = signedApp({
      slug: SLUG,
      key,
      findKey: findCentre,
      nonces: new NonceGuard(),
      log: new MessageLog(),
      routes: routes?.(bank, all) ?? all,
      durable: () => bank.durable(),
    });
    const opened = await BankListener.open(port, SLUG, app?.(plain, key) ?? plain);
    bank.start();
    return { bank, opened };
  };
  const stop = async ({ bank, opened }: Awaited<ReturnType<typeof start>>) => {
    await opened.close();
    await bank.stop();
  };

  let running = await start(0);
  const { url, port } = running.opened;
  const restart = async () => {
    await stop(running);
    running = await start(port);
  };
  try {
    const { accounts } = books;
    return await runChecks({
      institution: SLUG,
      accounts,
      base: url,
      keys: [first, second],
      findKey,
      listener,
      dispatcher,
      restart,
    });
  } finally {
    await stop(running);
    await listener.close();
    await dispatcher.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Books what the kit prepared. */
function load(bank: Bank, { accounts }: Books): void {
  for (const account of accounts) bank.commit(eventsOf(account));
}

function eventsOf({ accountNo, holderNo, openingSatang, credits, debits, status }: BookedAccount): BankEvent[] {
  const opened = {
    type: 'account.opened',
    accountNo,
    holderKind: 'person',
    openingSatang,
    promptPayIds: [],
    holderNo,
  } as const;
  const entries = [
    ...credits.map(({ institution, accountNo: sender, reference, amountSatang, at }) => ({
      type: 'account.credited' as const,
      accountNo,
      from: { institution, accountNo: sender },
      reference,
      amountSatang,
      at: Date.parse(at),
      channel: 'promptpay' as const,
    })),
    ...debits.map(({ institution, accountNo: receiver, reference, amountSatang, at, promptPay }) => ({
      type: 'account.debited' as const,
      accountNo,
      reference,
      amountSatang,
      at: Date.parse(at),
      channel: 'promptpay' as const,
      to: { account: { institution, accountNo: receiver } },
      alias: promptPay,
    })),
  ].sort((one, other) => one.at - other.at);
  return [opened, ...entries, ...(status === 'closed' ? [{ type: 'account.status' as const, accountNo, status }] : [])];
}
