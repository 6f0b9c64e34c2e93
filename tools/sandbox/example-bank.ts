import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Express } from 'express';
import type { Dispatcher } from 'undici';
import type { FindKey, SigningKey } from '../../packages/institution/keys.js';
import { NonceGuard } from '../../packages/institution/nonce-guard.js';
import { bankRoutes } from '../../simulator/banks/bank-routes.js';
import { Bank, type BankEvent, type BankOptions } from '../../simulator/banks/bank.js';
import { KeyRing } from '../../simulator/http/key-ring.js';
import { Listener } from '../../simulator/http/listener.js';
import { MessageLog } from '../../simulator/http/message-log.js';
import { signedApp, type Route } from '../../simulator/http/signed-app.js';
import type { BookedAccount } from '../conformance/books.js';

/** How a bank differs from the simulator's, in one way each. */
export interface Variation {
  /** Changes what its routes do. */
  readonly routes?: (bank: Bank, routes: Route[]) => Route[];
  /** Stands before its application. */
  readonly app?: (app: Express, key: SigningKey) => Express;
  /** Changes the bank when it was opened. */
  readonly bank?: (bank: Bank) => void;
  /** Changes how it finds the keys of the centre. */
  readonly keys?: (find: FindKey) => FindKey;
  /** True: it begins each time with an empty journal. */
  readonly forgets?: boolean;
}

interface ExampleBankOptions {
  readonly slug: string;
  /** Where its journal lies. */
  readonly folder: string;
  readonly key: SigningKey;
  /** Finds the keys of the centre. */
  readonly findCentre: FindKey;
  /** The address of the centre, for callbacks. */
  readonly centre: string;
  readonly dispatcher: Dispatcher;
  readonly accounts: readonly BookedAccount[];
  /** A bank that is wrong in one way, for a test. */
  readonly variation?: Variation;
}

/** A bank of the simulator, which is made with packages/institution, with the books that the kit prepared. */
export class ExampleBank {
  private times = 0;
  private running!: { readonly bank: Bank; readonly opened: Listener; readonly journalPath: string };

  private constructor(private readonly options: ExampleBankOptions) {}

  /** Opens it at a free port of the machine. */
  static async open(options: ExampleBankOptions): Promise<ExampleBank> {
    const example = new ExampleBank(options);
    await example.start(0);
    return example;
  }

  get url(): string {
    return this.running.opened.url;
  }

  /** Stops it and starts it again, at the same port and from its journal. */
  async restart(): Promise<void> {
    const { port } = this.running.opened;
    await this.close();
    await this.start(port);
  }

  /** Copies its journal. */
  async backup(): Promise<void> {
    const { bank, journalPath } = this.running;
    await bank.durable();
    await copyFile(journalPath, `${journalPath}.backup`);
  }

  /** Stops it and starts it again from the copy of its journal. */
  async restore(): Promise<void> {
    const { opened, journalPath } = this.running;
    const { port } = opened;
    await this.close();
    await copyFile(`${journalPath}.backup`, journalPath);
    await this.start(port);
  }

  /** Books further accounts. */
  book(accounts: readonly BookedAccount[]): void {
    for (const account of accounts) this.running.bank.commit(eventsOf(account));
  }

  async close(): Promise<void> {
    await this.running.opened.close();
    await this.running.bank.stop();
  }

  private async start(port: number): Promise<void> {
    const { slug, folder, key, centre, dispatcher, accounts, variation = {} } = this.options;
    const findCentre = variation.keys?.(this.options.findCentre) ?? this.options.findCentre;
    this.times += 1;
    const journalPath = join(folder, variation.forgets === true ? `bank-${this.times}.journal` : 'bank.journal');
    const url = `${centre}/v1/callbacks/institutions`;
    const keys = new KeyRing(key);
    const callbacks: BankOptions['callbacks'] = { url, keys, findKey: findCentre, dispatcher };
    const bank = await Bank.open({ slug, journalPath, callbacks });
    const isNew = bank.ledger.accounts.size === 0;
    variation.bank?.(bank);
    const all = bankRoutes(bank);
    const plain = signedApp({
      slug,
      keys,
      findKey: findCentre,
      nonces: new NonceGuard(),
      log: new MessageLog(),
      routes: variation.routes?.(bank, all) ?? all,
      durable: () => bank.durable(),
    });
    const opened = await Listener.open(port, slug, variation.app?.(plain, key) ?? plain);
    this.running = { bank, opened, journalPath };
    if (isNew) this.book(accounts);
    bank.start();
  }
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
