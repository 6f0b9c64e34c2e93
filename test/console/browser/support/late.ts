import type { BrowserContext, Request, Route } from 'playwright-core';
import { until } from '../../../e2e/support/until.js';

/** Makes answers of one address late, so that a story sets the order of events and not the machine. */
export class Late {
  private isHolding = false;
  private readonly waiting: Route[] = [];

  /** `path` is that of the address, and `method` that of the requests; others pass. */
  constructor(
    private readonly path: string | RegExp,
    private readonly method = 'GET',
  ) {}

  /** Listens to the requests of a person's browser. */
  async listen(context: BrowserContext): Promise<void> {
    await context.route(
      (url) => this.isAt(url),
      async (route) => {
        if (!this.isHolding || !this.isOf(route.request())) return route.fallback();
        this.isHolding = false;
        this.waiting.push(route);
      },
    );
  }

  /** Returns whether a request is one of those that may be held back. */
  isOf(request: Request): boolean {
    return this.isAt(new URL(request.url())) && request.method() === this.method;
  }

  /** Holds the next request back; those after it pass. */
  hold(): void {
    this.isHolding = true;
  }

  /** Waits until a request is held back. */
  async held(): Promise<void> {
    await until(`a request of ${String(this.path)} is held back`, 20, () =>
      Promise.resolve(this.waiting.length > 0 ? true : undefined),
    );
  }

  /** Answers what is held back with a status, and does not let it arrive. */
  async answer(status: number): Promise<void> {
    await this.taken().fulfill({ status, contentType: 'application/problem+json', body: '{"code":"TEST.LATE"}' });
  }

  /** Lets what is held back arrive, and its answer come. */
  async pass(): Promise<void> {
    await this.taken().continue();
  }

  /** Lets what is held back arrive, and loses its answer. */
  async loseAnswer(): Promise<void> {
    const route = this.taken();
    await route.fetch();
    await route.abort();
  }

  private isAt({ pathname }: URL): boolean {
    return typeof this.path === 'string' ? pathname === this.path : this.path.test(pathname);
  }

  private taken(): Route {
    const route = this.waiting.shift();
    if (route === undefined) throw new Error(`no request of ${String(this.path)} is held back`);
    return route;
  }
}
