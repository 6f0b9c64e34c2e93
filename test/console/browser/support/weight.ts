import type { BrowserContext, CDPSession } from 'playwright-core';

/** What a page has loaded. */
export class Weight {
  private bytes = 0;
  private readonly scripts: string[] = [];
  private readonly uncompressed: string[] = [];

  private constructor(private readonly session: CDPSession) {}

  /** Weighs what the page of a visit loads from now on: bytes on the wire, with the heads of the answers. */
  static async of(context: BrowserContext): Promise<Weight> {
    const [page] = context.pages();
    if (page === undefined) throw new Error('the visit has no page yet');
    const session = await context.newCDPSession(page);
    const weight = new Weight(session);
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (weight.bytes += encodedDataLength));
    session.on('Network.responseReceived', ({ response: { url, headers, mimeType } }) => {
      if (mimeType === 'text/javascript') weight.scripts.push(url);
      const isText = /^text\/(?:html|css|javascript)$/.test(mimeType);
      if (isText && headers['content-encoding'] !== 'br') weight.uncompressed.push(url);
    });
    await session.send('Network.enable');
    return weight;
  }

  get onTheWire(): number {
    return this.bytes;
  }

  /** The files of text that did not come in the smallest coding. */
  get whole(): readonly string[] {
    return this.uncompressed;
  }

  /** Returns the addresses of the API that the scripts of the page name. */
  async routes(): Promise<string[]> {
    const texts = await Promise.all(this.scripts.map(async (url) => (await fetch(url)).text()));
    if (texts.length === 0) throw new Error('the page has loaded no script');
    return [...new Set(texts.flatMap((text) => text.match(/\/v1\/[\w/{}-]+/g) ?? []))].sort();
  }

  async end(): Promise<void> {
    await this.session.detach();
  }
}
