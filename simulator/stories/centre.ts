import { request } from 'undici';
import { z } from 'zod';
import { askJson, type JsonAnswer } from './http-json.js';

/** The people of the demo sign-in, where each name begins with `demo-`. */
export type Persona =
  | 'hotline-1'
  | 'hotline-2'
  | 'officer-1'
  | 'officer-2'
  | 'supervisor-1'
  | 'supervisor-2'
  | 'inquiry-1'
  | 'amlo-2'
  | 'auditor-1'
  | 'admin-1';

/** `demo`: cases of the token run on the rulebook with deadlines in seconds. */
export type RulebookScope = 'demo' | 'law';

const Token = z.object({ access_token: z.string() });

/** The centre's API; each call carries the token of one person. */
export class Centre {
  private readonly tokens = new Map<Persona, Promise<string>>();

  constructor(
    private readonly centreUrl: string,
    private readonly signInUrl: string,
    private readonly rulebook: RulebookScope,
  ) {}

  /** Posts as a person; returns the answer with any status. */
  async post(who: Persona, path: string, body: unknown, headers: Record<string, string> = {}): Promise<JsonAnswer> {
    return askJson(new URL(path, this.centreUrl).href, body, { ...(await this.authorization(who)), ...headers });
  }

  /** Reads as a person. Throws when the answer is not 200 or does not fit the view's schema. */
  async read<View extends z.ZodType>(who: Persona, path: string, view: View): Promise<z.output<View>> {
    const answer = await askJson(new URL(path, this.centreUrl).href, undefined, await this.authorization(who));
    if (answer.status !== 200) throw new Error(`GET ${path} as ${who}: ${describe(answer)}`);
    return view.parse(answer.body);
  }

  private async authorization(who: Persona): Promise<Record<string, string>> {
    let token = this.tokens.get(who);
    if (token === undefined) {
      token = this.signIn(who);
      this.tokens.set(who, token);
    }
    return { authorization: `Bearer ${await token}` };
  }

  private async signIn(who: Persona): Promise<string> {
    const scope = this.rulebook === 'demo' ? 'openid rulebook:demo' : 'openid';
    const form = new URLSearchParams({ grant_type: 'password', username: `demo-${who}`, scope });
    const response = await request(`${this.signInUrl.replace(/\/$/, '')}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    if (response.statusCode !== 200) throw new Error(`the demo sign-in gave ${who} no token: ${response.statusCode}`);
    return Token.parse(await response.body.json()).access_token;
  }
}

/** Writes the status and the problem code of an answer, for people. */
export function describe({ status, body }: JsonAnswer): string {
  const problem = z.object({ code: z.string(), detail: z.string().optional() }).safeParse(body);
  return problem.success ? `${status} ${problem.data.code} ${problem.data.detail ?? ''}`.trim() : String(status);
}
