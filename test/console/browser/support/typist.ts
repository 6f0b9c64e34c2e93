import type { Locator, Page } from 'playwright-core';

/** A person at a keyboard: types without a mouse, and counts what it takes. */
export class Typist {
  private keystrokes = 0;
  private readonly beganMs = Date.now();

  constructor(private readonly page: Page) {}

  /** Presses one key, or several together, which count as one. */
  async press(key: string): Promise<void> {
    this.keystrokes += 1;
    await this.page.keyboard.press(key);
  }

  /**
   * Presses a key until something shows. A key does nothing while the page has lost its line to the
   * API, and a person presses it again.
   */
  async pressUntil(key: string, shown: Locator): Promise<void> {
    const waits = { timeout: 3_000 };
    for (let presses = 0; presses < 10; presses += 1) {
      await this.press(key);
      const isShown = await shown.waitFor(waits).then(
        () => true,
        () => false,
      );
      if (isShown) return;
    }
    throw new Error(`ten times ${key} showed nothing`);
  }

  /** Types a text; each sign counts. */
  async type(text: string): Promise<void> {
    this.keystrokes += [...text].length;
    await this.page.keyboard.type(text);
  }

  /** Presses a key to reach each field and types its answer. */
  async answers(answers: readonly (readonly [key: string, text: string])[]): Promise<void> {
    for (const [key, text] of answers) {
      await this.press(key);
      await this.type(text);
    }
  }

  /** How many keys were pressed, and for how long (seconds), since the person began. */
  get worked(): { keystrokes: number; seconds: number } {
    return { keystrokes: this.keystrokes, seconds: (Date.now() - this.beganMs) / 1_000 };
  }

  /** Prints the counts; nothing is asserted about them. */
  tell(what: string): void {
    const seconds = ((Date.now() - this.beganMs) / 1_000).toFixed(1);
    process.stdout.write(`${what}: ${this.keystrokes} keystrokes, ${seconds} s in the browser\n`);
  }
}
